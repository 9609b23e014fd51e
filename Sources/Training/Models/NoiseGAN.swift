import Foundation
import Kernels
import Networks
import Pictures

/// Generative adversarial networks that make pictures of noise.
///
/// One step changes the discriminator, or critic, one or several times, each with pictures and noise of its own, and
/// then the generator.
package final class NoiseGAN: TrainableModel {
  /// Which published method.
  package enum Variant: String, Codable, Sendable, CaseIterable {
    /// Fully connected networks and cross entropy (Goodfellow et al. 2014, with the non-saturating generator).
    case vanilla
    /// Convolutions with batch norms (Radford, Metz and Chintala 2016).
    case dcgan
    /// The critic estimates the distance of the two distributions; its weights are kept within ±0.01 (Arjovsky,
    /// Chintala and Bottou 2017, algorithm 1).
    case wganClip = "wgan-clip"
    /// The same with a penalty on the critic's slope instead (Gulrajani et al. 2017, algorithm 1).
    case wganPenalty = "wgan-gp"

    package var isWasserstein: Bool { self == .wganClip || self == .wganPenalty }

    func optimizer(_ parameters: ParameterArena) -> any Optimizer {
      switch self {
      case .vanilla, .dcgan: AdamOptimizer(parameters)
      case .wganClip: RMSpropOptimizer(parameters)
      case .wganPenalty: AdamOptimizer(parameters, beta1: 0, beta2: 0.9)
      }
    }
  }

  package struct Configuration: ModelConfiguration {
    package var variant: Variant
    package var generator: GeneratorArchitecture
    /// Channels of a convolutional discriminator's first layer; of a fully connected one values of the last hidden one.
    package var discriminatorWidth: Int
    /// Steps of the discriminator for each of the generator.
    package var criticSteps: Int
    /// What pictures go through before the discriminator sees them.
    package var augmentation: [DifferentiableAugmentation.Kind]

    package init(
      variant: Variant, generator: GeneratorArchitecture, discriminatorWidth: Int, criticSteps: Int = 1,
      augmentation: [DifferentiableAugmentation.Kind] = []
    ) {
      self.variant = variant
      self.generator = generator
      self.discriminatorWidth = discriminatorWidth
      self.criticSteps = criticSteps
      self.augmentation = augmentation
    }

    /// Nil where no discriminator goes with the generator.
    var discriminator: NoiseDiscriminator? {
      switch (variant, generator) {
      case (.vanilla, .mlp(let generator)): .mlp(side: generator.side, width: discriminatorWidth)
      case (.dcgan, .dcgan(let generator)):
        .convolutional(width: discriminatorWidth, halvings: generator.doublings, hasNorms: true)
      case (.wganClip, .dcgan(let generator)), (.wganPenalty, .dcgan(let generator)):
        .convolutional(width: discriminatorWidth, halvings: generator.doublings, hasNorms: false)
      case (_, .mlp), (_, .dcgan), (_, .resNet), (_, .uNet), (_, .skipResNet), (_, .compact), (_, .cartoonGAN):
        nil
      }
    }

    package var fewestParameters: Int {
      generator.graph.parameterCount + (discriminator?.graph.parameterCount ?? 0)
    }

    package func validate(size: Int) throws(ArchitectureError) {
      try generator.validate()
      guard discriminator != nil else {
        throw ArchitectureError(
          "a generator of the family \(generator.family.rawValue), expected "
            + (variant == .vanilla ? "mlp" : "dcgan") + " for \(variant.rawValue)")
      }
      try ArchitectureError.check("channels in the discriminator's first layer", discriminatorWidth, in: 1...512)
      if case .dcgan(let generator) = generator {
        try ArchitectureError.check(
          "channels in the discriminator's last layer", discriminatorWidth << (generator.doublings - 1), in: 1...4096)
      }
      try ArchitectureError.check("steps of the discriminator", criticSteps, in: 1...20)
      guard generator.sideFromNoise == size else {
        throw ArchitectureError("a size of \(size), expected \(generator.sideFromNoise ?? 0) as its generator makes")
      }
    }
  }

  package enum Phase: Hashable {
    /// The discriminator's step of this number, from 0.
    case critic(Int)
    case generator
  }

  package static let name = "noise-gan"
  package static let product = "generator"
  package static let losses = [
    // The mean over the steps; for a Wasserstein critic the distance that it sees, as a negative number, and the penalty.
    LossDescription("discriminator", label: "D", digits: 3),
    LossDescription("generator", label: "G", digits: 3),
  ]

  /// Weights of a clipped critic are kept within ± this.
  private static let clip: Float = 0.01
  private static let penaltyWeight: Float = 10

  private let variant: Variant
  private let criticSteps: Int
  private let augmentation: [DifferentiableAugmentation.Kind]
  private let generator: TrainedNetwork
  private let discriminator: TrainedNetwork
  /// Of the present step's earlier critic phases.
  private var criticLoss = 0.0

  package var networks: [TrainedNetwork] { [generator, discriminator] }

  package var phases: [Phase] { (0..<criticSteps).map(Phase.critic) + [.generator] }

  package init(_ configuration: Configuration, seed: UInt64) {
    guard let judge = configuration.discriminator else { preconditionFailure("the configuration was not validated") }
    let networks = (Network(configuration.generator.graph), Network(judge.graph))
    var random = SeededGenerator(seed: seed)
    networks.0.initialize(using: &random)
    networks.1.initialize(using: &random)
    variant = configuration.variant
    criticSteps = configuration.criticSteps
    augmentation = configuration.augmentation
    generator = TrainedNetwork("generator", networks.0, variant.optimizer(networks.0.parameters))
    discriminator = TrainedNetwork("discriminator", networks.1, variant.optimizer(networks.1.parameters))
  }

  package func networks(changedBy phase: Phase) -> [String] {
    switch phase {
    case .critic: [discriminator.name]
    case .generator: [generator.name]
    }
  }

  package func constrain(changedBy phase: Phase) {
    guard variant == .wganClip, case .critic = phase else { return }
    let parameters = discriminator.network.parameters
    for parameter in parameters.descriptions where parameter.isTrained {
      let value = parameters.value(parameter.name)
      Activations.forward(value, .clip(Self.clip), into: value)
    }
  }

  /// - Parameter batch: what ``NoiseDataset`` gives: of each critic step real pictures, noise, and the random numbers of
  ///   augmentation and penalty; noise and random numbers for the generator's step.
  package func gradients(_ phase: Phase, _ batch: Batch) -> [String: Double] {
    switch phase {
    case .critic(let number):
      let loss = criticGradients(number, batch)
      criticLoss = (number == 0 ? 0 : criticLoss) + loss
      return ["discriminator": criticLoss / Double(number + 1)]
    case .generator:
      let tape = Tape()
      let fake = generator.network.forward(batch[.latent(nil)], tape: tape)
      let change = augmented(fake, batch, .fakeChange(nil))
      let judgement = Tape()
      let scores = discriminator.network.forward(change.pictures, tape: judgement)
      let gradient = Tensor(scores.shape, zeroed: false)
      let loss: Double
      if variant.isWasserstein {
        loss = Self.mean(scores, sign: -1, gradient: gradient)
      } else {
        loss = AdversarialLoss.crossEntropy.evaluateGenerator(scores, weight: 1, gradient: gradient)
      }
      guard var inward = discriminator.network.backward(gradient, tape: judgement, gradients: .input) else {
        preconditionFailure("the input's gradient was asked for")
      }
      if let change = change.augmentation { inward = change.backward(inward) }
      generator.completeGradients(from: inward, tape: tape)
      return ["generator": loss]
    }
  }

  /// Real and fake pictures pass one after the other: batch norms see them apart.
  private func criticGradients(_ number: Int, _ batch: Batch) -> Double {
    // A tape makes it a pass of training; nothing goes back through it.
    let made = generator.network.forward(batch[.latent(number)], tape: Tape())
    let real = augmented(batch[.real(number)], batch, .realChange(number)).pictures
    let fake = augmented(made, batch, .fakeChange(number)).pictures
    var loss = 0.0
    for (pictures, isReal) in [(real, true), (fake, false)] {
      let tape = Tape()
      let scores = discriminator.network.forward(pictures, tape: tape)
      let gradient = Tensor(scores.shape, zeroed: false)
      if variant.isWasserstein {
        loss += Self.mean(scores, sign: isReal ? -1 : 1, gradient: gradient)
      } else {
        loss += AdversarialLoss.crossEntropy.evaluate(scores, target: isReal ? 1 : 0, weight: 1, gradient: gradient)
      }
      if isReal || variant == .wganPenalty {
        // The other pass, or the penalty's, adds to these gradients.
        discriminator.network.backward(gradient, tape: tape, gradients: .parameters)
      } else {
        discriminator.completeGradients(from: gradient, tape: tape)
      }
    }
    if variant == .wganPenalty {
      loss += GradientPenalty.evaluate(
        discriminator.network, real: real, fake: fake, mix: batch[.mix(number)], weight: Self.penaltyWeight)
    }
    return loss
  }

  private func augmented(
    _ pictures: Tensor, _ batch: Batch, _ draws: TensorName
  ) -> (pictures: Tensor, augmentation: DifferentiableAugmentation?) {
    guard !augmentation.isEmpty else { return (pictures, nil) }
    let change = DifferentiableAugmentation(augmentation, random: batch[draws])
    return (change.forward(pictures), change)
  }

  /// The mean score times a sign, and its gradient.
  private static func mean(_ scores: Tensor, sign: Float, gradient: Tensor) -> Double {
    gradient.fill(sign / Float(scores.count))
    return Double(sign) * Elementwise.sum(scores) / Double(scores.count)
  }

  // MARK: - Use

  /// A network of averaged weights, ready for use: the averages of its norms belong to no single set of weights, so they
  /// are taken anew, over noise that is always the same (Izmailov et al. 2018, "Averaging weights leads to wider
  /// optima", section 3.2).
  package static func settled(_ graph: LayerGraph, weights: Tensor) -> ParameterArena {
    let parameters = ParameterArena(graph)
    parameters.values.copy(from: weights)
    guard parameters.descriptions.contains(where: { !$0.isTrained }) else { return parameters }
    let noise = noise(count: settlingPictures, values: graph.input.channels, seed: 0x5E77_1ED)
    _ = Network(graph, parameters: parameters).forward(noise, tape: Tape(momentum: 1))
    return parameters
  }

  private static let settlingPictures = 256

  /// Rows of normally distributed values, (count, 1, 1, values).
  private static func noise(count: Int, values: Int, seed: UInt64) -> Tensor {
    var random = SeededGenerator(seed: seed)
    let noise = Tensor(Shape(count, 1, 1, values), zeroed: false)
    noise.fillNormal(mean: 0, deviation: 1, using: &random)
    return noise
  }

  /// Rows of sample pictures, and of how many.
  private static let sampleRows = 6

  /// Pictures of always the same noise, and below them some real ones.
  package func samples(_ examples: [Example], weights: Tensor) throws -> [[Image]] {
    let graph = generator.network.graph
    let network = Network(graph, parameters: Self.settled(graph, weights: weights))
    let columns = examples.count
    let noise = Self.noise(count: Self.sampleRows * columns, values: graph.input.channels, seed: 0x0FACE5)
    let made = network.forward(noise)
    let pictures = (0..<made.shape.n).map { row in
      Image(activations: made.batch(row..<(row + 1)).data, width: made.shape.w, height: made.shape.h)
    }
    let real = examples.map { example in
      let picture = example[.real(0)]
      return Image(activations: picture.values, width: picture.shape.w, height: picture.shape.h)
    }
    return (0..<Self.sampleRows).map { Array(pictures[($0 * columns)..<(($0 + 1) * columns)]) } + [real]
  }
}

extension TensorName {
  /// Real pictures of the critic's step of this number, −1…1.
  package static func real(_ critic: Int) -> TensorName { TensorName("real.\(critic)") }
  /// Noise for the critic's step of this number, or for the generator's.
  package static func latent(_ critic: Int?) -> TensorName { named("latent", critic) }
  /// Shares of the real picture where the slope is penalised.
  package static func mix(_ critic: Int) -> TensorName { TensorName("mix.\(critic)") }
  /// Random numbers that decide how real pictures are changed.
  package static func realChange(_ critic: Int) -> TensorName { TensorName("real-change.\(critic)") }
  /// Random numbers that decide how fake pictures are changed.
  package static func fakeChange(_ critic: Int?) -> TensorName { named("fake-change", critic) }

  private static func named(_ name: String, _ critic: Int?) -> TensorName {
    TensorName("\(name).\(critic.map(String.init) ?? "generator")")
  }
}
