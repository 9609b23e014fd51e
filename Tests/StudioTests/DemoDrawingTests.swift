import Foundation
import Pictures
import Studio
import Support
import Testing

@Suite("Recorded drawings", .ownThread) struct DemoDrawingTests {
  @Test("One for every domain, on the canvas, in time, short enough to be watched")
  func shipped() throws {
    let library = StudioLibrary(assets: PromptTests.assets, domains: PromptTests.domains)
    #expect(library.demos.map(\.domain) == PromptTests.domains)
    for demo in library.demos {
      #expect((3...12).contains(demo.duration), "\(demo.domain) takes \(demo.duration) s")
      #expect(demo.strokes.count >= 4)
      #expect(demo.strokes.contains { $0.kind != .pencil }, "\(demo.domain) has no colour")
      #expect(demo.strokes.allSatisfy { $0.points.count == $0.times.count && !$0.points.isEmpty })
      let times = demo.strokes.flatMap(\.times)
      #expect(times == times.sorted())
    }
  }

  @Test("It draws itself, stroke by stroke, with the pen where it is") func drawn() throws {
    let text = """
      {"domain": "panda", "strokes": [{"points": [[0.1, 0.2, 1], [0.2, 0.3, 2]]},
       {"crayon": "red", "points": [[0.5, 0.5, 3], [0.6, 0.6, 4]]}]}
      """
    let demo = try JSONDecoder().decode(DemoDrawing.self, from: Data(text.utf8))
    #expect(demo.drawn(at: 0.5).strokes.isEmpty && demo.drawn(at: 0.5).pen == nil)
    #expect(demo.drawn(at: 1).strokes.map(\.points) == [[Point(0.1, 0.2)]])
    #expect(demo.drawn(at: 2.5).pen == Point(0.2, 0.3))
    let middle = demo.drawn(at: 3.5)
    #expect(middle.strokes.map(\.kind) == [.pencil, .crayon(.red)] && middle.pen == Point(0.5, 0.5))
    #expect(demo.drawn(at: 4).strokes.count == 2 && demo.drawn(at: 4).pen == nil)
  }

  @Test(
    "A damaged recording is refused",
    arguments: [
      "[]", "{\"domain\": \"panda\"}", "{\"domain\": \"panda\", \"strokes\": [{\"points\": [[0.1, 0.2]]}]}",
      "{\"domain\": \"panda\", \"strokes\": [{\"points\": [[0.1, 0.2, 3], [0.1, 0.2, 2]]}]}",
      "{\"domain\": \"panda\", \"strokes\": [{\"points\": [[0.1, 1.2, 3]]}]}",
      "{\"domain\": \"panda\", \"strokes\": [{\"points\": [[0.1, 0.2, 1e9]]}]}",
      "{\"domain\": \"panda\", \"strokes\": [{\"crayon\": \"mauve\", \"points\": [[0.1, 0.2, 1]]}]}",
    ])
  func damaged(_ text: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(DemoDrawing.self, from: Data(text.utf8)) }
  }

  @Test("Pencil and crayon") func kinds() throws {
    let text = """
      {"domain": "a", "strokes": [{"points": []}, {"points": [[0, 0, 0.5], [1, 1, 2]]},
      {"crayon": "green", "points": [[0.5, 0.5, 2]]}]}
      """
    let demo = try JSONDecoder().decode(DemoDrawing.self, from: Data(text.utf8))
    #expect(demo.strokes.map(\.kind) == [.pencil, .crayon(.green)])
    #expect(demo.duration == 2)
  }
}
