import CCurses
import Glibc

/// Shows a grid of cells through curses, which sends only what changed. Curses reads no input here.
///
/// One instance, used from one thread, since curses keeps global state.
final class CursesScreen {
  private let screen: OpaquePointer
  private let files: [UnsafeMutablePointer<FILE>]
  private let colours: CursesColours
  private let replaceSymbols: Bool
  /// What curses was last told.
  private var drawn = Grid(columns: 0, rows: 0)

  /// - Parameter type: `TERM`; where the system does not know it, or knows fewer colours than the terminal itself
  ///   claims, `xterm-256color` is used.
  init(type: String, device: TerminalDevice, capabilities: Capabilities) throws(TerminalError) {
    // Curses gets descriptors of its own, so that closing its files leaves ours open.
    guard let output = fdopen(dup(device.output), "w") else { throw .failed("there are too many open files") }
    guard let input = fdopen(dup(device.input), "r") else {
      fclose(output)
      throw .failed("there are too many open files")
    }
    let generic = "xterm-256color"
    // xterm sets this TERM however many colours it has.
    let preferred = type == "xterm" && capabilities.colourDepth >= .palette256 ? generic : type
    var started: OpaquePointer?
    for name in [preferred, type, generic] where started == nil { started = curses_start(name, output, input) }
    guard let screen = started else {
      fclose(output)
      fclose(input)
      throw .noTerminalType(type)
    }
    files = [output, input]
    self.screen = screen
    // The terminal is raw already, but unless curses knows, it restores its own settings after a stop.
    raw()
    noecho()
    nonl()
    curs_set(0)
    let window = curses_window()
    leaveok(window, true)
    scrollok(window, false)
    // Moving lines or characters would tear pictures apart.
    idlok(window, false)
    idcok(window, false)
    colours = CursesColours(depth: capabilities.colourDepth)
    replaceSymbols = capabilities.unicode == .ascii
  }

  /// A part of one row.
  struct Run: Hashable {
    var row: Int
    var columns: Range<Int>
  }

  /// Sends what differs from the last call's grid.
  ///
  /// - Parameters:
  ///   - standing: whether no row may be moved. Even without `idlok`, curses scrolls parts of the screen where that is
  ///     shorter than writing them, and pictures in those rows would go along.
  ///   - foreign: what somebody else draws; it is not written.
  ///   - lost: what somebody else has drawn over; it is written even if it has not changed.
  func show(_ grid: Grid, standing: Bool, foreign: [Run] = [], lost: [Run] = []) {
    let fresh = drawn.columns != grid.columns || drawn.rows != grid.rows
    let changed = (0..<grid.rows).filter { fresh || !drawn.hasSameRow($0, as: grid) }
    // Curses scrolls only where rows reappear elsewhere, and never moves a single changed row.
    let oneByOne = standing && !fresh && Self.mightMove(changed, from: drawn, to: grid)
    let others = Dictionary(grouping: foreign, by: \.row)
    var lost = lost
    for row in changed {
      // Only just before the row is put: in between, curses would take the old text for what is wanted there.
      if !fresh { lost += assume(others[row] ?? [], grid) }
      put(row, of: grid)
      if oneByOne { refresh() }
    }
    if !fresh { forget(lost) }
    drawn = grid
    refresh()
  }

  /// Makes curses believe that cells of one row are on the screen already. Returns what is gone with them.
  private func assume(_ foreign: [Run], _ grid: Grid) -> [Run] {
    var lost: [Run] = []
    for run in foreign {
      // Nothing is to be told where curses wrote the same before.
      guard let first = run.columns.first(where: { drawn[$0, run.row] != grid[$0, run.row] }),
        let last = run.columns.last(where: { drawn[$0, run.row] != grid[$0, run.row] })
      else { continue }
      let cells = (first...last).flatMap { curses(grid[$0, run.row]) }
      _ = curses_assume(Int32(run.row), Int32(first), cells, Int32(cells.count))
      // Half of a wide character is gone with its other half.
      for column in [run.columns.lowerBound, run.columns.upperBound]
      where column > 0 && column < grid.columns && drawn[column, run.row].text == nil {
        let half = column == run.columns.lowerBound ? column - 1 : column
        lost.append(Run(row: run.row, columns: half..<(half + 1)))
      }
    }
    return lost
  }

  /// Makes curses believe that cells show what no screen shows, so that it writes them.
  private func forget(_ lost: [Run]) {
    let none = curses(Cell("\u{F8FE}", style: Style(underline: true)))
    for run in lost {
      let cells = run.columns.flatMap { _ in none }
      _ = curses_assume(Int32(run.row), Int32(run.columns.lowerBound), cells, Int32(cells.count))
    }
  }

  private func curses(_ cell: Cell) -> [cchar_t] {
    var cells: [cchar_t] = []
    append(cell.text ?? " ", cell.style, to: &cells)
    return cells
  }

  private static func mightMove(_ changed: [Int], from old: Grid, to new: Grid) -> Bool {
    guard changed.count > 1 else { return false }
    let before = Set(changed.map { old.line($0) })
    return changed.contains { before.contains(new.line($0)) }
  }

  private func put(_ row: Int, of grid: Grid) {
    var cells: [cchar_t] = []
    cells.reserveCapacity(grid.columns)
    for column in 0..<grid.columns {
      let cell = grid[column, row]
      // Curses fills the right half of a wide character itself.
      guard let text = cell.text else { continue }
      append(text, cell.style, to: &cells)
    }
    _ = curses_put_row(Int32(row), cells, Int32(cells.count))
  }

  private func refresh() { _ = wrefresh(curses_window()) }

  /// Clears the screen and rewrites everything at the next refresh.
  func repaint() { curses_repaint() }

  /// Adopts a new window size. What the screen shows is unknown afterwards.
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
    for file in files { fclose(file) }
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
