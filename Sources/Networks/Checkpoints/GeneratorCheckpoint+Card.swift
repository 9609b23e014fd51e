extension GeneratorCheckpoint {
  /// Changes what a checkpoint says of itself. The weights keep every bit; the file is the old one or the new one,
  /// never half of either.
  ///
  /// A file without a model card gets one.
  package static func changeCard(path: String, _ change: (inout ModelCard) -> Void) throws(CheckpointError) {
    let file = try SafetensorsFile(path: path)
    var card = try card(of: file)
    try ParameterArena.check(card.architecture.graph.parameters, in: file)
    change(&card)
    var writer = SafetensorsWriter()
    writer.metadata = file.metadata
    writer.metadata[ModelCard.metadataKey] = card.json
    for (name, entry) in file.entries.sorted(by: { $0.value.range.lowerBound < $1.value.range.lowerBound }) {
      writer.add(name, entry, bytes: file.bytes(of: entry))
    }
    try writer.write(to: path)
  }
}
