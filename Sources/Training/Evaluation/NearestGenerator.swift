import Networks

/// Finds the generator that already does best on some pairs, to begin a training with.
package enum NearestGenerator {
  /// - Parameters:
  ///   - generators: checkpoints to choose from, and the domain of those that make several; what cannot be read or is
  ///     built otherwise is passed over.
  ///   - architecture: what the chosen one must be.
  /// - Returns: the one with the least mean difference of colours on sixteen pairs; nil when none fits.
  package static func choose(
    among generators: [(path: String, domain: String?)], architecture: GeneratorArchitecture, for dataset: any Dataset
  ) throws -> (path: String, domain: String?)? {
    var best: (path: String, domain: String?, l1: Double)?
    for (path, domain) in generators {
      guard let checkpoint = try? GeneratorCheckpoint(path: path, domain: domain),
        checkpoint.card.architecture == architecture
      else { continue }
      let l1 = try PairScores(checkpoint, dataset: dataset, count: 16, size: 128).l1
      if l1 < best?.l1 ?? .infinity { best = (path, domain, l1) }
    }
    return best.map { ($0.path, $0.domain) }
  }
}
