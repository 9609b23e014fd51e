import Foundation
import Pictures

/// How made pictures lie to real ones, by the features of one extractor.
package struct SetDistances: Encodable, Equatable, Sendable {
  /// How one set of pictures lies to real ones.
  package struct Distances: Encodable, Equatable, Sendable {
    package let kernelDistance: Double
    package let kernelDistanceLow: Double
    package let kernelDistanceHigh: Double
    package let density: Double
    package let coverage: Double
    /// Number of pictures that were compared.
    package let pictures: Int

    enum CodingKeys: String, CodingKey {
      case density, coverage, pictures
      case kernelDistance = "kernel_distance"
      case kernelDistanceLow = "kernel_distance_low"
      case kernelDistanceHigh = "kernel_distance_high"
    }

    /// - Returns: nil where the real pictures are all alike.
    package init?(_ made: FeatureSet, real: FeatureSet) {
      guard let (made, real) = FeatureSet.standardized(made, by: real) else { return nil }
      let distance = KernelDistance(made, real)
      let neighbours = DensityCoverage(made, real: real)
      kernelDistance = distance.value
      kernelDistanceLow = distance.low
      kernelDistanceHigh = distance.high
      density = neighbours.density
      coverage = neighbours.coverage
      pictures = made.rows
    }
  }

  /// The extractor's name.
  package let features: String
  package let made: Distances?
  /// What the distances are for as many real pictures, set against the other real ones: what no generator beats.
  package let real: Distances?

  /// - Parameters:
  ///   - name: the extractor's.
  ///   - made: of two pictures or more.
  ///   - real: of at least ``JudgeReference/fewest``.
  package init(_ name: String, _ made: FeatureSet, real: FeatureSet) {
    features = name
    self.made = Distances(made, real: real)
    var random = SeededGenerator(seed: 0x5EA1)
    let order = (0..<real.rows).shuffled(using: &random)
    let some = min(made.rows, real.rows / 2)
    self.real = Distances(
      real.picking(Array(order.prefix(some))), real: real.picking(Array(order.dropFirst(some))))
  }

  /// Two lines for people.
  package var lines: [String] {
    [("made pictures", made), ("real pictures", real)].compactMap { name, distances in
      distances.map {
        name.padded(to: 24)
          + String(
            format: "kernel distance %.4f (%.4f to %.4f)  density %.2f  coverage %.2f  (%d, \(features))",
            $0.kernelDistance, $0.kernelDistanceLow, $0.kernelDistanceHigh, $0.density, $0.coverage, $0.pictures)
      }
    }
  }
}
