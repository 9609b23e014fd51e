import Foundation
import Pictures
import Studio
import Terminal

extension PresenterScreen {
  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = PresenterLayout(bench.capabilities)
    caption(bench, layout.caption, &painter)
    func heading(_ words: String) -> String {
      CharacterWidth.cells(of: words) + 4 <= layout.canvasFrame.columns ? words : ""
    }
    painter.box(layout.canvasFrame, heading: heading(bench.texts[.canvasHeading]))
    var scene = CanvasScene(bench.visibleStrokes)
    if bench.tools.showsCursor && bench.canvas.replay == nil && demo == nil {
      scene.cursor = DrawingScene.Cursor(place: bench.tools.cursor, isDown: bench.tools.pen == .keys)
    }
    painter.canvas(scene, in: layout.canvas)
    painter.translatedPicture(bench, in: layout.pictureFrame, heading: heading)
    strip(bench, layout, &painter)
    for button in buttons(bench) { painter.button(button) }
  }

  /// The domain's name, as large as the rows above the frames: a picture of letters where the terminal has pictures.
  private func caption(_ bench: Workbench, _ area: Rectangle, _ painter: inout Painter) {
    let words = bench.domains.chosen.map(bench.title) ?? "AICanvas"
    large(words, in: area, generation: -1 - bench.domains.index, bench, &painter)
  }

  /// One line in the middle of a block: as a picture of letters where there are pictures and room, else as text.
  private func large(
    _ words: String, in area: Rectangle, generation: Int, _ bench: Workbench, _ painter: inout Painter
  ) {
    guard !area.isEmpty else { return }
    let cell = bench.capabilities.cell
    // No wider than the terminal draws at all.
    let most = min(area.columns - 4, bench.capabilities.pictureLimit.width / cell.width)
    let place = area.centred(columns: max(most, 0), rows: area.rows)
    let size = (width: place.columns * cell.width, height: place.rows * cell.height)
    if bench.capabilities.showsPictures, place.rows >= 2, let (letters, sheet) = painter.theme.captionColours,
      let fit = PictureFit(pixels: place, image: size, in: bench.capabilities)
    {
      let picture = Image.words(words, letters: letters, sheet: sheet, width: size.width, height: size.height)
      painter.caption(picture, in: place, over: fit.cells, generation: generation)
    } else {
      painter.text(
        words, column: area.column, row: area.row + (area.rows - 1) / 2, width: area.columns,
        style: painter.theme.heading, align: .centre)
    }
  }

  /// What happens between canvas and picture, and how long it took.
  private func strip(_ bench: Workbench, _ layout: PresenterLayout, _ painter: inout Painter) {
    let theme = painter.theme
    if bench.notice.key == .problem {
      // There is no other row for it, and the audience notices anyway that something went wrong.
      let words = bench.texts.filled(bench.notice.key, bench.notice.values)
      painter.text(words, column: 1, row: layout.strip.row, width: painter.grid.columns - 2, style: theme.desk)
      return
    }
    let count = bench.visibleStrokes.count
    var parts = [bench.texts.filled(.stripStrokes, ["count": String(count)])]
    let edges = bench.translation.picture.map { "\($0.image.width)×\($0.image.height)" } ?? "128×128"
    parts.append(bench.texts.filled(.stripEdges, ["size": edges]))
    parts.append(bench.texts[.stripNetwork])
    if let milliseconds = bench.translation.milliseconds {
      let seconds = String(format: "%.2f", milliseconds / 1000)
      parts.append(bench.texts.filled(.stripPicture, ["seconds": seconds]))
    } else {
      parts.append(bench.texts[.pictureHeading])
    }
    let arrow = theme.isASCII ? " -> " : " → "
    let width = painter.grid.columns - 2
    // In a narrow window the middle is dropped first: the two ends tell most.
    while parts.count > 1, CharacterWidth.cells(of: parts.joined(separator: arrow)) > width {
      parts.remove(at: parts.count / 2)
    }
    var line = parts.joined(separator: arrow)
    if theme.isASCII { line = line.replacing("×", with: "x") }
    large(line, in: layout.strip, generation: 0, bench, &painter)
  }
}

extension Theme {
  /// The colours of large letters and of their background; nil without colours.
  var captionColours: (letters: (UInt8, UInt8, UInt8), sheet: (UInt8, UInt8, UInt8))? {
    guard case .rgb(let r, let g, let b) = heading.foreground, case .rgb(let x, let y, let z) = heading.background
    else { return nil }
    // The background must match the surrounding cells exactly.
    return ((r, g, b), TerminalPalette.shown(x, y, z))
  }
}

extension Painter {
  /// A picture of words on the desk.
  ///
  /// - Parameter cells: those that it covers, which must be blank for it to be shown.
  fileprivate mutating func caption(_ image: Image, in area: Rectangle, over cells: Rectangle, generation: Int) {
    grid.fill(area, with: Cell(style: theme.desk))
    grid.fill(cells, with: Cell())
    pictures.append(
      PicturePlacement(
        rectangle: area, image: image, generation: generation, quality: .full, background: theme.desk.background))
  }
}

/// Where things stand for an audience: canvas and picture as large as the window allows.
package struct PresenterLayout: Equatable, Sendable {
  /// The words in large letters above.
  package var caption: Rectangle
  package var canvasFrame: Rectangle
  package var pictureFrame: Rectangle
  /// What explains what happens; in large letters where it has two rows.
  package var strip: Rectangle
  package var buttonArea: Rectangle

  package var canvas: Rectangle { canvasFrame.inset() }
  package var pictureArea: Rectangle { pictureFrame.inset() }

  package init(_ capabilities: Capabilities) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    // One row stays free below: a picture that reached the last would scroll the screen of some terminals.
    let isNarrow = columns < 70
    let buttonRows = isNarrow ? 2 : 1
    let gap = columns >= 100 ? 2 : 0
    let least = isNarrow ? 1 : 2
    let frame = SquareFrame.size(
      columns: (columns - gap) / 2, rows: rows - buttonRows - least, capabilities.cell)
    let stripRows = rows - frame.rows - buttonRows >= 5 ? 2 : 1
    let spare = rows - frame.rows - buttonRows - stripRows
    // The caption takes what the frames leave, up to a size that can be read from the back of the room.
    let captionRows = min(max(spare, least - 1), 7)
    let above = max(spare - captionRows, 0) / 2
    caption = Rectangle(column: 0, row: above, columns: columns, rows: captionRows)
    let left = (columns - gap - 2 * frame.columns) / 2
    canvasFrame = Rectangle(column: left, row: caption.endRow, columns: frame.columns, rows: frame.rows)
    pictureFrame = canvasFrame
    pictureFrame.column += frame.columns + gap
    buttonArea = Rectangle(column: 0, row: rows - buttonRows, columns: columns, rows: buttonRows)
    strip = Rectangle(
      column: 0, row: min(canvasFrame.endRow, buttonArea.row - stripRows), columns: columns, rows: stripRows)
  }
}
