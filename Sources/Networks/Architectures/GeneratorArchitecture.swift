import Kernels

/// Which generator a checkpoint holds, and how large it is: one case for each architecture, with its own numbers.
package enum GeneratorArchitecture: Hashable, Sendable {
  case resNet(ResNetGenerator)
  case uNet(UNetGenerator)
  case skipResNet(SkipResNetGenerator)
  case mlp(MLPGenerator)
  case dcgan(DCGANGenerator)
  case cartoonGAN(CartoonGANGenerator)
  case compact(CompactUpscaler)

  /// The architecture's numbers and what follows from them.
  private var generator: any GeneratorDescription {
    switch self {
    case .resNet(let generator): generator
    case .uNet(let generator): generator
    case .skipResNet(let generator): generator
    case .mlp(let generator): generator
    case .dcgan(let generator): generator
    case .cartoonGAN(let generator): generator
    case .compact(let generator): generator
    }
  }

  /// The side of the pictures of a generator from noise, which makes no others; nil for one that works from pictures.
  package var sideFromNoise: Int? {
    switch self {
    case .resNet, .uNet, .skipResNet, .compact, .cartoonGAN: nil
    case .mlp(let generator): generator.side
    case .dcgan(let generator): generator.side
    }
  }

  /// How many times the side of what it reads its pictures have; 1 but for an upscaler that needs nothing else.
  package var scale: Int {
    if case .compact(let upscaler) = self { upscaler.scale } else { 1 }
  }

  /// What it reads for a picture of this size: as many pixels, fewer where it enlarges, or one where it works from noise.
  package func inputShape(height: Int, width: Int) -> Shape {
    sideFromNoise == nil ? Shape(1, height / scale, width / scale, inputChannels) : Shape(1, 1, 1, inputChannels)
  }

  package var inputChannels: Int { generator.inputChannels }

  /// Channels of what it makes: 3 for pictures.
  package var outputChannels: Int {
    switch self {
    case .resNet, .skipResNet, .mlp, .dcgan, .compact, .cartoonGAN: 3
    case .uNet(let generator): generator.outputChannels
    }
  }

  /// Channels after the first layer.
  package var width: Int { generator.width }

  /// Pictures' sides must be a multiple of this, and at least ``smallestSide``.
  package var sideMultiple: Int { generator.sideMultiple }

  package var smallestSide: Int { generator.smallestSide }

  /// Its layers, with PyTorch's names. Only for numbers that ``validate()`` accepts.
  package var graph: LayerGraph { generator.graph }

  /// Such as "resnet width 32, 9 blocks".
  package var summary: String { generator.summary }

  /// Throws unless a network can be built with these numbers. Data from outside comes through here before any of it
  /// reaches ``graph``.
  package func validate() throws(ArchitectureError) {
    if sideFromNoise == nil { try ArchitectureError.check("input channels", generator.inputChannels, in: 1...64) }
    try generator.validate()
    // A file with holes claims any number of weights for nothing; this many take a gigabyte.
    let count = graph.parameterCount
    guard count <= 268_435_456 else { throw ArchitectureError("\(count) weights, expected at most 268435456") }
  }

  /// The side to make where one of `wanted` pixels is asked for: the nearest one that can be made, rather too large.
  package func nearestSide(_ wanted: Int) -> Int {
    sideFromNoise ?? max((wanted + sideMultiple - 1) / sideMultiple * sideMultiple, smallestSide)
  }

  /// Whether pictures of this side can be made.
  package func canMake(side: Int) -> Bool {
    sideFromNoise.map { $0 == side } ?? (side % sideMultiple == 0 && side >= smallestSide)
  }
}

/// What each architecture says of itself.
protocol GeneratorDescription {
  var inputChannels: Int { get }
  var width: Int { get }
  var sideMultiple: Int { get }
  var smallestSide: Int { get }
  var graph: LayerGraph { get }
  var summary: String { get }
  func validate() throws(ArchitectureError)
}

/// Numbers that no network can be built with.
package struct ArchitectureError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, to follow "has", such as "width 0, expected 1…512".
  package let description: String

  package init(_ description: String) {
    self.description = description
  }

  /// Throws unless a number of things is within a range.
  package static func check(_ name: String, _ value: Int, in range: ClosedRange<Int>) throws(ArchitectureError) {
    guard !range.contains(value) else { return }
    let words = name == "width" ? "width \(value)" : "\(value) \(name)"
    throw ArchitectureError("\(words), expected \(range.lowerBound)…\(range.upperBound)")
  }
}

/// In files an architecture is one flat object, `{"family": "resnet", "width": 32, "blocks": 9, …}`. U-Nets keep their
/// number of downsamplings under `blocks`, as the first version wrote it, compact upscalers their convolutions, and
/// generators from noise their values of noise under `inputChannels`. Numbers that only one architecture has stand
/// in its own files alone.
extension GeneratorArchitecture: Codable {
  /// An architecture's name in files and options.
  package enum Family: String, Codable, Sendable, CaseIterable {
    case resnet, unet
    case skipResNet = "skip-resnet"
    case mlp, dcgan
    case cartoonGAN = "cartoongan"
    case compact
  }

  package var family: Family {
    switch self {
    case .resNet: .resnet
    case .uNet: .unet
    case .skipResNet: .skipResNet
    case .mlp: .mlp
    case .dcgan: .dcgan
    case .cartoonGAN: .cartoonGAN
    case .compact: .compact
    }
  }

  private enum CodingKeys: String, CodingKey {
    case family, width, blocks, inputChannels, outputChannels, affineNorms, coreWidth, styleWidth
    case dropout, residualPairs, side, doublings
    case reflects
    case scale
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let width = try container.decode(Int.self, forKey: .width)
    let inputs = try container.decode(Int.self, forKey: .inputChannels)
    func blocks() throws -> Int { try container.decode(Int.self, forKey: .blocks) }
    switch try container.decode(Family.self, forKey: .family) {
    case .resnet:
      let affineNorms = try container.decode(Bool.self, forKey: .affineNorms)
      self = .resNet(
        ResNetGenerator(inputChannels: inputs, width: width, blocks: try blocks(), affineNorms: affineNorms))
    case .unet:
      let outputs = try container.decodeIfPresent(Int.self, forKey: .outputChannels) ?? 3
      self = .uNet(
        UNetGenerator(
          inputChannels: inputs, outputChannels: outputs, width: width, downsamplings: try blocks(),
          dropout: try container.decodeIfPresent(Bool.self, forKey: .dropout) ?? false,
          residualPairs: try container.decodeIfPresent(Bool.self, forKey: .residualPairs) ?? false,
          affineNorms: try container.decodeIfPresent(Bool.self, forKey: .affineNorms) ?? true))
    case .skipResNet:
      self = .skipResNet(
        SkipResNetGenerator(
          inputChannels: inputs, width: width, blocks: try blocks(),
          coreWidth: try container.decode(Int.self, forKey: .coreWidth),
          styleWidth: try container.decode(Int.self, forKey: .styleWidth)))
    case .mlp:
      self = .mlp(MLPGenerator(latent: inputs, side: try container.decode(Int.self, forKey: .side), width: width))
    case .dcgan:
      let doublings = try container.decode(Int.self, forKey: .doublings)
      self = .dcgan(DCGANGenerator(latent: inputs, width: width, doublings: doublings))
    case .cartoonGAN:
      self = .cartoonGAN(
        CartoonGANGenerator(
          inputChannels: inputs, width: width, blocks: try blocks(),
          reflects: try container.decode(Bool.self, forKey: .reflects),
          affineNorms: try container.decode(Bool.self, forKey: .affineNorms)))
    case .compact:
      let scale = try container.decode(Int.self, forKey: .scale)
      self = .compact(CompactUpscaler(features: width, convolutions: try blocks(), scale: scale))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(family, forKey: .family)
    try container.encode(inputChannels, forKey: .inputChannels)
    switch self {
    case .resNet(let generator):
      try container.encode(generator.width, forKey: .width)
      try container.encode(generator.blocks, forKey: .blocks)
      try container.encode(generator.affineNorms, forKey: .affineNorms)
    case .uNet(let generator):
      try container.encode(generator.width, forKey: .width)
      try container.encode(generator.downsamplings, forKey: .blocks)
      if generator.outputChannels != 3 { try container.encode(generator.outputChannels, forKey: .outputChannels) }
      try container.encode(generator.affineNorms, forKey: .affineNorms)
      if generator.dropout { try container.encode(true, forKey: .dropout) }
      if generator.residualPairs { try container.encode(true, forKey: .residualPairs) }
    case .skipResNet(let generator):
      try container.encode(generator.width, forKey: .width)
      try container.encode(generator.blocks, forKey: .blocks)
      try container.encode(generator.coreWidth, forKey: .coreWidth)
      try container.encode(generator.styleWidth, forKey: .styleWidth)
    case .mlp(let generator):
      try container.encode(generator.width, forKey: .width)
      try container.encode(generator.side, forKey: .side)
    case .dcgan(let generator):
      try container.encode(generator.width, forKey: .width)
      try container.encode(generator.doublings, forKey: .doublings)
    case .cartoonGAN(let generator):
      try container.encode(generator.width, forKey: .width)
      try container.encode(generator.blocks, forKey: .blocks)
      try container.encode(generator.reflects, forKey: .reflects)
      try container.encode(generator.affineNorms, forKey: .affineNorms)
    case .compact(let generator):
      try container.encode(generator.features, forKey: .width)
      try container.encode(generator.convolutions, forKey: .blocks)
      try container.encode(generator.scale, forKey: .scale)
    }
  }
}
