import Pictures

/// What a child has drawn on one page: strokes in the order in which they were made, with undo and redo.
///
/// Coordinates are 0…1 over the canvas, so a drawing does not depend on any screen's size. History is kept as inverse
/// transactions over values: each change knows what takes it back, and one undo takes back one step: a stroke, several
/// that were made together (a shape, a stroke and its mirror image), or one clearing of the page.
package struct Drawing: Equatable, Codable, Sendable {
  /// The finished strokes and, while the pen is down, the stroke in progress as the last one (with its mirror image
  /// after it where it has one).
  package private(set) var strokes: [Stroke]
  /// Grows with every visible change, undo and redo included; never falls.
  package private(set) var revision = 0
  /// The line in progress; nil while the pen is up.
  private var pen: PenLine?
  /// What takes back the changes made so far; the newest is last.
  private var past: [Change] = []
  /// What brings back the changes taken back; the newest is last.
  private var future: [Change] = []

  /// A page that begins with the given strokes, which undo does not take away.
  package init(strokes: [Stroke] = []) {
    self.strokes = strokes
  }

  package var isEmpty: Bool { strokes.isEmpty }
  /// Whether the pen is down.
  package var isDrawing: Bool { pen != nil }
  package var canUndo: Bool { isDrawing || !past.isEmpty }
  package var canRedo: Bool { !isDrawing && !future.isEmpty }
  /// The strokes without the one in progress.
  package var finishedStrokes: [Stroke] { Array(strokes.dropLast(strokesInProgress)) }
  /// How many steps can be taken back and brought back.
  package var undoCount: Int { past.count + (isDrawing ? 1 : 0) }
  package var redoCount: Int { isDrawing ? 0 : future.count }

  private var strokesInProgress: Int { pen.map { $0.isMirrored ? 2 : 1 } ?? 0 }

  /// Puts the pen down. A stroke still in progress ends first.
  ///
  /// - Parameters:
  ///   - width: diameter of the pen as a share of the canvas's side; nil for the usual one of its kind.
  ///   - point: kept within 0…1; ignored where it is not finite.
  ///   - grain: how far apart neighbouring positions of the pointer are, across and down, as shares of the canvas: a
  ///     cell where the terminal reports cells, a pixel where it reports pixels. See `Smoothing`.
  ///   - isMirrored: whether the other half of the page gets the stroke's mirror image, in the same step.
  package mutating func begin(
    _ kind: Stroke.Kind = .pencil, width: Double? = nil, at point: Point, grain: Point = Drawing.fineGrain,
    isMirrored: Bool = false
  ) {
    end()
    guard let point = PenLine.onCanvas(point) else { return }
    let line = PenLine(start: point, grain: grain, isMirrored: isMirrored)
    let stroke = Stroke(kind, width: width ?? kind.usualWidth, points: line.points)
    strokes.append(stroke)
    if isMirrored { strokes.append(Mirror.image(of: stroke)) }
    pen = line
    revision += 1
  }

  /// Draws on to a point. Does nothing while the pen is up.
  package mutating func extend(to point: Point) {
    guard var line = pen, let point = PenLine.onCanvas(point), line.extend(to: point) else { return }
    pen = line
    strokes[strokes.count - strokesInProgress].points = line.points
    if line.isMirrored { strokes[strokes.count - 1].points = line.points.map(Mirror.image) }
    revision += 1
  }

  /// Ends a stroke that has become very long and goes on with another from where the pen is, so that what is drawn for
  /// an hour without lifting the pen is on the disk piece by piece, and no piece takes long to show. Returns what ended.
  package mutating func splitLongStroke() -> [Stroke] {
    guard let line = pen, line.points.count >= Self.longestStroke, let place = line.last else { return [] }
    let stroke = strokes[strokes.count - strokesInProgress]
    let made = end()
    begin(stroke.kind, width: stroke.width, at: place, grain: line.grain, isMirrored: line.isMirrored)
    return made
  }

  /// Points of a stroke; a child's longest have some hundreds.
  package static let longestStroke = 4000

  /// Lifts the pen: the stroke becomes part of the history. Returns it, with its mirror image if it has one; nothing
  /// where no stroke was in progress.
  @discardableResult
  package mutating func end() -> [Stroke] {
    let made = Array(strokes.suffix(strokesInProgress))
    guard !made.isEmpty else { return [] }
    pen = nil
    past.append(made.count == 1 ? .removeLast : .removeGroup(made.count))
    future = []
    return made
  }

  /// Adds a finished stroke: from the journal, or from keys that draw a whole shape.
  package mutating func add(_ stroke: Stroke) { add([stroke]) }

  /// Adds finished strokes as one step. No strokes are no step.
  package mutating func add(_ group: [Stroke]) {
    end()
    guard let first = group.first else { return }
    make(group.count == 1 ? .add(first) : .addGroup(group))
  }

  /// Whether the last step added just these strokes, one or more: one undo takes them away and nothing else.
  package func lastStepAdded(_ group: [Stroke]) -> Bool {
    let undoing = group.count == 1 ? Change.removeLast : .removeGroup(group.count)
    return past.last == undoing && strokes.suffix(group.count) == group[...]
  }

  /// Takes back the newest change; a stroke in progress counts as one. Returns whether there was something to take back.
  @discardableResult
  package mutating func undo() -> Bool {
    end()
    guard let change = past.popLast() else { return false }
    future.append(apply(change))
    return true
  }

  /// Brings back what undo took. Does nothing while the pen is down.
  @discardableResult
  package mutating func redo() -> Bool {
    guard canRedo, let change = future.popLast() else { return false }
    past.append(apply(change))
    return true
  }

  /// Empties the page; undo brings it back. Does nothing to an empty page.
  package mutating func clear() { replace(with: []) }

  /// Puts other strokes in the place of all there are, as one step. Does nothing where the page has just these.
  package mutating func replace(with new: [Stroke]) {
    end()
    guard strokes != new else { return }
    make(.replace(new))
  }

  private mutating func make(_ change: Change) {
    past.append(apply(change))
    future = []
  }

  /// Carries out a change and returns the one that takes it back.
  private mutating func apply(_ change: Change) -> Change {
    revision += 1
    switch change {
    case .add(let stroke):
      strokes.append(stroke)
      return .removeLast
    case .removeLast:
      // Only a damaged file can ask to take a stroke from an empty page; then nothing changes.
      guard let last = strokes.popLast() else { return .replace([]) }
      return .add(last)
    case .addGroup(let group):
      strokes += group
      return .removeGroup(group.count)
    case .removeGroup(let count):
      // Likewise only a damaged file can ask for more than there are.
      let group = Array(strokes.suffix(max(count, 0)))
      strokes.removeLast(group.count)
      return .addGroup(group)
    case .replace(let new):
      let old = strokes
      strokes = new
      return .replace(old)
    }
  }

  private enum CodingKeys: CodingKey { case strokes, revision, pen, past, future }

  /// Reads a page that the journal holds. Numbers that no drawing has throw; a pen that was down is up again.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    strokes = try container.decode([Stroke].self, forKey: .strokes)
    revision = try container.decode(Int.self, forKey: .revision)
    past = try container.decode([Change].self, forKey: .past)
    future = try container.decode([Change].self, forKey: .future)
    guard (0...1 << 53).contains(revision), (strokes + (past + future).flatMap(\.strokes)).allSatisfy(\.isSensible)
    else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "a drawing that cannot be"))
    }
    if let line = try container.decodeIfPresent(PenLine.self, forKey: .pen) {
      past.append(line.isMirrored ? .removeGroup(2) : .removeLast)
    }
  }

  /// One step of history.
  private enum Change: Equatable, Codable, Sendable {
    case add(Stroke)
    case removeLast
    case replace([Stroke])
    case addGroup([Stroke])
    case removeGroup(Int)

    var strokes: [Stroke] {
      switch self {
      case .add(let stroke): [stroke]
      case .replace(let group), .addGroup(let group): group
      case .removeLast, .removeGroup: []
      }
    }
  }

  /// The grain of a pointer about as fine as the screen's pixels.
  package static let fineGrain = Point(1.0 / 512, 1.0 / 512)
}

extension Stroke.Kind {
  /// The diameter that the studio gives this kind of pen.
  package var usualWidth: Double {
    switch self {
    case .pencil, .palette: Stroke.pencilWidth
    case .eraser: Stroke.eraserWidth
    case .crayon: Stroke.crayonWidth
    }
  }
}
