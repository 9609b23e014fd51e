import Pictures
import Studio
import Terminal

/// Faces that nobody has, one turning into another while a key is held; one of them becomes lines to draw on with.
package struct SurpriseFaceScreen: StudioLayer {
  package enum Action: Hashable, Sendable {
    /// A step on the way to the next face, or straight to another.
    case walk, another
    case nextKind
    /// Lines as a drawing, or faintly below one.
    case takeLines, trace
    /// Calls the search for lines off.
    case stop
    case back
  }

  /// Steps from one face to the next.
  private static let steps = 24

  /// The face that is wanted.
  package private(set) var place: FacePlace
  /// The face that is shown.
  package private(set) var face: Image?
  private var shown = 0
  /// The face that is being made.
  private var underWay: FacePlace?
  package private(set) var search = OutlineSearch()
  private var random: SeededGenerator

  private init(_ random: SeededGenerator) {
    self.random = random
    place = FacePlace(from: 0, to: 0)
    place.from = self.random.next()
    place.to = self.random.next()
  }

  static func open(_ bench: inout Workbench) -> Outcome {
    guard bench.surroundings.faces != nil else { return [] }
    bench.notice = Notice(.surpriseFaceHint)
    var screen = SurpriseFaceScreen(SeededGenerator(seed: bench.canvas.random.next()))
    return screen.ask(bench) + .show(screen)
  }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    guard search.request == nil else { return OutlineSearch.bindings(.stop) }
    let kinds = bench.surroundings.faces?.object.kinds.count ?? 0
    return [
      Binding(.walk, "w", .walk, also: [.right]),
      Binding(.another, "n", .another),
    ] + (kinds > 1 ? [Binding(.nextKind, "d", .nextDomain)] : []) + [
      Binding(.takeLines, .enter, .takeLines, also: [.character(" ")]),
      Binding(.trace, "t", .trace),
      Binding(.back, .escape, .back, also: [.character("b"), .character("q"), .control("c")]),
    ]
  }

  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    ButtonRow.place(bindings(bench), in: SurpriseFaceLayout(bench.capabilities).buttonArea, bench).map { button in
      var button = button
      switch button.action {
      case .takeLines:
        button.look = .primary
        button.isEnabled = face != nil
      case .trace: button.isEnabled = face != nil
      case .stop: button.look = .primary
      case .walk, .another, .nextKind, .back: break
      }
      return button
    }
  }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .walk:
      // From the face that is seen: steps that nobody has seen yet would be a jump.
      guard underWay == nil else { return [] }
      let step = (place.share * Double(Self.steps)).rounded() + 1
      place.share = step / Double(Self.steps)
      if place.share >= 1 { place = FacePlace(kind: place.kind, from: place.to, to: random.next()) }
      return ask(bench)
    case .another:
      place = FacePlace(kind: place.kind, from: random.next(), to: random.next())
      return ask(bench)
    case .nextKind:
      let kinds = bench.surroundings.faces?.object.kinds ?? []
      guard !kinds.isEmpty else { return [] }
      place.kind = (place.kind + 1) % kinds.count
      return ask(bench)
    case .takeLines: return find(.draw, &bench)
    case .trace: return find(.trace, &bench)
    case .stop: return search.stop(&bench)
    case .back:
      bench.notice = Notice(.ideasHint)
      return [.lookAtCalendar] + .show(IdeasScreen())
    }
  }

  package mutating func receive(_ answer: StudioAnswer, _ bench: inout Workbench) -> Outcome {
    guard case .job(let answer) = answer else { return [] }
    switch answer.value {
    case let made as MakeFace.Answer where made.place == underWay:
      underWay = nil
      guard let image = made.image else {
        bench.notice = Notice(.noFace)
        return []
      }
      face = image
      shown += 1
      return made.place == place ? [] : ask(bench)
    case let outline as OutlineAnswer: return search.heard(outline, &bench)
    default: return []
    }
  }

  private mutating func ask(_ bench: Workbench) -> Outcome {
    guard underWay == nil, let source = bench.surroundings.faces else { return [] }
    underWay = place
    return [.run(AnyJob(MakeFace(place: place, source: source)))]
  }

  private mutating func find(_ purpose: OutlineSearch.Purpose, _ bench: inout Workbench) -> Outcome {
    face.map { search.find(.picture($0), purpose, &bench) } ?? []
  }

  // MARK: - Render

  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = SurpriseFaceLayout(bench.capabilities)
    let theme = painter.theme
    let columns = painter.grid.columns
    painter.text(bench.texts[.surpriseFaceHeading], column: 1, row: 0, width: columns / 2, style: theme.heading)
    if let kinds = bench.surroundings.faces?.object.kinds, kinds.indices.contains(place.kind) {
      painter.text(
        kinds[place.kind].text(bench.texts.language), column: columns / 2, row: 0, width: columns / 2 - 1,
        style: theme.heading, align: .right)
    }
    painter.box(layout.frame)
    if let face {
      painter.picture(face, in: layout.frame.inset(), generation: shown)
    } else {
      painter.isProvisional = underWay != nil
      painter.grid.fill(layout.frame.inset(), with: Cell(style: theme.paper))
    }
    for button in buttons(bench) { painter.button(button) }
    painter.notice(bench, row: layout.messageRow)
  }
}

/// Where things stand beside a face.
package struct SurpriseFaceLayout: Equatable, Sendable {
  /// Around the face, square in pixels, as large as the window allows.
  package let frame: Rectangle
  package let buttonArea: Rectangle
  package let messageRow: Int

  package init(_ capabilities: Capabilities) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let buttonRows = rows >= 22 && columns >= 80 ? 3 : columns >= 80 ? 1 : 2
    messageRow = rows - 1
    buttonArea = Rectangle(column: 0, row: rows - 1 - buttonRows, columns: columns, rows: buttonRows)
    let room = Rectangle(column: 0, row: 1, columns: columns, rows: buttonArea.row - 1)
    let size = SquareFrame.size(columns: room.columns, rows: room.rows, capabilities.cell)
    frame = room.centred(columns: size.columns, rows: size.rows)
  }
}
