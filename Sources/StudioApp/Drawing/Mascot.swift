import Studio
import Terminal

/// What could be done next.
package enum NextStep: CaseIterable {
  case draw, drawMore, magic, wait, keep, magicAgain, newPage

  /// The mascot's words for it.
  var tip: TextKey {
    switch self {
    case .draw: .tipDraw
    case .drawMore: .tipDrawMore
    case .magic: .tipMagic
    case .wait: .tipWait
    case .keep: .tipKeep
    case .magicAgain: .tipMagicAgain
    case .newPage: .tipNewPage
    }
  }
}

extension Notice {
  /// Whether it is one of the mascot's tips.
  var isTip: Bool { NextStep.allCases.contains { $0.tip == key } }
}

extension Workbench {
  /// Follows from what the child has done; never from the clock.
  package var nextStep: NextStep {
    let drawing = canvas.drawing
    if drawing.isEmpty { return .draw }
    if translation.underWay?.byHand == true { return .wait }
    if let picture = translation.picture, !picture.isDraft, picture.revision == drawing.revision {
      return picture.keeping == .no ? .keep : .newPage
    }
    if translation.keptRevision == drawing.revision { return .newPage }
    // The picture comes by itself.
    if translation.isLive { return .drawMore }
    if translation.picture != nil { return .magicAgain }
    return drawing.strokes.count < 2 ? .drawMore : .magic
  }

  /// The one short tip that the mascot gives.
  package var tip: Notice { Notice(nextStep.tip) }
}

/// The bear that helps.
extension Painter {
  /// The mascot and its tip, as large as the block allows.
  mutating func mascot(_ bench: Workbench, in area: Rectangle) {
    let tip = bench.texts[bench.tip.key]
    let lines = WrappedText.lines(tip, width: area.columns)
    var first = area.row
    let room = area.rows - lines.count
    if room >= 5 {
      figure(Rectangle(column: area.column, row: area.row, columns: area.columns, rows: 5))
      first += 5
    } else {
      text(theme.mascot, column: area.column, row: first, width: area.columns, style: theme.heading, align: .centre)
      first += 1
    }
    if first + lines.count > area.endRow { cutTexts.append(tip) }
    for (index, line) in lines.prefix(max(area.endRow - first, 0)).enumerated() {
      text(line, column: area.column, row: first + index, width: area.columns, style: theme.desk, align: .centre)
    }
  }

  private mutating func figure(_ area: Rectangle) {
    if theme.unicode == .braille {
      let place = area.centred(columns: 2 * area.rows, rows: area.rows)
      return icon(.mascot, in: place, style: theme.heading)
    }
    for (index, line) in theme.mascotFigure.enumerated() {
      text(line, column: area.column, row: area.row + index, width: area.columns, style: theme.heading, align: .centre)
    }
  }
}
