import Kernels
import Networks
import Pictures

/// What a generator makes of real people's doodles.
package struct DoodleScores: Sendable {
  package struct Result: Sendable {
    package let doodle: Image
    package let picture: Image
    /// Share of ink pixels with a picture edge near by; nil for an empty doodle.
    package let lineFollowing: Double?
  }

  package let results: [Result]

  /// Line following is defined at this side, whatever side the pictures have.
  private static let measuredSize = 256

  /// Mean share of ink pixels that the pictures follow.
  package var lineFollowing: Double? {
    let shares = results.compactMap(\.lineFollowing)
    return shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
  }

  package init(_ generator: PictureGenerator, doodles: [[Stroke]], size: Int) throws {
    let channels = generator.card.architecture.inputChannels
    var results: [Result] = []
    for strokes in doodles {
      let picture = try generator.picture(side: size) { side in
        SketchRaster.networkInput(strokes, size: side, channels: channels)
      }
      let share = LineFollowing.share(
        ink: SketchRaster.ink(strokes, size: Self.measuredSize),
        picture: size == Self.measuredSize
          ? picture : picture.scaled(width: Self.measuredSize, height: Self.measuredSize))
      results.append(
        Result(doodle: SketchRaster.picture(strokes, size: size), picture: picture, lineFollowing: share))
    }
    self.results = results
  }
}

extension DoodleScores {
  /// Doodles above their pictures, eight to a row, with the share of ink followed as a caption.
  package func sheet(size: Int) -> Image {
    var rows: [[ContactSheet.Cell]] = []
    for start in stride(from: 0, to: results.count, by: 8) {
      let row = results[start..<min(start + 8, results.count)]
      rows.append(row.map { ContactSheet.Cell($0.doodle) })
      rows.append(
        row.map { result in
          let share = result.lineFollowing.map { "\(Int(($0 * 100).rounded())) % followed" }
          return ContactSheet.Cell(result.picture, caption: share ?? "empty")
        })
    }
    return ContactSheet(rows: rows, cellSize: min(size, 192)).image()
  }
}
