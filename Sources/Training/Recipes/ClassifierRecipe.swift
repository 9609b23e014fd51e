import Foundation
import Networks
import Pictures

/// How a classifier is trained, written down as data: what it tells apart, and by which pictures.
package struct ClassifierRecipe: Codable, Equatable, Sendable {
  /// A folder of pictures, each of one thing, by many names.
  package struct PictureSet: Codable, Equatable, Sendable {
    /// Below the data folder, or a path that begins with a slash; folders within belong to it.
    package var folder: String
    /// Whether its pictures are never learnt from, and only measured on.
    package var isHeldOut: Bool?
    package var licence: String?
    package var credit: String?
  }

  package struct PictureClass: Codable, Equatable, Sendable {
    package var name: String
    /// The words, such as names of files of doodles, that belong to it.
    package var words: [String]
    /// Characters whose picture in a font of coloured pictures shows it.
    package var glyphs: String?
    package var drawn: [DrawnKind]?
    /// Files' names without their ending, by set.
    package var pictures: [String: [String]]?
  }

  /// `classifier`; tells its recipe from those of generators.
  package var model: String
  package var name: String
  package var width: Int
  package var labelSmoothing: Float
  package var size: Int
  package var steps: Int
  /// How many of the steps, at the end, the learning rate falls to zero.
  package var decaySteps: Int
  package var batch: Int
  package var learningRate: Float
  package var seed: UInt64
  /// How often a drawn picture is shown of a class that has other pictures too, 0…1.
  package var drawnShare: Double
  package var sets: [String: PictureSet]
  package var glyphs: ModelCard.DataSource
  package var classes: [PictureClass]
  package var limitations: [String]

  package static let model = "classifier"

  /// Whether a recipe file is a classifier's; false for one that cannot be read.
  package static func isOne(path: String) -> Bool { RecipeFile.model(of: path) == model }

  package init(path: String) throws(TrainingError) {
    self = try RecipeFile.read(path)
    if let fault { throw TrainingError("The recipe \(path) cannot be followed: \(fault).") }
  }

  package var configuration: Classifier.Configuration {
    Classifier.Configuration(
      network: ClassifierNetwork(inputChannels: FormChannels.count, width: width, classes: classes.count),
      labelSmoothing: labelSmoothing)
  }

  /// What is wrong with these numbers, if anything.
  package var fault: String? {
    do {
      try configuration.validate(size: size)
    } catch {
      return "it has \(error)"
    }
    var words: Set<String> = []
    for known in classes {
      if (known.glyphs ?? "").isEmpty, (known.drawn ?? []).isEmpty, Self.learnt(known, sets).isEmpty {
        return "the class \(known.name) has no pictures"
      }
      for word in known.words where !words.insert(word).inserted { return "the word \(word) belongs to two classes" }
      for set in (known.pictures ?? [:]).keys.sorted() where sets[set] == nil {
        return "the class \(known.name) has pictures of an unknown set \(set)"
      }
    }
    if Set(classes.map(\.name)).count < classes.count { return "two classes have one name" }
    if !(1...100_000_000).contains(steps) { return "\(steps) steps, expected 1…100000000" }
    if !(0...steps).contains(decaySteps) { return "\(decaySteps) decay steps, expected 0…\(steps)" }
    if !(1...256).contains(batch) { return "a batch of \(batch), expected 1…256" }
    if !(learningRate > 0 && learningRate.isFinite) { return "a learning rate of \(learningRate), expected above 0" }
    if !(0...1).contains(drawnShare) { return "drawn pictures in a share of \(drawnShare)" }
    return nil
  }

  private static func learnt(_ known: PictureClass, _ sets: [String: PictureSet]) -> [String] {
    (known.pictures ?? [:]).filter { sets[$0.key]?.isHeldOut != true }.flatMap(\.value)
  }
}
