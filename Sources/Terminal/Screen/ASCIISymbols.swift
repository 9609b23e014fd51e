/// Plain letters in place of symbols that a terminal or its font may not have.
package enum ASCIISymbols {
  /// As many ASCII characters as the character takes cells.
  package static func text(for character: Character) -> String {
    if character.isASCII { return character.unicodeScalars.count == 1 ? String(character) : " " }
    if let symbol = table[character] { return String(symbol) }
    guard let scalar = character.unicodeScalars.first else { return " " }
    switch scalar.value {
    case 0x2800: return " "
    case 0x2801...0x28FF: return "."
    case 0x2500...0x257F: return "+"
    case 0x2580...0x259F: return "#"
    default: break
    }
    return String(repeating: "?", count: max(CharacterWidth.cells(of: character), 1))
  }

  private static let table: [Character: Character] = {
    var table: [Character: Character] = [:]
    let groups: [(String, Character)] = [
      ("─━═┄┈–—", "-"), ("│┃║┆┊", "|"), ("·•∙‧", "."), ("…", "."), ("●◆■◉", "*"), ("○◇□◌", "o"), ("★☆✦✧✨", "*"),
      ("♥♡", "v"), ("←◀◂‹", "<"), ("→▶▸›", ">"), ("↑▲▴", "^"), ("↓▼▾", "v"), ("✓✔", "x"), ("✗✘×", "x"),
      ("‘’", "'"), ("“”", "\""), ("░", "."), ("▒", ":"), ("éèêë", "e"), ("áàâä", "a"), ("óòôö", "o"), ("úùûü", "u"),
      ("íìîï", "i"),
    ]
    for (symbols, letter) in groups {
      for symbol in symbols where CharacterWidth.cells(of: symbol) == 1 { table[symbol] = letter }
    }
    return table
  }()
}
