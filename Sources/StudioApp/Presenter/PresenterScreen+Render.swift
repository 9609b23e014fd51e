import Foundation
import Pictures
import Studio
import Terminal

extension PresenterScreen {
  package static func render(_ state: StudioState, _ painter: inout Painter) {
    let layout = PresenterLayout(state.capabilities)
    caption(state, layout.caption, &painter)
    func heading(_ words: String) -> String {
      CharacterWidth.cells(of: words) + 4 <= layout.canvasFrame.columns ? words : ""
    }
    painter.box(layout.canvasFrame, heading: heading(state.texts[.canvasHeading]))
    painter.canvas(state.visibleStrokes, in: layout.canvas)
    if state.showsCursor && state.stage.replay == nil && state.presenter.demo == nil {
      painter.cursor(state.cursor, penIsDown: state.pen == .keys, in: layout.canvas)
    }
    painter.stagePicture(state, in: layout.pictureFrame, heading: heading)
    strip(state, layout, &painter)
    for button in buttons(state) { painter.button(button) }
  }

  /// The domain's name, as large as the rows above the frames: a picture of letters where there is sixel.
  private static func caption(_ state: StudioState, _ area: Rectangle, _ painter: inout Painter) {
    let words = state.chosenDomain.map { $0.titles.text(state.texts.language) } ?? "AICanvas"
    large(words, in: area, generation: -1 - state.domain, state, &painter)
  }

  /// One line in the middle of a block: as a picture of letters where there is sixel and room, else as text.
  private static func large(
    _ words: String, in area: Rectangle, generation: Int, _ state: StudioState, _ painter: inout Painter
  ) {
    guard !area.isEmpty else { return }
    let cell = state.capabilities.cell
    // No wider than the terminal draws at all, and in whole bands of six rows of pixels.
    let most = min(area.columns - 4, state.capabilities.sixelLimit.width / cell.width)
    let place = area.centred(columns: max(most, 0), rows: area.rows)
    let size = (width: place.columns * cell.width, height: place.rows * cell.height / 6 * 6)
    if state.capabilities.sixel, place.rows >= 2, let (letters, sheet) = painter.theme.captionColours,
      let fit = PictureFit(sixel: place, image: size, in: state.capabilities)
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
  private static func strip(_ state: StudioState, _ layout: PresenterLayout, _ painter: inout Painter) {
    let theme = painter.theme
    if state.notice.key == .problem {
      // There is no other row for it, and an audience sees anyway that something went wrong.
      let words = state.texts.filled(state.notice.key, state.notice.values)
      painter.text(words, column: 1, row: layout.strip.row, width: painter.grid.columns - 2, style: theme.desk)
      return
    }
    let count = state.visibleStrokes.count
    var parts = [state.texts.filled(.stripStrokes, ["count": String(count)])]
    let edges = state.picture.map { "\($0.image.width)×\($0.image.height)" } ?? "128×128"
    parts.append(state.texts.filled(.stripEdges, ["size": edges]))
    parts.append(state.texts[.stripNetwork])
    if let milliseconds = state.presenter.milliseconds {
      let seconds = String(format: "%.2f", milliseconds / 1000)
      parts.append(state.texts.filled(.stripPicture, ["seconds": seconds]))
    } else {
      parts.append(state.texts[.pictureHeading])
    }
    let arrow = theme.isASCII ? " -> " : " → "
    let width = painter.grid.columns - 2
    // The beginning and the end of the way tell most; what is between gives way in a narrow window.
    while parts.count > 1, CharacterWidth.cells(of: parts.joined(separator: arrow)) > width {
      parts.remove(at: parts.count / 2)
    }
    var line = parts.joined(separator: arrow)
    if theme.isASCII { line = line.replacing("×", with: "x") }
    large(line, in: layout.strip, generation: 0, state, &painter)
  }
}

extension Theme {
  /// Of large letters and of what they stand on; nil without colours.
  var captionColours: (letters: (UInt8, UInt8, UInt8), sheet: (UInt8, UInt8, UInt8))? {
    guard case .rgb(let r, let g, let b) = heading.foreground, case .rgb(let x, let y, let z) = heading.background
    else { return nil }
    // A picture of letters must stand on the very colour that the cells around it have.
    return ((r, g, b), TerminalPalette.shown(x, y, z))
  }
}
