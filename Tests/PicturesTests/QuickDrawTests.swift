import Pictures
import Support
import Testing

@Suite(.ownThread) struct QuickDrawTests {
  @Test func fillsTheCanvasUpToTheMargin() throws {
    let line = #"{"word":"cat","drawing":[[[10,110],[20,70]],[[50],[40]]]}"#
    let doodles = try QuickDraw.doodles(in: Array((line + "\n\n" + line).utf8), path: "x")
    #expect(doodles.count == 2)
    let first = try #require(doodles.first)
    #expect(first.word == "cat")
    #expect(first.strokes.count == 2)
    let ends = first.strokes[0].points
    #expect(abs(ends[0].x - QuickDraw.margin) < 1e-9)
    #expect(abs(ends[1].x - (1 - QuickDraw.margin)) < 1e-9)
    #expect(abs(ends[0].y + ends[1].y - 1) < 1e-9)
  }

  @Test(arguments: [
    "nonsense", "{}", #"{"word":"a","drawing":[]}"#, #"{"word":"a","drawing":[[[1,2],[1]]]}"#,
    #"{"word":"a","drawing":[[[1]]]}"#, #"{"word":"a","drawing":[[[1e300],[0]]]}"#, "\u{0}\u{1}",
  ])
  func namesTheBadLine(_ line: String) {
    #expect {
      _ = try QuickDraw.doodles(in: Array(("\n" + line).utf8), path: "file")
    } throws: { error in
      guard case .malformedDoodle("file", 2, _)? = error as? PictureError else { return false }
      return true
    }
  }

  @Test func missingFileIsAnError() {
    #expect(throws: PictureError.self) { try QuickDraw.read("/nowhere/at/all.ndjson") }
  }
}
