import Studio
import Terminal

/// The domains that can be chosen, side by side below the canvas: all of them where they fit, else the chosen one and its
/// neighbours.
enum DomainStrip {
  static func buttons(_ bench: Workbench, in strip: Rectangle) -> [Button<DrawingScreen.Action>] {
    let count = bench.domains.usableCount
    guard !strip.isEmpty, count > 0 else { return [] }
    let titles = bench.domains.all.prefix(count).map { bench.title(of: $0) }
    let widths = titles.map { CharacterWidth.cells(of: $0) }
    func length(_ range: Range<Int>, _ padding: Int) -> Int {
      widths[range].reduce(0, +) + range.count * padding + range.count - 1
    }
    let padding = length(0..<count, 4) <= strip.columns ? 4 : 2
    var shown = 0..<count
    if length(shown, padding) > strip.columns {
      // A sign at either end leads on to the neighbour that is out of sight.
      let room = strip.columns - 2 * (arrowColumns + 1)
      let chosen = min(max(bench.domains.index, 0), count - 1)
      shown = chosen..<(chosen + 1)
      var grows = true
      while grows {
        grows = false
        for wider in [shown.lowerBound..<(shown.upperBound + 1), (shown.lowerBound - 1)..<shown.upperBound]
        where wider.lowerBound >= 0 && wider.upperBound <= count && length(wider, padding) <= room {
          shown = wider
          grows = true
          break
        }
      }
    }
    return place(shown, of: count, in: strip, bench) { (titles[$0], widths[$0] + padding) }
  }

  private static let arrowColumns = 3

  private static func place(
    _ shown: Range<Int>, of count: Int, in strip: Rectangle, _ bench: Workbench,
    _ word: (Int) -> (title: String, columns: Int)
  ) -> [Button<DrawingScreen.Action>] {
    let isASCII = bench.capabilities.unicode == .ascii
    var buttons: [Button<DrawingScreen.Action>] = []
    var column = strip.column
    func add(_ index: Int, _ label: String, _ columns: Int) {
      let columns = min(columns, strip.endColumn - column)
      guard columns > 0 else { return }
      let place = Rectangle(column: column, row: strip.row, columns: columns, rows: strip.rows)
      buttons.append(Button(.domain(index), place, label: label))
      column += columns + 1
    }
    if shown.lowerBound > 0 { add(shown.lowerBound - 1, isASCII ? "<" : "‹", arrowColumns) }
    for index in shown {
      add(index, word(index).title, word(index).columns)
      if index == bench.domains.index { buttons[buttons.count - 1].isChosen = true }
    }
    if shown.upperBound < count { add(shown.upperBound, isASCII ? ">" : "›", arrowColumns) }
    return buttons
  }
}
