import Pictures
import Studio
import Terminal

/// The tools: which is at hand, how it is set, and those that do their work at one place: line, ellipse, stamp and bucket.
extension Workbench {
  /// Draws finished strokes as one step, with their mirror images where mirror drawing is on.
  mutating func lay(_ strokes: [Stroke]) -> Outcome {
    let all = tools.isMirrored ? Mirror.doubled(strokes) : strokes
    guard !all.isEmpty else { return [] }
    canvas.drawing.add(all)
    noteTool()
    // The step before must be on the disk before this one is.
    return [.awaitJournal, .journal(.made(all))] + changedDrawing()
  }

  /// Notes the tool in the page's story.
  mutating func noteTool() {
    canvas.story.used("\(tools.tool)")
    if tools.isMirrored { canvas.story.used("mirror") }
  }

  /// What would be drawn if the tool were used where pen or pointer are now.
  package var preview: [Stroke] {
    // The preview of a stamp would hide what undo has just removed.
    guard tools.echo == nil else { return [] }
    let hand = tools.showsCursor ? tools.cursor : tools.pointer
    var strokes: [Stroke] = []
    switch tools.tool {
    case .line, .ellipse:
      if let anchor = tools.anchor {
        strokes = shape(from: anchor, to: hand ?? anchor)
      }
    case .stamp:
      if let hand { strokes = tools.stamp.strokes(at: hand, size: tools.size, width: pencilWidth) }
    case .pencil, .eraser, .crayon, .bucket: break
    }
    return tools.isMirrored ? Mirror.doubled(strokes) : strokes
  }

  private var pencilWidth: Double { tools.size.width(of: .pencil) }

  /// An end nearer than this to its beginning is the click that began it.
  private static let leastPull = 0.03

  private func shape(from start: Point, to end: Point) -> [Stroke] {
    let shape = tools.tool == .ellipse ? Shape.ellipse : .line
    return [Stroke(.pencil, width: pencilWidth, points: shape.points(from: start, to: end))]
  }

  // MARK: - One use

  /// A click of the mouse or of the space bar at a place, for tools that need no dragging.
  mutating func useTool(at place: Point) -> Outcome {
    switch tools.tool {
    case .line, .ellipse:
      guard let anchor = tools.anchor else {
        tools.anchor = place
        notice = Notice(.shapeBegun)
        return []
      }
      guard (place - anchor).length >= Self.leastPull else { return [] }
      tools.drop()
      return finished(lay(shape(from: anchor, to: place)))
    case .stamp: return finished(lay(tools.stamp.strokes(at: place, size: tools.size, width: pencilWidth)))
    case .bucket: return fill(at: place)
    case .pencil, .eraser, .crayon: return []
    }
  }

  /// Pours the crayon's colour into the region around a place, and with the mirror on into its counterpart.
  private mutating func fill(at place: Point) -> Outcome {
    let drawing = canvas.drawing.strokes
    guard let region = PageRegion(at: place, in: drawing) else {
      notice = Notice(.fillNothing)
      return []
    }
    var regions = [region]
    if tools.isMirrored, let other = PageRegion(at: Mirror.image(of: place), in: drawing), other != region {
      regions.append(other)
    }
    let strokes = regions.flatMap { CrayonFill.strokes(in: $0, colour: tools.crayon) }
    guard !strokes.isEmpty, canvas.drawing.strokes.suffix(strokes.count) != strokes[...] else {
      notice = Notice(.fillAlready)
      return []
    }
    canvas.drawing.add(strokes)
    noteTool()
    notice = region.isEnclosed ? tip : Notice(.fillOpen)
    return [.awaitJournal, .journal(.made(strokes))] + changedDrawing()
  }

  private mutating func finished(_ effects: Outcome) -> Outcome {
    notice = tip
    return effects
  }

  // MARK: - Mouse

  /// The mouse over the canvas while a tool is chosen that places whole shapes.
  ///
  /// A shape takes two clicks, or one pull with the button held. A button that was let go outside the window is noticed
  /// at the next motion; the shape then waits for its second click.
  mutating func useToolWithMouse(_ event: MouseEvent, on area: Rectangle) -> Outcome {
    let place = Self.place(event, on: area).onCanvas
    let isInside = area.contains(column: event.column, row: event.row)
    switch event.action {
    case .press:
      guard event.button == .left, isInside else {
        tools.drop()
        return []
      }
      tools.showsCursor = false
      tools.cursor = place
      tools.pointer = place
      tools.isPulling = true
      let isSecond = tools.anchor != nil
      let effects = useTool(at: place)
      // What follows until the button is let go belongs to this click.
      if isSecond || tools.tool == .stamp || tools.tool == .bucket { tools.isPulling = tools.anchor != nil }
      return effects
    case .drag:
      guard tools.isPulling else { return [] }
      tools.pointer = place
      return []
    case .release:
      guard tools.isPulling else { return [] }
      tools.isPulling = false
      guard let anchor = tools.anchor, (place - anchor).length >= Self.leastPull else { return [] }
      return useTool(at: place)
    case .move:
      tools.isPulling = false
      tools.pointer = isInside || tools.anchor != nil ? place : nil
      return []
    case .wheelUp, .wheelDown:
      return []
    }
  }

  /// Where on the canvas the pointer is; beyond 0…1 it is beside it.
  static func place(_ event: MouseEvent, on area: Rectangle) -> Point {
    Point(
      (event.column - Double(area.column)) / Double(area.columns), (event.row - Double(area.row)) / Double(area.rows))
  }

  // MARK: - Settings

  /// Changes the tool; a shape that was begun is dropped.
  mutating func choose(tool: Tool) -> Outcome {
    let effects = liftPen()
    tools.drop()
    tools.tool = tool
    translation.isInFront = false
    notice =
      switch tool {
      case .pencil: Notice(.pencilChosen)
      case .eraser: Notice(.eraserChosen)
      case .line: Notice(.lineChosen)
      case .ellipse: Notice(.ellipseChosen)
      case .bucket: Notice(.bucketChosen, ["colour": texts[tools.crayon.textKey]])
      case .stamp: Notice(.stampChosen, ["stamp": texts[tools.stamp.textKey]])
      case .crayon: Notice(.crayonChosen, ["colour": texts[tools.crayon.textKey]])
      }
    return effects
  }

  mutating func nextSize() {
    tools.size = tools.size.next
    notice = Notice([.sizeSmall, .sizeMedium, .sizeLarge][tools.size.rawValue])
  }

  mutating func toggleMirror() -> Outcome {
    let effects = liftPen()
    tools.isMirrored.toggle()
    notice = Notice(tools.isMirrored ? .mirrorOn : .mirrorOff)
    return effects
  }
}
