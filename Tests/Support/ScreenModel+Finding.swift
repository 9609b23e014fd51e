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
    places.indices.flatMap { row in
      // One character for each cell; the right half of a wide one is empty.
      let cells = places[row].map { $0.text.first ?? "\u{0}" }
      let wanted = text.flatMap { CharacterWidth.cells(of: $0) == 2 ? [$0, "\u{0}"] : [$0] }
      guard let first = wanted.first, cells.count >= wanted.count else { return [Spot]() }
      return (0...(cells.count - wanted.count)).compactMap { column in
        let end = column + wanted.count
        guard cells[column] == first, Array(cells[column..<end]) == wanted else { return nil }
        let after = end < cells.count ? cells[end] : " "
        let next = end + 1 < cells.count ? cells[end + 1] : " "
        let before = column > 0 ? cells[column - 1] : " "
        guard !before.isLetter, !after.isLetter, after != " " || !next.isLetter else { return nil }
        return Spot(column: column, row: row)
      }
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
