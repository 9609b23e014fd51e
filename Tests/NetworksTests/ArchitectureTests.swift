import Foundation
import Kernels
import Networks
import Support
import Testing

@Suite(.ownThread) struct ArchitectureTests {
  @Test func fullSizeGeneratorHasThePublishedNumberOfParameters() {
    #expect(ResNetGenerator(inputChannels: 1, width: 64, blocks: 9).graph.parameterCount == 11_377_155)
  }

  @Test func fullSizeDiscriminatorHasThePublishedNumberOfParameters() {
    #expect(PatchDiscriminator(inputChannels: 4, width: 64).graph.parameterCount == 2_765_633)
  }

  @Test func discriminatorSeesSeventyPixels() {
    #expect(PatchDiscriminator(inputChannels: 4, width: 64).graph.receptiveField == 70)
  }

  /// The derived field is what one score really depends on: a change just inside reaches it, one just outside does not.
  @Test func receptiveFieldIsWhatAScoreDependsOn() {
    // Without norms, which look at whole pictures.
    let operations = PatchDiscriminator(inputChannels: 1, width: 2).graph.nodes.map(\.operation).filter { operation in
      if case .instanceNorm = operation { return false }
      return true
    }
    let graph = LayerGraph(inputChannels: 1, chain: operations)
    let network = Network(graph)
    network.parameters.values.fill(0.05)
    let side = 128
    let tape = Tape()
    let scores = network.forward(Tensor(Shape(1, side, side, 1)), tape: tape)
    let gradient = Tensor(scores.shape)
    let middle = scores.shape.h / 2
    gradient.data[middle * scores.shape.w + middle] = 1
    guard let reach = network.backward(gradient, tape: tape, gradients: .input) else { return }
    let rows = (0..<side).filter { row in (0..<side).contains { reach.data[row * side + $0] != 0 } }
    #expect(rows.count == graph.receptiveField)
    #expect(graph.receptiveField == 70)
  }

  @Test func resNetKeepsThePictureSize() {
    let network = Network(ResNetGenerator(inputChannels: 5, width: 2, blocks: 1).graph)
    #expect(network.forward(Tensor(Shape(2, 12, 20, 5))).shape == Shape(2, 12, 20, 3))
  }

  @Test func skipResNetKeepsThePictureSizeAndCountsItsParameters() throws {
    let generator = SkipResNetGenerator(inputChannels: 5, width: 4, blocks: 2, coreWidth: 24, styleWidth: 6)
    let network = Network(generator.graph)
    #expect(network.forward(Tensor(Shape(2, 16, 40, 5))).shape == Shape(2, 16, 40, 3))
    // Of each convolution inputs · outputs · kernel², and its bias or its norm's two values for each output.
    let encoder = 5 * 4 * 9 + 4 + (4 * 8 + 8 * 16 + 16 * 24) * 9 + 2 * (8 + 16 + 24)
    let blocks = 2 * (2 * 24 * 24 * 9 + 2 * 24)
    let decoder = (24 * 16 + 16 * 8 + 8 * 4) * 9 + 4 * 3 * 49 + 3
    let style = 5 * 6 + 6 + (2 * 24 + 16 + 8 + 4) * 2 * (6 + 1)
    #expect(generator.graph.parameterCount == encoder + blocks + decoder + style)
    #expect(SkipResNetGenerator().graph.parameterCount == 4_796_515)
    let json = try JSONEncoder().encode(GeneratorArchitecture.skipResNet(generator))
    #expect(try JSONDecoder().decode(GeneratorArchitecture.self, from: json) == .skipResNet(generator))
  }

  /// What is the same all over the input reaches the picture, although every norm takes means away.
  @Test func skipResNetSeesWhatIsTheSameAllOver() {
    let network = Network(SkipResNetGenerator(inputChannels: 2, width: 4, blocks: 1, coreWidth: 8).graph)
    for parameter in network.parameters.descriptions {
      let value = network.parameters.value(parameter.name)
      for index in 0..<value.count { value.data[index] = 0.3 * Float((index * 37 + 11) % 19 - 9) / 9 }
    }
    func picture(_ level: Float) -> [Float] {
      let x = Tensor(Shape(1, 16, 16, 2))
      for pixel in 0..<256 {
        x.data[pixel * 2] = pixel % 7 == 0 ? 1 : 0
        x.data[pixel * 2 + 1] = level
      }
      return network.forward(x).array
    }
    #expect(relativeError(picture(-1), picture(1)) > 0.05)
  }

  /// The numbers of PyTorch's networks of these forms.
  @Test func generatorsFromNoiseCountTheirParametersAndMakeOneSize() throws {
    let dcgan = DCGANGenerator(latent: 100, width: 64, doublings: 4)
    #expect(dcgan.graph.parameterCount == 3_576_707)
    #expect(
      NoiseDiscriminator.convolutional(width: 64, halvings: 4, hasNorms: true).graph.parameterCount == 2_765_633)
    #expect(MLPGenerator(latent: 16, side: 8, width: 48).graph.parameterCount == 16 * 48 + 48 * 97 + 96 + 192 * 97)
    for architecture in [GeneratorArchitecture.dcgan(dcgan), .mlp(MLPGenerator(latent: 7, side: 12, width: 5))] {
      let side = try #require(architecture.sideFromNoise)
      #expect(architecture.canMake(side: side) && !architecture.canMake(side: 2 * side))
      #expect(architecture.nearestSide(1000) == side && architecture.outputChannels == 3)
      #expect(architecture.inputShape(height: side, width: side) == Shape(1, 1, 1, architecture.inputChannels))
      let json = try JSONEncoder().encode(architecture)
      #expect(try JSONDecoder().decode(GeneratorArchitecture.self, from: json) == architecture)
    }
    for bad in [
      GeneratorArchitecture.dcgan(DCGANGenerator(latent: 0)), .dcgan(DCGANGenerator(width: 0)),
      .dcgan(DCGANGenerator(doublings: 7)), .dcgan(DCGANGenerator(width: 512, doublings: 6)),
      .mlp(MLPGenerator(latent: 5000)), .mlp(MLPGenerator(side: 300)), .mlp(MLPGenerator(side: 256, width: 4096)),
    ] {
      #expect(throws: ArchitectureError.self) { try bad.validate() }
    }
  }

  @Test func skipResNetsOfImpossibleNumbersAreRefused() {
    for generator in [
      SkipResNetGenerator(inputChannels: 0), SkipResNetGenerator(width: 0), SkipResNetGenerator(blocks: 65),
      SkipResNetGenerator(coreWidth: 0), SkipResNetGenerator(styleWidth: -1),
    ] {
      #expect(throws: ArchitectureError.self) { try GeneratorArchitecture.skipResNet(generator).validate() }
    }
  }
}
