import Networks

/// Finds the generator that already does best on some pairs, to begin a training with.
package enum NearestGenerator {
  /// - Parameters:
  ///   - paths: checkpoints to choose from; those that cannot be read or are built otherwise are passed over.
  ///   - architecture: what the chosen one must be.
  /// - Returns: the one with the least mean difference of colours on sixteen pairs; nil when none fits.
  package static func choose(
    among paths: [String], architecture: GeneratorArchitecture, for dataset: any Dataset
  ) throws -> String? {
    var best: (path: String, l1: Double)?
    for path in paths {
      guard let card = try? GeneratorCheckpoint.card(path: path), card.architecture == architecture,
        let checkpoint = try? GeneratorCheckpoint(path: path)
      else { continue }
      let l1 = try PairScores(checkpoint, dataset: dataset, count: 16, size: 128).l1
      if l1 < best?.l1 ?? .infinity { best = (path, l1) }
    }
    return best?.path
  }
}
