/// The names and extents of a file's tensors.
struct TensorShapes {
  let path: String
  let byName: [String: [Int]]

  init(path: String, _ byName: [String: [Int]]) {
    self.path = path
    self.byName = byName
  }

  subscript(name: String) -> [Int]? { byName[name] }
}

/// Finds out what generator a file without a model card holds.
enum GeneratorRecognition {
  static func architecture(of file: TensorShapes) throws(CheckpointError) -> GeneratorArchitecture {
    if let first = file["model.1.weight"] { return try resNet(first, file) }
    if let first = file["model.model.0.weight"] { return try uNet(first, file) }
    if let first = file["stem.weight"] { return try skipResNet(first, file) }
    if let first = file["0.weight"] { return try fromNoise(first, file) }
    if let first = file["down_convs.0.weight"] { return try cartoonGAN(first, file) }
    if let first = file["body.0.weight"] { return try compact(first, file) }
    throw CheckpointError(
      file.path, .architecture,
      "holds no generator we know: neither model.1.weight (ResNet) nor model.model.0.weight (U-Net) nor stem.weight "
        + "(ResNet with skips) nor 0.weight (from noise) nor body.0.weight (compact upscaler) is there")
  }

  private static func fromNoise(
    _ first: [Int], _ file: TensorShapes
  ) throws(CheckpointError) -> GeneratorArchitecture {
    if first.count == 4, first[2] == 4, first[3] == 4 {
      var doublings = 0
      while file["\(3 * doublings + 3).weight"] != nil, doublings < 16 { doublings += 1 }
      return try checked(
        .dcgan(
          DCGANGenerator(
            latent: first[0], width: first[1] >> max(0, doublings - 1), doublings: doublings)), file)
    }
    guard first.count == 2, let last = file["4.weight"]?.first,
      let side = (1...256).first(where: { 3 * $0 * $0 == last })
    else {
      throw CheckpointError(
        file.path, .tensor("0.weight"),
        "has shape \(first), expected [noise, channels, 4, 4] (DCGAN), or [width, noise] before a square picture")
    }
    return try checked(.mlp(MLPGenerator(latent: first[1], side: side, width: first[0])), file)
  }

  private static func compact(
    _ first: [Int], _ file: TensorShapes
  ) throws(CheckpointError) -> GeneratorArchitecture {
    guard first.count == 4, first[1...] == [3, 3, 3] else {
      throw CheckpointError(
        file.path, .tensor("body.0.weight"), "has shape \(first), expected [features, 3, 3, 3]")
    }
    // Every other layer is a rectifier.
    var last = 0
    while file["body.\(last + 2).weight"] != nil { last += 2 }
    let outputs = file["body.\(last).weight"]?.first ?? 0
    guard last > 0, let scale = [2, 4].first(where: { 3 * $0 * $0 == outputs }) else {
      throw CheckpointError(
        file.path, .tensor("body.\(last).weight"),
        "has \(outputs) outputs, expected 12 (twice the side) or 48 (four times)")
    }
    return try checked(
      .compact(CompactUpscaler(features: first[0], convolutions: last / 2 - 1, scale: scale)), file)
  }

  private static func skipResNet(
    _ first: [Int], _ file: TensorShapes
  ) throws(CheckpointError) -> GeneratorArchitecture {
    guard first.count == 4, first[2] == 3, first[3] == 3 else {
      throw CheckpointError(
        file.path, .tensor("stem.weight"), "has shape \(first), expected [width, inputs, 3, 3]")
    }
    var blocks = 0
    while file["block\(blocks + 1).conv1.weight"] != nil { blocks += 1 }
    return try checked(
      .skipResNet(
        SkipResNetGenerator(
          inputChannels: first[1], width: first[0], blocks: blocks,
          coreWidth: file["down3.weight"]?.first ?? 0,
          styleWidth: file["style.weight"]?.first ?? 0)), file)
  }

  private static func cartoonGAN(
    _ first: [Int], _ file: TensorShapes
  ) throws(CheckpointError) -> GeneratorArchitecture {
    guard first.count == 4, first[2] == 7, first[3] == 7 else {
      throw CheckpointError(
        file.path, .tensor("down_convs.0.weight"), "has shape \(first), expected [width, inputs, 7, 7]")
    }
    var blocks = 0
    while file["resnet_blocks.\(blocks).conv1.weight"] != nil { blocks += 1 }
    return try checked(
      .cartoonGAN(
        CartoonGANGenerator(
          inputChannels: first[1], width: first[0], blocks: blocks,
          affineNorms: file["down_convs.1.weight"] != nil)), file)
  }

  private static func resNet(
    _ first: [Int], _ file: TensorShapes
  ) throws(CheckpointError) -> GeneratorArchitecture {
    guard first.count == 4, first[2] == 7, first[3] == 7 else {
      throw CheckpointError(
        file.path, .tensor("model.1.weight"), "has shape \(first), expected [width, inputs, 7, 7]")
    }
    var blocks = 0
    while file["model.\(10 + blocks).conv_block.1.weight"] != nil { blocks += 1 }
    return try checked(
      .resNet(
        ResNetGenerator(
          inputChannels: first[1], width: first[0], blocks: blocks,
          affineNorms: file["model.2.weight"] != nil)), file)
  }

  private static func uNet(
    _ first: [Int], _ file: TensorShapes
  ) throws(CheckpointError) -> GeneratorArchitecture {
    guard first.count == 4, first[2] == 4, first[3] == 4 else {
      throw CheckpointError(
        file.path, .tensor("model.model.0.weight"), "has shape \(first), expected [width, inputs, 4, 4]")
    }
    // The first level inside is module 1 of the outermost, every later one module 3 of the one around it; behind a
    // residual pair each is one further.
    let residualPairs = file["model.model.1.block.0.weight"] != nil
    var downsamplings = 1
    var prefix = "model.model.\(residualPairs ? 2 : 1).model"
    while file["\(prefix).1.weight"] != nil {
      downsamplings += 1
      prefix += ".\(residualPairs ? 4 : 3).model"
    }
    // The weight of a transposed convolution is (inputs, outputs, rows, columns).
    let outputs = file["model.model.\(residualPairs ? 4 : 3).weight"].flatMap { $0.count == 4 ? $0[1] : nil } ?? 3
    return try checked(
      .uNet(
        UNetGenerator(
          inputChannels: first[1], outputChannels: outputs, width: first[0], downsamplings: downsamplings,
          residualPairs: residualPairs, affineNorms: file["model.model.0.bias"] == nil)), file)
  }

  private static func checked(
    _ architecture: GeneratorArchitecture, _ file: TensorShapes
  ) throws(CheckpointError) -> GeneratorArchitecture {
    do {
      try architecture.validate()
    } catch {
      throw CheckpointError(file.path, .architecture, "has \(error)")
    }
    return architecture
  }
}
