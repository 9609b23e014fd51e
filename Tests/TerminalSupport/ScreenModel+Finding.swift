import Terminal

extension ScreenModel {
  /// A cell of the screen, counted from the upper left corner.
  package struct Spot: Hashable, Sendable {
    package var column: Int
    package var row: Int
  }

  /// Where a text begins, row by row. Texts that run on into another word do not count: `New` is not in `Newer`, nor
  /// `Keep` in `Keep it`.
  package func spots(of text: String) -> [Spot] {
    var wanted: [Character] = []
    for character in text { wanted += CharacterWidth.cells(of: character) == 2 ? [character, "\0"] : [character] }
    return places.indices.flatMap { row in
      // One character for each cell; the right half of a wide one is empty.
      let cells = places[row].map { $0.text.first ?? "\0" }
      return Self.beginnings(of: wanted, in: cells).map { Spot(column: $0, row: row) }
    }
  }

  private static func beginnings(of wanted: [Character], in cells: [Character]) -> [Int] {
    guard !wanted.isEmpty, cells.count >= wanted.count else { return [] }
    func cell(_ index: Int) -> Character { cells.indices.contains(index) ? cells[index] : " " }
    return (0...(cells.count - wanted.count)).filter { column in
      let end = column + wanted.count
      guard cells[column..<end].elementsEqual(wanted) else { return false }
      let runsOn = cell(end).isLetter || (cell(end) == " " && cell(end + 1).isLetter)
      return !runsOn && !cell(column - 1).isLetter
    }
  }

  /// The cells within the frame that has a heading in its upper edge: columns and rows, or nil without such a frame.
  package func frame(headed heading: String) -> (columns: Range<Int>, rows: Range<Int>)? {
    guard let spot = spots(of: heading).first(where: { $0.row < rows - 1 }) else { return nil }
    let edge = places[spot.row].map(\.text)
    guard let left = edge[..<spot.column].lastIndex(where: { "╭┌╔".contains($0) && !$0.isEmpty }),
      let right = edge[spot.column...].firstIndex(where: { "╮┐╗".contains($0) && !$0.isEmpty }),
      let bottom = ((spot.row + 1)..<rows).first(where: { row in
        let text = places[row][left].text
        return !text.isEmpty && "╰└╚".contains(text)
      })
    else { return nil }
    return ((left + 1)..<right, (spot.row + 1)..<bottom)
  }
}
