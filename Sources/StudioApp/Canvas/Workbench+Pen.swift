import Pictures
import Studio
import Terminal

/// The pen on the paper, moved by the mouse or by keys.
extension Workbench {
  /// The kind of line the chosen tool draws.
  var strokeKind: Stroke.Kind {
    switch tools.tool {
    case .pencil, .line, .ellipse, .stamp: .pencil
    case .eraser: .eraser
    case .crayon, .bucket: .crayon(tools.crayon)
    }
  }

  /// Begins a stroke. What the pen drew before must be safe first, so the runtime is asked to wait for the disk.
  mutating func putPenDown(_ pen: Pen, at point: Point, grain: Point = Drawing.fineGrain) -> Outcome {
    let effects = liftPen()
    canvas.drawing.begin(
      strokeKind, width: tools.size.width(of: strokeKind), at: point, grain: grain, isMirrored: tools.isMirrored)
    tools.pen = pen
    return effects + [.awaitJournal] + changedDrawing()
  }

  mutating func movePen(to point: Point) -> Outcome {
    let before = canvas.drawing.revision
    canvas.drawing.extend(to: point)
    let made = canvas.drawing.splitLongStroke()
    let effects: Outcome = made.isEmpty ? [] : [.journal(.made(made))]
    return canvas.drawing.revision == before ? [] : effects + changedDrawing()
  }

  /// Ends the stroke in progress, if there is one; it goes to the journal.
  mutating func liftPen() -> Outcome {
    tools.pen = .up
    let made = canvas.drawing.end()
    guard !made.isEmpty else { return [] }
    noteTool()
    return [.journal(.made(made))]
  }

  // MARK: - Keys

  /// How far one press of an arrow key moves the pen, as a share of the canvas: fine on the paper, quick above it.
  private var keyStep: Double { tools.pen == .keys ? 1.0 / 64 : 1.0 / 32 }

  /// The arrow keys, those around them, and the space bar move the keys' pen; other keys do nothing.
  mutating func movePen(with key: Key) -> Outcome {
    let steps: [Key: (Double, Double)] = [
      .left: (-1, 0), .right: (1, 0), .up: (0, -1), .down: (0, 1),
      .home: (-1, -1), .pageUp: (1, -1), .end: (-1, 1), .pageDown: (1, 1),
    ]
    guard key == .character(" ") || steps[key] != nil else { return [] }
    translation.isInFront = false
    return steps[key].map { moveCursor($0.0, $0.1) } ?? toggleKeyPen()
  }

  /// Moves the keys' pen by so many steps across and down; draws if it is down.
  mutating func moveCursor(_ across: Double, _ down: Double) -> Outcome {
    guard tools.showsCursor else {
      // The first press only shows the pen: if it moved at once, nobody would know where from.
      tools.showsCursor = true
      notice = Notice(.penMoves)
      return []
    }
    tools.cursor = (tools.cursor + Point(across, down) * keyStep).onCanvas
    return tools.pen == .keys ? movePen(to: tools.cursor) : []
  }

  /// The space bar: the pen goes down, or up again; tools that place whole shapes do so.
  mutating func toggleKeyPen() -> Outcome {
    tools.showsCursor = true
    guard tools.tool.isPen else { return liftPen() + useTool(at: tools.cursor) }
    if tools.pen == .keys {
      notice = Notice(.penMoves)
      return liftPen()
    }
    notice = Notice(.penDraws)
    return putPenDown(.keys, at: tools.cursor)
  }

  // MARK: - Mouse

  /// The mouse over a canvas that fills `area`.
  ///
  /// The pen stays on the paper only while the button is known to be held: a motion without a button and a new press
  /// also end the stroke, since the release may have happened outside the window. A line that leaves the canvas ends at
  /// its edge, and another begins where the pointer comes back.
  mutating func drawWithMouse(_ event: MouseEvent, on area: Rectangle) -> Outcome {
    let point = Self.place(event, on: area)
    let isInside = area.contains(column: event.column, row: event.row)
    switch event.action {
    case .press:
      guard event.button == .left, isInside else { return liftPen() }
      tools.showsCursor = false
      tools.cursor = point.onCanvas
      return putPenDown(.mouse, at: point, grain: grain(of: area))
    case .drag:
      return dragPen(to: point, isInside: isInside, area)
    case .release, .move:
      // A stroke drawn with keys goes on while the mouse lies idle.
      guard tools.pen != .keys else { return [] }
      let effects = liftPen()
      // A finished stroke has no notice of its own, so the mascot suggests what to do next.
      if !effects.isEmpty { notice = tip }
      return effects
    case .wheelUp, .wheelDown:
      return []
    }
  }

  private mutating func dragPen(to point: Point, isInside: Bool, _ area: Rectangle) -> Outcome {
    switch tools.pen {
    case .mouse where isInside:
      tools.cursor = point
      return movePen(to: point)
    case .mouse:
      let effects = movePen(to: Self.crossing(from: tools.cursor, to: point)) + liftPen()
      tools.pen = .mouseOutside(point)
      return effects
    case .mouseOutside(let last) where isInside:
      tools.cursor = point
      let effects = putPenDown(.mouse, at: Self.crossing(from: point, to: last), grain: grain(of: area))
      return effects + movePen(to: point)
    case .mouseOutside:
      tools.pen = .mouseOutside(point)
      return []
    case .up, .keys:
      return []
    }
  }

  /// Where the way from a point on the canvas to one outside crosses the edge.
  private static func crossing(from inside: Point, to outside: Point) -> Point {
    var share = 1.0
    let way = outside - inside
    if outside.x < 0 { share = min(share, -inside.x / way.x) }
    if outside.x > 1 { share = min(share, (1 - inside.x) / way.x) }
    if outside.y < 0 { share = min(share, -inside.y / way.y) }
    if outside.y > 1 { share = min(share, (1 - inside.y) / way.y) }
    return (inside + way * max(share, 0)).onCanvas
  }

  /// One step of the mouse on the canvas: a pixel where the terminal reports pixels, else a cell.
  private func grain(of area: Rectangle) -> Point {
    let isFine = capabilities.pixelMouse || capabilities.locator
    return Point(
      1 / Double(area.columns * (isFine ? capabilities.cellWidth : 1)),
      1 / Double(area.rows * (isFine ? capabilities.cellHeight : 1)))
  }
}
