import Pictures
import Support
import Testing

/// A sheet that follows a drawing shows what a fresh one would.
@Suite(.ownThread) struct DrawingSheetTests {
  private let width = 240
  private let height = 236

  /// The greatest difference of any value.
  private func difference(_ a: Image, _ b: Image) -> Int {
    zip(a.pixels, b.pixels).reduce(0) { max($0, abs(Int($1.0) - Int($1.1))) }
  }

  private func fresh(_ scene: DrawingScene) -> Image { DrawingSheet(width: width, height: height).picture(of: scene) }

  private func pixel(_ image: Image, _ x: Double, _ y: Double) -> [UInt8] {
    let start = (Int(y * Double(image.height)) * image.width + Int(x * Double(image.width))) * 3
    return Array(image.pixels[start..<(start + 3)])
  }

  private func line(_ kind: Stroke.Kind, _ width: Double, _ points: (Double, Double)...) -> Stroke {
    Stroke(kind, width: width, points: points.map { Point($0.0, $0.1) })
  }

  @Test func paperInkAndCrayonHaveTheirColours() {
    var scene = DrawingScene(strokes: [
      line(.crayon(.red), 0.1, (0.2, 0.2), (0.8, 0.2)), line(.pencil, 0.02, (0.2, 0.5), (0.8, 0.5)),
      line(.crayon(.blue), 0.1, (0.5, 0.5), (0.6, 0.5)),
    ])
    let image = fresh(scene)
    #expect(image.width == width && image.height == height)
    #expect(pixel(image, 0.05, 0.05) == [255, 255, 255] && pixel(image, 0.5, 0.2) == [220, 40, 44])
    // Ink lies over crayon, whichever came first.
    #expect(pixel(image, 0.55, 0.5) == [0, 0, 0] && pixel(image, 0.55, 0.53) == [60, 125, 215])
    // Smooth edges: there are values between ink and paper.
    #expect(image.pixels.contains { $0 > 40 && $0 < 215 })
    scene.strokes.append(line(.eraser, 0.1, (0.3, 0.2), (0.3, 0.5)))
    #expect(pixel(fresh(scene), 0.3, 0.2) == [255, 255, 255] && pixel(fresh(scene), 0.3, 0.5) == [255, 255, 255])
  }

  @Test func whatIsNoPartOfTheDrawingIsShown() {
    var scene = DrawingScene(strokes: [line(.pencil, 0.05, (0.1, 0.5), (0.9, 0.5))])
    let plain = fresh(scene)
    scene.outline = [line(.pencil, 0.05, (0.2, 0.1), (0.2, 0.9))]
    scene.faint = [line(.pencil, 0.05, (0.3, 0.1), (0.3, 0.9))]
    scene.bright = [line(.pencil, 0.05, (0.7, 0.1), (0.7, 0.9))]
    scene.hasAxis = true
    scene.cursor = DrawingScene.Cursor(place: Point(0.9, 0.9), isDown: true)
    let image = fresh(scene)
    #expect(pixel(image, 0.2, 0.3) == scene.colours.outline && pixel(image, 0.3, 0.3) == scene.colours.faint)
    #expect(pixel(image, 0.2, 0.5) == [0, 0, 0] && pixel(image, 0.3, 0.5) == [0, 0, 0])
    #expect(pixel(image, 0.7, 0.5) == scene.colours.bright && pixel(image, 0.9, 0.9) == scene.colours.bright)
    #expect((0..<height).contains { pixel(image, 0.5, Double($0) / Double(height)) == scene.colours.faint })
    #expect(difference(plain, image) == 255)
  }

  /// Strokes come, grow under the pen, go and come back; marks come and go.
  @Test(arguments: 0..<6) func onlyWhatChangedIsDrawnAgain(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func place() -> Point {
      Point(.random(in: -0.1...1.1, using: &generator), .random(in: -0.1...1.1, using: &generator))
    }
    func stroke() -> Stroke {
      let kinds: [Stroke.Kind] = [.pencil, .pencil, .eraser, .crayon(.green), .crayon(.red), .palette(3)]
      let kind = kinds[Int.random(in: 0..<kinds.count, using: &generator)]
      let count = kind == .palette(3) ? 0 : Int.random(in: 1...9, using: &generator)
      return Stroke(kind, width: .random(in: 0...0.12, using: &generator), points: (0..<count).map { _ in place() })
    }
    let sheet = DrawingSheet(width: width, height: height)
    var scene = DrawingScene()
    for _ in 0..<40 {
      switch Int.random(in: 0..<9, using: &generator) {
      case 0, 1: scene.strokes.append(stroke())
      case 2, 3:
        if let last = scene.strokes.indices.last {
          // The end of a line under the pen is smoothed anew at each movement.
          scene.strokes[last].points = scene.strokes[last].points.dropLast(1) + [place(), place()]
        }
      case 4: _ = scene.strokes.popLast()
      case 5: scene.bright = Bool.random(using: &generator) ? [stroke()] : []
      case 6: scene.faint = Bool.random(using: &generator) ? [stroke()] : []
      case 7:
        scene.hasAxis.toggle()
        scene.outline = Bool.random(using: &generator) ? [stroke(), stroke()] : []
      default:
        scene.cursor =
          Bool.random(using: &generator)
          ? DrawingScene.Cursor(place: place(), isDown: Bool.random(using: &generator)) : nil
      }
      // Cairo smooths edges a little differently where it draws only a part: nothing that could be seen.
      let unlike = zip(sheet.picture(of: scene).pixels, fresh(scene).pixels).count { abs(Int($0) - Int($1)) > 40 }
      #expect(unlike <= 12)
    }
  }

  /// Of a very long line only what is near is drawn again; where its pieces cross, their smooth edges add up a little
  /// differently than those of the whole.
  @Test func aLongLineIsDrawnInPieces() {
    var generator = SeededGenerator(seed: 2)
    var place = Point(0.5, 0.5)
    let sheet = DrawingSheet(width: width, height: height)
    var scene = DrawingScene(strokes: [Stroke(.pencil, width: 0.02, points: [place])])
    for step in 0..<1200 {
      let turn = Point(.random(in: -0.04...0.04, using: &generator), .random(in: -0.04...0.04, using: &generator))
      place = Point(min(max(place.x + turn.x, 0), 1), min(max(place.y + turn.y, 0), 1))
      scene.strokes[0].points.append(place)
      if step % 40 == 0 { _ = sheet.picture(of: scene) }
    }
    let (followed, anew) = (sheet.picture(of: scene), fresh(scene))
    let unlike = zip(followed.pixels, anew.pixels).count { abs(Int($0) - Int($1)) > 24 }
    #expect(unlike < anew.pixels.count / 100)
  }

  @Test func aHandDrawsAndLeavesNothingBehind() {
    var scene = DrawingScene(strokes: [line(.pencil, 0.02, (0.2, 0.5), (0.8, 0.5))])
    let plain = fresh(scene)
    let sheet = DrawingSheet(width: 120, height: 90)
    _ = sheet.picture(of: scene)
    for step in 0...10 {
      let place = Point(0.1 * Double(step), 0.5)
      scene.cursor = DrawingScene.Cursor(place: place, isDown: true, isHand: true)
      let look = DrawingSheet(width: 120, height: 90).picture(of: scene)
      #expect(sheet.picture(of: scene) == look, "what the hand covered is drawn again")
    }
    scene.cursor = nil
    #expect(sheet.picture(of: scene) == DrawingSheet(width: 120, height: 90).picture(of: scene))
    scene.cursor = DrawingScene.Cursor(place: Point(0.3, 0.3), isDown: true, isHand: true)
    #expect(fresh(scene) != plain)
  }

  @Test func nonsenseIsNotDrawn() {
    let scene = DrawingScene(strokes: [
      line(.pencil, .nan, (0.2, 0.2), (0.8, 0.2)), line(.pencil, 1e300, (.infinity, 0), (.nan, .nan)),
      line(.crayon(.pink), -1, (1e300, -1e300), (0.5, 0.5)), Stroke(.pencil, width: 0.1, points: []),
    ])
    let sheet = DrawingSheet(width: 31, height: 17)
    _ = sheet.picture(of: scene)
    #expect(sheet.picture(of: DrawingScene()).pixels.allSatisfy { $0 == 255 })
  }

  @Test func partsOfPictures() {
    var image = Image(width: 7, height: 5)
    let part = Image(width: 2, height: 3, red: 1, green: 2, blue: 3)
    image.paste(part, x: 5, y: 2)
    #expect(image.cropped(x: 5, y: 2, width: 2, height: 3) == part)
    #expect(image.cropped(x: 0, y: 0, width: 5, height: 5) == Image(width: 5, height: 5))
    #expect(image.cropped(x: 0, y: 0, width: 7, height: 5) == image)
  }
}
