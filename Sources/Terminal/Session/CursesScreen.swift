import CCurses
import Glibc

/// The grid of cells on the terminal, by way of curses, which sends only what changed. Curses reads no input here.
///
/// One at a time and from one thread, since curses is one global state.
final class CursesScreen {
  private let screen: OpaquePointer
  private let colours: CursesColours
  private let replaceSymbols: Bool
  /// What curses was last told.
  private var drawn: Grid

  /// - Parameter type: `TERM`; where the system does not know it, or knows fewer colours than the terminal itself
  ///   claims, `xterm-256color` is used.
  init(type: String, capabilities: Capabilities) throws(TerminalError) {
    let generic = "xterm-256color"
    // xterm calls itself so whatever colours it has.
    let preferred = type == "xterm" && capabilities.colourDepth >= .palette256 ? generic : type
    guard let screen = curses_start(preferred) ?? curses_start(type) ?? curses_start(generic) else {
      throw .noTerminalType(type)
    }
    self.screen = screen
    // The terminal is raw already; curses has to know, or it would put its own idea back after a stop.
    raw()
    noecho()
    nonl()
    curs_set(0)
    let window = curses_window()
    leaveok(window, true)
    scrollok(window, false)
    // Moving lines or characters would move half of a picture.
    idlok(window, false)
    idcok(window, false)
    colours = CursesColours(depth: capabilities.colourDepth)
    replaceSymbols = capabilities.unicode == .ascii
    drawn = Grid(columns: 0, rows: 0)
  }

  /// Takes over the rows that differ from the last call's and returns their numbers. Nothing is sent yet.
  func draw(_ grid: Grid) -> [Int] {
    var changed: [Int] = []
    var cells: [cchar_t] = []
    for row in 0..<grid.rows {
      if drawn.columns == grid.columns, drawn.rows == grid.rows, drawn.hasSameRow(row, as: grid) { continue }
      changed.append(row)
      cells.removeAll(keepingCapacity: true)
      for column in 0..<grid.columns {
        let cell = grid[column, row]
        // A wide character takes its second place by itself.
        guard let text = cell.text else { continue }
        append(text, cell.style, to: &cells)
      }
      _ = curses_put_row(Int32(row), cells, Int32(cells.count))
    }
    drawn = grid
    return changed
  }

  /// Sends what changed.
  func refresh() { _ = wrefresh(curses_window()) }

  /// Has these rows written whole at the next refresh, which wipes pictures out of them.
  func rewrite(rows: Range<Int>) {
    guard !rows.isEmpty else { return }
    _ = wredrawln(curses_window(), Int32(rows.lowerBound), Int32(rows.count))
  }

  /// Has everything written at the next refresh, after clearing the screen.
  func repaint() { curses_repaint() }

  /// The window has a new size. What the screen shows is unknown afterwards.
  func resize(columns: Int, rows: Int) {
    if is_term_resized(Int32(rows), Int32(columns)) { _ = resizeterm(Int32(rows), Int32(columns)) }
    drawn = Grid(columns: 0, rows: 0)
    repaint()
  }

  /// Leaves the alternate screen until the next refresh.
  func leave() { _ = endwin() }

  /// Leaves the screen for good.
  func end() {
    _ = endwin()
    delscreen(screen)
  }

  private func append(_ text: Character, _ style: Style, to cells: inout [cchar_t]) {
    var cell = cchar_t()
    var attributes: Int32 = 0
    if style.bold { attributes |= Int32(CURSES_BOLD) }
    if style.reverse { attributes |= Int32(CURSES_REVERSE) }
    if style.underline { attributes |= Int32(CURSES_UNDERLINE) }
    if style.dim { attributes |= Int32(CURSES_DIM) }
    let (symbol, pair) = colours.resolve(text, style)
    let shown = replaceSymbols ? ASCIISymbols.text(for: symbol) : String(symbol)
    if shown.unicodeScalars.count == 1, let scalar = shown.unicodeScalars.first {
      withUnsafeTemporaryAllocation(of: wchar_t.self, capacity: 2) { wide in
        wide[0] = wchar_t(bitPattern: scalar.value)
        wide[1] = 0
        _ = curses_set_cell(&cell, wide.baseAddress, attributes, pair)
      }
      cells.append(cell)
    } else if replaceSymbols {
      // A wide character became two plain ones.
      for character in shown { append(character, style, to: &cells) }
    } else {
      let wide = shown.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
      _ = curses_set_cell(&cell, wide, attributes, pair)
      cells.append(cell)
    }
  }
}
