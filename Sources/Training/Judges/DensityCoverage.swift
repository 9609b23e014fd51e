/// How believable and how varied a set of pictures is beside real ones (Naeem et al. 2020, "Reliable fidelity and
/// diversity metrics for generative models", section 3).
package struct DensityCoverage: Equatable, Sendable {
  /// How many real pictures' neighbourhoods a made picture lies in, on average, over ``neighbours``; about 1 for real
  /// pictures.
  package let density: Double
  /// Share of the real pictures, 0…1, that have a made one in their neighbourhood.
  package let coverage: Double

  /// A real picture's neighbourhood reaches to its so manyeth nearest real one.
  package static let neighbours = 5

  /// - Parameter real: more pictures than ``neighbours``.
  package init(_ made: FeatureSet, real: FeatureSet, neighbours: Int = Self.neighbours) {
    precondition(made.rows > 0 && real.rows > neighbours && neighbours > 0, "too few pictures for neighbourhoods")
    let among = real.distances(to: real)
    let reaches = (0..<real.rows).map { row in
      // Itself is not its neighbour.
      var others = Array(among[(row * real.rows)..<((row + 1) * real.rows)])
      others.remove(at: row)
      return others.sorted()[neighbours - 1]
    }
    let distances = real.distances(to: made)
    var hits = 0
    var covered = 0
    for row in 0..<real.rows {
      let inside = distances[(row * made.rows)..<((row + 1) * made.rows)].count { $0 <= reaches[row] }
      hits += inside
      if inside > 0 { covered += 1 }
    }
    density = Double(hits) / Double(neighbours * made.rows)
    coverage = Double(covered) / Double(real.rows)
  }
}
