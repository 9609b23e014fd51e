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

  @Test func darkMuddyAndGreyThingsAreNotBright() throws {
    let bright = [
      ["#e8483f", "#202020", "#202020"], ["#59cd90", "#808080", "#ffffff"], ["#ffffff", "#f2a03f", "#000000"],
    ]
    let dull = [
      ["#3a3a12", "#e8483f", "#e8483f"], ["#808080", "#e8483f", "#e8483f"], ["#ffffff", "#dddddd", "#e8483f"],
      ["#101010", "#ffffff", "#e8483f"], ["#6b6a45", "#e8483f", "#ffffff"],
    ]
    for words in bright { #expect(try #require(Palette(hex: words)).isBright, "\(words)") }
    for words in dull { #expect(try !#require(Palette(hex: words)).isBright, "\(words)") }
  }

  @Test func aDrawingKeepsItsPaletteWhileItGrowsAndSurpriseTurnsIt() {
    let first = Stroke(points: [Point(0.3, 0.4), Point(0.5, 0.6)])
    let crayon = Stroke(.crayon(.red), width: 0.1, points: [Point(0.1, 0.1)])
    let own = PaletteChoice.own.palette(for: [first])
    #expect(own == PaletteChoice.own.palette(for: [crayon, first, Stroke(points: [Point(0.9, 0.9)])]))
    let surprises = (0..<5).map { PaletteChoice.surprise(seed: $0).palette(for: [first]) }
    #expect(Set(surprises + [own]).count == 6)
    #expect(PaletteChoice.colours(own).palette(for: [], among: PaletteBook(surprises)) == own)
    let others = (0..<40).map { index in
      PaletteChoice.own.palette(for: [Stroke(points: [Point(Double(index) / 40, 0.2)])])
    }
    #expect(Set(others).count == Palette.usual.count)
    let only = [surprises[0]]
    #expect(PaletteChoice.surprise(seed: .max).palette(for: [first], among: PaletteBook(only)) == surprises[0])
    #expect(PaletteChoice.own.palette(for: Image(width: 3, height: 3), among: PaletteBook(only)) == surprises[0])
  }

  @Test func someThingsHaveColoursOfTheirOwn() {
    let palettes = (0..<7).map { index in
      let colour = Colour(hue: Double(index) / 7, saturation: 1, brightness: 1)
      return Palette(main: colour, second: colour, accent: .white)
    }
    let book = PaletteBook(palettes, own: 2)
    var seen: Set<Palette> = []
    for index in 0..<30 {
      let line = [Stroke(points: [Point(Double(index) / 30, 0.4)])]
      seen.insert(PaletteChoice.own.palette(for: line, among: book))
      let surprises = (0..<5).map { PaletteChoice.surprise(seed: $0).palette(for: line, among: book) }
      #expect(Set(surprises) == Set(palettes.dropFirst(2)))
    }
    #expect(seen == Set(palettes.prefix(2)))
    #expect(PaletteBook(palettes, own: 99).own == 7 && PaletteBook([], own: 0).own == 1)
  }

  @Test func theStrokesMayChooseThePalette() {
    let first = Stroke(points: [Point(0.3, 0.4), Point(0.5, 0.6)])
    let chosen = PaletteChoice.own.palette(for: [first, .palette(2), .palette(4), first])
    #expect(chosen == PaletteChoice.surprise(seed: 4).palette(for: [first]))
    #expect(chosen != PaletteChoice.own.palette(for: [first]))
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

  @Test func everyColourOfAScreenComesBackFromLab() {
    for red in stride(from: 0.0, through: 1, by: 0.25) {
      for green in stride(from: 0.0, through: 1, by: 0.25) {
        for blue in stride(from: 0.0, through: 1, by: 0.25) {
          let colour = Colour(red, green, blue)
          #expect(LabColour(colour).colour.distance(colour) < 2e-3, "\(colour)")
        }
      }
    }
  }

  /// More or less light changes neither hue nor, where a screen can show it, how colourful a colour is.
  @Test(arguments: [Colour(0.9, 0.3, 0.2), Colour(0.2, 0.4, 0.85), Colour(0.1, 0.6, 0.3), Colour(1, 0.8, 0.1)])
  func lightLeavesTheColour(_ colour: Colour) {
    let lab = LabColour(colour)
    for change in [-20.0, -8, 8, 20] {
      let lit = LabColour(colour.lit(by: change))
      let wanted = min(lab.lightness + change, 100)
      #expect(abs(lit.lightness - wanted) < 0.5)
      // The same hue: the two lie on one line from grey.
      #expect(abs(lit.a * lab.b - lit.b * lab.a) < 1.5 * lab.chroma)
      #expect(lit.chroma < lab.chroma + 0.5)
    }
    #expect(abs(LabColour(Colour(0.5, 0.35, 0.3).lit(by: 10)).chroma - LabColour(Colour(0.5, 0.35, 0.3)).chroma) < 0.5)
    #expect(colour.lit(by: 500).distance(.white) < 0.01 && colour.lit(by: -500).distance(.black) < 0.03)
  }
}
