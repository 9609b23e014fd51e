import Studio
import Terminal

/// What a picture that was just kept has brought.
package struct Celebration: Hashable, Sendable {
  package var stickers: [Sticker]
  /// The artist's new level; nil where it is the old one.
  package var level: Int?

  package init(stickers: [Sticker], level: Int? = nil) {
    self.stickers = stickers
    self.level = level
  }

  package var isEmpty: Bool { stickers.isEmpty && level == nil }
}

extension StudioState {
  /// A picture has brought something: shown at once, unless somebody is being asked a question.
  mutating func celebrate(_ celebration: Celebration) -> [StudioEffect] {
    // On the presenter's stage nothing is asked and nothing pops up.
    guard !celebration.isEmpty, dialog == nil, screen != .presenter else { return [] }
    let effects = liftPen()
    self.celebration = celebration
    dialog = .celebration
    return effects
  }
}
