import Pictures
import Support
import Testing

@Suite(.ownThread) struct PaletteTests {
  /// Three bands: 60 % of the first colour, 30 % of the second, 10 % of the third; and blue beside them.
  private func bands(_ colours: [(UInt8, UInt8, UInt8)]) -> (Image, Plane) {
    var image = Image(width: 100, height: 100, red: 0, green: 0, blue: 250)
    var figure = Plane(width: 100, height: 100)
    for y in 0..<100 {
      for x in 0..<50 {
        let colour = colours[y < 60 ? 0 : y < 90 ? 1 : 2]
        image.pixels.replaceSubrange(
          ((y * 100 + x) * 3)..<((y * 100 + x) * 3 + 3), with: [colour.0, colour.1, colour.2])
        figure.values[y * 100 + x] = 1
      }
    }
    return (image, figure)
  }

  @Test func theThingsColoursAreFoundAndTheBackgroundsAreNot() {
    let (image, figure) = bands([(200, 40, 40), (240, 220, 200), (60, 50, 70)])
    let palette = Palette(of: image, figure: figure)
    #expect(palette.hex == ["#c82828", "#f0dcc8", "#3c3246"])
    #expect(palette == Palette(of: image, figure: figure))
    #expect(palette.values.count == 9 && abs(palette.values[0] - (2 * 200 / 255 - 1)) < 1e-6)
    #expect(Palette(values: palette.values).hex == palette.hex && Palette(hex: palette.hex)?.hex == palette.hex)
  }

  @Test func oneColourIsThreeTimesTheSame() {
    let (image, figure) = bands([(90, 120, 200), (90, 120, 200), (90, 120, 200)])
    #expect(Palette(of: image, figure: figure).hex == ["#5a78c8", "#5a78c8", "#5a78c8"])
    // Where there is no thing, the whole picture counts.
    #expect(Palette(of: image, figure: Plane(width: 100, height: 100)).colours.allSatisfy { $0.blue > 0.7 })
  }

  @Test(arguments: [[], ["#ffffff"], ["#fff", "#fff", "#fff"], ["#gggggg", "#000000", "#000000"]])
  func rubbishIsNoPalette(_ words: [String]) {
    #expect(Palette(hex: words) == nil)
  }

  @Test func aDrawingKeepsItsPaletteWhileItGrowsAndSurpriseTurnsIt() {
    let first = Stroke(points: [Point(0.3, 0.4), Point(0.5, 0.6)])
    let crayon = Stroke(.crayon(.red), width: 0.1, points: [Point(0.1, 0.1)])
    let own = PaletteChoice.own.palette(for: [first], among: [])
    #expect(own == PaletteChoice.own.palette(for: [crayon, first, Stroke(points: [Point(0.9, 0.9)])], among: []))
    let surprises = (0..<5).map { PaletteChoice.surprise(seed: $0).palette(for: [first], among: []) }
    #expect(Set(surprises + [own]).count == 6)
    #expect(PaletteChoice.colours(own).palette(for: [], among: surprises) == own)
    let others = (0..<40).map { index in
      PaletteChoice.own.palette(for: [Stroke(points: [Point(Double(index) / 40, 0.2)])], among: [])
    }
    #expect(Set(others).count == Palette.usual.count)
    let only = [surprises[0]]
    #expect(PaletteChoice.surprise(seed: .max).palette(for: [first], among: only) == surprises[0])
    #expect(PaletteChoice.own.palette(for: Image(width: 3, height: 3), among: only) == surprises[0])
  }

  @Test func theStrokesMayChooseThePalette() {
    let first = Stroke(points: [Point(0.3, 0.4), Point(0.5, 0.6)])
    let chosen = PaletteChoice.own.palette(for: [first, .palette(2), .palette(4), first], among: [])
    #expect(chosen == PaletteChoice.surprise(seed: 4).palette(for: [first], among: []))
    #expect(chosen != PaletteChoice.own.palette(for: [first], among: []))
    #expect([first].lastPalette == nil && [Stroke.palette(1), first].lastPalette == 1)
    // It is no ink, no colour and no mark.
    #expect(SketchRaster.ink([first, .palette(3)], size: 32) == SketchRaster.ink([first], size: 32))
    #expect(SketchRaster.picture([first, .palette(3)], size: 32) == SketchRaster.picture([first], size: 32))
    #expect(ColourHints(crayonStrokesOf: [first, .palette(3)]).marks.isEmpty)
  }

  @Test func aSelectionDiffers() {
    var random = SeededGenerator(seed: 1)
    let many = (0..<60).map { _ in
      let colours = (0..<3).map { _ in
        Colour(hue: random.uniform(0, 1), saturation: random.uniform(0, 1), brightness: random.uniform(0.3, 1))
      }
      return Palette(main: colours[0], second: colours[1], accent: colours[2])
    }
    let chosen = Palette.selection(of: many + many, count: 8)
    #expect(chosen.count == 8 && Set(chosen).count == 8 && chosen == Palette.selection(of: many + many, count: 8))
    for (index, palette) in chosen.enumerated() {
      for other in chosen[..<index] { #expect(palette.difference(other) > 15) }
    }
    #expect(Palette.selection(of: [], count: 3).isEmpty)
  }

  @Test func labIsThatOfTheStandard() {
    let red = LabColour(Colour(1, 0, 0))
    #expect(abs(red.lightness - 53.24) < 0.05 && abs(red.a - 80.09) < 0.05 && abs(red.b - 67.20) < 0.05)
    let white = LabColour(.white)
    #expect(abs(white.lightness - 100) < 0.01 && white.chroma < 0.02)
  }
}
