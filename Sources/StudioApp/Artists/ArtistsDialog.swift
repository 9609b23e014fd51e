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
      painter.cells(animal.picture, in: face, style: theme.card, tint: TerminalColour(bench.artist.colour))
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

  /// A sign at the left of what is chosen: colour alone would not tell.
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
