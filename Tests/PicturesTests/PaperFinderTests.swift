import Foundation
import Pictures
import Support
import Testing

@Suite("A sheet on a table", .ownThread) struct PaperFinderTests {
  /// A drawing of a house.
  private static let house = [
    Stroke(
      width: 0.012,
      points: [Point(0.25, 0.85), Point(0.25, 0.45), Point(0.75, 0.45), Point(0.75, 0.85), Point(0.25, 0.85)]),
    Stroke(width: 0.012, points: [Point(0.2, 0.45), Point(0.5, 0.15), Point(0.8, 0.45)]),
    Stroke(width: 0.012, points: [Point(0.45, 0.85), Point(0.45, 0.65), Point(0.57, 0.65), Point(0.57, 0.85)]),
  ]

  /// A photograph of a square sheet with the drawing: turned, lit from one side, on a grained brown table.
  private func photograph(turned degrees: Double, strokes: [Stroke] = house) -> (image: Image, middle: Point) {
    let (width, height) = (640, 480)
    let drawing = SketchRaster.picture(strokes, size: 320)
    var random = SeededGenerator(seed: 4)
    var image = Image(width: width, height: height)
    let middle = Point(310, 235)
    let (sine, cosine) = (sin(degrees / 180 * .pi), cos(degrees / 180 * .pi))
    for y in 0..<height {
      for x in 0..<width {
        let place = Point(Double(x), Double(y)) - middle
        let light = 0.6 + 0.4 * Double(x) / Double(width)
        let u = (place.x * cosine + place.y * sine) / 320 + 0.5
        let v = (-place.x * sine + place.y * cosine) / 320 + 0.5
        let noise = Double.random(in: -6...6, using: &random)
        for channel in 0..<3 {
          var value = [110.0, 75, 45][channel] + 14 * sin(Double(x) * 0.2 + sin(Double(y) * 0.03) * 4)
          if (0..<1).contains(u), (0..<1).contains(v) {
            value = Double(drawing.pixels[(Int(v * 320) * 320 + Int(u * 320)) * 3 + channel]) * 0.92
          }
          image.pixels[(y * width + x) * 3 + channel] = UInt8(min(max(value * light + noise, 0), 255))
        }
      }
    }
    return (image, middle)
  }

  /// How much of the ink of one plane lies within two pixels of the other's, 0…1.
  private func covered(_ a: Plane, by b: Plane) -> Double {
    var (near, all) = (0.0, 0.0)
    for y in 0..<a.height {
      for x in 0..<a.width where a.values[y * a.width + x] > 0.5 {
        all += 1
        search: for dy in -3...3 {
          for dx in -3...3 {
            let (x, y) = (x + dx, y + dy)
            guard (0..<a.width).contains(x), (0..<a.height).contains(y), b.values[y * a.width + x] > 0.5 else {
              continue
            }
            near += 1
            break search
          }
        }
      }
    }
    return all == 0 ? 0 : near / all
  }

  @Test("The sheet is found, turned upright and evenly lit", arguments: [0.0, 7, -18, 30]) func finds(_ degrees: Double)
    throws
  {
    let (photograph, middle) = photograph(turned: degrees)
    let finder = try #require(PaperFinder(photograph))
    let centre = finder.corners.reduce(Point(0, 0), +) * 0.25
    #expect((centre - middle).length < 8)
    let sides = zip(finder.corners, finder.corners.dropFirst() + finder.corners.prefix(1)).map { ($0 - $1).length }
    #expect(sides.allSatisfy { abs($0 - 320) < 16 }, "\(sides)")
    let found = SketchRaster.ink(from: finder.sheet(of: photograph), size: 256)
    let drawn = SketchRaster.ink(Self.house, size: 256)
    #expect(covered(drawn, by: found) > 0.9 && covered(found, by: drawn) > 0.9)
    let untouched = SketchRaster.ink(from: photograph, size: 256)
    #expect(covered(untouched, by: drawn) < 0.6, "without looking for the sheet the table is ink")
  }

  @Test("A page that fills the picture, and other bright things, are left as they are") func leaves() {
    let page = SketchRaster.picture(Self.house, size: 400)
    #expect(PaperFinder(page) == nil)
    #expect(PaperFinder(Image(width: 300, height: 200)) == nil)
    #expect(PaperFinder(Image(width: 300, height: 200, red: 0, green: 0, blue: 0)) == nil)
    #expect(PaperFinder(Image(width: 1, height: 1)) == nil)
    // Chalk on a blackboard, and a white ball.
    var board = page
    board.pixels = page.pixels.map { 255 - $0 }
    #expect(PaperFinder(board) == nil)
    var ball = Image(width: 200, height: 200, red: 20, green: 20, blue: 20)
    for y in 0..<200 {
      for x in 0..<200 where (x - 100) * (x - 100) + (y - 100) * (y - 100) < 4900 {
        for channel in 0..<3 { ball.pixels[(y * 200 + x) * 3 + channel] = 250 }
      }
    }
    #expect(PaperFinder(ball) == nil)
    // A dark frame drawn around the whole page.
    let frame = Stroke(
      width: 0.03,
      points: [Point(0.05, 0.05), Point(0.95, 0.05), Point(0.95, 0.95), Point(0.05, 0.95), Point(0.05, 0.05)])
    #expect(PaperFinder(SketchRaster.picture(Self.house + [frame], size: 300)) == nil)
  }
}
