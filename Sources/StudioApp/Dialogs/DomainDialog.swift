import Pictures
import Studio
import Terminal

/// Asks, once for a page, whether the drawing is what it looks like; then that domain paints it.
package struct DomainDialog: StudioLayer {
  package enum Action: Hashable, Sendable { case agree, refuse }

  /// Index of the domain.
  let domain: Int

  init(_ domain: Int) {
    self.domain = domain
  }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    [
      Binding(.agree, .enter, .itIs, also: [.character("y"), .character(" ")]),
      Binding(.refuse, .escape, .itIsNot, also: [.character("n"), .character("q"), .control("c")]),
    ]
  }

  /// The box, and in it the place of the sample; empty where there is no room for it.
  private func box(_ bench: Workbench) -> (box: DialogBox<Action>, sample: Rectangle) {
    let info = bench.domains.all[domain]
    let line = bench.texts.filled(.domainBody, ["domain": bench.title(of: info)])
    // Below the line, rows for the sample, a square of pixels.
    let cell = bench.capabilities.cell
    let room = bench.capabilities.rows - 12
    let rows = room >= 4 && bench.surroundings.library.samples[info.name] != nil ? min(room, 9) : 0
    let box = DialogBox(
      heading: bench.texts[.domainHeading], text: [line] + [String](repeating: "", count: rows),
      bindings: bindings(bench), bench)
    guard rows > 0, let first = box.buttons.first else { return (box, Rectangle(columns: 0, rows: 0)) }
    let columns = min((rows - 1) * cell.height / cell.width, box.frame.columns - 4)
    return (
      box,
      Rectangle(
        column: box.frame.column + (box.frame.columns - columns) / 2, row: first.rectangle.row - rows, columns: columns,
        rows: rows - 1)
    )
  }

  package func buttons(_ bench: Workbench) -> [Button<Action>] { box(bench).box.buttons }

  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let (box, sample) = box(bench)
    box.render(&painter)
    if !sample.isEmpty, let image = bench.surroundings.library.samples[bench.domains.all[domain].name] {
      painter.picture(image, in: sample, generation: domain)
    }
  }

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .agree: return .close + bench.choose(domain: domain) + bench.makeMagic()
    case .refuse:
      bench.notice = Notice(.itStays)
      return .close
    }
  }
}
