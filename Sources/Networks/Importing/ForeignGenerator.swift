import Foundation

/// A generator from a file of another program: safetensors, what `torch.save` wrote, or ONNX.
///
/// Files come from anywhere. Nothing in them is executed, every extent is checked before memory is taken, and what does
/// not fit is told in a sentence.
package struct ForeignGenerator: Sendable {
  package let architecture: GeneratorArchitecture
  package let parameters: ParameterArena
  /// What this program wrote into the file, where it did.
  package let card: ModelCard?
  /// What was decided on the way, in sentences for people.
  package let notes: [String]

  /// - Parameters:
  ///   - path: of a file of any name; what it is tell its first bytes.
  ///   - part: what stands before the names of the generator to take, where a file has several, such as `netG_A`.
  package init(path: String, part: String? = nil) throws(CheckpointError) {
    let file = try MappedFile(path: path)
    if PyTorchFile.isLikely(file) {
      try self.init(PyTorchFile(path: path), part: part, card: nil)
    } else if path.lowercased().hasSuffix(".onnx") {
      try self.init(ONNXModel(path: path))
    } else {
      // Whatever else it is called, it was hardly meant to be safetensors where nothing of that is in it.
      guard path.lowercased().hasSuffix(".safetensors") || SafetensorsFile.isLikely(file) else {
        throw CheckpointError(
          path, .format,
          "is neither a file that torch.save wrote, nor safetensors, nor ONNX; it looks like \(FileLook.name(file.bytes))"
        )
      }
      let file = try SafetensorsFile(path: path)
      var card: ModelCard?
      if let json = file.metadata[ModelCard.metadataKey] { card = try ModelCard(json: json, path: path) }
      guard card?.domains == nil else {
        throw CheckpointError(path, .card, "makes several domains; it is a checkpoint of this program already")
      }
      try self.init(SafetensorsSource(file: file), part: part, card: card)
    }
  }

  private init(_ source: some TensorSource, part: String?, card: ModelCard?) throws(CheckpointError) {
    let dictionary = try StateDictionary(source, part: part)
    architecture = dictionary.architecture
    parameters = try dictionary.parameters(from: source)
    self.card = card?.architecture.graph == architecture.graph ? card : nil
    notes = dictionary.notes
  }

  private init(_ model: ONNXModel) throws(CheckpointError) {
    guard model.outputs.count == 1 else {
      throw CheckpointError(
        model.path, .architecture, "gives \(model.outputs.count) results; a generator gives one picture")
    }
    let network = try model.network(giving: model.outputs)
    var card: ModelCard?
    if let json = model.metadata[ModelCard.metadataKey] { card = try ModelCard(json: json, path: model.path) }
    guard card?.domains == nil, card?.architecture.sideFromNoise == nil else {
      throw CheckpointError(
        model.path, .architecture,
        "works from noise or makes several domains; such networks are not taken from ONNX files")
    }
    if let card {
      architecture = card.architecture
    } else {
      architecture = try Self.architecture(of: network)
    }
    parameters = try Self.parameters(of: architecture, from: network)
    self.card = card
    notes = []
  }
}
