import Generation
import Pictures

/// What a generator makes of real people's doodles.
package struct DoodleScores: Sendable {
  package struct Result: Sendable {
    package let doodle: Image
    package let picture: Image
    /// The doodle's ink at 256, 0…1.
    package let ink: Plane
    /// Share of ink pixels with a picture edge near by; nil for an empty doodle.
    package let lineFollowing: Double?
  }

  /// The doodles of one file.
  package struct Group: Sendable {
    package let name: String
    package let results: [Result]
    /// Mean difference to the crayon's colour, 0…1, when each doodle gets random dabs; nil for generators
    /// without hints.
    package let hintError: Double?

    /// Mean share of ink pixels that the pictures follow.
    package var lineFollowing: Double? { mean(results.compactMap(\.lineFollowing)) }
  }

  package let groups: [Group]
  /// As ``Group/hintError``, over all dabs of all doodles.
  package let hintError: Double?

  package var results: [Result] { groups.flatMap(\.results) }

  /// Mean share of ink pixels that the pictures follow.
  package var lineFollowing: Double? { mean(results.compactMap(\.lineFollowing)) }

  /// Line following is defined at this side, whatever side the pictures have.
  private static let measuredSize = 256
  /// Decides the dabs.
  private static let seed: UInt64 = 0xDAB5

  /// - Parameters:
  ///   - files: doodles by the name of their file.
  ///   - size: side of the pictures in pixels.
  package init(_ generator: PictureGenerator, files: [(name: String, doodles: [[Stroke]])], size: Int) throws {
    let layout = generator.encoder.layout
    var all = HintError()
    var groups: [Group] = []
    for file in files {
      var own = HintError()
      var results: [Result] = []
      for (index, strokes) in file.doodles.enumerated() {
        results.append(try Self.result(generator, strokes, size: size))
        guard layout.contains(.hints) else { continue }
        var random = SeededGenerator(seed: Self.seed, index)
        let dabbed = strokes + RandomDabs.dabs(for: strokes, using: &random)
        let picture = try generator.picture(.strokes(dabbed), side: size)
        let input = generator.encoder.values(.strokes(dabbed), side: size)
        let colours = picture.pixels.map { Float($0) / 255 }
        own.add(input: input, layout: layout, picture: colours)
        all.add(input: input, layout: layout, picture: colours)
      }
      groups.append(Group(name: file.name, results: results, hintError: own.mean))
    }
    self.groups = groups
    hintError = all.mean
  }

  private static func result(_ generator: PictureGenerator, _ strokes: [Stroke], size: Int) throws -> Result {
    let picture = try generator.picture(.strokes(strokes), side: size)
    let ink = SketchRaster.ink(strokes, size: measuredSize)
    let share = LineFollowing.share(
      ink: ink,
      picture: size == measuredSize ? picture : picture.scaled(width: measuredSize, height: measuredSize))
    return Result(
      doodle: SketchRaster.picture(strokes, size: size), picture: picture, ink: ink, lineFollowing: share)
  }
}

private func mean(_ values: [Double]) -> Double? {
  values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}

extension DoodleScores {
  /// Doodles above their pictures, ten to a row, with the file's name and the share of ink followed as captions.
  package func sheet(size: Int) -> Image {
    var rows: [[ContactSheet.Cell]] = []
    for group in groups {
      for start in stride(from: 0, to: group.results.count, by: 10) {
        let row = group.results[start..<min(start + 10, group.results.count)]
        rows.append(row.map { ContactSheet.Cell($0.doodle, caption: group.name) })
        rows.append(
          row.map { result in
            let share = result.lineFollowing.map { "\(Int(($0 * 100).rounded())) % followed" }
            return ContactSheet.Cell(result.picture, caption: share ?? "empty")
          })
      }
    }
    return ContactSheet(rows: rows, cellSize: min(size, 192)).image()
  }
}
