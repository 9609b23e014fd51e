import Foundation

/// What a checkpoint says of itself, kept as JSON under the metadata key `model_card`.
package struct ModelCard: Codable, Equatable, Sendable {
  /// A name for people in both languages.
  package struct Titles: Codable, Equatable, Sendable {
    package var en: String
    package var ko: String

    package init(en: String, ko: String) {
      self.en = en
      self.ko = ko
    }
  }

  /// Pictures the weights were trained on.
  package struct DataSource: Codable, Hashable, Sendable {
    package var name: String
    package var licence: String
    package var credit: String

    package init(name: String, licence: String, credit: String) {
      self.name = name
      self.licence = licence
      self.credit = credit
    }
  }

  package var architecture: GeneratorArchitecture
  /// What the network's input channels are; nil in cards from before layouts were written down, see ``layout``.
  package var inputLayout: InputLayout?
  /// The side, in pixels, of the pictures the generator was finished on; nil where a file does not tell.
  package var nativeSize: Int?
  /// Whether the generator runs at that side alone, and larger pictures are enlarged from there: what it draws has parts
  /// whose places depend on each other, and it sees less of the whole in a larger picture. Nil for no.
  package var hasFixedSize: Bool?
  package var domain: String
  package var titles: Titles
  /// Training steps behind the weights, over all stages.
  package var steps: Int
  package var data: [DataSource]
  /// Figures by name, such as `l1` or `line_following`.
  package var scores: [String: Double]
  /// Known weak points, for people.
  package var limitations: [String]
  /// Palettes of the training pictures to choose from: main, second and accent colour, each such as `#e0403c`; nil where
  /// the network reads none.
  package var palettes: [[String]]?
  /// How many of the palettes, from the first on, a drawing may have of itself, the others being surprises: a panda is
  /// black and white. Nil for all.
  package var ownPalettes: Int?
  /// Whether it makes faces, so that eyes and a mouth without a face around them get one; nil for no.
  package var makesFaces: Bool?
  /// Whether whatever a drawing encloses is told a colour of the palette, as in training; nil for no.
  package var coloursRegions: Bool?
  /// The domains of a network that makes several, in the order of its input channels; nil for one.
  package var domains: [Domain]?

  package init(
    architecture: GeneratorArchitecture, inputLayout: InputLayout? = nil, nativeSize: Int?, hasFixedSize: Bool? = nil,
    domain: String, titles: Titles, steps: Int = 0, data: [DataSource] = [], scores: [String: Double] = [:],
    limitations: [String] = [], palettes: [[String]]? = nil, ownPalettes: Int? = nil, makesFaces: Bool? = nil,
    coloursRegions: Bool? = nil, domains: [Domain]? = nil
  ) {
    self.architecture = architecture
    self.inputLayout = inputLayout
    self.nativeSize = nativeSize
    self.hasFixedSize = hasFixedSize
    self.domain = domain
    self.titles = titles
    self.steps = steps
    self.data = data
    self.scores = scores
    self.limitations = limitations
    self.palettes = palettes
    self.ownPalettes = ownPalettes
    self.makesFaces = makesFaces
    self.coloursRegions = coloursRegions
    self.domains = domains
  }

  /// What fills the network's input channels; nil where nobody knows.
  package var layout: InputLayout? { inputLayout ?? .unwritten(channels: architecture.inputChannels) }

  /// The key of the card in a safetensors file's metadata.
  static let metadataKey = "model_card"

  init(json: String, path: String) throws(CheckpointError) {
    do {
      self = try JSONDecoder().decode(ModelCard.self, from: Data(json.utf8))
    } catch {
      throw CheckpointError(path, .card, "has a model card that cannot be read (\(Self.summary(of: error)))")
    }
    do {
      try architecture.validate()
    } catch {
      throw CheckpointError(path, .card, "has an impossible model card: \(error)")
    }
    if let fault { throw CheckpointError(path, .card, "has an impossible model card: \(fault)") }
  }

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { preconditionFailure("a card holds only finite numbers") }
    return String(decoding: data, as: UTF8.self)
  }

  private var fault: String? {
    if let nativeSize, !(16...4096).contains(nativeSize) { return "native size \(nativeSize), expected 16…4096" }
    if let nativeSize, !architecture.canMake(side: nativeSize) {
      return "native size \(nativeSize), expected a multiple of \(architecture.sideMultiple) from "
        + "\(architecture.smallestSide)"
    }
    if hasFixedSize == true && nativeSize == nil { return "a fixed size without saying which" }
    if steps < 0 { return "\(steps) training steps" }
    if let inputLayout, inputLayout.channels != architecture.inputChannels {
      return "inputs of \(inputLayout.channels) channels for a network that reads \(architecture.inputChannels)"
    }
    if architecture.sideFromNoise != nil, layout != InputLayout([.noise(architecture.inputChannels)]) {
      return "a generator from noise that reads something else"
    }
    if architecture.scale > 1, layout != .unitPicture { return "an upscaler that reads something else than a picture" }
    if let domainFault { return domainFault }
    for (palettes, own) in [(palettes, ownPalettes)] + (domains ?? []).map({ ($0.palettes, $0.ownPalettes) }) {
      if let own, !(1...max(1, palettes?.count ?? 0)).contains(own) {
        return "\(own) palettes of a drawing's own, of \(palettes?.count ?? 0)"
      }
      guard let palettes else { continue }
      let colours = palettes.joined()
      func isColour(_ word: String) -> Bool {
        word.utf8.count == 7 && word.hasPrefix("#") && word.dropFirst().allSatisfy(\.isHexDigit)
      }
      guard palettes.count <= 4096, palettes.allSatisfy({ $0.count == 3 }), colours.allSatisfy(isColour) else {
        return "palettes that are not three colours such as #e0403c each"
      }
    }
    return nil
  }

  private static func summary(of error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): "no \"\(key.stringValue)\""
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has the wrong type"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty: context.debugDescription
    default: "it is not JSON of the expected form"
    }
  }
}
