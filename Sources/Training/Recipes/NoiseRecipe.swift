import Foundation
import Networks
import Pictures

/// How a generator of faces from noise is trained, written down as data.
package struct NoiseRecipe: Codable, Equatable, Sendable {
  /// A folder of faces. Exactly one of `pictures` and `cutouts` is there.
  package struct Source: Codable, Equatable, Sendable {
    /// A folder of pictures below the data folder, or a path that begins with a slash.
    package var pictures: String?
    /// A folder of transparent pictures; likewise.
    package var cutouts: String?
    /// Where the head lies in each picture; nil for the largest square in the middle.
    package var crop: FaceSet.Crop?
    /// Only these files, named without their endings; nil for all.
    package var only: [String]?
    /// Only files whose names begin with one of these; nil for all.
    package var beginning: [String]?
    /// Whether pictures without colours are left out.
    package var leavesOutGrey: Bool?
    /// How often it is drawn from, relative to the others.
    package var share: Double?
    package var licence: String?
    package var credit: String?

    package init(pictures: String) { self.pictures = pictures }
  }

  /// Faces that belong together: a network that learns several kinds at once makes blends of them.
  package struct Kind: Codable, Equatable, Sendable {
    package var name: String
    package var titles: ModelCard.Titles
    package var sources: [Source]
    /// Known weak points, for people.
    package var limitations: [String]

    package init(name: String, titles: ModelCard.Titles, sources: [Source], limitations: [String] = []) {
      self.name = name
      self.titles = titles
      self.sources = sources
      self.limitations = limitations
    }
  }

  /// `noise-gan`; tells its recipe from those of others.
  package var model: String
  package var name: String
  package var variant: NoiseGAN.Variant
  package var generator: GeneratorArchitecture
  package var discriminatorWidth: Int
  package var criticSteps: Int
  package var augmentation: [DifferentiableAugmentation.Kind]
  package var steps: Int
  /// How many of the steps, at the end, the learning rate falls to zero.
  package var decaySteps: Int
  package var batch: Int
  package var learningRate: Float
  package var seed: UInt64
  /// The first is what it learns unless another one is asked for.
  package var kinds: [Kind]

  package init(
    name: String, variant: NoiseGAN.Variant, generator: GeneratorArchitecture, discriminatorWidth: Int,
    criticSteps: Int = 1, augmentation: [DifferentiableAugmentation.Kind] = [], steps: Int, decaySteps: Int = 0,
    batch: Int, learningRate: Float, seed: UInt64, kinds: [Kind]
  ) {
    model = NoiseGAN.name
    self.name = name
    self.variant = variant
    self.generator = generator
    self.discriminatorWidth = discriminatorWidth
    self.criticSteps = criticSteps
    self.augmentation = augmentation
    self.steps = steps
    self.decaySteps = decaySteps
    self.batch = batch
    self.learningRate = learningRate
    self.seed = seed
    self.kinds = kinds
  }

  /// Whether a recipe file is one for faces from noise; false for one that cannot be read.
  package static func isOne(path: String) -> Bool { RecipeFile.model(of: path) == NoiseGAN.name }

  package init(path: String) throws(TrainingError) {
    self = try RecipeFile.read(path)
    if let fault { throw TrainingError("The recipe \(path) cannot be followed: \(fault).") }
  }

  /// Side of the pictures in pixels.
  package var size: Int { generator.sideFromNoise ?? 0 }

  package var configuration: NoiseGAN.Configuration {
    NoiseGAN.Configuration(
      variant: variant, generator: generator, discriminatorWidth: discriminatorWidth, criticSteps: criticSteps,
      augmentation: augmentation)
  }

  /// What is wrong with these numbers, if anything.
  package var fault: String? {
    do {
      try configuration.validate(size: size)
    } catch {
      return "it has \(error)"
    }
    if kinds.isEmpty || Set(kinds.map(\.name)).count != kinds.count { return "its kinds need names of their own" }
    for source in kinds.flatMap(\.sources) {
      if (source.pictures == nil) == (source.cutouts == nil) { return "a source must have one of pictures and cutouts" }
      if let share = source.share, !(share > 0 && share.isFinite) { return "a share of \(share), expected above 0" }
      if let crop = source.crop, !crop.isPossible { return "a crop beyond the picture" }
    }
    if kinds.contains(where: \.sources.isEmpty) { return "a kind names no source of pictures" }
    if !(1...100_000_000).contains(steps) { return "\(steps) steps, expected 1…100000000" }
    if !(0...steps).contains(decaySteps) { return "\(decaySteps) decay steps, expected 0…\(steps)" }
    if !(2...256).contains(batch) { return "a batch of \(batch), expected 2…256" }
    if !(learningRate > 0 && learningRate.isFinite) { return "a learning rate of \(learningRate), expected above 0" }
    return nil
  }

  /// The recipe for one kind alone, whose run and checkpoint have its name too unless it is the first.
  ///
  /// - Throws: ``TrainingError`` where it has no such kind.
  package func single(_ kind: String?) throws(TrainingError) -> NoiseRecipe {
    guard let index = kind.map({ name in kinds.firstIndex { $0.name == name } }) ?? kinds.indices.first else {
      throw TrainingError(
        "The recipe of \(name) has no faces of the kind \(kind ?? ""); it has \(kinds.map(\.name).joined(separator: ", "))."
      )
    }
    var recipe = self
    recipe.kinds = [kinds[index]]
    if index > 0 { recipe.name += "-\(kinds[index].name)" }
    return recipe
  }
}
