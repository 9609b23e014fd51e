import Foundation
import Support
import Testing

import Pictures

@Suite("Filling regions", .ownThread) struct CrayonFillTests {
  private func ring(_ x: Double, _ y: Double, _ radius: Double, width: Double = Stroke.pencilWidth, share: Double = 1)
    -> Stroke
  {
    Stroke(
      width: width,
      points: (0...60).map { step in
        let turn = Double(step) / 60 * share * 2 * .pi
        return Point(x + radius * sin(turn), y - radius * cos(turn))
      })
  }

  /// The least and the greatest cover of crayon at the places within a ring's radii.
  private func cover(_ strokes: [Stroke], of middle: Point, from low: Double, to high: Double) -> ClosedRange<Float> {
    let side = 256
    let mask = HintPlanes(ColourHints(crayonStrokesOf: strokes), side: side).mask
    var found: [Float] = []
    for y in 0..<side {
      for x in 0..<side {
        let place = Point((Double(x) + 0.5) / Double(side), (Double(y) + 0.5) / Double(side))
        if (low...high).contains((place - middle).length) { found.append(mask[y * side + x]) }
      }
    }
    return (found.min() ?? 0)...(found.max() ?? 0)
  }

  @Test("All of a closed region is covered and nothing beyond its line", arguments: [1.5, 2.5, 6])
  func closed(_ pixels: Double) throws {
    let middle = Point(0.4, 0.45)
    let circle = ring(0.4, 0.45, 0.2, width: pixels / 256)
    let region = try #require(PageRegion(at: Point(0.33, 0.5), in: [circle]))
    #expect(region.isEnclosed && region.contains(middle) && !region.contains(Point(0.9, 0.9)))
    let inner = 0.2 - pixels / 512
    #expect(abs(region.share - inner * inner * .pi) < 0.01)
    let strokes = CrayonFill.strokes(in: region, colour: .blue)
    #expect(strokes.allSatisfy { $0.kind == .crayon(.blue) })
    #expect(strokes.count == 1, "a circle is filled in one go")
    #expect(cover(strokes, of: middle, from: 0, to: 0.2 - pixels / 512 - 0.01).lowerBound > 0.95)
    #expect(cover(strokes, of: middle, from: 0.2 + pixels / 512 + 0.008, to: 1).upperBound == 0)
  }

  @Test("Gaps do not let the colour out", arguments: [0.99, 0.97, 0.95]) func gap(_ share: Double) throws {
    let circle = ring(0.5, 0.5, 0.3, share: share)
    let region = try #require(PageRegion(at: Point(0.5, 0.5), in: [circle]))
    #expect(region.isEnclosed)
    let strokes = CrayonFill.strokes(in: region, colour: .red)
    #expect(cover(strokes, of: Point(0.5, 0.5), from: 0, to: 0.27).lowerBound > 0.9)
    #expect(cover(strokes, of: Point(0.5, 0.5), from: 0.33, to: 1).upperBound == 0)
  }

  @Test("What is open has the colour of all around it") func open() throws {
    let half = ring(0.5, 0.5, 0.3, share: 0.6)
    let region = try #require(PageRegion(at: Point(0.5, 0.5), in: [half, ring(0.12, 0.12, 0.08)]))
    #expect(!region.isEnclosed && region.contains(Point(0.95, 0.95)))
    #expect(!region.contains(Point(0.12, 0.12)), "what is closed stays as it is")
    #expect(try #require(PageRegion(at: Point(0.5, 0.5), in: [])).share == 1)
  }

  @Test("Around and within a shape are two regions, and holes are left out") func holes() throws {
    let drawing = [ring(0.5, 0.5, 0.35), ring(0.4, 0.45, 0.07), ring(0.6, 0.45, 0.07)]
    let face = try #require(PageRegion(at: Point(0.5, 0.7), in: drawing))
    #expect(face.isEnclosed && !face.contains(Point(0.4, 0.45)) && !face.contains(Point(0.02, 0.02)))
    let around = try #require(PageRegion(at: Point(0.02, 0.02), in: drawing))
    #expect(!around.isEnclosed && !around.contains(Point(0.5, 0.5)))
    let strokes = CrayonFill.strokes(in: face, colour: .green)
    #expect(cover(strokes, of: Point(0.4, 0.45), from: 0, to: 0.05).upperBound == 0)
    #expect(cover(strokes, of: Point(0.6, 0.45), from: 0.085, to: 0.1).lowerBound > 0.9)
  }

  @Test("A corner that is narrower than the gap is filled too") func corners() throws {
    let points = [Point(0.2, 0.8), Point(0.5, 0.2), Point(0.8, 0.8), Point(0.27, 0.8)]
    let region = try #require(PageRegion(at: Point(0.5, 0.6), in: [Stroke(points: points)]))
    #expect(region.isEnclosed && region.contains(Point(0.5, 0.24)) && region.contains(Point(0.76, 0.785)))
  }

  @Test("A dab spreads to its region faintly; a fill and a dab in the open do not") func spreading() {
    let side = 128
    func mask(_ strokes: [Stroke]) -> [Float] { HintPlanes(ColourHints.spreading(strokes), side: side).mask }
    let circle = ring(0.5, 0.5, 0.3)
    let dab = Stroke(.crayon(.red), width: Stroke.crayonWidth, points: [Point(0.5, 0.5)])
    func at(_ x: Double, _ y: Double, _ mask: [Float]) -> Float { mask[Int(y * 128) * side + Int(x * 128)] }
    let spread = mask([circle, dab])
    #expect(at(0.5, 0.5, spread) > 0.99)
    #expect(abs(at(0.35, 0.6, spread) - 0.3) < 0.02)
    #expect(at(0.1, 0.1, spread) == 0)
    let half = ring(0.5, 0.5, 0.3, share: 0.6)
    #expect(at(0.35, 0.6, mask([half, dab])) == 0)
    let fill = CrayonFill.strokes(in: PageRegion(at: Point(0.5, 0.5), in: [circle])!, colour: .red)
    #expect(at(0.35, 0.6, mask([circle] + fill)) > 0.95)
    #expect(ColourHints.spreading([circle] + fill) == ColourHints(crayonStrokesOf: fill))
    #expect(ColourHints.spreading([circle]) == ColourHints())
  }

  @Test("Where a region is filled the picture has the crayon's colour, with its own light and shade") func correction()
  {
    let side = 64
    let fill = [Stroke(.crayon(.red), width: 1, points: [Point(0.5, 0.5)])]
    var picture = Image(width: side, height: side)
    for y in 0..<side {
      for x in 0..<side {
        let shade = x / 2 % 2 == 0 ? 0 : 20
        for (channel, value) in [235 + shade, 100 + shade, 40 + shade].enumerated() {
          picture.pixels[(y * side + x) * 3 + channel] = UInt8(min(value, 255))
        }
      }
    }
    let corrected = CrayonCorrection.corrected(picture, by: fill)
    func mean(_ image: Image, _ channel: Int) -> Double {
      var sum = 0.0
      for y in 24..<40 { for x in 24..<40 { sum += Double(image.pixels[(y * side + x) * 3 + channel]) } }
      return sum / 256
    }
    let red = CrayonColour.red.rgb
    for (channel, asked) in [red.red, red.green, red.blue].enumerated() {
      #expect(abs(mean(corrected, channel) - Double(asked)) < 0.25 * abs(mean(picture, channel) - Double(asked)) + 2)
    }
    let (light, dark) = (corrected.pixels[(32 * side + 34) * 3 + 1], corrected.pixels[(32 * side + 32) * 3 + 1])
    #expect(Int(light) - Int(dark) > 12, "the shade stays")
    let dab = [Stroke(.crayon(.red), width: 0.05, points: [Point(0.5, 0.5)])]
    #expect(CrayonCorrection.corrected(picture, by: dab) == picture, "a dab is a hint")
    #expect(CrayonCorrection.corrected(picture, by: []) == picture)
  }

  @Test("Where there is ink everywhere, or no place at all, there is no region") func nothing() {
    #expect(PageRegion(at: Point(0.5, 0.5), in: [Stroke(width: 0.4, points: [Point(0.5, 0.5)])]) == nil)
    #expect(PageRegion(at: Point(.nan, 0.5), in: []) == nil)
    #expect(PageRegion(at: Point(0.5, -.infinity), in: []) == nil)
    #expect(PageRegion(at: Point(7, -3), in: []) != nil)
  }

  @Test("The enclosed regions of a drawing, the largest first") func all() throws {
    let body = Stroke(points: [Point(0.1, 0.3), Point(0.9, 0.3), Point(0.9, 0.6), Point(0.1, 0.6), Point(0.1, 0.33)])
    let wheels = [ring(0.3, 0.75, 0.1), ring(0.7, 0.75, 0.1, share: 0.95)]
    let dot = ring(0.5, 0.95, 0.01)
    let regions = PageRegion.enclosed(in: [body, dot] + wheels, leastShare: 0.003)
    #expect(regions.count == 3)
    #expect(zip(regions, regions.dropFirst()).allSatisfy { $0.count >= $1.count })
    #expect(regions.allSatisfy { $0.isEnclosed })
    #expect(try #require(regions.first).contains(Point(0.5, 0.45)))
    for (index, one) in regions.enumerated() {
      for other in regions[(index + 1)...] {
        #expect(!zip(one.squares, other.squares).contains { $0 && $1 }, "each square belongs to one region")
      }
    }
    #expect(PageRegion.enclosed(in: [], leastShare: 0.003).isEmpty)
  }
}
