import Kernels
import Networks
import Support
import Testing
import Training

/// Whole training trajectories against PyTorch: losses of every step and the weights at the end.
@Suite(.ownThread) struct GoldenTrainingTests {
  @Test func leastSquares() throws {
    try check(
      "training_least_squares", ResNetGenerator(inputChannels: 1, width: 4, blocks: 2).graph, .leastSquares,
      l1Weight: 10,
      steps: 6)
  }

  @Test func crossEntropy() throws {
    try check(
      "training_cross_entropy", UNetGenerator(inputChannels: 1, width: 2, downsamplings: 6).graph, .crossEntropy,
      l1Weight: 100,
      steps: 4)
  }

  private func check(
    _ name: String, _ graph: LayerGraph, _ loss: AdversarialLoss, l1Weight: Float, steps: Int
  ) throws {
    let golden = try Golden(name)
    let networks = (
      generator: Network(graph), discriminator: Network(PatchDiscriminator(inputChannels: 4, width: 4).graph)
    )
    let model = Pix2Pix(
      generator: networks.generator, discriminators: [networks.discriminator], loss: loss, l1Weight: l1Weight)
    let generator = networks.generator.parameters
    let discriminator = networks.discriminator.parameters
    try generator.read(into: generator.values, prefix: "start.generator.", from: golden.file)
    try discriminator.read(into: discriminator.values, prefix: "start.discriminator.", from: golden.file)
    for step in 0..<steps {
      let batch = Batch([
        .input: try golden.activation("step\(step).sketch"), .target: try golden.activation("step\(step).picture"),
      ])
      let losses = model.step(batch, learningRate: 2e-4)
      let wanted = try golden.floats("step\(step).losses").map(Double.init)
      for (ours, theirs) in zip(losses, wanted) {
        #expect(abs(ours - theirs) < 1e-3 * max(1, abs(theirs)), "step \(step)")
      }
    }
    for (arena, prefix) in [(generator, "end.generator."), (discriminator, "end.discriminator.")] {
      let wanted = Tensor(.vector(arena.count))
      try arena.read(into: wanted, prefix: prefix, from: golden.file)
      #expect(relativeError(arena.values.array, wanted.array) < 1e-3)
    }
  }
}
