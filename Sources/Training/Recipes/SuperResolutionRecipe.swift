import Foundation
import Networks
import Pictures

/// How a network that enlarges pictures is trained, written down as data.
package struct SuperResolutionRecipe: Codable, Equatable, Sendable {
  /// A folder of pictures. Exactly one of `pictures` and `cutouts` is there.
  package struct Source: Codable, Equatable, Sendable {
    /// A folder of pictures below the data folder, or a path that begins with a slash; folders within belong to it.
    package var pictures: String?
    /// A folder of transparent pictures; likewise.
    package var cutouts: String?
    /// By how much parts are made smaller at the least, see `SharpCrops`; 1 unless given.
    package var shrinking: Double?
    /// How often its pictures are drawn, relative to the other sources.
    package var share: Double
    /// Only so many of its files, evenly spread; nil for all.
    package var limit: Int?
    package var licence: String
    package var credit: String

    /// The one that is given.
    package var folder: String { pictures ?? cutouts ?? "" }
  }

  /// Steps of one kind.
  package struct Stage: RecipeStage, Codable, Equatable, Sendable {
    /// Side of the sharp pictures in pixels.
    package var size: Int
    package var steps: Int
    /// How many of the steps, at the end, the learning rate falls to zero.
    package var decaySteps: Int
    package var batch: Int
    package var learningRate: Float
    package var seed: UInt64
  }

  /// `super-resolution`; tells its recipe from those of others.
  package var model: String
  package var name: String
  package var titles: ModelCard.Titles
  package var architecture: GeneratorArchitecture
  package var sources: [Source]
  package var stages: [Stage]
  package var limitations: [String]

  /// Whether a recipe file is an upscaler's; false for one that cannot be read.
  package static func isOne(path: String) -> Bool { RecipeFile.model(of: path) == SuperResolution.name }

  package init(path: String) throws(TrainingError) {
    self = try RecipeFile.read(path)
    if let fault { throw TrainingError("The recipe \(path) cannot be followed: \(fault).") }
  }

  package var configuration: SuperResolution.Configuration { SuperResolution.Configuration(architecture: architecture) }

  /// What is wrong with these numbers, if anything.
  package var fault: String? {
    if sources.isEmpty { return "it names no source of pictures" }
    for source in sources {
      if (source.pictures == nil) == (source.cutouts == nil) { return "a source must have one of pictures and cutouts" }
      if !(source.share > 0 && source.share.isFinite) { return "a share of \(source.share), expected above 0" }
      if let shrinking = source.shrinking, !(1...16).contains(shrinking) {
        return "a shrinking of \(shrinking), expected 1…16"
      }
      if let limit = source.limit, limit < PictureSet.fewest {
        return "a limit of \(limit), expected at least \(PictureSet.fewest)"
      }
    }
    if stages.isEmpty { return "it has no stages" }
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
