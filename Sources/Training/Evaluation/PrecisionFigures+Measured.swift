import Generation
import Pictures

extension PrecisionFigures {
  /// Decides the dabs.
  private static let seed: UInt64 = 0xB_F16

  /// Compares the pictures that a generator makes of drawings, as they are and with dabs of crayon where it reads those,
  /// with those that the same generator makes in float32.
  ///
  /// - Parameters:
  ///   - doodles: at least one.
  ///   - side: of the pictures in pixels.
  package init(
    _ generator: PictureGenerator, beside exact: PictureGenerator, doodles: [[Stroke]], side: Int
  ) throws {
    precondition(!doodles.isEmpty, "nothing to compare")
    var drawings = doodles
    if generator.encoder.layout.contains(.hints) {
      for (index, strokes) in doodles.enumerated() {
        var random = SeededGenerator(seed: Self.seed, index)
        drawings.append(strokes + RandomDabs.dabs(for: strokes, using: &random))
      }
    }
    var differences = ColourDifferences()
    for strokes in drawings {
      differences.add(
        try generator.picture(.strokes(strokes), side: side), try exact.picture(.strokes(strokes), side: side))
    }
    self.init(mean: differences.mean, extreme: Double(differences.percentile(0.999)))
  }
}

/// How often each difference of red, green or blue occurs between pictures.
package struct ColourDifferences: Sendable {
  /// By the size of the difference, 0…255.
  private var counts = Array(repeating: 0, count: 256)
  private var total = 0

  package init() {}

  /// Adds all pixels of two pictures of one size.
  package mutating func add(_ a: Image, _ b: Image) {
    precondition(a.width == b.width && a.height == b.height, "pictures of two sizes")
    for (x, y) in zip(a.pixels, b.pixels) { counts[abs(Int(x) - Int(y))] += 1 }
    total += a.pixels.count
  }

  /// 0…255; zero where there are no pictures.
  package var mean: Double {
    let sum = counts.enumerated().reduce(0) { $0 + $1.offset * $1.element }
    return total == 0 ? 0 : Double(sum) / Double(total)
  }

  /// The difference that this part of all, 0…1, stays within.
  package func percentile(_ part: Double) -> Int {
    let most = Double(total) * (1 - part)
    var larger = total
    for (difference, count) in counts.enumerated() {
      larger -= count
      if Double(larger) <= most { return difference }
    }
    return 255
  }
}
