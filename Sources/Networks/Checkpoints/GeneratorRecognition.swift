/// Finds out what generator a file without a model card holds.
enum GeneratorRecognition {
  static func architecture(of file: SafetensorsFile) throws(CheckpointError) -> GeneratorArchitecture {
    if let first = file.entries["model.1.weight"] { return try resNet(first, file) }
    if let first = file.entries["model.model.0.weight"] { return try uNet(first, file) }
    if let first = file.entries["stem.weight"] { return try skipResNet(first, file) }
    if let first = file.entries["0.weight"] { return try fromNoise(first, file) }
    if let first = file.entries["body.0.weight"] { return try compact(first, file) }
    throw CheckpointError(
      file.path, .architecture,
      "holds no generator we know: neither model.1.weight (ResNet) nor model.model.0.weight (U-Net) nor stem.weight "
        + "(ResNet with skips) nor 0.weight (from noise) nor body.0.weight (compact upscaler) is there")
  }

  private static func fromNoise(
    _ first: SafetensorsFile.Entry, _ file: SafetensorsFile
  ) throws(CheckpointError) -> GeneratorArchitecture {
    if first.shape.count == 4, first.shape[2] == 4, first.shape[3] == 4 {
      var doublings = 0
      while file.entries["\(3 * doublings + 3).weight"] != nil, doublings < 16 { doublings += 1 }
      return try checked(
        .dcgan(
          DCGANGenerator(
            latent: first.shape[0], width: first.shape[1] >> max(0, doublings - 1), doublings: doublings)), file)
    }
    guard first.shape.count == 2, let last = file.entries["4.weight"]?.shape.first,
      let side = (1...256).first(where: { 3 * $0 * $0 == last })
    else {
      throw CheckpointError(
        file.path, .tensor("0.weight"),
        "has shape \(first.shape), expected [noise, channels, 4, 4] (DCGAN), or [width, noise] before a square picture")
    }
    return try checked(.mlp(MLPGenerator(latent: first.shape[1], side: side, width: first.shape[0])), file)
  }

  private static func compact(
    _ first: SafetensorsFile.Entry, _ file: SafetensorsFile
  ) throws(CheckpointError) -> GeneratorArchitecture {
    guard first.shape.count == 4, first.shape[1...] == [3, 3, 3] else {
      throw CheckpointError(
        file.path, .tensor("body.0.weight"), "has shape \(first.shape), expected [features, 3, 3, 3]")
    }
    // Every other layer is a rectifier.
    var last = 0
    while file.entries["body.\(last + 2).weight"] != nil { last += 2 }
    let outputs = file.entries["body.\(last).weight"]?.shape.first ?? 0
    guard last > 0, let scale = [2, 4].first(where: { 3 * $0 * $0 == outputs }) else {
      throw CheckpointError(
        file.path, .tensor("body.\(last).weight"),
        "has \(outputs) outputs, expected 12 (twice the side) or 48 (four times)")
    }
    return try checked(
      .compact(CompactUpscaler(features: first.shape[0], convolutions: last / 2 - 1, scale: scale)), file)
  }

  private static func skipResNet(
    _ first: SafetensorsFile.Entry, _ file: SafetensorsFile
  ) throws(CheckpointError) -> GeneratorArchitecture {
    guard first.shape.count == 4, first.shape[2] == 3, first.shape[3] == 3 else {
      throw CheckpointError(
        file.path, .tensor("stem.weight"), "has shape \(first.shape), expected [width, inputs, 3, 3]")
    }
    var blocks = 0
    while file.entries["block\(blocks + 1).conv1.weight"] != nil { blocks += 1 }
    return try checked(
      .skipResNet(
        SkipResNetGenerator(
          inputChannels: first.shape[1], width: first.shape[0], blocks: blocks,
          coreWidth: file.entries["down3.weight"]?.shape.first ?? 0,
          styleWidth: file.entries["style.weight"]?.shape.first ?? 0)), file)
  }

  private static func resNet(
    _ first: SafetensorsFile.Entry, _ file: SafetensorsFile
  ) throws(CheckpointError) -> GeneratorArchitecture {
    guard first.shape.count == 4, first.shape[2] == 7, first.shape[3] == 7 else {
      throw CheckpointError(
        file.path, .tensor("model.1.weight"), "has shape \(first.shape), expected [width, inputs, 7, 7]")
    }
    var blocks = 0
    while file.entries["model.\(10 + blocks).conv_block.1.weight"] != nil { blocks += 1 }
    return try checked(
      .resNet(
        ResNetGenerator(
          inputChannels: first.shape[1], width: first.shape[0], blocks: blocks,
          affineNorms: file.entries["model.2.weight"] != nil)), file)
  }

  private static func uNet(
    _ first: SafetensorsFile.Entry, _ file: SafetensorsFile
  ) throws(CheckpointError) -> GeneratorArchitecture {
    guard first.shape.count == 4, first.shape[2] == 4, first.shape[3] == 4 else {
      throw CheckpointError(
        file.path, .tensor("model.model.0.weight"), "has shape \(first.shape), expected [width, inputs, 4, 4]")
    }
    // The first level inside is module 1 of the outermost, every later one module 3 of the one around it; behind a
    // residual pair each is one further.
    let residualPairs = file.entries["model.model.1.block.0.weight"] != nil
    var downsamplings = 1
    var prefix = "model.model.\(residualPairs ? 2 : 1).model"
    while file.entries["\(prefix).1.weight"] != nil {
      downsamplings += 1
      prefix += ".\(residualPairs ? 4 : 3).model"
    }
    return try checked(
      .uNet(
        UNetGenerator(
          inputChannels: first.shape[1], width: first.shape[0], downsamplings: downsamplings,
          residualPairs: residualPairs)), file)
  }

  private static func checked(
    _ architecture: GeneratorArchitecture, _ file: SafetensorsFile
  ) throws(CheckpointError) -> GeneratorArchitecture {
    do {
      try architecture.validate()
    } catch {
      throw CheckpointError(file.path, .architecture, "has \(error)")
    }
    return architecture
  }
}
