import Foundation
import Networks

/// How a generator is trained, written down as data: what it sees, in which proportions, in which stages.
package struct Recipe: Codable, Equatable, Sendable {
  /// One kind of training pairs. Exactly one of `drawn`, `pictures` and `enlarging` is there.
  package struct Source: Codable, Equatable, Sendable {
    /// The name of a drawn domain.
    package var drawn: String?
    /// The name of a picture set: a folder below the data folder.
    package var pictures: String?
    /// Names of drawn domains whose pictures are to be doubled in size.
    package var enlarging: [String]?
    /// How often pairs of this source are drawn, relative to the others.
    package var share: Double?
    package var licence: String?
    package var credit: String?

    package init(drawn: String, share: Double = 1) {
      self.drawn = drawn
      self.share = share
    }

    package init(pictures: String, share: Double = 1) {
      self.pictures = pictures
      self.share = share
    }
  }

  /// Steps of one picture size.
  package struct Stage: Codable, Equatable, Sendable {
    /// Side of the pictures in pixels.
    package var size: Int
    package var steps: Int
    /// How many of the steps, at the end, the learning rate falls to zero.
    package var decaySteps: Int
    package var learningRate: Float
    /// Weight of the L1 loss.
    package var lambda: Float
    package var seed: UInt64
    package var batch: Int

    package init(
      size: Int, steps: Int, decaySteps: Int, learningRate: Float = 2e-4, lambda: Float = 100, seed: UInt64 = 1,
      batch: Int = 1
    ) {
      self.size = size
      self.steps = steps
      self.decaySteps = decaySteps
      self.learningRate = learningRate
      self.lambda = lambda
      self.seed = seed
      self.batch = batch
    }
  }

  package var name: String
  package var titles: ModelCard.Titles
  package var architecture: GeneratorArchitecture
  package var discriminatorWidth: Int
  package var sources: [Source]
  /// The checkpoint whose weights the first stage begins with: a name among the shipped ones; nil for fresh weights.
  package var start: String?
  package var stages: [Stage]
  /// Known weak points, for people.
  package var limitations: [String]

  package init(
    name: String, titles: ModelCard.Titles, architecture: GeneratorArchitecture = GeneratorArchitecture(),
    discriminatorWidth: Int = 32, sources: [Source], start: String? = nil, stages: [Stage], limitations: [String] = []
  ) {
    self.name = name
    self.titles = titles
    self.architecture = architecture
    self.discriminatorWidth = discriminatorWidth
    self.sources = sources
    self.start = start
    self.stages = stages
    self.limitations = limitations
  }
}
