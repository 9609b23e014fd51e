import Generation
import Pictures

/// A domain that a server makes pictures of.
struct ServedDomain: Sendable {
  let info: DomainInfo
  let generator: PictureGenerator

  /// The side that looks best, or a usual one where the checkpoint does not tell.
  var usualSide: Int { generator.usualSide(for: Image(width: 256, height: 256)) }

  /// What clients are told of it.
  struct Description: Encodable {
    struct Titles: Encodable {
      let en: String
      let ko: String
    }
    struct Sizes: Encodable {
      let usual: Int
      let smallest: Int
      let largest: Int
      let step: Int
    }
    struct Source: Encodable {
      let name: String
      let licence: String
      let credit: String
    }
    struct Figure: Encodable {
      let title: String
      let value: String
    }
    struct Card: Encodable {
      let network: String
      let steps: Int
      let data: [Source]
      let figures: [Figure]
      let limitations: [String]
    }

    let name: String
    let titles: Titles
    let sizes: Sizes
    /// Those that the network knows, three colours each; none where it reads no palette.
    let palettes: [[String]]
    /// The address of a sample picture; nil where there is none.
    let sample: String?
    let card: Card?
  }

  /// - Parameter largestSide: what the server's limits allow.
  func description(hasSample: Bool, largestSide: Int) -> Description {
    let architecture = generator.card.architecture
    return Description(
      name: info.name, titles: Description.Titles(en: info.titles.english, ko: info.titles.korean),
      sizes: Description.Sizes(
        usual: usualSide, smallest: architecture.smallestSide, largest: largestSide, step: architecture.sideMultiple),
      palettes: generator.encoder.layout.contains(.palette) ? generator.encoder.palettes.palettes.map(\.hex) : [],
      sample: hasSample ? "/v1/domains/\(info.name)/sample" : nil,
      card: info.card.map { card in
        Description.Card(
          network: card.network, steps: card.steps,
          data: card.data.map { Description.Source(name: $0.name, licence: $0.licence, credit: $0.credit) },
          figures: card.figures.map { Description.Figure(title: $0.title, value: $0.value) },
          limitations: card.limitations)
      })
  }
}
