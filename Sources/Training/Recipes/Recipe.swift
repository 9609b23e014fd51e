import Foundation
import Networks
import Pictures

/// How a generator is trained, written down as data: what it sees, in which proportions, in which stages.
package struct Recipe: Codable, Equatable, Sendable {
  /// What is trained.
  package enum Model: String, Codable, Sendable {
    case pix2pix
  }

  /// One kind of training examples. Exactly one of `drawn`, `pictures`, `cutouts`, `pairs`, `upscaling`, `lined`
  /// and `portraits` is there.
  package struct Source: Codable, Equatable, Sendable {
    /// The name of a drawn domain.
    package var drawn: String?
    /// The name of a picture set: a folder below the data folder, or a path that begins with a slash. A generator of
    /// lines learns those that the one it begins with finds.
    package var pictures: String?
    /// The name of a set of transparent pictures; likewise.
    package var cutouts: String?
    /// A folder of pairs of a sketch and a picture, see `AlignedFolder`; likewise.
    package var pairs: String?
    /// A folder of pictures with their line art, see `LinedFolder`; likewise. For generators of lines, which learn from
    /// drawn domains and cutouts too.
    package var lined: String?
    /// A folder of photographs of people; likewise.
    package var portraits: String?
    /// Whether those pairs have the picture first.
    package var isSwapped: Bool?
    /// Pictures whose file names begin so are left out.
    package var leaveOut: [String]?
    /// Only these files, named without their endings; nil for all.
    package var only: [String]?
    /// The name of the recipe's domain that its pictures belong to, for a generator of several domains.
    package var domain: String?
    /// Names of drawn domains whose pictures are to be doubled in size.
    package var upscaling: [String]?
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

    package init(cutouts: String, share: Double = 1) {
      self.cutouts = cutouts
      self.share = share
    }

    package init(lined: String, share: Double = 1) {
      self.lined = lined
      self.share = share
    }

    package init(pairs: String, isSwapped: Bool = false, share: Double = 1) {
      self.pairs = pairs
      self.isSwapped = isSwapped
      self.share = share
    }
  }

  /// One of several domains that a generator makes.
  package struct Domain: Codable, Equatable, Sendable {
    package var name: String
    package var titles: ModelCard.Titles
    /// Known weak points, for people.
    package var limitations: [String]?
    /// Whether what it draws has colours of its own, those of its usual drawn pictures, and other ones are surprises.
    package var hasOwnColours: Bool?
    /// Whether eyes and a mouth without a face around them are taken for a face.
    package var makesFaces: Bool?
    /// Whether whatever a drawing encloses is told a colour of the palette, see ``RegionColours``.
    package var coloursRegions: Bool?

    package init(name: String, titles: ModelCard.Titles, limitations: [String]? = nil) {
      self.name = name
      self.titles = titles
      self.limitations = limitations
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
  /// Pix2pix unless it says otherwise.
  package var model: Model?
  package var architecture: GeneratorArchitecture
  /// What the generator's input channels are; nil for what their number says.
  package var inputLayout: InputLayout?
  package var discriminatorWidth: Int
  /// Least squares unless it says otherwise.
  package var loss: AdversarialLoss?
  /// Weight of feature matching; none unless it says otherwise.
  package var featureWeight: Float?
  /// Discriminators, each at half the size of the one before; one unless it says otherwise.
  package var discriminatorScales: Int?
  /// What bounds the discriminators' layers; instance norms unless it says otherwise.
  package var discriminatorNorm: PatchDiscriminator.Norm?
  package var sources: [Source]
  /// How sketches are made; nil for a sketcher's with hints.
  package var style: PairStyle?
  /// The checkpoint whose weights the first stage begins with: a name among the shipped ones; nil for fresh weights.
  package var start: String?
  package var stages: [Stage]
  /// How one of several domains is trained on alone; as in the last stage unless it says otherwise.
  package var domainStage: Stage?
  /// Share of the examples that are a part of a picture of twice the side; none unless it says otherwise.
  package var closeUps: Double?
  /// Whether the generator is used at the size of the last stage alone; no unless it says otherwise.
  package var hasFixedSize: Bool?
  /// The domains of a generator that makes several, in the order of its input channels; nil for one.
  package var domains: [Domain]?
  /// As of one of several domains, for a generator of one alone.
  package var hasOwnColours: Bool?
  /// Likewise.
  package var makesFaces: Bool?
  /// Likewise.
  package var coloursRegions: Bool?
  /// Known weak points, for people.
  package var limitations: [String]

  /// What the generator's input channels are; nil where nobody knows.
  package var layout: InputLayout? { inputLayout ?? .unwritten(channels: architecture.inputChannels) }

  /// Whether what it trains makes faces of people.
  package var makesPortraits: Bool { sources.contains { $0.portraits != nil } }

  /// Whether it trains a network that draws the lines of pictures.
  package var drawsLines: Bool { layout == .picture && architecture.outputChannels == 1 }

  /// Whether that network learns lines that an earlier one found.
  package var learnsFoundLines: Bool { drawsLines && sources.contains { $0.pictures != nil } }

  /// The recipe of one of its domains alone, to be trained on from the generator of them all; nil where it has no such
  /// domain.
  package func single(_ name: String) -> Recipe? {
    guard let domain = domains?.first(where: { $0.name == name }), let layout, let stage = stages.last else {
      return nil
    }
    var recipe = self
    recipe.name = name
    recipe.titles = domain.titles
    recipe.limitations = domain.limitations ?? []
    recipe.hasOwnColours = domain.hasOwnColours
    recipe.makesFaces = domain.makesFaces
    recipe.coloursRegions = domain.coloursRegions
    recipe.domains = nil
    let parts = InputLayout(layout.parts.dropLast())
    recipe.inputLayout = parts
    recipe.architecture = architecture.reading(channels: parts.channels)
    recipe.sources = sources.filter { $0.domain == name }.map { source in
      var source = source
      source.domain = nil
      return source
    }
    recipe.start = name
    recipe.stages = [domainStage ?? stage]
    recipe.domainStage = nil
    return recipe
  }

  package init(
    name: String, titles: ModelCard.Titles, architecture: GeneratorArchitecture = .resNet(ResNetGenerator()),
    discriminatorWidth: Int = 32, sources: [Source], style: PairStyle? = nil, start: String? = nil, stages: [Stage],
    limitations: [String] = []
  ) {
    self.name = name
    self.titles = titles
    self.architecture = architecture
    self.discriminatorWidth = discriminatorWidth
    self.sources = sources
    self.style = style
    self.start = start
    self.stages = stages
    self.limitations = limitations
  }
}
