/// Which generator a checkpoint holds, and how large it is.
package struct GeneratorArchitecture: Hashable, Codable, Sendable {
  package enum Family: String, Hashable, Codable, Sendable {
    case resnet
    case unet
  }

  package var family: Family
  /// Channels after the first layer; all others are multiples of it.
  package var width: Int
  /// Residual blocks of a ResNet; halvings of a U-Net.
  package var blocks: Int
  package var inputChannels: Int
  /// Whether the ResNet's instance norms have a scale and a shift of their own. The convolutions before them have a
  /// bias exactly when they have not.
  package var affineNorms: Bool

  package init(
    _ family: Family = .resnet, width: Int = 32, blocks: Int = 9, inputChannels: Int = 5, affineNorms: Bool = true
  ) {
    self.family = family
    self.width = width
    self.blocks = blocks
    self.inputChannels = inputChannels
    self.affineNorms = affineNorms
  }

  package var layers: [LayerDescription] {
    switch family {
    case .resnet:
      ResNetGenerator.layers(inputs: inputChannels, width: width, blocks: blocks, affineNorms: affineNorms)
    case .unet:
      UNetGenerator.layers(inputs: inputChannels, width: width, halvings: blocks)
    }
  }

  /// Pictures' sides must be a multiple of this, and at least ``smallestSide``.
  package var sideMultiple: Int { family == .resnet ? 4 : 1 << blocks }

  /// Reflection by one pixel at a quarter of the size, and by three at full size, needs this much.
  package var smallestSide: Int { family == .resnet ? 8 : 1 << blocks }

  /// What is wrong with these numbers, if anything.
  package var fault: String? {
    if !(1...512).contains(width) { return "width \(width), expected 1…512" }
    if !(1...64).contains(inputChannels) { return "\(inputChannels) input channels, expected 1…64" }
    switch family {
    case .resnet: return (0...64).contains(blocks) ? nil : "\(blocks) residual blocks, expected 0…64"
    case .unet: return (5...10).contains(blocks) ? nil : "\(blocks) halvings, expected 5…10"
    }
  }
}
