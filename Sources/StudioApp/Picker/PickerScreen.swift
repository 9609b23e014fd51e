import Pictures
import Studio
import Terminal

/// The page of domains: a picture of each, chosen by a press, a number, or arrows and Enter.
package struct PickerScreen: StudioLayer {
  package enum Action: Hashable, Sendable {
    /// Chooses a domain by its index.
    case domain(Int)
    /// Takes the marked domain.
    case choose
    /// Tells where the marked domain's magic comes from.
    case about
    case help, back
  }

  package static let entry = ScreenEntry(.domains, "d", .choose) { bench in
    let effects = bench.liftPen()
    guard !bench.domains.all.isEmpty else {
      bench.notice = Notice(.noDomain)
      return effects
    }
    return effects + open(&bench, marking: bench.domains.index)
  }

  /// Index of the marked domain.
  package private(set) var selected: Int
  /// The drawings that draw themselves, for somebody who does not know yet what this is.
  package private(set) var show: DrawingShow?

  init(selected: Int) {
    self.selected = selected
  }

  /// The first page that somebody sees: in one picture after the other a hand shows what is to be done.
  init(welcoming bench: Workbench) {
    selected = bench.domains.index
    let shows = DrawingShow.playable(bench)
    guard !shows.isEmpty else { return }
    var first = DrawingShow(index: shows.firstIndex { $0.domain == bench.domains.chosen?.name } ?? 0)
    // Where nothing is to move, the hand is seen in the middle of its work.
    if bench.surroundings.reducedMotion { first.position = 0.6 * shows[first.index].duration }
    show = first
  }

  static func open(_ bench: inout Workbench, marking index: Int) -> Outcome {
    bench.notice = Notice(.pickerHint)
    return .show(PickerScreen(selected: index))
  }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    let numbers = visible(bench).compactMap { index in
      Self.number(index).map { Binding(Action.domain(index), $0, nil) }
    }
    return numbers + [
      Binding(.choose, .enter, .choose, also: [.character(" ")]),
      Binding(.about, "i", .about),
      .help(.help),
      Binding(.back, .escape, .back, also: [.character("d"), .character("q"), .control("c")]),
    ]
  }

  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    let layout = Self.layout(bench)
    let tiles = zip(visible(bench), layout.tiles).map { index, tile in
      var button = Button(Action.domain(index), tile, label: bench.title(of: bench.domains.all[index]))
      button.cap = Self.number(index).map(String.init) ?? ""
      button.isChosen = index == selected
      return button
    }
    let commands = bindings(bench).filter { $0.label != nil }
    return tiles
      + ButtonRow.place(commands, in: layout.buttonArea, bench).map { button in
        var button = button
        if button.action == .choose { button.look = .primary }
        return button
      }
  }

  private static func layout(_ bench: Workbench) -> PickerLayout {
    let widest = bench.domains.all.indices.map { CharacterWidth.cells(of: caption($0, bench)) }.max() ?? 0
    return PickerLayout(bench.capabilities, count: bench.domains.all.count, titleColumns: widest)
  }

  /// The domains on the page that is shown.
  private func visible(_ bench: Workbench) -> Range<Int> {
    let layout = Self.layout(bench)
    let first = layout.first(selected)
    return first..<max(min(first + layout.tiles.count, bench.domains.all.count), first)
  }

  /// The key of a domain: 1 to 9.
  private static func number(_ index: Int) -> Character? { index < 9 ? Character(String(index + 1)) : nil }

  private static func caption(_ index: Int, _ bench: Workbench) -> String {
    (number(index).map { "\($0) " } ?? "") + bench.title(of: bench.domains.all[index])
  }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .domain(let index): choose(index, &bench)
    case .choose: choose(selected, &bench)
    case .about: AboutScreen.open(&bench, selected)
    case .help: .push(HelpDialog([.helpPick, .helpAbout, .helpEscape], bindings(bench)))
    case .back: DrawingScreen.reopen(&bench)
    }
  }

  /// Goes on to the canvas with a domain; one that does not work only says why.
  private mutating func choose(_ index: Int, _ bench: inout Workbench) -> Outcome {
    selected = index
    let outcome = bench.choose(domain: index)
    return bench.domains.canChoose(index) ? outcome + .show(DrawingScreen()) : outcome
  }

  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome {
    let layout = Self.layout(bench)
    let count = bench.domains.all.count
    let steps: [Key: Int] = [
      .left: -1, .right: 1, .backTab: -1, .tab: 1, .up: -layout.perRow, .down: layout.perRow,
      .pageUp: -layout.tiles.count, .pageDown: layout.tiles.count, .home: -count, .end: count,
    ]
    selected = min(max(selected + (steps[key] ?? 0), 0), max(count - 1, 0))
    return []
  }

  package mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    switch event.action {
    case .wheelUp: key(.up, &bench)
    case .wheelDown: key(.down, &bench)
    case .press, .drag, .release, .move: []
    }
  }

  package func tickInterval(_ bench: Workbench) -> Double? {
    show == nil || bench.surroundings.reducedMotion ? nil : 0.05
  }

  package mutating func tick(_ seconds: Double, _ bench: inout Workbench) -> Outcome {
    show?.advance(seconds, bench)
    return []
  }

  // MARK: - Render

  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let theme = painter.theme
    let columns = painter.grid.columns
    painter.text(bench.texts[.pickerHeading], column: 1, row: 0, width: columns - 8, style: theme.heading)
    let layout = Self.layout(bench)
    let pages = (bench.domains.all.count + layout.tiles.count - 1) / layout.tiles.count
    if pages > 1 {
      painter.text(
        "\(selected / layout.tiles.count + 1) / \(pages)", column: columns - 7, row: 0, width: 6, style: theme.quiet,
        align: .right)
    }
    for button in buttons(bench) {
      guard case .domain(let index) = button.action else {
        painter.button(button)
        continue
      }
      let tile = button.rectangle
      let isChosen = button.isChosen
      painter.box(tile, style: isChosen ? theme.chosen : theme.frame, lines: isChosen ? theme.strongLines : nil)
      if let problem = bench.domains.all[index].problem {
        painter.grid.fill(tile.inset(), with: Cell(style: theme.paper))
        painter.paragraph(bench.texts[problem.textKey], in: tile.inset(), style: theme.paperHint)
      } else if let scene = show?.scene(ofDomain: bench.domains.all[index].name, bench) {
        painter.grid.fill(tile.inset(), with: Cell(style: theme.paper))
        let square = SquareFrame.size(columns: tile.columns, rows: tile.rows, bench.capabilities.cell)
        painter.canvas(scene, in: tile.inset().centred(columns: square.columns - 2, rows: square.rows - 2))
      } else if let sample = bench.surroundings.library.samples[bench.domains.all[index].name] {
        painter.picture(sample, in: tile.inset(), generation: index)
      } else {
        painter.grid.fill(tile.inset(), with: Cell(style: theme.paper))
        painter.paragraph(theme.mascot, in: tile.inset(), style: theme.paperHint)
      }
      if isChosen {
        painter.grid.write(
          theme.isASCII ? ">" : "▶", column: tile.column + 1, row: tile.row, style: theme.chosen, maxWidth: 1)
      }
      painter.text(
        " " + Self.caption(index, bench) + " ", column: tile.column + 1, row: tile.endRow - 1, width: tile.columns - 2,
        style: isChosen ? theme.chosen : theme.heading, align: .centre)
    }
    painter.notice(bench, row: layout.messageRow)
  }
}

extension ScreenEntry.ID {
  package static let domains: Self = "domains"
}

/// Where the domains stand: on as few pages as possible, in tiles as large as that allows.
package struct PickerLayout: Equatable, Sendable {
  /// The frames of the pictures, row by row.
  package var tiles: [Rectangle]
  package var perRow: Int
  package var buttonArea: Rectangle
  package var messageRow: Int

  /// xterm keeps the newest sixteen pictures; two are left for other programs.
  private static let mostTiles = 14
  private static let leastRows = 5

  /// - Parameters:
  ///   - count: how many domains there are.
  ///   - titleColumns: what the widest title needs.
  package init(_ capabilities: Capabilities, count: Int, titleColumns: Int) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let buttonRows = rows >= 22 && columns >= 60 ? 3 : 1
    messageRow = rows - 1
    buttonArea = Rectangle(column: 0, row: rows - 1 - buttonRows, columns: columns, rows: buttonRows)
    let wall = Rectangle(column: 0, row: 1, columns: columns, rows: max(rows - 2 - buttonRows, 1))
    let least = min(titleColumns + 4, columns)
    var best = (across: 1, down: 1, mark: -1)
    for across in 1...max(columns / least, 1) {
      for down in 1...max(wall.rows / Self.leastRows, 1) where across * down <= Self.mostTiles {
        let width = (columns / across - 2) * capabilities.cellWidth
        let height = (wall.rows / down - 2) * capabilities.cellHeight
        let mark = min(across * down, count) * 100_000 + min(width, height)
        if mark > best.mark { best = (across, down, mark) }
      }
    }
    let height = wall.rows / best.down
    let square = SquareFrame.size(columns: columns / best.across, rows: height, capabilities.cell)
    // Narrow enough for the pictures, wide enough for the words.
    let width = min(max(square.columns + 2, least), columns / best.across)
    let block = wall.centred(columns: width * best.across, rows: height * best.down)
    perRow = best.across
    tiles = (0..<(best.across * best.down)).map { index in
      Rectangle(
        column: block.column + index % best.across * width, row: block.row + index / best.across * height,
        columns: width, rows: height)
    }
  }

  /// The first domain of the page on which the selected one stands.
  package func first(_ selected: Int) -> Int { selected / tiles.count * tiles.count }
}
