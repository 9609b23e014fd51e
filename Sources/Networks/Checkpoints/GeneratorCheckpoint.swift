import Foundation
import Kernels

/// A generator's weights with their model card.
package final class GeneratorCheckpoint: Sendable {
  package let card: ModelCard
  package let parameters: ParameterArena

  package init(card: ModelCard, parameters: ParameterArena) {
    self.card = card
    self.parameters = parameters
  }

  /// Reads a checkpoint. A file without a model card is recognised by its tensors; its domain is then the file's name.
  ///
  /// Every tensor is checked against the architecture before memory for the weights is taken.
  package convenience init(path: String) throws(CheckpointError) {
    let file = try SafetensorsFile(path: path)
    let card = try Self.card(of: file)
    let graph = card.architecture.graph
    try ParameterArena.check(graph.parameters, in: file)
    let arena = ParameterArena(graph)
    try arena.read(into: arena.values, from: file)
    self.init(card: card, parameters: arena)
  }

  /// Reads the card alone; the weights stay on disk.
  package static func card(path: String) throws(CheckpointError) -> ModelCard {
    try card(of: SafetensorsFile(path: path))
  }

  /// Reads the card, and checks that every tensor of its network is there in its proper shape; the weights stay on disk.
  package static func inspect(path: String) throws(CheckpointError) -> ModelCard {
    let file = try SafetensorsFile(path: path)
    let card = try card(of: file)
    try ParameterArena.check(card.architecture.graph.parameters, in: file)
    return card
  }

  static func card(of file: SafetensorsFile) throws(CheckpointError) -> ModelCard {
    if let json = file.metadata[ModelCard.metadataKey] { return try ModelCard(json: json, path: file.path) }
    let name = URL(fileURLWithPath: file.path).deletingPathExtension().lastPathComponent
    let architecture = try GeneratorRecognition.architecture(
      of: TensorShapes(path: file.path, file.entries.mapValues(\.shape)))
    return ModelCard(
      architecture: architecture, inputLayout: architecture.onlyLayout,
      nativeSize: architecture.sideFromNoise, domain: name, titles: ModelCard.Titles(en: name, ko: name))
  }

  /// Writes the weights with their card.
  ///
  /// - Parameter half: F16 instead of F32: half the size, weights rounded to eleven binary digits.
  package func write(to path: String, half: Bool) throws(CheckpointError) {
    var writer = SafetensorsWriter()
    writer.metadata = [ModelCard.metadataKey: card.json, "format": "pt"]
    parameters.write(parameters.values, half: half, to: &writer)
    try writer.write(to: path)
  }
}

extension GeneratorArchitecture {
  /// What its input channels are where no card is needed to tell; nil for networks of several uses.
  package var onlyLayout: InputLayout? {
    switch self {
    case .resNet, .uNet, .skipResNet, .cartoonGAN: nil
    case .mlp, .dcgan: InputLayout([.noise(inputChannels)])
    case .compact: .unitPicture
    }
  }
}
