extension Unicode.Scalar {
  /// Whether it is a command to a terminal or to the order of letters rather than something to see: control characters
  /// (C0 and C1, among them escape), line and paragraph separators, and the marks that turn the direction of writing.
  package var isUnseen: Bool {
    // Nearly every character.
    if value >= 0x20 && value < 0x7F { return false }
    return switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: properties.isBidiControl
    }
  }
}

extension StringProtocol {
  package var hasUnseenCharacters: Bool { unicodeScalars.contains(where: \.isUnseen) }

  /// The text as it may be sent to a terminal, whoever wrote it: `?` stands for each command to the terminal, as `ls`
  /// shows names.
  ///
  /// - Parameter keepingLines: whether line ends and tabs stay, in a text that this program has laid out.
  package func shown(keepingLines: Bool = false) -> String {
    guard hasUnseenCharacters else { return String(self) }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let isLayout = keepingLines && (scalar == "\n" || scalar == "\t")
      result.append(scalar.isUnseen && !isLayout ? "?" : scalar)
    }
    return String(result)
  }

  /// The same, cut to so many characters; a cut text ends in an ellipsis.
  package func shown(atMost count: Int) -> String {
    // A prefix of the scalars first: counting the characters of a megabyte takes a while.
    let head = String(String.UnicodeScalarView(unicodeScalars.prefix(4 * count))).shown()
    let isCut = head.count > count || unicodeScalars.dropFirst(4 * count).first != nil
    return isCut ? head.prefix(Swift.max(count - 1, 0)) + "…" : head
  }
}
