import Pictures
import Studio

extension DrawingScreen {
  package static func render(_ state: StudioState, _ painter: inout Painter) {
    let layout = DrawingLayout(state.capabilities)
    let theme = painter.theme
    if !layout.isCompact { titleRow(state, &painter) }
    let domainTitle = state.chosenDomain.map { $0.titles.text(state.texts.language) } ?? ""
    if layout.showsBoth || !state.showsPicture {
      let heading = layout.isCompact ? domainTitle : state.texts[.canvasHeading]
      painter.box(layout.canvasFrame, heading: layout.heading(heading, on: layout.canvasFrame))
      painter.canvas(state.visibleStrokes, in: layout.canvas)
      painter.outline(state.ideas.outline, in: layout.canvas)
      if state.showsCursor && state.stage.replay == nil {
        painter.cursor(state.cursor, penIsDown: state.pen == .keys, in: layout.canvas)
      }
      if !layout.showsBoth { foot(state, layout.canvasFrame, &painter) }
    }
    if layout.showsBoth || state.showsPicture {
      painter.stagePicture(state, in: layout.pictureFrame) { layout.heading($0, on: layout.pictureFrame) }
      foot(state, layout.pictureFrame, &painter)
    }
    let buttons = buttons(state)
    for button in buttons {
      painter.button(button)
      if button.isChosen, case .crayon = button.look { markChosen(button, &painter) }
    }
    if state.tool == .crayon, let place = layout.buttons[.tool(.crayon)], place.columns > 12 {
      // Which crayon is at hand, beside the tool's name.
      let sign = Cell(theme.symbol(state.crayon), style: theme.chip(state.crayon))
      painter.grid[place.endColumn - (place.rows >= 3 ? 3 : 2), place.row + place.rows / 2] = sign
    }
    painter.notice(state, row: layout.messageRow)
  }

  /// The chosen crayon's chip carries a mark as well: colour alone would not tell.
  private static func markChosen(_ button: Button, _ painter: inout Painter) {
    let place = button.rectangle
    let style = chipStyle(button, painter.theme)
    if place.rows >= 2 {
      let line = String(repeating: painter.theme.isASCII ? "=" : "━", count: place.columns)
      painter.grid.write(line, column: place.column, row: place.endRow - 1, style: style, maxWidth: place.columns)
    } else {
      painter.grid.write(
        painter.theme.isASCII ? "<" : "◂", column: place.endColumn - 1, row: place.row, style: style, maxWidth: 1)
    }
  }

  private static func chipStyle(_ button: Button, _ theme: Theme) -> Style {
    guard case .crayon(let colour) = button.look else { return theme.chosen }
    return theme.chip(colour)
  }

  private static func titleRow(_ state: StudioState, _ painter: inout Painter) {
    let theme = painter.theme
    let columns = painter.grid.columns
    var title = "AICanvas"
    if let domain = state.chosenDomain { title += " · " + domain.titles.text(state.texts.language) }
    if let prompt = state.ideas.prompt { title = "★ " + prompt.words.text(state.texts.language) }
    if theme.isASCII { title = title.replacing("·", with: "-").replacing("★", with: "*") }
    painter.text(title, column: 1, row: 0, width: columns / 2, style: theme.heading)
    painter.text(status(state), column: columns / 2, row: 0, width: columns / 2 - 1, style: theme.quiet, align: .right)
  }

  /// What the queue does, in words.
  static func status(_ state: StudioState) -> String {
    var words: [String] = state.isLive ? [state.texts[.statusLive]] : []
    if let translation = state.translation {
      words.append(
        translation.share.map { state.texts.filled(.statusPainting, ["percent": state.percentage($0)]) }
          ?? state.texts[.statusWaiting])
    } else if !state.isLive {
      words.append(state.texts[.statusReady])
    }
    return words.joined(separator: ", ")
  }

  /// The lower edge of a frame: the bar of the work under way, else the magic's stars.
  private static func foot(_ state: StudioState, _ frame: Rectangle, _ painter: inout Painter) {
    let row = frame.endRow - 1
    if let translation = state.translation {
      painter.bar(
        translation.share ?? 0, column: frame.column + 2, row: row, width: frame.columns - 4,
        style: painter.theme.heading)
    } else if let picture = state.picture, let stars = picture.stars {
      let percent = picture.lineFollowing.map { " " + state.percentage($0) + " %" } ?? ""
      let text = " " + painter.theme.stars(stars) + percent + " "
      painter.text(
        text, column: frame.column + 2, row: row, width: frame.columns - 4, style: painter.theme.star, align: .right)
    }
  }
}

extension Painter {
  /// The last row: what the mascot says.
  mutating func notice(_ state: StudioState, row: Int) {
    let notice = state.notice
    var column = 1
    if grid.columns >= 60 {
      column += grid.write(theme.mascot, column: column, row: row, style: theme.heading) + 1
    }
    if let stars = notice.stars {
      column += grid.write(theme.stars(stars), column: column, row: row, style: theme.star) + 1
    }
    let words = state.texts.filled(notice.key, notice.values)
    text(words, column: column, row: row, width: grid.columns - column, style: theme.desk)
  }
}
