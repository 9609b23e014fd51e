import Foundation
import Networks
import Pictures

/// How a cartoon generator is trained, written down as data.
package struct CartoonRecipe: Codable, Equatable, Sendable {
  /// A folder of pictures.
  package struct Source: Codable, Equatable, Sendable {
    /// Below the data folder, or a path that begins with a slash; folders within belong to it.
    package var folder: String
    /// How often its pictures are drawn, relative to the other sources of their kind.
    package var share: Double
    /// Only so many of its files, evenly spread; nil for all.
    package var limit: Int?
    package var licence: String
    package var credit: String
  }

  /// Steps of one kind.
  package struct Stage: RecipeStage, Codable, Equatable, Sendable {
    package var isWarmUp: Bool?
    package var size: Int
    package var steps: Int
    /// How many of the steps, at the end, the learning rate falls to zero.
    package var decaySteps: Int
    package var batch: Int
    package var learningRate: Float
    package var seed: UInt64
  }

  /// `cartoon`; tells its recipe from those of others.
  package var model: String
  package var name: String
  package var titles: ModelCard.Titles
  package var architecture: GeneratorArchitecture
  package var discriminatorWidth: Int
  package var discriminatorNorm: PatchDiscriminator.Norm
  package var loss: AdversarialLoss
  package var content: ContentSource.Kind
  package var contentWeight: Float
  package var colourWeight: Float
  package var photos: [Source]
  package var cartoons: [Source]
  package var stages: [Stage]
  package var limitations: [String]

  package static let model = "cartoon"

  /// Whether a recipe file is a cartoon generator's; false for one that cannot be read.
  package static func isOne(path: String) -> Bool { RecipeFile.model(of: path) == model }

  package init(path: String) throws(TrainingError) {
    self = try RecipeFile.read(path)
    if let fault { throw TrainingError("The recipe \(path) cannot be followed: \(fault).") }
  }

  /// What a stage trains.
  ///
  /// - Parameter weights: of the content network, where it has any.
  package func configuration(_ stage: Stage, contentWeights weights: String?) -> CartoonGAN.Configuration {
    CartoonGAN.Configuration(
      architecture: architecture, discriminatorWidth: discriminatorWidth, discriminatorNorm: discriminatorNorm,
      loss: loss, content: ContentSource(content, path: content == .random ? nil : weights),
      contentWeight: contentWeight, colourWeight: colourWeight, isWarmUp: stage.isWarmUp ?? false)
  }

  /// What is wrong with these numbers, if anything; the content network is looked at when a run begins.
  package var fault: String? {
    if photos.isEmpty || cartoons.isEmpty { return "it needs photographs and cartoons" }
    for source in photos + cartoons {
      if !(source.share > 0 && source.share.isFinite) { return "a share of \(source.share), expected above 0" }
      if let limit = source.limit, limit < PictureSet.fewest {
        return "a limit of \(limit), expected at least \(PictureSet.fewest)"
      }
    }
    if stages.isEmpty { return "it has no stages" }
    var configuration = configuration(stages[0], contentWeights: nil)
    configuration.content = ContentSource(.random)
    for stage in stages {
      if !(1...100_000_000).contains(stage.steps) { return "\(stage.steps) steps, expected 1…100000000" }
      if !(0...stage.steps).contains(stage.decaySteps) { return "\(stage.decaySteps) decay steps" }
      if !(1...256).contains(stage.batch) { return "a batch of \(stage.batch), expected 1…256" }
      if !(stage.learningRate > 0 && stage.learningRate.isFinite) {
        return "a learning rate of \(stage.learningRate), expected above 0"
      }
      do {
        try configuration.validate(size: stage.size)
      } catch {
        return "it has \(error)"
      }
    }
    return nil
  }
}
