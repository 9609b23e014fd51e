import Pictures
import Support
import Testing

@Suite(.ownThread) struct SampleSketchTests {
  @Test func filesShowTheirStrokes() throws {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
    for sample in SampleSketches.all {
      let file = try Image(contentsOf: folder + "/Support/Sketches/\(sample.name).png")
      let drawn = SampleSketches.picture(sample.strokes)
      #expect((file.width, file.height) == (256, 256))
      // Another version of Cairo may set a pixel of a line's rim differently.
      let different = zip(file.pixels, drawn.pixels).filter { $0 != $1 }.count
      #expect(different < 3 * 100, "\(sample.name)")
    }
  }
}
