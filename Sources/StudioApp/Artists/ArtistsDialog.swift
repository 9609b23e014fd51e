import Pictures
import Studio
import Terminal

/// Who draws: an animal and a colour. One key opens it, one more chooses.
package struct ArtistsDialog: StudioLayer {
  package enum Action: Hashable, Sendable {
    case animal(Artist.Animal)
    case colour(CrayonColour)
    case close
  }

  package static let entry = ScreenEntry(.artists, "y", .artists) { _ in .push(ArtistsDialog()) }

  /// Whether what the chosen artist has collected is to be read.
  private let readsRecord: Bool

  package init(readsRecord: Bool = false) {
    self.readsRecord = readsRecord
  }

  /// The key of an animal: the letters from A on, in the order of the row.
  static func key(of animal: Artist.Animal) -> Character {
    let index = Artist.Animal.allCases.firstIndex(of: animal) ?? 0
    return Array("abcdefghijkl")[index % 12]
  }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    Artist.Animal.allCases.map { Binding(.animal($0), Self.key(of: $0), $0.textKey) }
      + CrayonColour.allCases.map { Binding(.colour($0), Character(String($0.rawValue + 1)), nil) }
      + [Binding(.close, .escape, .close, also: [.enter, .character("q"), .control("c")])]
  }

  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    let layout = ArtistsLayout(bench.capabilities)
    let theme = Theme(bench.capabilities)
    return bindings(bench).compactMap { binding in
      guard let place = layout.places[binding.action] else { return nil }
      var button = Button(binding, place, bench.texts, ascii: theme.isASCII)
      switch binding.action {
      case .animal(let animal): button.isChosen = animal == bench.artist.animal
      case .colour(let colour):
        button.look = .crayon(colour)
        button.label = String(theme.symbol(colour))
        button.isChosen = colour == bench.artist.colour
      case .close: button.look = .primary
      }
      return button
    }
  }

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .animal(let animal): bench.artist.animal = animal
    case .colour(let colour): bench.artist.colour = colour
    case .close: return .close
    }
    bench.notice = Notice(.artistChosen, ["animal": bench.texts[bench.artist.animal.textKey]])
    return [.remember(bench.artist)] + (readsRecord ? [.loadRecord(bench.artist)] : []) + .close
  }

  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = ArtistsLayout(bench.capabilities)
    let theme = painter.theme
    painter.cover(layout.frame, style: theme.desk)
    painter.box(
      layout.frame, heading: bench.texts[.artistsHeading], style: theme.heading, lines: theme.strongLines)
    for button in buttons(bench) {
      guard case .animal(let animal) = button.action, layout.showsFaces else {
        painter.button(button)
        if button.isChosen { mark(button.rectangle, theme.heading, &painter) }
        continue
      }
      let place = button.rectangle
      let face = Rectangle(column: place.column, row: place.row, columns: place.columns, rows: place.rows - 1)
      painter.cells(
        animal.picture, in: face, style: theme.card, tint: TerminalColour(bench.artist.colour),
        of: Artist.Animal.allCases.count)
      let style = button.isChosen ? theme.chosen : theme.card
      painter.grid.fill(
        Rectangle(column: place.column, row: place.endRow - 1, columns: place.columns, rows: 1),
        with: Cell(style: style))
      painter.text(
        button.cap + " " + button.label, column: place.column, row: place.endRow - 1, width: place.columns,
        style: style,
        align: .centre)
    }
  }

  /// Marks what is chosen: colour alone is not enough.
  private func mark(_ place: Rectangle, _ style: Style, _ painter: inout Painter) {
    painter.grid.write(
      painter.theme.isASCII ? ">" : "▶", column: place.column - 1, row: place.row + place.rows / 2, style: style,
      maxWidth: 1)
  }
}

extension ScreenEntry.ID {
  package static let artists: Self = "artists"
}

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
