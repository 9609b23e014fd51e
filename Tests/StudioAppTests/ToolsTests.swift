import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("The studio's tools", .ownThread) struct ToolsTests {
  private func shapes(_ strip: StudioStrip) -> [[Point]] { strip.bench.canvas.drawing.strokes.map(\.points) }

  /// One click at a place of the canvas: press and release.
  private func click(_ strip: inout StudioStrip, _ x: Double, _ y: Double) {
    strip.drag((x, y))
  }

  private func isNear(_ a: Point?, _ b: Point) -> Bool { a.map { ($0 - b).length < 0.03 } ?? false }

  // MARK: - Line and ellipse

  @Test("A line takes two clicks and follows the pointer between them", arguments: [(40, 12), (80, 24), (160, 50)])
  func lineByClicks(_ size: (Int, Int)) throws {
    var strip = try StudioStrip(columns: size.0, rows: size.1)
    strip.keys("i")
    click(&strip, 0.2, 0.3)
    #expect(strip.bench.canvas.drawing.isEmpty)
    let empty = StudioView.render(strip.state).grid
    let at = strip.place(0.8, 0.3)
    strip.mouse(.move, at.column, at.row)
    #expect(strip.bench.canvas.drawing.isEmpty && strip.bench.preview.count == 1)
    #expect(StudioView.render(strip.state).grid != empty, "the line to the pointer is seen")
    click(&strip, 0.8, 0.6)
    let line = try #require(strip.bench.canvas.drawing.strokes.first)
    #expect(strip.bench.canvas.drawing.strokes.count == 1 && line.points.count == 2)
    #expect(isNear(line.points.first, Point(0.2, 0.3)) && isNear(line.points.last, Point(0.8, 0.6)))
    #expect(strip.effects == [.awaitJournal, .journal(.stroke(line))])
    #expect(strip.bench.preview.isEmpty, "the line is done")
  }

  @Test("A line can be pulled as well, out of the canvas to its edge") func lineByPull() throws {
    var strip = try StudioStrip()
    strip.keys("i")
    strip.drag((0.2, 0.5), (0.5, 0.5), (1.4, 0.5))
    #expect(shapes(strip).map(\.last) == [Point(1, shapes(strip)[0][0].y)])
    #expect(strip.bench.tools.anchor == nil)
  }

  @Test("Space begins a line and ends it; arrows move its end") func lineByKeys() throws {
    var strip = try StudioStrip()
    strip.keys("i→→ ")
    let start = strip.bench.tools.cursor
    strip.keys("→→→↓↓")
    #expect(strip.bench.preview.first?.points == [start, strip.bench.tools.cursor].map(\.onGrid))
    #expect(strip.bench.canvas.drawing.isEmpty)
    let asked = strip.keys(" ")
    #expect(shapes(strip) == [[start, strip.bench.tools.cursor].map(\.onGrid)])
    #expect(asked == [.awaitJournal, .journal(.stroke(strip.bench.canvas.drawing.strokes[0]))])
  }

  @Test("A second click on the same place, a lost release and other buttons draw nothing") func noLine() throws {
    var strip = try StudioStrip()
    strip.keys("i")
    click(&strip, 0.5, 0.5)
    click(&strip, 0.5, 0.5)
    #expect(strip.bench.canvas.drawing.isEmpty && strip.bench.tools.anchor != nil)
    let at = strip.place(0.7, 0.7)
    strip.mouse(.drag, at.column, at.row)
    strip.send(.input(.mouse(MouseEvent(.press, button: .right, column: at.column, row: at.row))))
    #expect(strip.bench.canvas.drawing.isEmpty && strip.bench.tools.anchor == nil)
  }

  @Test("Escape, undo and another tool drop a shape that was begun, and nothing else", arguments: ["⎋", "u", "p", "o"])
  func dropping(_ key: String) throws {
    var strip = try StudioStrip()
    strip.drag((0.1, 0.1), (0.4, 0.1))
    strip.keys("i")
    click(&strip, 0.5, 0.5)
    strip.keys(key)
    #expect(strip.bench.tools.anchor == nil && !strip.state.layers.hasDialog)
    #expect(strip.bench.canvas.drawing.strokes.count == 1)
  }

  @Test("A circle is pulled up between two corners") func ellipse() throws {
    var strip = try StudioStrip()
    strip.keys("o")
    click(&strip, 0.2, 0.2)
    click(&strip, 0.6, 0.6)
    let circle = try #require(shapes(strip).first)
    #expect(circle.first == circle.last && circle.count > 20)
    #expect(circle.allSatisfy { abs(($0 - Point(0.4, 0.4)).length - 0.2) < 0.03 })
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.isEmpty)
  }

  // MARK: - Stamp

  @Test("One click places a stamp, digits choose which, W its size") func stamp() throws {
    var strip = try StudioStrip()
    strip.keys("t")
    click(&strip, 0.5, 0.5)
    #expect(strip.bench.canvas.drawing.strokes.count == Stamp.heart.lines.count)
    strip.keys("8w")
    #expect(strip.bench.tools.stamp == .wheel && strip.bench.tools.size == .large && strip.bench.tools.crayon == .red)
    let asked = strip.keys("→ ")
    let wheel = Stamp.wheel.strokes(at: strip.bench.tools.cursor, size: .large, width: PenSize.large.width(of: .pencil))
    #expect(asked == [.awaitJournal, .journal(.strokes(wheel))])
    #expect(strip.bench.canvas.drawing.strokes.suffix(wheel.count) == wheel[...])
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes.count == 1, "a stamp is one step")
    try strip.click(DrawingScreen.Action.stamp(.eye))
    #expect(strip.bench.tools.stamp == .eye)
  }

  @Test("The stamp is seen under the pointer before it is placed") func stampPreview() throws {
    var strip = try StudioStrip()
    strip.keys("t")
    #expect(strip.bench.preview.isEmpty)
    let at = strip.place(0.5, 0.5)
    strip.mouse(.move, at.column, at.row)
    #expect(strip.bench.preview.count == 1)
    strip.mouse(.move, 0, 0)
    #expect(strip.bench.preview.isEmpty)
    #expect(strip.bench.canvas.drawing.isEmpty && strip.effects.isEmpty)
  }

  // MARK: - Filling

  @Test("A click fills a circle with the crayon's colour, by mouse as by keys, as one step") func bucket() throws {
    var strip = try StudioStrip()
    strip.keys("o")
    click(&strip, 0.3, 0.3)
    click(&strip, 0.7, 0.7)
    let circle = strip.bench.canvas.drawing.strokes
    strip.keys("f5")
    #expect(strip.bench.tools.tool == .bucket && strip.bench.tools.crayon == .blue, "who pours goes on pouring")
    var byKeys = strip
    click(&strip, 0.5, 0.5)
    let fill = Array(strip.bench.canvas.drawing.strokes.dropFirst())
    #expect(!fill.isEmpty && fill.allSatisfy { $0.kind == .crayon(.blue) })
    #expect(fill.flatMap(\.points).allSatisfy { ($0 - Point(0.5, 0.5)).length < 0.22 })
    #expect(strip.effects.suffix(2) == [.awaitJournal, .journal(fill.count == 1 ? .stroke(fill[0]) : .strokes(fill))])
    #expect(strip.bench.canvas.story.tools.contains("bucket"))
    byKeys.bench.tools.cursor = strip.bench.tools.cursor
    byKeys.keys(" ")
    #expect(byKeys.bench.canvas.drawing.strokes == strip.bench.canvas.drawing.strokes)
    click(&strip, 0.5, 0.5)
    #expect(strip.bench.notice.key == .fillAlready && strip.bench.canvas.drawing.undoCount == 2)
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes == circle)
  }

  @Test("Around the drawing everything is filled, and the mascot says so") func openFill() throws {
    var strip = try StudioStrip()
    strip.keys("f")
    click(&strip, 0.5, 0.5)
    #expect(strip.bench.notice.key == .fillOpen)
    #expect(strip.bench.canvas.drawing.strokes.flatMap(\.points).contains { $0.x < 0.02 })
    #expect(strip.bench.canvas.drawing.strokes.flatMap(\.points).contains { $0.x > 0.98 })
  }

  @Test("With the mirror on, both of a pair are filled in one step") func mirroredFill() throws {
    var strip = try StudioStrip()
    strip.keys("xo")
    click(&strip, 0.1, 0.4)
    click(&strip, 0.3, 0.6)
    let circles = strip.bench.canvas.drawing.strokes
    #expect(circles.count == 2)
    strip.keys("f")
    click(&strip, 0.2, 0.5)
    let fill = strip.bench.canvas.drawing.strokes.dropFirst(2).flatMap(\.points)
    #expect(fill.contains { $0.x < 0.5 } && fill.contains { $0.x > 0.5 })
    #expect(fill.allSatisfy { ($0 - Point(0.2, 0.5)).length < 0.13 || ($0 - Point(0.8, 0.5)).length < 0.13 })
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes == circles)
  }

  // MARK: - Mirror, sizes, gaps

  @Test("Mirror drawing draws both halves in one step, with every tool") func mirror() throws {
    var strip = try StudioStrip()
    let plain = StudioView.render(strip.state).grid
    strip.keys("x")
    #expect(StudioView.render(strip.state).grid != plain, "the axis is seen")
    strip.drag((0.1, 0.2), (0.3, 0.4))
    var strokes = strip.bench.canvas.drawing.strokes
    #expect(strokes.count == 2 && Mirror.image(of: strokes[0]) == strokes[1])
    #expect(strip.journal == [.strokes(strokes)])
    strip.keys("i")
    click(&strip, 0.1, 0.6)
    click(&strip, 0.3, 0.9)
    strokes = strip.bench.canvas.drawing.strokes
    #expect(strokes.count == 4 && Mirror.image(of: strokes[2]) == strokes[3])
    strip.keys("t")
    click(&strip, 0.2, 0.5)
    #expect(strip.bench.canvas.drawing.strokes.count == 6)
    strip.keys("uuu")
    #expect(strip.bench.canvas.drawing.isEmpty)
    strip.keys("xp")
    strip.drag((0.1, 0.2), (0.3, 0.4))
    #expect(strip.bench.canvas.drawing.strokes.count == 1)
  }

  @Test("W goes through three sizes, which pencil, eraser and crayon have") func sizes() throws {
    var strip = try StudioStrip()
    for key in ["p", "e", "c"] {
      for _ in 0..<3 {
        strip.keys("w" + key)
        strip.drag((0.2, 0.2), (0.5, 0.5))
      }
      let widths = strip.bench.canvas.drawing.strokes.suffix(3).map(\.width)
      #expect(Set(widths).count == 3 && widths[0] > widths[2] && widths[2] > widths[1], "\(key): \(widths)")
    }
    #expect(strip.bench.tools.size == .medium)
  }

  @Test("J closes gaps, says how many, and is one step") func join() throws {
    var strip = try StudioStrip()
    strip.keys("j")
    #expect(strip.bench.notice.key == .drawFirst)
    strip.drag((0.1, 0.5), (0.4, 0.5))
    strip.drag((0.43, 0.5), (0.8, 0.5))
    strip.drag((0.83, 0.5), (0.83, 0.9))
    let before = strip.bench.canvas.drawing.strokes
    let asked = strip.keys("j")
    let bridges = Array(strip.bench.canvas.drawing.strokes.dropFirst(before.count))
    #expect(strip.bench.canvas.drawing.strokes.prefix(before.count) == before[...])
    #expect(asked == [.awaitJournal, .journal(.strokes(bridges))])
    #expect(strip.bench.notice == Notice(.gapsClosed, ["count": "2"]))
    strip.keys("j")
    #expect(strip.bench.notice.key == .noGaps)
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes == before)
  }

  // MARK: - Undo is seen

  @Test("Undo shows what is gone and counts what is left; the next step ends the look at it") func undoEcho() throws {
    var strip = try StudioStrip()
    strip.drag((0.1, 0.1), (0.9, 0.1))
    strip.drag((0.1, 0.9), (0.9, 0.9))
    let last = try #require(strip.bench.canvas.drawing.strokes.last)
    strip.keys("u")
    #expect(strip.bench.notice == Notice(.undone, ["count": "1"]))
    #expect(strip.bench.tools.echo?.gone.map(\.points) == [last.points])
    let shown = StudioView.render(strip.state).grid
    strip.keys("→")
    #expect(strip.bench.tools.echo == nil)
    strip.bench.tools.showsCursor = false
    #expect(StudioView.render(strip.state).grid != shown)
    strip.keys("r")
    #expect(strip.bench.notice == Notice(.redone, ["count": "0"]))
    #expect(strip.bench.tools.echo?.back.map(\.points) == [last.points])
    let at = strip.place(0.5, 0.5)
    strip.mouse(.move, at.column, at.row)
    #expect(strip.bench.tools.echo == nil)
  }

  @Test("Undoing an eraser shows what came back by itself") func eraserEcho() throws {
    var strip = try StudioStrip()
    strip.drag((0.1, 0.1), (0.9, 0.1))
    strip.keys("e")
    strip.drag((0.5, 0.0), (0.5, 0.3))
    strip.keys("u")
    #expect(strip.bench.tools.echo?.gone == [] && strip.bench.tools.echo?.back == [])
    #expect(strip.bench.canvas.drawing.strokes.count == 1)
  }

  // MARK: - Tips

  @Test("The mascot's tip and the button that stands out follow what the child has done") func tips() throws {
    var strip = try StudioStrip()
    let step = { (strip: StudioStrip) in (strip.bench.tip.key, DrawingScreen.suggestedAction(strip.bench)) }
    #expect(step(strip) == (.tipDraw, .tool(.pencil)))
    strip.drag((0.1, 0.1), (0.9, 0.1))
    #expect(step(strip) == (.tipDrawMore, .tool(.pencil)))
    strip.drag((0.1, 0.5), (0.9, 0.5))
    #expect(step(strip) == (.tipMagic, .magic))
    #expect(strip.bench.notice.key == .tipMagic)
    strip.keys("↵")
    #expect(step(strip) == (.tipWait, nil))
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 5))
    #expect(step(strip) == (.tipKeep, .keep))
    strip.keys("k")
    strip.send(.kept(CanvasID(), revision: strip.bench.canvas.drawing.revision))
    #expect(step(strip) == (.tipNewPage, .freshPage))
    strip.drag((0.1, 0.7), (0.9, 0.7))
    #expect(step(strip) == (.tipMagicAgain, .magic))
  }

  @Test("Where the picture comes by itself nobody is sent to the wand") func liveTips() throws {
    var strip = try StudioStrip()
    strip.keys("l")
    strip.drag((0.1, 0.1), (0.9, 0.1))
    strip.drag((0.1, 0.5), (0.9, 0.5))
    #expect(strip.bench.tip.key == .tipDrawMore)
    try strip.answer(.draft(StudioStrip.picture))
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 5))
    while strip.bench.translation.underWay != nil { try strip.answer(.finished(StudioStrip.picture, milliseconds: 5)) }
    #expect(strip.bench.tip.key == .tipKeep)
  }

  @Test("A tip is read once, and is for now", arguments: [(40, 12), (80, 24), (160, 50)])
  func tipOnce(_ size: (Int, Int)) throws {
    var strip = try StudioStrip(columns: size.0, rows: size.1)
    strip.drag((0.1, 0.1), (0.9, 0.1))
    strip.drag((0.1, 0.5), (0.9, 0.5))
    let words = { (strip: StudioStrip) in StudioView.render(strip.state).grid.lines.joined(separator: " ") }
    #expect(words(strip).ranges(of: "wand!").count == 1, "\(words(strip))")
    strip.keys("l")
    strip.drag((0.1, 0.7), (0.9, 0.7))
    #expect(!words(strip).contains("wand!"))
  }

  @Test("At most one button stands out, and its word or picture is on the screen", arguments: [(40, 12), (80, 24)])
  func oneSuggestion(_ size: (Int, Int)) throws {
    var strip = try StudioStrip(columns: size.0, rows: size.1)
    for _ in 0..<3 {
      let suggested = strip.buttons(DrawingScreen.self).filter(\.isSuggested)
      #expect(suggested.map(\.action) == [try #require(DrawingScreen.suggestedAction(strip.bench))])
      // A mark tells it where there are no colours; a tool that is chosen already stands out by itself.
      let button = try #require(suggested.first)
      let row = StudioView.render(strip.state).grid.lines[button.rectangle.row]
      #expect(button.isChosen || row.contains("◂"), "\(row)")
      strip.drag((0.1, 0.1), (0.9, 0.1))
    }
  }
}
