import Foundation

/// A network with its words, ready to be written for other programs.
package enum ModelExport: Sendable {
  case generator(GeneratorCheckpoint)
  case classifier(ClassifierCheckpoint)

  /// The name it has in files.
  package var name: String {
    switch self {
    case .generator(let checkpoint): checkpoint.card.domain
    case .classifier: "classifier"
    }
  }

  package var interface: ModelInterface {
    switch self {
    case .generator(let checkpoint): ModelInterface(checkpoint.card)
    case .classifier(let checkpoint): ModelInterface(checkpoint.card)
    }
  }

  /// As an ONNX file, see ``ONNXExporter``.
  ///
  /// - Parameters:
  ///   - operatorVersion: one of `ONNXExporter.operatorVersions`.
  ///   - half: weights as 16-bit floats.
  ///   - source: the checkpoint's file, for errors.
  package func onnx(operatorVersion: Int, half: Bool, source: String) throws(CheckpointError) -> Data {
    let words = ONNXExporter.Words(
      name: name, text: text, metadata: metadata.sorted { $0.key < $1.key }, input: inputWords,
      output: interface.output)
    switch self {
    case .generator(let checkpoint):
      var exporter = try ONNXExporter(
        checkpoint.card.architecture.graph, checkpoint.parameters, operatorVersion: operatorVersion, half: half,
        source: source)
      let architecture = checkpoint.card.architecture
      if let side = architecture.sideFromNoise {
        return try exporter.data(words, input: .side(1), output: .side(side))
      }
      return try exporter.data(
        words, input: .free, output: architecture.scale > 1 ? .times(architecture.scale) : .free)
    case .classifier(let checkpoint):
      var exporter = try ONNXExporter(
        checkpoint.card.network.graph, checkpoint.parameters, operatorVersion: operatorVersion, half: half,
        source: source)
      return try exporter.data(words, input: .side(checkpoint.card.size / 2), output: .side(1))
    }
  }

  /// As a safetensors file with PyTorch's names, the card and the words in its metadata.
  package func safetensors(half: Bool, source: String) throws(CheckpointError) -> Data {
    let arena =
      switch self {
      case .generator(let checkpoint): checkpoint.parameters
      case .classifier(let checkpoint): checkpoint.parameters
      }
    if half { try arena.checkHalf(source: source) }
    var writer = SafetensorsWriter()
    writer.metadata = metadata
    writer.metadata["format"] = "pt"
    arena.write(arena.values, half: half, to: &writer)
    return writer.data()
  }

  private var inputWords: String { "channels first: " + interface.channels.map(\.name).joined(separator: ", ") }

  /// Everything that somebody needs to use the network, in lines.
  private var text: String {
    let (title, network) =
      switch self {
      case .generator(let checkpoint):
        (
          "\(checkpoint.card.titles.en) (\(checkpoint.card.titles.ko))",
          "\(checkpoint.card.architecture.summary), \(checkpoint.card.steps) steps of training"
        )
      case .classifier(let checkpoint):
        ("Classifier of \(checkpoint.card.classes.count) things", "\(checkpoint.card.steps) steps of training")
      }
    var lines = ["\(title). Written by aicanvas. Network: \(network)."]
    lines.append("Input, 32-bit floats with channels first; \(interface.size). Channels:")
    lines += interface.channels.map { "  \($0.number) \($0.line)" }
    lines.append("Output: \(interface.output).")
    return lines.joined(separator: "\n")
  }

  /// The same by key, and the card as this program writes it.
  private var metadata: [String: String] {
    var metadata = ["size": interface.size, "output": interface.output]
    for channel in interface.channels { metadata["channel.\(channel.number)"] = channel.line }
    switch self {
    case .generator(let checkpoint):
      metadata[ModelCard.metadataKey] = checkpoint.card.json
      metadata["title.en"] = checkpoint.card.titles.en
      metadata["title.ko"] = checkpoint.card.titles.ko
    case .classifier(let checkpoint):
      metadata[ClassifierCard.metadataKey] = checkpoint.card.json
      metadata["classes"] = checkpoint.card.classes.map(\.name).joined(separator: ", ")
    }
    return metadata
  }
}
