import Generation
import Studio
import Terminal

/// The page about a domain: what its checkpoint's model card says.
package struct AboutScreen: StudioLayer {
  package enum Action: Hashable, Sendable { case choose, nextDomain, scrollUp, scrollDown, back }

  /// Index of the domain that is told about.
  package private(set) var selected: Int
  /// The first line seen of the card.
  package private(set) var top = 0

  static func open(_ bench: inout Workbench, _ selected: Int) -> Outcome {
    bench.notice = Notice(.aboutHint)
    return .show(AboutScreen(selected: selected))
  }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    let scrolling =
      lastTop(bench) > 0
      ? [Binding(Action.scrollUp, .pageUp, .up), Binding(Action.scrollDown, .pageDown, .down)] : []
    let leafing =
      bench.domains.all.count > 1
      ? [Binding(Action.nextDomain, .right, .nextDomain, also: [.tab, .character("n")])] : []
    return [Binding(.choose, .enter, .choose, also: [.character(" ")])] + leafing + scrolling + [
      Binding(.back, .escape, .back, also: [.character("i"), .character("q"), .control("c")])
    ]
  }

  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    ButtonRow.place(bindings(bench), in: AboutLayout(bench.capabilities).buttonArea, bench).map { button in
      var button = button
      switch button.action {
      case .choose: button.look = .primary
      case .scrollUp: button.isEnabled = top > 0
      case .scrollDown: button.isEnabled = top < lastTop(bench)
      case .nextDomain, .back: break
      }
      return button
    }
  }

  private func domain(_ bench: Workbench) -> DomainInfo? {
    bench.domains.all.indices.contains(selected) ? bench.domains.all[selected] : nil
  }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    let page = AboutLayout(bench.capabilities).card.rows
    switch action {
    case .choose:
      let outcome = bench.choose(domain: selected)
      return bench.domains.canChoose(selected) ? outcome + .show(DrawingScreen()) : outcome
    case .nextDomain: leaf(1, bench)
    case .scrollUp: scroll(-page, bench)
    case .scrollDown: scroll(page, bench)
    case .back: return PickerScreen.open(&bench, marking: selected)
    }
    return []
  }

  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome {
    let rows: [Key: Int] = [.up: -1, .down: 1, .home: -top, .end: lastTop(bench)]
    if let rows = rows[key] { scroll(rows, bench) }
    if key == .left || key == .backTab { leaf(-1, bench) }
    return []
  }

  package mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    switch event.action {
    case .wheelUp: scroll(-1, bench)
    case .wheelDown: scroll(1, bench)
    case .press, .drag, .release, .move: break
    }
    return []
  }

  private mutating func leaf(_ step: Int, _ bench: Workbench) {
    let count = max(bench.domains.all.count, 1)
    selected = (selected + step + count) % count
    top = 0
  }

  private mutating func scroll(_ rows: Int, _ bench: Workbench) {
    top = min(max(top + rows, 0), lastTop(bench))
  }

  private func lines(_ bench: Workbench, width: Int) -> [CardText.Line] {
    domain(bench).map { CardText.lines($0, bench, width: width) } ?? []
  }

  /// The last line of the card that can be the first seen.
  private func lastTop(_ bench: Workbench) -> Int {
    let card = AboutLayout(bench.capabilities).card
    return max(lines(bench, width: card.columns).count - card.rows, 0)
  }

  // MARK: - Render

  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = AboutLayout(bench.capabilities)
    let theme = painter.theme
    guard let domain = domain(bench) else { return }
    let title = "\(bench.texts[.aboutHeading]): \(bench.title(of: domain))"
    painter.text(title, column: 1, row: 0, width: painter.grid.columns - 2, style: theme.heading)
    if !layout.sample.isEmpty {
      painter.box(layout.sample)
      if let sample = bench.surroundings.library.samples[domain.name] {
        painter.picture(sample, in: layout.sample.inset(), generation: selected)
      } else {
        painter.grid.fill(layout.sample.inset(), with: Cell(style: theme.paper))
        painter.paragraph(theme.mascot, in: layout.sample.inset(), style: theme.paperHint)
      }
    }
    let lines = lines(bench, width: layout.card.columns)
    // A window that has grown may leave the first line seen too far down.
    let top = min(self.top, lastTop(bench))
    for (index, line) in lines.dropFirst(top).prefix(layout.card.rows).enumerated() {
      let row = layout.card.row + index
      let indent = line.heading.isEmpty ? 0 : CharacterWidth.cells(of: line.heading) + 2
      painter.text(
        line.heading, column: layout.card.column, row: row, width: layout.card.columns, style: theme.heading)
      guard !line.words.isEmpty else { continue }
      painter.text(
        line.words, column: layout.card.column + indent, row: row, width: layout.card.columns - indent,
        style: theme.desk)
    }
    for button in buttons(bench) { painter.button(button) }
    painter.notice(bench, row: layout.messageRow)
  }
}

/// Where things stand on the page about a domain: its sample at the left where there is room, its card beside it.
package struct AboutLayout: Equatable, Sendable {
  /// The frame of the sample picture; empty in small windows.
  package var sample: Rectangle
  /// The lines of the card that can be seen.
  package var card: Rectangle
  package var buttonArea: Rectangle
  package var messageRow: Int

  /// Longer lines are hard to read.
  private static let mostColumns = 90
  /// With fewer the card has too many lines.
  private static let leastColumns = 56

  package init(_ capabilities: Capabilities) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let buttonRows = rows >= 22 && columns >= 70 ? 3 : 1
    messageRow = rows - 1
    buttonArea = Rectangle(column: 0, row: rows - 1 - buttonRows, columns: columns, rows: buttonRows)
    let page = Rectangle(column: 1, row: 2, columns: columns - 2, rows: max(buttonArea.row - 3, 1))
    guard columns >= 70 else {
      sample = Rectangle(columns: 0, rows: 0)
      card = page
      return
    }
    let widest = max(page.columns / 3, min(page.columns - 3 - Self.leastColumns, page.columns / 2))
    let frame = SquareFrame.size(columns: widest, rows: page.rows, capabilities.cell)
    let width = min(page.columns - frame.columns - 3, Self.mostColumns)
    let block = page.centred(columns: frame.columns + 3 + width, rows: page.rows)
    // High windows have lines to spare for some room above.
    let top = rows >= 36 ? (page.rows - frame.rows) / 2 : 0
    sample = Rectangle(column: block.column, row: page.row + top, columns: frame.columns, rows: frame.rows)
    card = Rectangle(column: sample.endColumn + 3, row: sample.row, columns: width, rows: page.rows - top)
  }
}
