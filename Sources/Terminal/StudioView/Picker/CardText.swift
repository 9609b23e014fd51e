import Studio

/// A domain's card as lines of a given width: headings in the child's language, the rest as the card has it.
enum CardText {
  struct Line: Equatable {
    var words: String
    var isHeading = false
  }

  /// Each heading with what belongs to it, indented, and a blank line between two of them.
  static func lines(_ state: StudioState, width: Int) -> [Line] {
    guard let domain = state.markedDomain else { return [] }
    let texts = state.texts
    let isASCII = state.capabilities.unicode == .ascii
    guard let card = domain.card else { return wrapped(texts[.cardNone], indent: 0, width: width) }
    let sections: [(TextKey, [String])] = [
      (.cardData, card.data.map(\.line)),
      (.cardLimits, card.limitations),
      (.cardSteps, card.steps > 0 ? [String(card.steps)] : []),
      (.cardFigures, card.figures.map(\.line)),
      (.cardNetwork, card.network.isEmpty ? [] : [card.network]),
      (.cardOrigin, [texts[domain.isBuiltIn ? .cardBuiltIn : .cardOwn]]),
    ]
    let blocks = sections.filter { !$0.1.isEmpty }.map { key, words in
      [Line(words: texts[key], isHeading: true)]
        + words.flatMap { wrapped(isASCII ? plain($0) : $0, indent: 2, width: width) }
    }
    return Array(blocks.joined(separator: [Line(words: "")]))
  }

  /// Cards are written by anybody, in any letters.
  private static func plain(_ words: String) -> String { words.map { ASCIISymbols.text(for: $0) }.joined() }

  private static func wrapped(_ words: String, indent: Int, width: Int) -> [Line] {
    let space = String(repeating: " ", count: indent)
    return WrappedText.lines(words, width: width - indent).map { Line(words: space + $0) }
  }
}
