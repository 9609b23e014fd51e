import Pictures
import Studio
import Terminal

/// Where the animals and colours stand: faces where there is room for them, else names.
package struct ArtistsLayout: Equatable, Sendable {
  package var frame: Rectangle
  package var showsFaces: Bool
  package var places: [ArtistsDialog.Action: Rectangle] = [:]

  package init(_ capabilities: Capabilities) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let animals = Artist.Animal.allCases
    let screen = Rectangle(columns: columns, rows: rows)
    let chipRows = rows >= 24 ? 3 : 1
    let spare = rows - 2 - 1 - chipRows - 2
    // A face with its name below it needs eleven columns.
    func fits(_ perRow: Int, _ scale: Int) -> Bool {
      columns >= perRow * (CellPicture.columns * scale + 3) + 4
        && spare >= animals.count / perRow * (CellPicture.rows * scale + 2)
    }
    guard let (perRow, scale) = [(6, 2), (12, 1), (6, 1)].first(where: { fits($0.0, $0.1) }) else {
      showsFaces = false
      frame = screen.centred(columns: 0, rows: 0)
      placeNames(screen)
      return
    }
    showsFaces = true
    let lines = animals.count / perRow
    let tile = (columns: CellPicture.columns * scale + 3, rows: CellPicture.rows * scale + 2)
    let inner = perRow * tile.columns
    let buttonRows = rows >= 30 ? 3 : 1
    frame = screen.centred(columns: inner + 3, rows: 2 + lines * tile.rows + chipRows + 1 + buttonRows)
    for (index, animal) in animals.enumerated() {
      places[.animal(animal)] = Rectangle(
        column: frame.column + 2 + index % perRow * tile.columns, row: frame.row + 1 + index / perRow * tile.rows,
        columns: tile.columns - 1, rows: tile.rows - 1)
    }
    let chipRow = frame.row + 1 + lines * tile.rows
    placeChips(Rectangle(column: frame.column + 2, row: chipRow, columns: inner - 1, rows: chipRows))
    places[.close] = Rectangle(
      column: frame.column + (frame.columns - 20) / 2, row: chipRow + chipRows + 1, columns: 20, rows: buttonRows)
  }

  /// Three names side by side, and the colours below them.
  private mutating func placeNames(_ screen: Rectangle) {
    let animals = Artist.Animal.allCases
    let width = 12
    let across = 3
    let down = (animals.count + across - 1) / across
    let inner = across * width
    frame = screen.centred(columns: inner + 3, rows: down + 5)
    for (index, animal) in animals.enumerated() {
      // The first column of each is for the mark of the chosen one.
      places[.animal(animal)] = Rectangle(
        column: frame.column + 2 + index % across * width, row: frame.row + 1 + index / across, columns: width - 1,
        rows: 1)
    }
    placeChips(Rectangle(column: frame.column + 1, row: frame.row + down + 2, columns: inner, rows: 1))
    places[.close] = Rectangle(
      column: frame.column + (frame.columns - 16) / 2, row: frame.endRow - 2, columns: 16, rows: 1)
  }

  private mutating func placeChips(_ area: Rectangle) {
    let colours = CrayonColour.allCases
    let width = area.columns / colours.count
    let start = area.column + (area.columns - width * colours.count) / 2
    for (index, colour) in colours.enumerated() {
      // The first column of each is for the mark of the chosen one.
      places[.colour(colour)] = Rectangle(
        column: start + index * width + 1, row: area.row, columns: width - 1, rows: area.rows)
    }
  }
}
