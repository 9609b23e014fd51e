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
}
