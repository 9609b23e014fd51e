import Pictures
import Studio
import Terminal

extension Artist.Animal {
  /// The animal's name.
  var textKey: TextKey {
    switch self {
    case .panda: .panda
    case .cat: .cat
    case .dog: .dog
    case .fox: .fox
    case .rabbit: .rabbit
    case .bear: .bear
    case .lion: .lion
    case .frog: .frog
    case .penguin: .penguin
    case .owl: .owl
    case .whale: .whale
    case .turtle: .turtle
    }
  }
}

extension Painter {
  /// An artist in one row: the animal's name and the colour's sign on the colour. Returns the column behind it.
  @discardableResult
  mutating func artist(_ artist: Artist, _ texts: Texts, column: Int, row: Int, isShort: Bool = false) -> Int {
    let sign = String(theme.symbol(artist.colour))
    let words = isShort ? " \(sign) " : " \(texts[artist.animal.textKey]) \(sign) "
    return column
      + grid.write(words, column: column, row: row, style: theme.chip(artist.colour), maxWidth: grid.columns - column)
  }
}
