import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing

import Training

/// Whole trajectories of the generators from noise against PyTorch: losses of every step and the weights at the end.
@Suite(.ownThread) struct NoiseGANTests {
  private static let convolutional = GeneratorArchitecture.dcgan(DCGANGenerator(latent: 12, width: 4, doublings: 3))

  @Test func vanilla() throws {
    let generator = GeneratorArchitecture.mlp(MLPGenerator(latent: 16, side: 8, width: 48))
    try check("gan_vanilla", .vanilla, generator, width: 48, learningRate: 2e-4)
  }

  @Test func dcgan() throws { try check("gan_dcgan", .dcgan, Self.convolutional, width: 4, learningRate: 2e-4) }

  @Test func clipped() throws {
    try check("gan_wgan_clip", .wganClip, Self.convolutional, width: 4, criticSteps: 3, learningRate: 5e-5)
  }

  @Test func penalised() throws {
    try check("gan_wgan_gp", .wganPenalty, Self.convolutional, width: 4, criticSteps: 2, learningRate: 1e-4)
  }

  private func check(
    _ name: String, _ variant: NoiseGAN.Variant, _ generator: GeneratorArchitecture, width: Int, criticSteps: Int = 1,
    learningRate: Float
  ) throws {
    let golden = try Golden(name)
    let configuration = NoiseGAN.Configuration(
      variant: variant, generator: generator, discriminatorWidth: width, criticSteps: criticSteps)
    try configuration.validate(size: generator.sideFromNoise ?? 0)
    let model = NoiseGAN(configuration, seed: 1)
    for trained in model.networks { try read("start.\(trained.name).", into: trained.network.parameters, golden) }
    func rows(_ name: String, _ critic: Int?) throws -> Tensor {
      let values = try golden.floats(name)
      let count = try #require(golden.shape(name)).first ?? 0
      return Tensor(Shape(count, 1, 1, values.count / count), values)
    }
    for step in 0..<4 {
      var parts: [TensorName: Tensor] = [.latent(nil): try rows("step\(step).latent", nil)]
      for critic in 0..<criticSteps {
        parts[.real(critic)] = try golden.activation("step\(step).critic\(critic).real")
        parts[.latent(critic)] = try rows("step\(step).critic\(critic).latent", critic)
        if variant == .wganPenalty { parts[.mix(critic)] = try rows("step\(step).critic\(critic).mix", critic) }
      }
      let losses = model.step(Batch(parts), learningRate: learningRate)
      let wanted = try golden.floats("step\(step).losses").map(Double.init)
      let critic = wanted.dropLast().reduce(0, +) / Double(criticSteps)
      for (ours, theirs) in zip(losses, [critic, wanted[criticSteps]]) {
        #expect(abs(ours - theirs) < 1e-3 * max(0.1, abs(theirs)), "step \(step): \(ours), \(theirs)")
      }
    }
    for trained in model.networks {
      let arena = trained.network.parameters
      let wanted = ParameterArena(trained.network.graph)
      try read("end.\(trained.name).", into: wanted, golden)
      for parameter in arena.descriptions where parameter.isTrained {
        let error = relativeError(arena.value(parameter.name), wanted.value(parameter.name))
        #expect(error < 1e-3, "\(trained.name) \(parameter.name): \(error)")
      }
    }
  }

  /// PyTorch's weights; its running averages are not in the files.
  private func read(_ prefix: String, into arena: ParameterArena, _ golden: Golden) throws {
    for parameter in arena.descriptions where parameter.isTrained {
      var values = try golden.floats(prefix + parameter.name)
      try #require(golden.shape(prefix + parameter.name) == parameter.fileShape)
      values.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        parameter.permute(file: base, memory: arena.value(parameter.name).data, intoFile: false)
      }
    }
  }

  @Test func impossibleConfigurationsAreSentences() {
    func message(_ configuration: NoiseGAN.Configuration, size: Int = 32) -> String {
      do throws(ArchitectureError) {
        try configuration.validate(size: size)
        return ""
      } catch {
        return "\(error)"
      }
    }
    var configuration = NoiseGAN.Configuration(
      variant: .dcgan, generator: Self.convolutional, discriminatorWidth: 4)
    #expect(message(configuration).isEmpty)
    #expect(message(configuration, size: 64).contains("size of 64, expected 32"))
    configuration.criticSteps = 0
    #expect(message(configuration).contains("0 steps of the discriminator"))
    configuration.criticSteps = 1
    configuration.discriminatorWidth = 100_000
    #expect(message(configuration).contains("discriminator's first layer"))
    configuration.variant = .vanilla
    #expect(message(configuration).contains("expected mlp"))
    configuration.generator = .resNet(ResNetGenerator())
    #expect(message(configuration).contains("family resnet"))
  }

  /// Averages over the weights of many steps keep no statistics that fit; they are taken anew.
  @Test func averagedGeneratorsAreSettled() {
    let model = NoiseGAN(
      NoiseGAN.Configuration(variant: .dcgan, generator: Self.convolutional, discriminatorWidth: 4), seed: 5)
    let graph = model.product.network.graph
    let weights = model.product.network.parameters.values
    let settled = NoiseGAN.settled(graph, weights: weights)
    var random = SeededGenerator(seed: 1)
    let noise = Tensor(Shape(64, 1, 1, 12))
    noise.fillNormal(mean: 0, deviation: 1, using: &random)
    // In use, with the statistics of other noise, the pictures are about those of training.
    let used = Network(graph, parameters: settled).forward(noise)
    let trained = model.product.network.forward(noise, tape: Tape())
    #expect(relativeError(used, trained) < 0.25)
    #expect(relativeError(Network(graph).forward(noise), trained) > 0.5)
  }
}
