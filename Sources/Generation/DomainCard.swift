import Files
import Foundation
import Networks

/// What a domain's checkpoint says of itself, in words for people.
package struct DomainCard: Hashable, Sendable {
  /// Pictures that the network has learnt from.
  package typealias Source = ModelCard.DataSource

  package struct Figure: Hashable, Sendable {
    package var title: String
    package var value: String

    package init(title: String, value: String) {
      self.title = title
      self.value = value
    }

    package var line: String { "\(title) \(value)" }
  }

  package var titles: DomainTitles
  /// The kind and size of the network.
  package var network: String
  /// Training steps, over all stages.
  package var steps: Int
  package var data: [Source]
  /// Known figures in their usual order, then others by name.
  package var figures: [Figure]
  /// Known weak points.
  package var limitations: [String]
  /// Whether the network is told a palette.
  package var hasPalettes: Bool

  package init(
    titles: DomainTitles, network: String = "", steps: Int = 0, data: [Source] = [], figures: [Figure] = [],
    limitations: [String] = [], hasPalettes: Bool = false
  ) {
    self.titles = titles
    self.network = network
    self.steps = steps
    self.data = data
    self.figures = figures
    self.limitations = limitations
    self.hasPalettes = hasPalettes
  }
}

extension ModelCard.DataSource {
  package var line: String { "\(name), \(licence): \(credit)" }
}

extension DomainCard {
  package init(_ card: ModelCard) {
    let side = card.nativeSize.map { ", \($0)×\($0)" } ?? ""
    // The card may be a stranger's: longer words than these, and more of them, no screen shows.
    self.init(
      titles: DomainTitles(english: card.titles.en.shown(atMost: 60), korean: card.titles.ko.shown(atMost: 60)),
      network: card.architecture.summary + side,
      steps: card.steps,
      data: card.data.prefix(50).map {
        Source(
          name: $0.name.shown(atMost: 200), licence: $0.licence.shown(atMost: 200), credit: $0.credit.shown(atMost: 500)
        )
      },
      figures: Self.figures(card.scores), limitations: card.limitations.prefix(50).map { $0.shown(atMost: 500) },
      hasPalettes: card.layout?.contains(.palette) == true)
  }

  private static func figures(_ scores: [String: Double]) -> [Figure] {
    scores.sorted { rank($0.key) < rank($1.key) }.prefix(50).map { key, value in
      let figure = ModelFigure(rawValue: key)
      return Figure(
        title: figure?.title ?? key.shown(atMost: 60),
        value: String(format: figure?.isCount == true ? "%.0f" : "%.4f", value))
    }
  }

  private static func rank(_ key: String) -> (Int, String) {
    (ModelFigure.allCases.firstIndex { $0.rawValue == key } ?? ModelFigure.allCases.count, key)
  }
}
