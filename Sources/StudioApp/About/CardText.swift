import Generation
import Studio
import Terminal

/// A domain's card as lines of a given width: headings in the child's language, the rest as the card has it.
enum CardText {
  struct Line: Equatable {
    var heading = ""
    var words = ""
  }

  /// Each heading with what belongs to it: beside it where that is short, else below it and set off by blank lines.
  static func lines(_ domain: DomainInfo, _ bench: Workbench, width: Int) -> [Line] {
    let texts = bench.texts
    let isASCII = bench.capabilities.unicode == .ascii
    guard let card = domain.card else { return wrapped(texts[.cardNone], mark: "", width: width) }
    // What the card itself says of its weak points is for grown-ups, and in English.
    let tips = bench.surroundings.library.tips[domain.name] ?? []
    let sections: [(TextKey, [String])] = [
      (.cardTips, tips.map { $0.text(texts.language) }),
      (.cardLimits, tips.isEmpty ? card.limitations : []),
      (.cardData, card.data.map(\.line)),
      (.cardSteps, card.steps > 0 ? [String(card.steps)] : []),
      (.cardFigures, card.figures.map(\.line)),
      (.cardNetwork, card.network.isEmpty ? [] : [card.network]),
      (.cardOrigin, [texts[domain.isBuiltIn ? .cardBuiltIn : .cardOwn]]),
    ]
    var lines: [Line] = []
    for (key, words) in sections where !words.isEmpty {
      let heading = texts[key]
      let plainWords = words.map { isASCII ? plain($0) : $0 }
      if plainWords.count == 1, CharacterWidth.cells(of: heading) + 2 + CharacterWidth.cells(of: plainWords[0]) <= width
      {
        lines.append(Line(heading: heading, words: plainWords[0]))
        continue
      }
      if lines.last.map({ $0 != Line() }) ?? false { lines.append(Line()) }
      lines.append(Line(heading: heading))
      for words in plainWords { lines += wrapped(words, mark: isASCII ? "* " : "• ", width: width) }
      lines.append(Line())
    }
    if lines.last == Line() { lines.removeLast() }
    return lines
  }

  /// Cards are written by anybody, in any letters.
  private static func plain(_ words: String) -> String { words.map { ASCIISymbols.text(for: $0) }.joined() }

  private static func wrapped(_ words: String, mark: String, width: Int) -> [Line] {
    let indent = CharacterWidth.cells(of: mark)
    return WrappedText.lines(words, width: width - indent).enumerated().map { index, line in
      Line(words: (index == 0 ? mark : String(repeating: " ", count: indent)) + line)
    }
  }
}
