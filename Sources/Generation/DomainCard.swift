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
    self.init(
      titles: DomainTitles(english: card.titles.en, korean: card.titles.ko),
      network: card.architecture.summary + side,
      steps: card.steps, data: card.data, figures: Self.figures(card.scores), limitations: card.limitations,
      hasPalettes: card.layout?.contains(.palette) == true)
  }

  private static func figures(_ scores: [String: Double]) -> [Figure] {
    scores.sorted { rank($0.key) < rank($1.key) }.map { key, value in
      let figure = ModelFigure(rawValue: key)
      return Figure(
        title: figure?.title ?? key, value: String(format: figure?.isCount == true ? "%.0f" : "%.4f", value))
    }
  }

  private static func rank(_ key: String) -> (Int, String) {
    (ModelFigure.allCases.firstIndex { $0.rawValue == key } ?? ModelFigure.allCases.count, key)
  }
}
