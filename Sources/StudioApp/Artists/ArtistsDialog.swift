import Pictures
import Studio
import Terminal

/// Who draws: an animal and a colour. One key opens it, one more chooses.
package enum ArtistsDialog {
  /// The key of an animal: the letters from A on, in the order of the row.
  static func key(of animal: Artist.Animal) -> Character {
    let index = Artist.Animal.allCases.firstIndex(of: animal) ?? 0
    return Array("abcdefghijkl")[index % 12]
  }

  package static func bindings(_ state: StudioState) -> [Binding] {
    Artist.Animal.allCases.map { Binding(.animal($0), key(of: $0), $0.textKey) }
      + CrayonColour.allCases.map { Binding(.artistColour($0), Character(String($0.rawValue + 1)), nil) }
      + [Binding(.back, .escape, .close, also: [.enter, .character("q"), .control("c")])]
  }

  package static func buttons(_ state: StudioState) -> [Button] {
    let layout = ArtistsLayout(state.capabilities)
    let theme = Theme(state.capabilities)
    return bindings(state).compactMap { binding in
      guard let place = layout.places[binding.action] else { return nil }
      var button = Button(binding, place, state.texts, ascii: theme.isASCII)
      switch binding.action {
      case .animal(let animal): button.isChosen = animal == state.artist.animal
      case .artistColour(let colour):
        button.look = .crayon(colour)
        button.label = String(theme.symbol(colour))
        button.isChosen = colour == state.artist.colour
      default: button.look = .primary
      }
      return button
    }
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    switch action {
    case .animal(let animal): state.artist.animal = animal
    case .artistColour(let colour): state.artist.colour = colour
    case .back:
      state.dialog = nil
      return []
    default: return []
    }
    state.dialog = nil
    state.notice = Notice(.artistChosen, ["animal": state.texts[state.artist.animal.textKey]])
    let reload: [StudioEffect] = state.screen == .stickers ? [.loadRecord(state.artist)] : []
    return [.remember(state.artist)] + reload
  }

  package static func render(_ state: StudioState, _ painter: inout Painter) {
    let layout = ArtistsLayout(state.capabilities)
    let theme = painter.theme
    painter.cover(layout.frame, style: theme.desk)
    painter.box(
      layout.frame, heading: state.texts[.artistsHeading], style: theme.heading, lines: theme.strongLines)
    for button in buttons(state) {
      guard case .animal(let animal) = button.action, layout.showsFaces else {
        painter.button(button)
        if button.isChosen { mark(button.rectangle, theme.heading, &painter) }
        continue
      }
      let place = button.rectangle
      let face = Rectangle(column: place.column, row: place.row, columns: place.columns, rows: place.rows - 1)
      painter.cells(animal.picture, in: face, style: theme.card, tint: TerminalColour(state.artist.colour))
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
  private static func mark(_ place: Rectangle, _ style: Style, _ painter: inout Painter) {
    painter.grid.write(
      painter.theme.isASCII ? ">" : "▶", column: place.column - 1, row: place.row + place.rows / 2, style: style,
      maxWidth: 1)
  }
}
