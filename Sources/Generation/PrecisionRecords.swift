import Files
import Foundation
import Networks

/// What was measured of the checkpoints that come with the program, which are not written again for a figure: a JSON file
/// of figures by domain, each with the weights that it is true of. Checkpoints of one's own have theirs in their cards.
package struct PrecisionRecords: Sendable {
  package struct Record: Codable, Hashable, Sendable {
    /// See `ParameterArena.fingerprint`.
    package var weights: String
    package var bfloat16: PrecisionFigures
    /// Drawings that it was measured on, and the side of their pictures in pixels.
    package var drawings: Int
    package var side: Int

    package init(weights: String, bfloat16: PrecisionFigures, drawings: Int, side: Int) {
      self.weights = weights
      self.bfloat16 = bfloat16
      self.drawings = drawings
      self.side = side
    }
  }

  /// By domain.
  package private(set) var records: [String: Record]

  /// Reads a file; one that is missing or makes no sense tells nothing, and everything stays in float32.
  package init(path: String?) {
    let data = path.flatMap { try? Data(contentsOf: URL(fileURLWithPath: $0)) }
    records = data.flatMap { try? JSONDecoder().decode([String: Record].self, from: $0) } ?? [:]
  }

  /// The figures of a checkpoint's network: those in its card, or else those that were recorded of its weights, by
  /// whatever name they go now.
  package func figures(of checkpoint: GeneratorCheckpoint) -> PrecisionFigures? {
    if let figures = PrecisionFigures(checkpoint.card.scores) { return figures }
    let weights = checkpoint.parameters.fingerprint
    return records.values.first { $0.weights == weights }?.bfloat16
  }

  /// Notes figures in the file at `path`, in the place of older ones of the same domain.
  package mutating func note(_ record: Record, of domain: String, path: String) throws {
    records[domain] = record
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try AtomicFile.write(Array(encoder.encode(records)) + [0x0A], to: path)
  }
}
