import Networks
import Pictures

/// Enlarges pictures of any kind and size by a network that has learnt to undo blur, grain and compression, see
/// `Networks.CompactUpscaler`. It needs nothing but the picture; ``Upscaler`` needs its drawing, too.
///
/// A large picture goes through in tiles, so that the memory it takes has a bound. Each tile is read with as much of the
/// picture around it as has a part in it, so that the result is the same as of the whole, but for rounding.
package final class PictureUpscaler: Sendable {
  package let card: ModelCard
  private let plans: PlanPool
  private let scale: Int
  private let reach: Int
  private let tile: Int

  /// How many times the side a picture can get.
  package enum Factor: Int, CaseIterable, Sendable {
    case two = 2
    case four = 4
  }

  /// Side of a tile in pixels of the smaller picture.
  package static let usualTile = 256

  /// Whether a checkpoint's network enlarges pictures without anything beside them.
  package static func canServe(_ card: ModelCard) -> Bool {
    card.architecture.scale > 1 && card.layout == .unitPicture
  }

  /// - Parameter tile: side of a tile in pixels of the smaller picture; more where the network reaches further.
  /// - Throws: ``GenerationError`` unless the checkpoint's network enlarges pictures.
  package init(_ checkpoint: GeneratorCheckpoint, tile: Int = usualTile) throws(GenerationError) {
    guard Self.canServe(checkpoint.card), case .compact(let network) = checkpoint.card.architecture else {
      throw GenerationError("\(checkpoint.card.domain) does not enlarge pictures; its network reads something else.")
    }
    card = checkpoint.card
    scale = network.scale
    reach = network.reach
    self.tile = max(tile, 4 * network.reach)
    // Pictures in files have any number of sizes, and each that is larger than a tile has tiles of one.
    plans = PlanPool(checkpoint, keepingAtMost: 2)
  }

  /// Whether pictures can get so many times their side.
  package func canEnlarge(by factor: Factor) -> Bool { factor.rawValue <= scale }

  /// Throws, in a sentence, unless a picture of this size can be enlarged.
  ///
  /// - Parameter mostPixels: of what is made.
  package func check(
    width: Int, height: Int, by factor: Factor, mostPixels: Int = Image.maximumPixels
  ) throws(GenerationError) {
    guard canEnlarge(by: factor) else {
      throw GenerationError(
        "\(card.domain) gives pictures \(scale) times their side, not \(factor.rawValue) times; use --by \(scale).")
    }
    let (large, high) = (width * factor.rawValue, height * factor.rawValue)
    guard large <= mostPixels / high else {
      throw GenerationError(
        "A picture of \(width)×\(height) pixels would have \(large)×\(high), and at most "
          + "\(mostPixels / 1_000_000) million are made. Make it smaller before, or enlarge it less.")
    }
  }

  /// The picture at `factor` times its side.
  ///
  /// - Parameters:
  ///   - isCancelled: asked between layers.
  ///   - progress: told the share of the work done, 0…1.
  /// - Throws: `CancellationError`, or ``GenerationError`` as ``check(width:height:by:mostPixels:)`` does.
  package func upscaled(
    _ picture: Image, by factor: Factor, isCancelled: () -> Bool = { false }, progress: (Double) -> Void = { _ in }
  ) throws -> Image {
    try check(width: picture.width, height: picture.height, by: factor)
    let (across, down) = (windows(picture.width), windows(picture.height))
    var result = Image(width: picture.width * factor.rawValue, height: picture.height * factor.rawValue)
    var done = 0
    for row in down {
      for column in across {
        let part = picture.cropped(x: column.start, y: row.start, width: column.length, height: row.length)
        try plans.run(
          width: column.length, height: row.length, input: part.unitValues(), isCancelled: isCancelled,
          progress: { progress((Double(done) + $0) / Double(across.count * down.count)) },
          read: { output in paste(output, row, column, factor: factor.rawValue, into: &result) })
        done += 1
      }
    }
    return result
  }

  /// The picture at another size: enlarged by the network where it is to grow, and brought to the size by
  /// `Image.resized` where that is not two or four times its own.
  ///
  /// - Throws: `CancellationError`, or ``GenerationError`` where that many pixels are not made.
  package func enlarged(
    _ picture: Image, width: Int, height: Int, isCancelled: () -> Bool = { false }
  ) throws -> Image {
    let growth = max(Double(width) / Double(picture.width), Double(height) / Double(picture.height))
    let factors = Factor.allCases.filter(canEnlarge)
    guard growth > 1, let factor = factors.first(where: { Double($0.rawValue) >= growth }) ?? factors.last else {
      return picture.resized(width: width, height: height)
    }
    return try upscaled(picture, by: factor, isCancelled: isCancelled).resized(width: width, height: height)
  }

  /// A stretch of the smaller picture along one axis that a tile reads, and the part of it that it gives.
  private struct Window {
    var start: Int
    var length: Int
    var kept: Range<Int>
  }

  /// All windows have the same length, so that one plan serves them; at the picture's edge the network sees the edge.
  private func windows(_ length: Int) -> [Window] {
    let size = min(tile, length)
    var windows: [Window] = []
    var kept = 0
    while kept < length {
      let start = min(max(0, kept - reach), length - size)
      let end = start + size == length ? length : start + size - reach
      windows.append(Window(start: start, length: size, kept: kept..<end))
      kept = end
    }
    return windows
  }

  /// Puts a tile's part of the larger picture into its place. Where less is wanted than the network gives, a pixel is
  /// the mean of a square of its pixels.
  private func paste(
    _ output: UnsafePointer<Float>, _ row: Window, _ column: Window, factor: Int, into result: inout Image
  ) {
    let square = scale / factor
    let stride = column.length * scale
    let width = result.width
    result.pixels.withUnsafeMutableBufferPointer { pixels in
      for y in (row.kept.lowerBound * factor)..<(row.kept.upperBound * factor) {
        for x in (column.kept.lowerBound * factor)..<(column.kept.upperBound * factor) {
          let corner = ((y - row.start * factor) * square * stride + (x - column.start * factor) * square) * 3
          for channel in 0..<3 {
            var sum: Float = 0
            for i in 0..<square {
              for j in 0..<square {
                sum += Float.minimum(Float.maximum(output[corner + (i * stride + j) * 3 + channel], 0), 1)
              }
            }
            pixels[(y * width + x) * 3 + channel] = UInt8(sum / Float(square * square) * 255 + 0.5)
          }
        }
      }
    }
  }
}
