import Foundation
import Generation
import Networks
import Pictures
import Support
import Testing

@Suite(.ownThread) struct InputEncoderTests {
  private let strokes = [
    Stroke(points: [Point(0.1, 0.1), Point(0.9, 0.7)]),
    Stroke(.crayon(.orange), width: 0.3, points: [Point(0.5, 0.5)]),
  ]

  @Test func layoutsAgreeOnTheInk() {
    let one = InputEncoder(.outline).values(.strokes(strokes), side: 33)
    let five = InputEncoder(.sketch).values(.strokes(strokes), side: 33)
    #expect(one.count == 33 * 33 && five.count == 33 * 33 * 5)
    #expect(one == stride(from: 0, to: five.count, by: 5).map { five[$0] })
    #expect(one == SketchRaster.ink(strokes, size: 33).values)
  }

  @Test func channelsStandWhereTheLayoutSays() {
    let layout = InputLayout([.coarsePicture, .hints, .ink])
    #expect(layout.channels == 8 && layout.offset(of: .ink) == 7 && layout.offset(of: .hints) == 3)
    #expect(layout.offset(of: .picture) == nil)
    var material = InputMaterial(.strokes(strokes), for: layout, side: 20)
    material.coarsePicture = Image(width: 10, height: 10, red: 255, green: 0, blue: 51)
    let values = InputEncoder(layout).values(material, side: 20)
    let centre = (10 * 20 + 10) * 8
    let hints = HintPlanes(material.hints, side: 20)
    #expect(
      abs(values[centre] - 1) < 0.01 && abs(values[centre + 1] + 1) < 0.01 && abs(values[centre + 2] + 0.6) < 0.01)
    #expect(values[centre + 3] == hints.mask[210] && values[centre + 4] == hints.colours[630])
    #expect(values[centre + 7] == SketchRaster.ink(strokes, size: 20).values[210])
  }

  @Test(arguments: [1, 3]) func aPageIsTheDrawingOnWhitePaper(channels: Int) {
    let layout = InputLayout([.page(channels)])
    let encoder = InputEncoder(layout)
    #expect(layout.channels == channels && layout.needsInk)
    #expect(encoder.accepts(.strokes([])) && !encoder.accepts(.noise(seed: 1)))
    let values = encoder.values(.strokes(strokes), side: 33)
    let ink = SketchRaster.ink(strokes, size: 33).values
    #expect(values == ink.flatMap { [Float](repeating: 1 - 2 * $0, count: channels) })
    #expect(values.contains { $0 < 0.9 } && values.contains(1))
    // A picture of the drawing is taken for a sketch on paper.
    let sketch = Image(grey: values.enumerated().compactMap { $0 % channels == 0 ? $1 : nil }, width: 33, height: 33)
    #expect(encoder.accepts(.picture(sketch)))
    #expect(encoder.values(.picture(sketch), side: 33).count == values.count)
  }

  @Test func noiseIsNormalAndTheSeedDecidesIt() {
    let encoder = InputEncoder(InputLayout([.noise(500)]))
    let values = encoder.values(.noise(seed: 4), side: 1)
    #expect(values == encoder.values(.noise(seed: 4), side: 1) && values != encoder.values(.noise(seed: 5), side: 1))
    let mean = values.reduce(0, +) / 500
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 500
    #expect(abs(mean) < 0.15 && abs(variance - 1) < 0.25)
  }

  @Test func paletteAndInsideMaskAreFilled() throws {
    let layout = InputLayout([.ink, .palette, .insideMask])
    let known = try #require(Palette(hex: ["#ff0000", "#00ff00", "#0000ff"]))
    let box = Stroke(
      width: 0.04, points: [Point(0.2, 0.2), Point(0.8, 0.2), Point(0.8, 0.8), Point(0.2, 0.8), Point(0.2, 0.2)])
    let encoder = InputEncoder(layout, palettes: PaletteBook([known]))
    let values = encoder.values(.strokes([box]), side: 40)
    #expect(values.count == 40 * 40 * 12)
    let mask = InsideMask(SketchRaster.ink([box], size: 40))
    for pixel in [0, 20 * 40 + 20, 1599] {
      #expect(Array(values[(pixel * 12 + 1)..<(pixel * 12 + 10)]) == [1, -1, -1, -1, 1, -1, -1, -1, 1])
      #expect(values[pixel * 12 + 10] == mask.inside.values[pixel])
      #expect(values[pixel * 12 + 11] == mask.distance.values[pixel])
    }
    #expect(values[10] == 0 && values[(20 * 40 + 20) * 12 + 10] == 1)
    let other = Palette(main: .white, second: .black, accent: .white)
    let chosen = encoder.values(.strokes([box], palette: .colours(other)), side: 40)
    #expect(Array(chosen[1..<10]) == other.values)
    // A sketch on paper is one, too.
    let page = SketchRaster.picture([box], size: 40)
    let fromPage = encoder.values(.picture(page, palette: .surprise(seed: 3)), side: 40)
    #expect(Array(fromPage[1..<10]) == known.values && fromPage[(20 * 40 + 20) * 12 + 10] == 1)
    #expect(encoder.accepts(.strokes([])) && encoder.accepts(.picture(page)) && !encoder.accepts(.noise(seed: 1)))
    // Without palettes of its own a network gets the usual ones.
    let usual = InputEncoder(layout).values(.strokes([box]), side: 40)
    #expect(Palette.usual.contains { $0.values == Array(usual[1..<10]) })
  }

  @Test func featuresGetAFaceWhereFacesAreMade() throws {
    let layout = InputLayout([.ink, .insideMask])
    let features = [
      Stroke(width: 0.03, points: [Point(0.4, 0.4), Point(0.4, 0.46)]),
      Stroke(width: 0.03, points: [Point(0.6, 0.4), Point(0.6, 0.46)]),
      Stroke(width: 0.03, points: [Point(0.38, 0.58), Point(0.5, 0.64), Point(0.62, 0.58)]),
    ]
    let face = try #require(FaceOutline.stroke(around: features))
    let completing = InputEncoder(layout, completesFaces: true)
    let plain = InputEncoder(layout)
    #expect(completing.values(.strokes(features), side: 64) == plain.values(.strokes([face] + features), side: 64))
    #expect(completing.values(.strokes(features), side: 64) != plain.values(.strokes(features), side: 64))
    // What has an outline stays what it is.
    let whole = features + [face]
    #expect(completing.values(.strokes(whole), side: 64) == plain.values(.strokes(whole), side: 64))
  }

  @Test func whatIsEnclosedIsToldAColourWhereTheCardSaysSo() throws {
    let box = Stroke(
      points: [Point(0.2, 0.2), Point(0.8, 0.2), Point(0.8, 0.8), Point(0.2, 0.8), Point(0.2, 0.2)])
    let palette = try #require(Palette(hex: ["#ff0000", "#00ff00", "#0000ff"]))
    let layout = InputLayout([.ink, .hints, .palette])
    let centre = (16 * 32 + 16) * layout.channels
    let page = SketchRaster.picture([box], size: 64)
    let choice = PaletteChoice.colours(palette)
    for input in [GenerationInput.strokes([box], palette: choice), .picture(page, palette: choice)] {
      let told = InputEncoder(layout, coloursRegions: true).values(input, side: 32)
      #expect(abs(told[centre + 1] - 0.3) < 0.01 && told[centre + 2] > 0.25 && told[centre + 3] < -0.25)
      #expect(InputEncoder(layout).values(input, side: 32)[centre + 1] == 0)
    }
    // Without a palette nothing can be told.
    let plain = InputEncoder(.sketch, coloursRegions: true)
    #expect(plain.values(.strokes([box]), side: 32) == InputEncoder(.sketch).values(.strokes([box]), side: 32))
  }

  @Test func picturesFillPicturesAndAreSketchesForInk() {
    let image = Image(width: 40, height: 40, red: 255, green: 255, blue: 255)
    let encoder = InputEncoder(InputLayout([.picture]))
    #expect(encoder.values(.picture(image), side: 8).allSatisfy { $0 == 1 })
    #expect(InputEncoder(.outline).values(.picture(image), side: 8).allSatisfy { $0 == 0 })
    #expect(encoder.accepts(.picture(image)) && !encoder.accepts(.strokes([])) && !encoder.accepts(.noise(seed: 1)))
    #expect(InputEncoder(.sketch).accepts(.strokes([])) && !InputEncoder(.upscaling).accepts(.strokes([])))
  }

  @Test func layoutsAreWrittenAsNames() throws {
    let layout = InputLayout([.ink, .hints, .palette, .insideMask, .coarsePicture, .picture, .noise(100)])
    let json = try JSONEncoder().encode(layout)
    #expect(
      String(decoding: json, as: UTF8.self)
        == #"["ink","hints","palette","insideMask","coarsePicture","picture","noise 100"]"#)
    #expect(try JSONDecoder().decode(InputLayout.self, from: json) == layout)
    for bad in [#"["paint"]"#, #"["noise"]"#, #"["noise -1"]"#, #"["noise 99999999999999999999"]"#, "3", #"[3]"#] {
      #expect(throws: DecodingError.self) { try JSONDecoder().decode(InputLayout.self, from: Data(bad.utf8)) }
    }
    #expect([1, 5, 8, 3].map { InputLayout.unwritten(channels: $0) } == [.outline, .sketch, .upscaling, nil])
  }
}
