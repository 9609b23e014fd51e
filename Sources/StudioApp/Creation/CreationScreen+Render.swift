import Foundation
import Pictures
import Studio
import Terminal

extension CreationScreen {
  package func render(_ bench: Workbench, _ painter: inout Painter) {
    if slideshow != nil {
      slide(bench, &painter)
      return
    }
    let layout = GalleryLayout(bench.capabilities)
    let theme = painter.theme
    let columns = painter.grid.columns
    head(opened.creation, bench, &painter)
    let area = Rectangle(column: 0, row: 1, columns: columns, rows: layout.buttonArea.row - 2)
    let frames = SquareFrame.pair(in: area, bench.capabilities.cell)
    if let left = frames.left {
      let isDrawn = opened.creation.strokeCount > 0
      sketch(bench, bench.texts[isDrawn ? .sketchHeading : .photographHeading], left, &painter)
    }
    if frames.left == nil && replay != nil {
      sketch(bench, "", frames.right, &painter)
    } else {
      show(opened.picture, bench.texts[.pictureHeading], frames.right, pictureGeneration, bench, &painter)
    }
    facts(opened.creation, bench, row: layout.buttonArea.row - 1, &painter)
    for button in buttons(bench) { painter.button(button) }
    painter.notice(bench, row: layout.messageRow)
    if opened.creation.isFavourite {
      let right = frames.right
      painter.grid.write(" \(theme.heart) ", column: right.endColumn - 5, row: right.row, style: theme.star)
    }
  }

  /// The picture alone, or the drawing that comes before it, on as much of the screen as there is.
  private func slide(_ bench: Workbench, _ painter: inout Painter) {
    let buttons = buttons(bench)
    let end = buttons.first?.rectangle.row ?? painter.grid.rows - 2
    let area = Rectangle(columns: painter.grid.columns, rows: end)
    let frame = SquareFrame.size(columns: area.columns, rows: area.rows, bench.capabilities.cell)
    let place = area.centred(columns: frame.columns, rows: frame.rows)
    if let replay {
      painter.box(place)
      painter.canvas(CanvasScene(replay.strokes()), in: place.inset())
    } else {
      show(opened.picture, "", place, pictureGeneration, bench, &painter)
    }
    for button in buttons { painter.button(button) }
    painter.notice(bench, row: painter.grid.rows - 1)
  }

  /// What it is, whose it is, and the day in the user's own time zone.
  private func head(_ creation: Creation, _ bench: Workbench, _ painter: inout Painter) {
    let columns = painter.grid.columns
    let title = bench.title(ofDomain: creation.domain)
    let day = creation.created.formatted(Date.ISO8601FormatStyle(timeZone: .current).year().month().day())
    painter.text(title, column: 1, row: 0, width: columns - 18, style: painter.theme.heading)
    let chip = CharacterWidth.cells(of: title) + 3
    if chip + 14 < columns - 12 || columns >= 60 {
      painter.artist(creation.artist, bench.texts, column: chip, row: 0)
    } else {
      painter.artist(creation.artist, bench.texts, column: columns - 16, row: 0, isShort: true)
    }
    painter.text(day, column: columns - 11, row: 0, width: 10, style: painter.theme.quiet, align: .right)
  }

  /// The drawing: its strokes while it draws itself, else as it was kept.
  private func sketch(
    _ bench: Workbench, _ heading: String, _ frame: Rectangle, _ painter: inout Painter
  ) {
    guard let replay else {
      show(opened.sketch, heading, frame, sketchGeneration, bench, &painter)
      return
    }
    painter.box(frame, heading: heading)
    painter.canvas(
      CanvasScene(replay.strokes(reducedMotion: bench.surroundings.reducedMotion)), in: frame.inset())
  }

  private func show(
    _ image: Image?, _ heading: String, _ frame: Rectangle, _ generation: Int, _ bench: Workbench,
    _ painter: inout Painter
  ) {
    painter.framed(
      image, heading: heading, in: frame, generation: generation, otherwise: bench.texts[.problemUnreadable])
  }

  /// Stars, strokes and stickers, as many of them as the row has room for.
  private func facts(_ creation: Creation, _ bench: Workbench, row: Int, _ painter: inout Painter) {
    var facts = [bench.texts.filled(.strokes, ["count": String(creation.strokeCount)])]
    facts += creation.stickers.map { bench.texts.name(of: $0) }
    if creation.shownStars > 0 { facts.insert(painter.theme.stars(creation.shownStars), at: 0) }
    let separator = painter.theme.isASCII ? " - " : " · "
    let width = painter.grid.columns - 2
    var line = facts[0]
    for fact in facts.dropFirst() where CharacterWidth.cells(of: line + separator + fact) <= width {
      line += separator + fact
    }
    painter.text(line, column: 1, row: row, width: width, style: painter.theme.star, align: .centre)
  }
}
