import Kernels

/// A classifier's weights with their card.
package final class ClassifierCheckpoint: Sendable {
  package let card: ClassifierCard
  package let parameters: ParameterArena

  package init(card: ClassifierCard, parameters: ParameterArena) {
    self.card = card
    self.parameters = parameters
  }

  /// Reads a checkpoint. Every tensor is checked before memory for the weights is taken.
  package convenience init(path: String) throws(CheckpointError) {
    let file = try SafetensorsFile(path: path)
    guard let json = file.metadata[ClassifierCard.metadataKey] else {
      throw CheckpointError(path, .card, "is no classifier; aicanvas train classifier makes one")
    }
    let card = try ClassifierCard(json: json, path: path)
    let graph = card.network.graph
    try ParameterArena.check(graph.parameters, in: file)
    let arena = ParameterArena(graph)
    try arena.read(into: arena.values, from: file)
    self.init(card: card, parameters: arena)
  }

  /// Whether a file says that it holds a classifier; reads no weights. False for one that cannot be read.
  package static func isClassifier(path: String) -> Bool {
    (try? SafetensorsFile(path: path))?.metadata[ClassifierCard.metadataKey] != nil
  }

  /// Writes the weights, rounded to F16, with their card.
  package func write(to path: String) throws(CheckpointError) {
    var writer = SafetensorsWriter()
    writer.metadata = [ClassifierCard.metadataKey: card.json, "format": "pt"]
    parameters.write(parameters.values, half: true, to: &writer)
    try writer.write(to: path)
  }
}
