import Pictures
import Studio
import Terminal

extension DrawingScreen {
  package static func render(_ state: StudioState, _ painter: inout Painter) {
    let layout = DrawingLayout(state.capabilities)
    let theme = painter.theme
    if !layout.isCompact { titleRow(state, &painter) }
    let domainTitle = state.chosenDomain.map { $0.titles.text(state.texts.language) } ?? ""
    if layout.showsBoth || !state.showsPicture {
      let heading = layout.isCompact ? domainTitle : state.texts[.canvasHeading]
      painter.box(layout.canvasFrame, heading: layout.heading(heading, on: layout.canvasFrame))
      let isReplayed = state.stage.replay != nil
      painter.canvas(state.visibleStrokes, in: layout.canvas, overlay: isReplayed ? Painter.Overlay() : overlay(state))
      painter.outline(state.ideas.outline, in: layout.canvas)
      if state.showsCursor && !isReplayed {
        painter.cursor(
          state.cursor, penIsDown: state.pen == .keys || state.tools.anchor != nil, in: layout.canvas)
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
      painter.markSuggested(button)
      if button.isChosen { markChosen(button, &painter) }
    }
    if !layout.mascot.isEmpty { painter.mascot(state, in: layout.mascot) }
    painter.notice(state, row: layout.messageRow, hasFace: layout.mascot.isEmpty)
  }

  /// What is shown on the canvas beside the drawing.
  private static func overlay(_ state: StudioState) -> Painter.Overlay {
    var overlay = Painter.Overlay()
    overlay.hasAxis = state.tools.isMirrored
    overlay.bright = state.preview
    if let echo = state.tools.echo {
      overlay.faint = echo.gone
      overlay.bright += echo.back
    }
    return overlay
  }

  /// A chosen crayon's or stamp's chip carries a mark as well: colour alone would not tell.
  private static func markChosen(_ button: Button, _ painter: inout Painter) {
    let style: Style
    switch button.look {
    case .crayon(let colour): style = painter.theme.chip(colour)
    case .chip: style = painter.theme.chosen
    default: return
    }
    let place = button.rectangle
    if place.rows >= 2 {
      let line = String(repeating: painter.theme.isASCII ? "=" : "━", count: place.columns)
      painter.grid.write(line, column: place.column, row: place.endRow - 1, style: style, maxWidth: place.columns)
    } else {
      painter.grid.write(
        painter.theme.isASCII ? "<" : "◂", column: place.endColumn - 1, row: place.row, style: style, maxWidth: 1)
    }
  }

  private static func titleRow(_ state: StudioState, _ painter: inout Painter) {
    let theme = painter.theme
    var title = "AICanvas"
    if let domain = state.chosenDomain { title += " · " + domain.titles.text(state.texts.language) }
    let end = DrawingLayout(state.capabilities).titleEnd
    if let prompt = state.ideas.prompt {
      let words = "★ " + prompt.words.text(state.texts.language)
      if CharacterWidth.cells(of: words) <= end - 1 { title = words }
    }
    if theme.isASCII { title = title.replacing("·", with: "-").replacing("★", with: "*") }
    painter.text(title, column: 1, row: 0, width: end - 1, style: theme.heading)
    let start = CharacterWidth.cells(of: title) + 2
    // Beside a long idea there may be no room for what the queue does; the picture's frame shows that too.
    let words = status(state)
    guard CharacterWidth.cells(of: words) <= end - start else { return }
    painter.text(words, column: start, row: 0, width: end - start, style: theme.quiet, align: .right)
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
  /// The last row: what has just happened, in the mascot's words.
  mutating func notice(_ state: StudioState, row: Int, hasFace: Bool = true) {
    let notice = state.notice
    var column = 1
    if grid.columns >= 60 && hasFace {
      column += grid.write(theme.mascot, column: column, row: row, style: theme.heading) + 1
    }
    if let stars = notice.stars {
      column += grid.write(theme.stars(stars), column: column, row: row, style: theme.star) + 1
    }
    let words = state.texts.filled(notice.key, notice.values)
    text(words, column: column, row: row, width: grid.columns - column, style: theme.desk)
  }
}
