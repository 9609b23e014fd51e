import Foundation
import Pictures
import Studio
import Support
import Testing

@Suite(.ownThread) struct DrawingTests {
  /// Draws a straight line and returns the drawing.
  private func drawing(lines: Int) -> Drawing {
    var drawing = Drawing()
    for line in 0..<lines {
      let y = Double(line + 1) / 10
      drawing.begin(at: Point(0.1, y))
      drawing.extend(to: Point(0.9, y))
      drawing.end()
    }
    return drawing
  }

  @Test func oneUndoIsOneStroke() {
    var drawing = drawing(lines: 3)
    let three = drawing.strokes
    #expect(three.count == 3)
    drawing.undo()
    #expect(drawing.strokes == Array(three.prefix(2)))
    drawing.undo()
    drawing.undo()
    #expect(drawing.isEmpty && !drawing.canUndo)
    let undidMore = drawing.undo()
    #expect(!undidMore)
    drawing.redo()
    drawing.redo()
    drawing.redo()
    #expect(drawing.strokes == three)
    let redidMore = drawing.redo()
    #expect(!redidMore)
  }

  @Test func strokesMadeTogetherAreOneStep() {
    var drawing = drawing(lines: 1)
    let one = drawing.strokes
    drawing.add([Stroke(points: [Point(0.1, 0.1)]), Stroke(points: [Point(0.2, 0.2)])])
    let three = drawing.strokes
    #expect(three.count == 3 && drawing.undoCount == 2 && drawing.redoCount == 0)
    drawing.undo()
    #expect(drawing.strokes == one && drawing.undoCount == 1 && drawing.redoCount == 1)
    drawing.redo()
    #expect(drawing.strokes == three)
    drawing.add([])
    #expect(drawing.undoCount == 2, "nothing is no step")
  }

  @Test func aMirroredStrokeIsDrawnTwiceInOneStep() {
    var drawing = drawing(lines: 1)
    drawing.begin(at: Point(0.1, 0.5), isMirrored: true)
    drawing.extend(to: Point(0.3, 0.7))
    #expect(drawing.strokes.count == 3 && drawing.finishedStrokes.count == 1)
    let made = drawing.end()
    #expect(made.map(\.points) == [[Point(0.1, 0.5), Point(0.3, 0.7)], [Point(0.9, 0.5), Point(0.7, 0.7)]])
    #expect(drawing.strokes.suffix(2) == made[...])
    drawing.undo()
    #expect(drawing.strokes.count == 1)
    drawing.redo()
    #expect(drawing.strokes.suffix(2) == made[...])
  }

  @Test func replacingIsOneStep() {
    var drawing = drawing(lines: 2)
    let two = drawing.strokes
    drawing.replace(with: two)
    #expect(drawing.strokes == two && drawing.undoCount == 2, "the same strokes are no change")
    drawing.replace(with: [Stroke(points: [Point(0.1, 0.1)])])
    #expect(drawing.strokes.count == 1)
    drawing.undo()
    #expect(drawing.strokes == two)
  }

  @Test(arguments: 1...20) func undoRestoresExactly(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var drawing = Drawing()
    var pages: [[Stroke]] = [[]]
    for round in 0..<30 {
      let strokes = ToolsTests.random(3, seed: seed &* 100 &+ UInt64(round))
      switch Int.random(in: 0..<5, using: &random) {
      case 0: drawing.add(strokes)
      case 1: drawing.add(strokes[0])
      case 2: drawing.replace(with: strokes)
      case 3:
        drawing.begin(at: Point(0.3, 0.3), isMirrored: true)
        drawing.extend(to: Point(0.4, 0.6))
        drawing.end()
      default: drawing.add(GapClosing.bridges(for: drawing.strokes))
      }
      if drawing.strokes != pages.last { pages.append(drawing.strokes) }
    }
    #expect(drawing.undoCount == pages.count - 1)
    for page in pages.dropLast().reversed() {
      drawing.undo()
      #expect(drawing.strokes == page)
    }
    #expect(!drawing.canUndo)
    for page in pages.dropFirst() {
      drawing.redo()
      #expect(drawing.strokes == page)
    }
    #expect(!drawing.canRedo)
  }

  @Test func clearingIsUndoable() {
    var drawing = drawing(lines: 2)
    let two = drawing.strokes
    drawing.clear()
    #expect(drawing.isEmpty)
    drawing.undo()
    #expect(drawing.strokes == two)
    drawing.redo()
    #expect(drawing.isEmpty)
    drawing.undo()
    drawing.undo()
    #expect(drawing.strokes == Array(two.prefix(1)))
  }

  @Test func clearingAnEmptyPageIsNoChange() {
    var drawing = Drawing()
    drawing.clear()
    #expect(drawing == Drawing())
  }

  @Test func aNewStrokeForgetsWhatWasUndone() {
    var drawing = drawing(lines: 2)
    drawing.undo()
    drawing.begin(.crayon(.red), at: Point(0.5, 0.5))
    drawing.end()
    #expect(!drawing.canRedo)
    #expect(drawing.strokes.count == 2)
    #expect(drawing.strokes[1].kind == .crayon(.red))
    #expect(drawing.strokes[1].width == Stroke.crayonWidth)
  }

  @Test func undoWhileDrawingTakesTheStrokeInProgress() {
    var drawing = drawing(lines: 1)
    drawing.begin(at: Point(0.5, 0.5))
    drawing.extend(to: Point(0.6, 0.6))
    #expect(drawing.isDrawing && drawing.canUndo && !drawing.canRedo)
    #expect(drawing.finishedStrokes.count == 1)
    drawing.undo()
    #expect(!drawing.isDrawing)
    #expect(drawing.strokes.count == 1)
    drawing.redo()
    #expect(drawing.strokes.count == 2)
  }

  @Test func revisionGrowsExactlyWithVisibleChanges() {
    var drawing = Drawing()
    func grows(_ name: String, _ expected: Bool, _ change: (inout Drawing) -> Void) {
      let before = drawing
      change(&drawing)
      #expect((drawing.revision > before.revision) == expected, "\(name)")
      #expect((drawing.strokes != before.strokes) == expected, "\(name)")
    }
    grows("undo nothing", false) { $0.undo() }
    grows("begin", true) { $0.begin(at: Point(0.2, 0.2)) }
    grows("same place", false) { $0.extend(to: Point(0.2, 0.2)) }
    grows("extend", true) { $0.extend(to: Point(0.4, 0.2)) }
    grows("not a number", false) { $0.extend(to: Point(.nan, 0.2)) }
    grows("end", false) { $0.end() }
    grows("pen up", false) { $0.extend(to: Point(0.9, 0.9)) }
    grows("undo", true) { $0.undo() }
    grows("redo", true) { $0.redo() }
    grows("clear", true) { $0.clear() }
    grows("clear again", false) { $0.clear() }
  }

  @Test func positionsStayOnTheCanvas() {
    var drawing = Drawing()
    drawing.begin(at: Point(.infinity, 0))
    #expect(!drawing.isDrawing)
    drawing.begin(at: Point(-3, 0.5))
    drawing.extend(to: Point(0.5, 7))
    #expect(drawing.strokes[0].points == [Point(0, 0.5), Point(0.5, 1)])
  }

  @Test func aLineOfManyPositionsHasNoGap() throws {
    var drawing = Drawing()
    drawing.begin(at: Point(0.5, 0.1))
    for step in 1...4000 {
      let angle = Double(step) / 200
      drawing.extend(to: Point(0.5 + 0.4 * sin(angle), 0.5 - 0.4 * cos(angle)))
    }
    let stroke = drawing.end().first
    let points = try #require(stroke).points
    for (a, b) in zip(points, points.dropFirst()) {
      #expect((b - a).length < 0.1)
      #expect(abs((b - Point(0.5, 0.5)).length - 0.4) < 0.004)
    }
    #expect(points.count > 100)
  }

  @Test func survivesEncodingWithItsHistory() throws {
    var drawing = drawing(lines: 3)
    drawing.clear()
    drawing.undo()
    drawing.undo()
    var copy = try JSONDecoder().decode(Drawing.self, from: JSONEncoder().encode(drawing))
    #expect(copy == drawing)
    copy.redo()
    drawing.redo()
    #expect(copy == drawing)
  }

  /// An hour without lifting the pen: what is drawn is on the disk piece by piece, and each movement stays quick.
  @Test(arguments: [false, true]) func aVeryLongStrokeGoesOnInPieces(_ isMirrored: Bool) {
    var drawing = Drawing()
    var random = SeededGenerator(seed: 5)
    drawing.begin(.crayon(.pink), width: 0.05, at: Point(0.5, 0.5), isMirrored: isMirrored)
    var pieces: [[Stroke]] = []
    for _ in 0..<3000 {
      drawing.extend(to: Point(Double.random(in: 0...1, using: &random), Double.random(in: 0...1, using: &random)))
      let made = drawing.splitLongStroke()
      if !made.isEmpty { pieces.append(made) }
    }
    pieces.append(drawing.end())
    #expect(pieces.count > 1 && pieces.allSatisfy { $0.count == (isMirrored ? 2 : 1) })
    #expect(pieces.joined().allSatisfy { $0.points.count < Drawing.longestStroke + 100 && $0.width == 0.05 })
    #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0[0].points.last == $1[0].points.first })
    #expect(drawing.strokes == Array(pieces.joined()) && drawing.undoCount == pieces.count)
  }
}
