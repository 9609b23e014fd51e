import Pictures
import Studio
import Terminal

extension DrawingScreen {
  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = DrawingLayout(bench)
    if !layout.isCompact { titleRow(bench, &painter) }
    let domainTitle = bench.domains.chosen.map(bench.title) ?? ""
    if layout.showsBoth || !bench.translation.isInFront {
      let heading = layout.isCompact ? domainTitle : bench.texts[.canvasHeading]
      painter.box(layout.canvasFrame, heading: layout.heading(heading, on: layout.canvasFrame))
      painter.canvas(scene(bench), in: layout.canvas)
      if !layout.showsBoth { foot(bench, layout.canvasFrame, &painter) }
    }
    if layout.showsBoth || bench.translation.isInFront {
      painter.translatedPicture(bench, in: layout.pictureFrame) { layout.heading($0, on: layout.pictureFrame) }
      foot(bench, layout.pictureFrame, &painter)
    }
    let buttons = buttons(bench)
    for button in buttons {
      painter.button(button)
      painter.markSuggested(button)
      if button.isChosen { markChosen(button, &painter) }
    }
    if !layout.mascot.isEmpty { painter.mascot(bench, in: layout.mascot) }
    painter.notice(bench, row: layout.messageRow, hasFace: layout.mascot.isEmpty)
  }

  /// What is shown on the canvas.
  private func scene(_ bench: Workbench) -> CanvasScene {
    var scene = CanvasScene(bench.visibleStrokes)
    scene.outline = bench.canvas.outline
    guard bench.canvas.replay == nil else { return scene }
    scene.hasAxis = bench.tools.isMirrored
    scene.bright = bench.preview
    if let echo = bench.tools.echo {
      scene.faint = echo.gone
      scene.bright += echo.back
    }
    if bench.tools.showsCursor {
      scene.cursor = DrawingScene.Cursor(
        place: bench.tools.cursor, isDown: bench.tools.pen == .keys || bench.tools.anchor != nil)
    }
    return scene
  }

  /// Marks the chosen crayon or stamp: colour alone is not enough.
  private func markChosen(_ button: Button<Action>, _ painter: inout Painter) {
    let style: Style
    switch button.look {
    case .crayon(let colour): style = painter.theme.chip(colour)
    case .chip: style = painter.theme.chosen
    case .card, .primary, .tile, .answer: return
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

  private func titleRow(_ bench: Workbench, _ painter: inout Painter) {
    let theme = painter.theme
    var title = "AICanvas"
    if let domain = bench.domains.chosen { title += " · " + bench.title(of: domain) }
    let end = DrawingLayout(bench).titleEnd
    if let prompt = bench.canvas.prompt {
      let words = "★ " + prompt.words.text(bench.texts.language)
      if CharacterWidth.cells(of: words) <= end - 1 { title = words }
    }
    if theme.isASCII { title = title.replacing("·", with: "-").replacing("★", with: "*") }
    painter.text(title, column: 1, row: 0, width: end - 1, style: theme.heading)
    let start = CharacterWidth.cells(of: title) + 2
    // Beside a long idea there may be no room for what the queue does; the picture's frame shows that too.
    let words = status(bench)
    guard CharacterWidth.cells(of: words) <= end - start else { return }
    painter.text(words, column: start, row: 0, width: end - start, style: theme.quiet, align: .right)
  }

  /// What the queue does, in words.
  private func status(_ bench: Workbench) -> String {
    var words: [String] = bench.translation.isLive ? [bench.texts[.statusLive]] : []
    if let translation = bench.translation.underWay {
      words.append(bench.texts[translation.share == nil ? .statusWaiting : .statusPainting])
    } else if !bench.translation.isLive {
      words.append(bench.texts[.statusReady])
    }
    return words.joined(separator: ", ")
  }

  /// The lower edge of a frame: the bar of the work under way, else the magic's stars.
  private func foot(_ bench: Workbench, _ frame: Rectangle, _ painter: inout Painter) {
    let row = frame.endRow - 1
    if let translation = bench.translation.underWay {
      painter.bar(
        translation.share ?? 0, column: frame.column + 2, row: row, width: frame.columns - 4,
        style: painter.theme.heading)
    } else if let stars = bench.translation.picture?.stars, stars > 0 {
      let text = " " + painter.theme.stars(stars) + " "
      painter.text(
        text, column: frame.column + 2, row: row, width: frame.columns - 4, style: painter.theme.star, align: .right)
    }
  }
}
