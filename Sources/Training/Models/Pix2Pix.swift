import Generation
import Kernels
import Networks
import Pictures

/// pix2pix training (Isola et al. 2017, section 3): a generator and a discriminator that sees input and picture.
///
/// One step first changes the discriminator, then the generator: adversarial loss + λ · L1. Two more losses may join, as
/// in pix2pixHD (Wang et al. 2018, section 3.2): further discriminators that see the pictures at half the size and less,
/// and feature matching.
package final class Pix2Pix: TrainableModel {
  package struct Configuration: ModelConfiguration {
    package var architecture: GeneratorArchitecture
    /// What the generator's input channels are; nil in states from before layouts were written down.
    package var inputLayout: InputLayout?
    package var discriminatorWidth: Int
    package var loss: AdversarialLoss
    /// λ, the weight of L1.
    package var l1Weight: Float
    /// Weight of the L1 distance of the discriminators' features between fake and true pictures; nil for 0.
    package var featureWeight: Float?
    /// Discriminators, each at half the size of the one before; nil for one.
    package var discriminatorScales: Int?
    /// Nil for instance norms.
    package var discriminatorNorm: PatchDiscriminator.Norm?

    package init(
      architecture: GeneratorArchitecture = .resNet(ResNetGenerator()), inputLayout: InputLayout? = nil,
      discriminatorWidth: Int = 32, loss: AdversarialLoss = .leastSquares, l1Weight: Float = 10,
      featureWeight: Float? = nil, discriminatorScales: Int? = nil,
      discriminatorNorm: PatchDiscriminator.Norm? = nil
    ) {
      self.architecture = architecture
      self.inputLayout = inputLayout
      self.discriminatorWidth = discriminatorWidth
      self.loss = loss
      self.l1Weight = l1Weight
      self.featureWeight = featureWeight
      self.discriminatorScales = discriminatorScales
      self.discriminatorNorm = discriminatorNorm
    }

    /// What the generator's input channels are; nil where nobody knows.
    package var layout: InputLayout? { inputLayout ?? .unwritten(channels: architecture.inputChannels) }

    /// Sees an input and its picture.
    var discriminator: PatchDiscriminator {
      PatchDiscriminator(
        inputChannels: architecture.inputChannels + architecture.outputChannels, width: discriminatorWidth,
        norm: discriminatorNorm ?? .instance)
    }

    package var fewestParameters: Int {
      architecture.graph.parameterCount + discriminator.graph.parameterCount * (discriminatorScales ?? 1)
    }

    package func validate(size: Int) throws(ArchitectureError) {
      try architecture.validate()
      guard architecture.sideFromNoise == nil else {
        throw ArchitectureError("a generator from noise, expected one that reads pictures")
      }
      try ArchitectureError.check("channels in the discriminator's first layer", discriminatorWidth, in: 1...512)
      guard l1Weight.isFinite, l1Weight >= 0 else {
        throw ArchitectureError("a weight of L1 of \(l1Weight), expected 0 or more")
      }
      let featureWeight = featureWeight ?? 0
      guard featureWeight.isFinite, featureWeight >= 0 else {
        throw ArchitectureError("a weight of features of \(featureWeight), expected 0 or more")
      }
      let scales = discriminatorScales ?? 1
      try ArchitectureError.check("discriminators", scales, in: 1...3)
      // A discriminator's last layers need 32 pixels.
      let smallest = 32 << (scales - 1)
      guard architecture.canMake(side: size), size >= smallest, size % (1 << (scales - 1)) == 0 else {
        throw ArchitectureError(
          "a size of \(size), expected a multiple of \(max(architecture.sideMultiple, 1 << (scales - 1))), at least "
            + "\(max(smallest, architecture.smallestSide))")
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
    // The discriminator's is halved, as it judges two pictures; of several the mean.
    LossDescription("discriminator", label: "D", digits: 3),
    // With feature matching, its weighted loss is part of it.
    LossDescription("adversarial", label: "G", digits: 3),
    LossDescription("l1", label: "L1"),
  ]

  private let generator: TrainedNetwork
  /// The first sees pictures as they are, each other one at half the size of the one before.
  private let discriminators: [TrainedNetwork]
  private let loss: AdversarialLoss
  private let l1Weight: Float
  private let featureWeight: Float
  /// Whether the discriminators' weights have a spectral bound.
  private let areBounded: Bool
  private let layout: InputLayout?
  /// The generator's forward pass, which both phases of a step share.
  private var pass: (fake: Tensor, tape: Tape)?

  package var networks: [TrainedNetwork] { [generator] + discriminators }

  package convenience init(_ configuration: Configuration, seed: UInt64) {
    let generator = Network(configuration.architecture.graph)
    var random = SeededGenerator(seed: seed)
    generator.initialize(using: &random)
    let discriminators = (0..<(configuration.discriminatorScales ?? 1)).map { _ in
      let discriminator = Network(configuration.discriminator.graph)
      discriminator.initialize(using: &random)
      if configuration.discriminatorNorm == .spectral { SpectralBound.fill(discriminator.parameters) }
      return discriminator
    }
    self.init(
      generator: generator, discriminators: discriminators, loss: configuration.loss,
      l1Weight: configuration.l1Weight, featureWeight: configuration.featureWeight ?? 0,
      areBounded: configuration.discriminatorNorm == .spectral, layout: configuration.layout)
  }

  /// - Parameter discriminators: at least one `PatchDiscriminator`; the first sees pictures as they are, each other one
  ///   at half the size of the one before.
  /// - Parameter areBounded: whether the discriminators' weights are kept within a `SpectralBound`.
  package init(
    generator: Network, discriminators: [Network], loss: AdversarialLoss, l1Weight: Float, featureWeight: Float = 0,
    areBounded: Bool = false, layout: InputLayout? = nil
  ) {
    precondition(!discriminators.isEmpty, "nobody judges the pictures")
    self.generator = TrainedNetwork("generator", generator)
    self.discriminators = discriminators.enumerated().map { number, network in
      TrainedNetwork(number == 0 ? "discriminator" : "discriminator\(number + 1)", network)
    }
    self.loss = loss
    self.l1Weight = l1Weight
    self.featureWeight = featureWeight
    self.areBounded = areBounded
    self.layout = layout
  }

  package func networks(changedBy phase: Phase) -> [String] {
    switch phase {
    case .discriminator: discriminators.map(\.name)
    case .generator: [generator.name]
    }
  }

  package func constrain(changedBy phase: Phase) {
    guard areBounded, phase == .discriminator else { return }
    for discriminator in discriminators { SpectralBound.apply(discriminator.network.parameters) }
  }

  /// - Parameter batch: `input` (n, h, w, inputs) and `target` (n, h, w, outputs) in −1…1.
  package func gradients(_ phase: Phase, _ batch: Batch) -> [String: Double] {
    let input = batch[.input]
    let target = batch[.target]
    switch phase {
    case .discriminator:
      let tape = Tape(seed: batch.seed, firstExample: batch.firstExample)
      let fake = generator.network.forward(input, tape: tape)
      pass = (fake, tape)
      return ["discriminator": discriminatorGradients(input: input, target: target, fake: fake)]
    case .generator:
      guard let (fake, tape) = pass else { preconditionFailure("the discriminator's phase comes first") }
      pass = nil
      let (adversarial, fakeGradient) = adversarialLoss(input: input, target: target, fake: fake)
      let l1 = MeanAbsoluteError.evaluate(fake, target, weight: l1Weight, addingTo: fakeGradient)
      generator.completeGradients(from: fakeGradient, tape: tape)
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
    let losses = scales(of: pairs).map { discriminator, pairs in
      let tape = Tape()
      let scores = discriminator.network.forward(pairs, tape: tape)
      let gradient = Tensor(scores.shape, zeroed: false)
      let real = loss.evaluate(scores.batch(0..<n), target: 1, weight: 0.5, gradient: gradient.batch(0..<n))
      let fakes = loss.evaluate(
        scores.batch(n..<(2 * n)), target: 0, weight: 0.5, gradient: gradient.batch(n..<(2 * n)))
      discriminator.completeGradients(from: gradient, tape: tape)
      return real + fakes
    }
    return losses.reduce(0, +) / Double(losses.count)
  }

  /// The generator's adversarial loss with feature matching, and its gradient at the fake picture.
  private func adversarialLoss(input: Tensor, target: Tensor, fake: Tensor) -> (loss: Double, gradient: Tensor) {
    let pair = Tensor(Self.pairShape(input, fake), zeroed: false)
    Elementwise.concatenateChannels([input, fake], into: pair)
    var truths: [Tensor] = []
    if featureWeight > 0 {
      let truth = Tensor(pair.shape, zeroed: false)
      Elementwise.concatenateChannels([input, target], into: truth)
      truths = scales(of: truth).map(\.pictures)
    }
    var value = 0.0
    var pairGradient: Tensor?
    // From the smallest scale up: each hands its gradient on to the next larger one.
    for (number, (discriminator, pair)) in scales(of: pair).enumerated().reversed() {
      let gradient = judge(discriminator.network, pair, truth: truths.isEmpty ? nil : truths[number], adding: &value)
      if let smaller = pairGradient {
        let enlarged = Tensor(pair.shape, zeroed: false)
        AveragePool.backward(smaller, into: enlarged)
        Elementwise.add(gradient, enlarged, into: gradient)
      }
      pairGradient = gradient
    }
    guard let pairGradient else { preconditionFailure("there is at least one discriminator") }
    let inputGradient = Tensor(input.shape, zeroed: false)
    let fakeGradient = Tensor(fake.shape, zeroed: false)
    Elementwise.splitChannels(pairGradient, into: [inputGradient, fakeGradient])
    return (value, fakeGradient)
  }

  /// What one discriminator says of the generator's pictures; adds to the loss and returns the gradient at the pair.
  private func judge(_ network: Network, _ pair: Tensor, truth: Tensor?, adding value: inout Double) -> Tensor {
    let share = 1 / Float(discriminators.count)
    let taps = truth == nil ? [] : PatchDiscriminator.taps.map { network.graph.value(ofTap: $0) }
    let tape = Tape()
    let given = network.forward(pair, giving: [network.graph.outputs[0]] + taps, tape: tape)
    let scoreGradient = Tensor(given[0].shape, zeroed: false)
    value += loss.evaluateGenerator(given[0], weight: share, gradient: scoreGradient)
    var ends = [(value: network.graph.outputs[0], gradient: scoreGradient)]
    if let truth {
      let weight = share * featureWeight / Float(taps.count)
      for (tap, (fake, real)) in zip(taps, zip(given.dropFirst(), network.forward(truth, giving: taps))) {
        let gradient = Tensor(fake.shape)
        value += Double(weight) * MeanAbsoluteError.evaluate(fake, real, weight: weight, addingTo: gradient)
        ends.append((tap, gradient))
      }
    }
    guard let gradient = network.backward(ends, tape: tape, gradients: .input) else {
      preconditionFailure("the input's gradient was asked for")
    }
    return gradient
  }

  /// Each discriminator with the pictures as it sees them.
  private func scales(of pictures: Tensor) -> [(discriminator: TrainedNetwork, pictures: Tensor)] {
    var pictures = pictures
    return discriminators.enumerated().map { number, discriminator in
      if number > 0 {
        let half = Tensor(AveragePool.outputShape(for: pictures.shape), zeroed: false)
        AveragePool.forward(pictures, into: half)
        pictures = half
      }
      return (discriminator, pictures)
    }
  }

  private static func pairShape(_ input: Tensor, _ picture: Tensor) -> Shape {
    Shape(input.shape.n, input.shape.h, input.shape.w, input.shape.c + picture.shape.c)
  }

  /// What a generator made, as people see it; of a single channel the grey.
  private static func shown(_ made: Tensor) -> Image {
    let (width, height) = (made.shape.w, made.shape.h)
    guard made.shape.c == 1 else { return Image(activations: made.data, width: width, height: height) }
    return Image(grey: Array(made.values), width: width, height: height)
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
      rows[1].append(Self.shown(plan.output))
      let target = example[.target]
      rows[2].append(Self.shown(Tensor(target.shape, target.values)))
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
