import Foundation
import Pictures
import Studio
import Terminal

extension PresenterScreen {
  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = layout(bench)
    caption(bench, layout.caption, &painter)
    func heading(_ words: String, _ frame: Rectangle) -> String {
      CharacterWidth.cells(of: words) + 4 <= frame.columns ? words : ""
    }
    painter.box(layout.canvasFrame, heading: heading(bench.texts[.canvasHeading], layout.canvasFrame))
    var scene = CanvasScene(bench.visibleStrokes)
    if demo != nil, let pen = bench.canvas.drawing.isDrawing ? bench.canvas.drawing.strokes.last?.points.last : nil {
      scene.cursor = DrawingScene.Cursor(place: pen, isDown: true, isHand: true)
    }
    if bench.tools.showsCursor && bench.canvas.replay == nil && demo == nil {
      scene.cursor = DrawingScene.Cursor(place: bench.tools.cursor, isDown: bench.tools.pen == .keys)
    }
    painter.canvas(scene, in: layout.canvas)
    painter.translatedPicture(bench, in: layout.pictureFrame) { heading($0, layout.pictureFrame) }
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
    guard !layout.strip.isEmpty else { return }
    if bench.notice.key == .problem {
      // There is no other row for it, and the audience notices anyway that something went wrong.
      let words = bench.texts.filled(bench.notice.key, bench.notice.values)
      painter.text(
        words, column: layout.strip.column + 1, row: layout.strip.row, width: layout.strip.columns - 2,
        style: theme.desk)
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
    let width = layout.strip.columns - 2
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

/// Where things stand for an audience: canvas and picture as large as the window allows, side by side; or the picture
/// alone as large as that, and the canvas in what is left.
package struct PresenterLayout: Equatable, Sendable {
  /// The words in large letters above.
  package var caption: Rectangle
  package var canvasFrame: Rectangle
  package var pictureFrame: Rectangle
  /// What explains what happens; in large letters where it has two rows.
  package var strip: Rectangle
  /// The crayons, side by side.
  package var chips: [Rectangle] = []
  package var buttonArea: Rectangle

  package var canvas: Rectangle { canvasFrame.inset() }
  package var pictureArea: Rectangle { pictureFrame.inset() }

  /// The least columns of a canvas beside a large picture.
  private static let leastCanvas = 20

  /// Whether there is room for more than the most needed buttons.
  static func hasRoomForTools(_ capabilities: Capabilities) -> Bool {
    capabilities.columns >= 60 && capabilities.rows >= 16
  }

  package init(_ capabilities: Capabilities, isLarge isWanted: Bool = false) {
    let isLarge = isWanted && Self.hasRoomForTools(capabilities)
    let columns = capabilities.columns
    let rows = capabilities.rows
    // One row stays free below: a picture that reached the last would scroll the screen of some terminals.
    let buttonRows = columns < 110 ? 2 : 1
    let gap = columns >= 100 ? 2 : 0
    let least = columns < 70 ? 1 : 2
    let chipRows = Self.hasRoomForTools(capabilities) ? 1 : 0
    let free = rows - buttonRows - least - chipRows
    var frame = SquareFrame.size(columns: (columns - gap) / 2, rows: free, capabilities.cell)
    var canvasSize = frame
    if isLarge {
      // Nothing is said but what stands on the picture's frame.
      frame = SquareFrame.size(
        columns: columns - gap - Self.leastCanvas, rows: rows - buttonRows - 1, capabilities.cell)
      canvasSize = SquareFrame.size(
        columns: columns - gap - frame.columns, rows: rows - buttonRows - 1, capabilities.cell)
    }
    buttonArea = Rectangle(column: 0, row: rows - buttonRows, columns: columns, rows: buttonRows)
    let chipWidth = min(max((isLarge ? canvasSize.columns : columns) / CrayonColour.allCases.count, 2), 6)
    func placeChips(column: Int, row: Int) -> [Rectangle] {
      (0..<CrayonColour.allCases.count).map {
        Rectangle(column: column + $0 * chipWidth, row: row, columns: chipWidth, rows: 1)
      }
    }
    if isLarge {
      let left = (columns - gap - frame.columns - canvasSize.columns) / 2
      let top = (rows - buttonRows - 1 - canvasSize.rows) / 2
      canvasFrame = Rectangle(column: left, row: top, columns: canvasSize.columns, rows: canvasSize.rows)
      pictureFrame = Rectangle(
        column: canvasFrame.endColumn + gap, row: 0, columns: frame.columns, rows: frame.rows)
      caption = Rectangle(column: left, row: 0, columns: canvasSize.columns, rows: min(top, 3))
      let below = canvasFrame.endRow
      chips = below < buttonArea.row ? placeChips(column: left, row: below) : []
      strip = Rectangle(
        column: left, row: min(below + 1, buttonArea.row), columns: canvasSize.columns,
        rows: max(min(buttonArea.row - below - 1, 1), 0))
      return
    }
    let stripRows = free - frame.rows >= 4 ? 2 : 1
    let spare = rows - frame.rows - buttonRows - stripRows - chipRows
    // The caption takes what the frames leave, up to a size that can be read from the back of the room.
    let captionRows = min(max(spare, least - 1), 7)
    let above = max(spare - captionRows, 0) / 2
    caption = Rectangle(column: 0, row: above, columns: columns, rows: captionRows)
    let left = (columns - gap - 2 * frame.columns) / 2
    canvasFrame = Rectangle(column: left, row: caption.endRow, columns: frame.columns, rows: frame.rows)
    pictureFrame = canvasFrame
    pictureFrame.column += frame.columns + gap
    strip = Rectangle(
      column: 0, row: min(canvasFrame.endRow, buttonArea.row - stripRows - chipRows), columns: columns, rows: stripRows)
    guard chipRows > 0 else { return }
    chips = placeChips(
      column: (columns - chipWidth * CrayonColour.allCases.count) / 2, row: buttonArea.row - chipRows)
  }
}
