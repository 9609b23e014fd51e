import Generation
import Kernels
import Networks
import Pictures

/// pix2pix training (Isola et al. 2017, section 3): a generator and a discriminator that sees input and picture.
///
/// One step first changes the discriminator, then the generator: adversarial loss + λ · L1.
package final class Pix2Pix: TrainableModel {
  package struct Configuration: ModelConfiguration {
    package var architecture: GeneratorArchitecture
    /// What the generator's input channels are; nil in states from before layouts were written down.
    package var inputLayout: InputLayout?
    package var discriminatorWidth: Int
    package var loss: AdversarialLoss
    /// λ, the weight of L1.
    package var l1Weight: Float

    package init(
      architecture: GeneratorArchitecture = .resNet(ResNetGenerator()), inputLayout: InputLayout? = nil,
      discriminatorWidth: Int = 32, loss: AdversarialLoss = .leastSquares, l1Weight: Float = 10
    ) {
      self.architecture = architecture
      self.inputLayout = inputLayout
      self.discriminatorWidth = discriminatorWidth
      self.loss = loss
      self.l1Weight = l1Weight
    }

    /// What the generator's input channels are; nil where nobody knows.
    package var layout: InputLayout? { inputLayout ?? .unwritten(channels: architecture.inputChannels) }

    package func validate(size: Int) throws(ArchitectureError) {
      try architecture.validate()
      try ArchitectureError.check("channels in the discriminator's first layer", discriminatorWidth, in: 1...512)
      guard l1Weight.isFinite, l1Weight >= 0 else {
        throw ArchitectureError("a weight of L1 of \(l1Weight), expected 0 or more")
      }
      // The discriminator's last layers need 32 pixels.
      guard architecture.canMake(side: size), size >= 32 else {
        throw ArchitectureError(
          "a size of \(size), expected a multiple of \(architecture.sideMultiple), at least "
            + "\(max(32, architecture.smallestSide))")
      }
      if let inputLayout, inputLayout.channels != architecture.inputChannels {
        throw ArchitectureError(
          "inputs of \(inputLayout.channels) channels for a network that reads \(architecture.inputChannels)")
      }
    }
  }

  package enum Phase: CaseIterable {
    case discriminator, generator
  }

  package static let name = "pix2pix"
  package static let product = "generator"
  package static let losses = [
    // The discriminator's is halved, as it judges two pictures.
    LossDescription("discriminator", label: "D", digits: 3),
    LossDescription("adversarial", label: "G", digits: 3),
    LossDescription("l1", label: "L1"),
  ]

  private let generator: TrainedNetwork
  private let discriminator: TrainedNetwork
  private let loss: AdversarialLoss
  private let l1Weight: Float
  private let layout: InputLayout?
  /// The generator's forward pass, which both phases of a step share.
  private var pass: (fake: Tensor, tape: Tape)?

  package var networks: [TrainedNetwork] { [generator, discriminator] }

  package convenience init(_ configuration: Configuration, seed: UInt64) {
    let channels = configuration.architecture.inputChannels
    let generator = Network(configuration.architecture.graph)
    let discriminator = Network(
      PatchDiscriminator(inputChannels: channels + 3, width: configuration.discriminatorWidth).graph)
    var random = SeededGenerator(seed: seed)
    generator.initialize(using: &random)
    discriminator.initialize(using: &random)
    self.init(
      generator: generator, discriminator: discriminator, loss: configuration.loss, l1Weight: configuration.l1Weight,
      layout: configuration.layout)
  }

  package init(
    generator: Network, discriminator: Network, loss: AdversarialLoss, l1Weight: Float, layout: InputLayout? = nil
  ) {
    self.generator = TrainedNetwork("generator", generator)
    self.discriminator = TrainedNetwork("discriminator", discriminator)
    self.loss = loss
    self.l1Weight = l1Weight
    self.layout = layout
  }

  package func networks(changedBy phase: Phase) -> [String] {
    switch phase {
    case .discriminator: [discriminator.name]
    case .generator: [generator.name]
    }
  }

  /// - Parameter batch: `input` (n, h, w, inputs) and `target` (n, h, w, 3) in −1…1.
  package func gradients(_ phase: Phase, _ batch: Batch) -> [String: Double] {
    let input = batch[.input]
    let target = batch[.target]
    switch phase {
    case .discriminator:
      let tape = Tape()
      let fake = generator.network.forward(input, tape: tape)
      pass = (fake, tape)
      return ["discriminator": discriminatorGradients(input: input, target: target, fake: fake)]
    case .generator:
      guard let (fake, tape) = pass else { preconditionFailure("the discriminator's phase comes first") }
      pass = nil
      let (adversarial, fakeGradient) = adversarialLoss(input: input, fake: fake)
      let l1 = MeanAbsoluteError.evaluate(fake, target, weight: l1Weight, addingTo: fakeGradient)
      generator.network.backward(fakeGradient, tape: tape, gradients: .parameters)
      return ["adversarial": adversarial, "l1": l1]
    }
  }

  /// Real and fake go through the discriminator as one batch: its norms look at each picture alone, so the result is
  /// that of two passes.
  private func discriminatorGradients(input: Tensor, target: Tensor, fake: Tensor) -> Double {
    let n = input.shape.n
    var shape = Self.pairShape(input, target)
    shape.n *= 2
    let pairs = Tensor(shape, zeroed: false)
    Elementwise.concatenateChannels([input, target], into: pairs.batch(0..<n))
    Elementwise.concatenateChannels([input, fake], into: pairs.batch(n..<(2 * n)))
    let tape = Tape()
    let scores = discriminator.network.forward(pairs, tape: tape)
    let gradient = Tensor(scores.shape, zeroed: false)
    let real = loss.evaluate(scores.batch(0..<n), target: 1, weight: 0.5, gradient: gradient.batch(0..<n))
    let fakes = loss.evaluate(
      scores.batch(n..<(2 * n)), target: 0, weight: 0.5, gradient: gradient.batch(n..<(2 * n)))
    discriminator.network.backward(gradient, tape: tape, gradients: .parameters)
    return real + fakes
  }

  /// The generator's adversarial loss, and its gradient at the fake picture.
  private func adversarialLoss(input: Tensor, fake: Tensor) -> (loss: Double, gradient: Tensor) {
    let pair = Tensor(Self.pairShape(input, fake), zeroed: false)
    Elementwise.concatenateChannels([input, fake], into: pair)
    let tape = Tape()
    let scores = discriminator.network.forward(pair, tape: tape)
    let scoreGradient = Tensor(scores.shape, zeroed: false)
    let value = loss.evaluate(scores, target: 1, weight: 1, gradient: scoreGradient)
    guard let pairGradient = discriminator.network.backward(scoreGradient, tape: tape, gradients: .input) else {
      preconditionFailure("the input's gradient was asked for")
    }
    let inputGradient = Tensor(input.shape, zeroed: false)
    let fakeGradient = Tensor(fake.shape, zeroed: false)
    Elementwise.splitChannels(pairGradient, into: [inputGradient, fakeGradient])
    return (value, fakeGradient)
  }

  private static func pairShape(_ input: Tensor, _ picture: Tensor) -> Shape {
    Shape(input.shape.n, input.shape.h, input.shape.w, input.shape.c + picture.shape.c)
  }

  /// Inputs, what the generator makes of them, and the truth.
  package func samples(_ examples: [Example], weights: Tensor) throws -> [[Image]] {
    let graph = generator.network.graph
    let parameters = ParameterArena(graph)
    parameters.values.copy(from: weights)
    guard let shape = examples.first?[.input].shape else { return [] }
    let plan = InferencePlan(graph, parameters, input: shape)
    var rows: [[Image]] = [[], [], []]
    for example in examples {
      _ = plan.input.values.update(fromContentsOf: example[.input].values)
      try plan.run()
      if let layout { rows[0].append(InputPreview.image(example[.input].values, layout: layout, size: shape.w)) }
      rows[1].append(Image(activations: plan.output.data, width: shape.w, height: shape.h))
      rows[2].append(Image(activations: example[.target].values, width: shape.w, height: shape.h))
    }
    return rows.filter { !$0.isEmpty }
  }
}

extension Tensor {
  /// Some pictures of a batch, in the same memory.
  package func batch(_ range: Range<Int>) -> Tensor {
    precondition(range.lowerBound >= 0 && range.upperBound <= shape.n, "batch \(range) of \(shape)")
    let one = shape.h * shape.w * shape.c
    return Tensor(
      Shape(range.count, shape.h, shape.w, shape.c), viewing: data + range.lowerBound * one, of: self)
  }
}
