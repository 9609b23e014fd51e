import Pictures
import Support
import Testing

@Suite(.ownThread) struct SketchRasterTests {
  @Test func onePointIsADot() {
    let ink = SketchRaster.ink([Stroke(width: 0.25, points: [Point(0.5, 0.5)])], size: 64)
    // A disc of radius 8 pixels.
    #expect(abs(ink.values.reduce(0, +) - Float.pi * 64) < 6)
    #expect(ink.values[32 * 64 + 32] == 1)
    #expect(ink.values[0] == 0)
  }

  @Test(arguments: [1, 7, 64, 129])
  func inkLiesBetweenNoneAndFull(size: Int) {
    let ink = SketchRaster.ink(SampleSketches.all[0].strokes, size: size)
    #expect(ink.values.allSatisfy { (0...1).contains($0) })
    #expect(size == 1 || ink.values.contains { $0 > 0.01 })
  }

  @Test func erasersTakeEarlierInkAwayAndNoLaterInk() {
    let line = Stroke(width: 0.1, points: [Point(0.1, 0.5), Point(0.9, 0.5)])
    let eraser = Stroke(.eraser, width: 0.3, points: [Point(0.5, 0.5)])
    let erased = SketchRaster.ink([line, eraser], size: 50)
    #expect(erased.values[25 * 50 + 25] == 0)
    #expect(erased.values[25 * 50 + 8] == 1)
    #expect(SketchRaster.ink([eraser, line], size: 50) == SketchRaster.ink([line], size: 50))
  }

  @Test func crayonIsAHintAndNeverInk() {
    let size = 40
    let crayon = Stroke(.crayon(.orange), width: 0.3, points: [Point(0.5, 0.5)])
    #expect(SketchRaster.ink([crayon], size: size).values.allSatisfy { $0 == 0 })
    let hints = HintPlanes(ColourHints(crayonStrokesOf: [crayon]), side: size)
    let centre = 20 * size + 20
    #expect(abs(hints.mask[centre] - 1) < 0.01)
    let expected: [Float] = [245 / 127.5 - 1, 140 / 127.5 - 1, 30 / 127.5 - 1]
    for (value, wanted) in zip(hints.colours[(centre * 3)..<(centre * 3 + 3)], expected) {
      #expect(abs(value - wanted) < 0.01)
    }
    #expect(hints.mask[0] == 0 && hints.colours[0..<3].allSatisfy { $0 == 0 })
    // A colour never reaches beyond its mask.
    #expect(hints.colours.indices.allSatisfy { abs(hints.colours[$0]) <= hints.mask[$0 / 3] + 1e-5 })
    let eraser = Stroke(.eraser, width: 0.6, points: [Point(0.5, 0.5)])
    let erased = HintPlanes(ColourHints(crayonStrokesOf: [crayon, eraser]), side: size)
    #expect((erased.mask + erased.colours).allSatisfy { abs($0) < 0.01 })
  }

  @Test func pictureIsBlackOnWhiteWithCrayonBelow() {
    let crayon = Stroke(.crayon(.blue), width: 0.5, points: [Point(0.5, 0.5)])
    let pencil = Stroke(width: 0.1, points: [Point(0, 0.5), Point(1, 0.5)])
    let image = SketchRaster.picture([pencil, crayon], size: 20)
    #expect(Array(image.pixels[0..<3]) == [255, 255, 255])
    #expect(Array(image.pixels[((10 * 20 + 10) * 3)..<((10 * 20 + 10) * 3 + 3)]) == [0, 0, 0])
    #expect(Array(image.pixels[((7 * 20 + 10) * 3)..<((7 * 20 + 10) * 3 + 3)]) == [60, 125, 215])
  }

  @Test func placesThatAreNoPlacesAreSkipped() {
    let wild = [
      Stroke(points: [Point(.nan, 0.5), Point(.infinity, 0)]), Stroke(points: []),
      Stroke(width: .nan, points: [Point(0.5, 0.5)]), Stroke(width: -1, points: [Point(0.5, 0.5)]),
      Stroke(points: [Point(1e300, -1e300), Point(-1e300, 1e300)]),
    ]
    let ink = SketchRaster.ink(wild, size: 16)
    #expect(ink.values.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(SketchRaster.ink(Array(wild.dropLast()), size: 16).values.allSatisfy { $0 == 0 })
  }

  /// Two hundred thousand places took half an hour, since Cairo looks for every crossing.
  @Test func aScribbleOfHoursIsDrawnInPieces() {
    var random = SeededGenerator(seed: 4)
    let places = (0..<200_000).map { _ in
      Point(Double.random(in: 0.4...0.6, using: &random), Double.random(in: 0.4...0.6, using: &random))
    }
    let ink = SketchRaster.ink([Stroke(points: places)], size: 128)
    #expect(ink.values[64 * 128 + 64] == 1 && ink.values[10 * 128 + 10] == 0)
    // A line in pieces is the same line.
    let line = (0..<5000).map { Point(0.1 + 0.8 * Double($0) / 4999, 0.3) }
    let whole = SketchRaster.ink([Stroke(width: 0.1, points: [line[0], line[4999]])], size: 64)
    let pieces = SketchRaster.ink([Stroke(width: 0.1, points: line)], size: 64)
    #expect(zip(whole.values, pieces.values).allSatisfy { ($0 > 0.9) == ($1 > 0.9) || abs($0 - $1) < 0.2 })
  }
}
