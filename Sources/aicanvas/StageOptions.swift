import ArgumentParser
import Networks
import Training

/// Options that replace a recipe's stages by one of the user's making.
struct StageOptions: ParsableArguments {
  @Option(help: "Side of the training pictures in pixels, a multiple of 4.")
  var size: Int?

  @Option(help: "Training steps.")
  var steps: Int?

  @Option(help: "How many of the steps, at the end, the learning rate falls to zero; half of them unless given.")
  var decaySteps: Int?

  @Option(help: "Learning rate of Adam.")
  var learningRate: Float?

  @Option(help: "Weight of the L1 loss.")
  var lambda: Float?

  @Option(help: "Pairs per step.")
  var batch: Int?

  @Option(help: "Decides the first weights and every training pair.")
  var seed: UInt64?

  @Option(help: "Kind of generator: resnet, unet or skip-resnet.")
  var network: GeneratorArchitecture.Family?

  @Option(help: "Channels of the generator's first layer.")
  var width: Int?

  @Option(help: "Residual blocks of a ResNet or skip-resnet, downsamplings of a U-Net, convolutions of an upscaler.")
  var blocks: Int?

  @Option(help: "Channels of the discriminator's first layer.")
  var discriminatorWidth: Int?

  @Option(help: "Start from this generator's checkpoint, or from another run's state.safetensors.")
  var from: String?

  func validate() throws {
    let ranges = [
      ("width", width, 1...512), ("blocks", blocks, 0...64), ("discriminator-width", discriminatorWidth, 1...512),
    ]
    for (name, value, range) in ranges {
      if let value, !range.contains(value) {
        throw ValidationError("--\(name) must be \(range.lowerBound) to \(range.upperBound), not \(value).")
      }
    }
  }

  /// The architecture with what the options say.
  private func changed(_ architecture: GeneratorArchitecture) -> GeneratorArchitecture {
    let inputs = architecture.inputChannels
    switch (architecture, network ?? architecture.family) {
    case (.resNet(var generator), .resnet):
      generator.width = width ?? generator.width
      generator.blocks = blocks ?? generator.blocks
      return .resNet(generator)
    case (.uNet(var generator), .unet):
      generator.width = width ?? generator.width
      generator.downsamplings = blocks ?? generator.downsamplings
      return .uNet(generator)
    case (.skipResNet(var generator), .skipResNet):
      generator.width = width ?? generator.width
      generator.blocks = blocks ?? generator.blocks
      return .skipResNet(generator)
    case (_, let family):
      return GeneratorArchitecture(family, inputChannels: inputs, width: width ?? architecture.width, blocks: blocks)
    }
  }

  /// Changes a recipe; tells whether anything was to be changed.
  func change(_ recipe: inout Recipe) throws -> Bool {
    if let discriminatorWidth { recipe.discriminatorWidth = discriminatorWidth }
    recipe.architecture = changed(recipe.architecture)
    // Weights of another form are of no use.
    if width != nil || blocks != nil || network != nil { recipe.start = nil }
    let isChanged =
      size != nil || steps != nil || decaySteps != nil || learningRate != nil || lambda != nil || batch != nil
      || seed != nil
    guard isChanged, var stage = recipe.stages.first else {
      return from != nil || network != nil || width != nil || blocks != nil || discriminatorWidth != nil
    }
    if let size { stage.size = size }
    if let steps {
      stage.steps = steps
      stage.decaySteps = decaySteps ?? steps / 2
    } else if let decaySteps {
      stage.decaySteps = decaySteps
    }
    if let learningRate { stage.learningRate = learningRate }
    if let lambda { stage.lambda = lambda }
    if let batch { stage.batch = batch }
    if let seed { stage.seed = seed }
    recipe.stages = [stage]
    return true
  }
}

extension StageOptions {
  /// Sizes, batches and learning rates of all stages; steps and seed of the last one alone.
  private func change(_ stages: inout [some RecipeStage]) {
    for index in stages.indices {
      stages[index].size = size ?? stages[index].size
      stages[index].batch = batch ?? stages[index].batch
      stages[index].learningRate = learningRate ?? stages[index].learningRate
    }
    guard let last = stages.indices.last else { return }
    if let steps {
      stages[last].steps = steps
      stages[last].decaySteps = decaySteps ?? steps / 2
    } else if let decaySteps {
      stages[last].decaySteps = decaySteps
    }
    stages[last].seed = seed ?? stages[last].seed
  }

  /// Changes a cartoon generator's recipe, steps and seed of its last stage alone; tells whether anything was changed.
  func change(_ recipe: inout CartoonRecipe) throws -> Bool {
    guard lambda == nil, from == nil else {
      throw ValidationError("A cartoon generator has no --lambda and --from.")
    }
    let before = recipe
    recipe.architecture = changed(recipe.architecture)
    recipe.discriminatorWidth = discriminatorWidth ?? recipe.discriminatorWidth
    change(&recipe.stages)
    return recipe != before
  }

  /// Changes an upscaler's recipe, steps and seed of its last stage alone; tells whether anything was to be changed.
  func change(_ recipe: inout SuperResolutionRecipe) throws -> Bool {
    guard network == nil, lambda == nil, discriminatorWidth == nil else {
      throw ValidationError("An upscaler has no --network, --lambda and --discriminator-width.")
    }
    let before = recipe
    if case .compact(var upscaler) = recipe.architecture {
      upscaler.features = width ?? upscaler.features
      upscaler.convolutions = blocks ?? upscaler.convolutions
      recipe.architecture = .compact(upscaler)
    }
    change(&recipe.stages)
    return recipe != before || from != nil
  }
}

extension StageOptions {
  /// Changes a classifier's recipe; tells whether anything was to be changed.
  func change(_ recipe: inout ClassifierRecipe) throws -> Bool {
    guard network == nil, blocks == nil, discriminatorWidth == nil, lambda == nil, from == nil else {
      throw ValidationError("A classifier has no --network, --blocks, --discriminator-width, --lambda and --from.")
    }
    let before = recipe
    recipe.size = size ?? recipe.size
    recipe.steps = steps ?? recipe.steps
    recipe.decaySteps = decaySteps ?? (steps.map { $0 / 2 } ?? recipe.decaySteps)
    recipe.learningRate = learningRate ?? recipe.learningRate
    recipe.batch = batch ?? recipe.batch
    recipe.seed = seed ?? recipe.seed
    recipe.width = width ?? recipe.width
    return recipe != before
  }
}

extension StageOptions {
  /// Changes a recipe for faces from noise; tells whether anything was to be changed.
  func change(_ recipe: inout NoiseRecipe) throws -> Bool {
    guard size == nil, network == nil, blocks == nil, lambda == nil else {
      throw ValidationError("Faces from noise have no --size, --network, --blocks and --lambda.")
    }
    let before = recipe
    recipe.steps = steps ?? recipe.steps
    recipe.decaySteps = decaySteps ?? (steps.map { min(recipe.decaySteps, $0) } ?? recipe.decaySteps)
    recipe.learningRate = learningRate ?? recipe.learningRate
    recipe.batch = batch ?? recipe.batch
    recipe.seed = seed ?? recipe.seed
    recipe.discriminatorWidth = discriminatorWidth ?? recipe.discriminatorWidth
    if let width {
      switch recipe.generator {
      case .mlp(var generator):
        generator.width = width
        recipe.generator = .mlp(generator)
      case .dcgan(var generator):
        generator.width = width
        recipe.generator = .dcgan(generator)
      case .resNet, .uNet, .skipResNet, .compact, .cartoonGAN: break
      }
    }
    return recipe != before || from != nil
  }
}

extension GeneratorArchitecture.Family: ExpressibleByArgument {
  /// Those that work from sketches.
  package static let allValueStrings = [Self.resnet, .unet, .skipResNet].map(\.rawValue)
}

extension GeneratorArchitecture {
  /// A generator for training pictures of usual size.
  ///
  /// - Parameter blocks: residual blocks, or a U-Net's downsamplings; nil for the usual number.
  init(_ family: Family, inputChannels: Int, width: Int, blocks: Int?) {
    switch family {
    case .resnet: self = .resNet(ResNetGenerator(inputChannels: inputChannels, width: width, blocks: blocks ?? 9))
    case .skipResNet:
      self = .skipResNet(SkipResNetGenerator(inputChannels: inputChannels, width: width, blocks: blocks ?? 6))
    case .unet:
      // A picture of 128 pixels can be halved seven times.
      self = .uNet(UNetGenerator(inputChannels: inputChannels, width: width, downsamplings: blocks ?? 7))
    case .mlp: self = .mlp(MLPGenerator(latent: inputChannels, width: width))
    case .dcgan: self = .dcgan(DCGANGenerator(latent: inputChannels, width: width))
    case .cartoonGAN:
      self = .cartoonGAN(
        CartoonGANGenerator(inputChannels: inputChannels, width: width, blocks: blocks ?? 8, reflects: true))
    case .compact: self = .compact(CompactUpscaler(features: width, convolutions: blocks ?? 12))
    }
  }
}
