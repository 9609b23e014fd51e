import Generation
import Kernels
import Networks
import Pictures

/// CartoonGAN (Chen, Lai and Liu 2018): a generator that turns photographs into cartoons, learnt from photographs and
/// cartoons that do not belong together.
///
/// The discriminator tells cartoons from what the generator makes, and from cartoons with blurred edges; the generator
/// keeps the photograph's content, as a frozen network sees it. A warm-up trains the generator on content alone. Besides
/// the paper, the colours of large areas may be held to the photograph's.
package final class CartoonGAN: TrainableModel {
  package struct Configuration: ModelConfiguration {
    package var architecture: GeneratorArchitecture
    package var discriminatorWidth: Int
    package var discriminatorNorm: PatchDiscriminator.Norm
    package var loss: AdversarialLoss
    package var content: ContentSource
    package var contentWeight: Float
    package var colourWeight: Float
    /// Whether the generator learns content and colours alone, and the discriminator nothing.
    package var isWarmUp: Bool

    package init(
      architecture: GeneratorArchitecture, discriminatorWidth: Int = 32,
      discriminatorNorm: PatchDiscriminator.Norm = .instance, loss: AdversarialLoss = .leastSquares,
      content: ContentSource = ContentSource(.random), contentWeight: Float = 10, colourWeight: Float = 0,
      isWarmUp: Bool = false
    ) {
      self.architecture = architecture
      self.discriminatorWidth = discriminatorWidth
      self.discriminatorNorm = discriminatorNorm
      self.loss = loss
      self.content = content
      self.contentWeight = contentWeight
      self.colourWeight = colourWeight
      self.isWarmUp = isWarmUp
    }

    package func validate(size: Int) throws(ArchitectureError) {
      try architecture.validate()
      try ArchitectureError.check("channels in the discriminator's first layer", discriminatorWidth, in: 1...512)
      guard architecture.inputChannels == 3, architecture.outputChannels == 3 else {
        throw ArchitectureError("a generator that does not make pictures of pictures")
      }
      for (name, weight) in [("content", contentWeight), ("colour", colourWeight)] {
        guard weight.isFinite, weight >= 0 else {
          throw ArchitectureError("a weight of \(name) of \(weight), expected 0 or more")
        }
      }
      // The discriminator's last layers need 32 pixels; content and colour halve the side evenly.
      guard architecture.canMake(side: size), size >= 32, size % 16 == 0 else {
        throw ArchitectureError("a size of \(size), expected a multiple of 16, at least 32")
      }
      try content.validate()
    }

    package var fewestParameters: Int {
      architecture.graph.parameterCount
        + PatchDiscriminator(inputChannels: 3, width: discriminatorWidth, norm: discriminatorNorm).graph.parameterCount
    }
  }

  package enum Phase: CaseIterable {
    case discriminator, generator
  }

  package static let name = "cartoon"
  package static let product = "generator"
  package static let losses = [
    LossDescription("discriminator", label: "D", digits: 3),
    LossDescription("adversarial", label: "G", digits: 3),
    LossDescription("content"),
    LossDescription("colour"),
  ]

  private let generator: TrainedNetwork
  private let discriminator: TrainedNetwork
  private let loss: AdversarialLoss
  private let content: ContentLoss
  private let contentWeight: Float
  private let colourWeight: Float
  private let isBounded: Bool
  /// Whether only content and colours are learnt at present.
  package var isWarmUp: Bool
  /// The generator's forward pass, which both phases of a step share.
  private var pass: (fake: Tensor, tape: Tape)?

  package var networks: [TrainedNetwork] { [generator, discriminator] }

  package convenience init(_ configuration: Configuration, seed: UInt64) {
    let generator = Network(configuration.architecture.graph)
    var random = SeededGenerator(seed: seed)
    generator.initialize(using: &random)
    let isBounded = configuration.discriminatorNorm == .spectral
    let discriminator = Network(
      PatchDiscriminator(
        inputChannels: 3, width: configuration.discriminatorWidth, norm: configuration.discriminatorNorm
      ).graph)
    discriminator.initialize(using: &random)
    if isBounded { SpectralBound.fill(discriminator.parameters) }
    self.init(
      generator: generator, discriminator: discriminator, loss: configuration.loss,
      content: configuration.content.loss(), contentWeight: configuration.contentWeight,
      colourWeight: configuration.colourWeight, isBounded: isBounded, isWarmUp: configuration.isWarmUp)
  }

  package init(
    generator: Network, discriminator: Network, loss: AdversarialLoss, content: ContentLoss, contentWeight: Float,
    colourWeight: Float = 0, isBounded: Bool = false, isWarmUp: Bool = false
  ) {
    self.generator = TrainedNetwork("generator", generator)
    self.discriminator = TrainedNetwork("discriminator", discriminator)
    self.loss = loss
    self.content = content
    self.contentWeight = contentWeight
    self.colourWeight = colourWeight
    self.isBounded = isBounded
    self.isWarmUp = isWarmUp
  }

  package func networks(changedBy phase: Phase) -> [String] {
    switch phase {
    case .discriminator: isWarmUp ? [] : [discriminator.name]
    case .generator: [generator.name]
    }
  }

  package func constrain(changedBy phase: Phase) {
    if isBounded, phase == .discriminator, !isWarmUp { SpectralBound.apply(discriminator.network.parameters) }
  }

  /// - Parameter batch: `input` (photographs as the generator reads them), `target` (the photographs whose content
  ///   counts), `cartoon` and `edgeBlurred`, all (n, h, w, 3) in −1…1. A warm-up reads the first two alone.
  package func gradients(_ phase: Phase, _ batch: Batch) -> [String: Double] {
    switch phase {
    case .discriminator:
      let tape = Tape(seed: batch.seed, firstExample: batch.firstExample)
      let fake = generator.network.forward(batch[.input], tape: tape)
      pass = (fake, tape)
      guard !isWarmUp else { return ["discriminator": 0] }
      return [
        "discriminator": discriminatorGradients([
          (batch[.cartoon], 1), (fake, 0), (batch[.edgeBlurred], 0),
        ])
      ]
    case .generator:
      guard let (fake, tape) = pass else { preconditionFailure("the discriminator's phase comes first") }
      pass = nil
      let gradient = Tensor(fake.shape)
      var values = ["adversarial": 0.0, "content": 0.0, "colour": 0.0]
      if !isWarmUp { values["adversarial"] = adversarialLoss(fake, addingTo: gradient) }
      let photo = batch[.target]
      values["content"] = content.evaluate(fake, photo: photo, weight: contentWeight, addingTo: gradient)
      if colourWeight > 0 {
        values["colour"] = ColourLoss.evaluate(fake, photo, weight: colourWeight, addingTo: gradient)
      }
      generator.completeGradients(from: gradient, tape: tape)
      return values
    }
  }

  /// The sum of the mean losses of several groups of pictures, which pass the discriminator as one batch: its norms look
  /// at each picture alone.
  private func discriminatorGradients(_ groups: [(pictures: Tensor, target: Float)]) -> Double {
    var shape = groups[0].pictures.shape
    let n = shape.n
    shape.n *= groups.count
    let all = Tensor(shape, zeroed: false)
    for (number, group) in groups.enumerated() {
      all.batch((number * n)..<((number + 1) * n)).copy(from: group.pictures)
    }
    let tape = Tape()
    let scores = discriminator.network.forward(all, tape: tape)
    let gradient = Tensor(scores.shape, zeroed: false)
    var sum = 0.0
    for (number, group) in groups.enumerated() {
      let range = (number * n)..<((number + 1) * n)
      sum += loss.evaluate(
        scores.batch(range), target: group.target, weight: 1, gradient: gradient.batch(range))
    }
    discriminator.completeGradients(from: gradient, tape: tape)
    return sum
  }

  private func adversarialLoss(_ fake: Tensor, addingTo gradient: Tensor) -> Double {
    let tape = Tape()
    let scores = discriminator.network.forward(fake, tape: tape)
    let scoreGradient = Tensor(scores.shape, zeroed: false)
    let value = loss.evaluateGenerator(scores, weight: 1, gradient: scoreGradient)
    guard let inner = discriminator.network.backward(scoreGradient, tape: tape, gradients: .input) else {
      preconditionFailure("the input's gradient was asked for")
    }
    Elementwise.add(gradient, inner, into: gradient)
    return value
  }

  /// Photographs, what the generator makes of them, and cartoons to compare.
  package func samples(_ examples: [Example], weights: Tensor) throws -> [[Image]] {
    let graph = generator.network.graph
    let parameters = ParameterArena(graph)
    parameters.values.copy(from: weights)
    guard let shape = examples.first?[.input].shape else { return [] }
    let plan = InferencePlan(graph, parameters, input: shape)
    func shown(_ values: [Float]) -> Image { Image(activations: values, width: shape.w, height: shape.h) }
    var rows: [[Image]] = [[], [], []]
    for example in examples {
      _ = plan.input.values.update(fromContentsOf: example[.input].values)
      try plan.run()
      rows[0].append(shown(example[.input].values))
      rows[1].append(shown(Array(plan.output.values)))
      rows[2].append(shown(example[.cartoon].values))
    }
    return rows
  }
}

extension TensorName {
  /// A cartoon, of no photograph of its batch.
  package static let cartoon = TensorName("cartoon")
  /// The same cartoon with its edges blurred.
  package static let edgeBlurred = TensorName("edge-blurred")
}
