import Foundation
import Pictures
import Support
import Testing

@Suite(.ownThread) struct FaceOutlineTests {
  /// Two eyes and a mouth between the two corners.
  private func smile(_ low: Point, _ high: Point) -> [Stroke] {
    func place(_ x: Double, _ y: Double) -> Point {
      Point(low.x + x * (high.x - low.x), low.y + y * (high.y - low.y))
    }
    return [
      Stroke(width: 0.02, points: [place(0.3, 0), place(0.3, 0.25)]),
      Stroke(width: 0.02, points: [place(0.7, 0), place(0.7, 0.25)]),
      Stroke(width: 0.02, points: (0...20).map { place(Double($0) / 20, 0.6 + 0.4 * sin(Double($0) / 20 * .pi)) }),
    ]
  }

  private func ring(_ middle: Point, _ radius: Double, degrees: Int = 360) -> Stroke {
    Stroke(
      points: (0...degrees).map { degree in
        let angle = Double(degree) * .pi / 180
        return Point(middle.x + radius * cos(angle), middle.y + radius * sin(angle))
      })
  }

  @Test func eyesAndAMouthGetAFace() throws {
    let features = smile(Point(0.35, 0.35), Point(0.65, 0.65))
    let face = try #require(FaceOutline.stroke(around: features))
    #expect(face.kind == .pencil && face.width == 0.02 && face.points.count > 40)
    #expect((face.points[0] - face.points[face.points.count - 1]).length < 1e-9)
    #expect(face.points.allSatisfy { (0..<1).contains($0.x) && (0..<1).contains($0.y) })
    // Round where there is room: every place is about as far from the middle as any other.
    let distances = face.points.map { ($0 - Point(0.5, 0.5)).length }
    #expect(try #require(distances.max()) < 1.25 * (try #require(distances.min())))
    // All features lie within, and what encloses them is an outline: nobody asks for a second one.
    let mask = InsideMask(SketchRaster.ink([face], size: 128)).inside
    for point in features.flatMap(\.points) {
      #expect(mask.values[Int(point.y * 128) * 128 + Int(point.x * 128)] == 1, "\(point)")
    }
    #expect(FaceOutline.stroke(around: features + [face]) == nil)
  }

  @Test(arguments: [(0.03, 0.97), (0.0, 1.0), (0.7, 0.99), (0.01, 0.3)])
  func itStaysOnTheCanvas(low: Double, high: Double) throws {
    let features = smile(Point(low, low), Point(high, high))
    let face = try #require(FaceOutline.stroke(around: features))
    #expect(face.points.allSatisfy { (0.0199...0.9801).contains($0.x) && (0.0199...0.9801).contains($0.y) })
  }

  @Test func flatFeaturesGetNoFlatFace() throws {
    let face = try #require(FaceOutline.stroke(around: smile(Point(0.1, 0.38), Point(0.9, 0.62))))
    let (x, y) = (face.points.map(\.x), face.points.map(\.y))
    let width = try #require(x.max()) - (try #require(x.min()))
    #expect(width < 1.35 * (try #require(y.max()) - (try #require(y.min()))))
  }

  @Test func whoHasAFaceKeepsIt() {
    let features = smile(Point(0.4, 0.4), Point(0.6, 0.6))
    #expect(FaceOutline.stroke(around: features + [ring(Point(0.5, 0.5), 0.3)]) == nil)
    // Nearly closed, as hurried hands draw; and with hair that sticks out.
    let open = ring(Point(0.5, 0.5), 0.3, degrees: 330)
    #expect(FaceOutline.stroke(around: features + [open]) == nil)
    let hair = Stroke(points: [Point(0.5, 0.2), Point(0.5, 0.08)])
    #expect(FaceOutline.stroke(around: features + [hair, open]) == nil)
  }

  @Test func closedEyesAreNoFace() {
    let eyes = [ring(Point(0.35, 0.35), 0.08), ring(Point(0.65, 0.35), 0.08)]
    #expect(FaceOutline.stroke(around: eyes + [smile(Point(0.3, 0.4), Point(0.7, 0.75))[2]]) != nil)
  }

  @Test func aWideOpenMouthIsNoFace() {
    // A crescent as wide as the drawing and two thirds as high, below two eyes.
    let lip = (0...20).map { step in
      let x = Double(step) / 20
      return Point(0.1 + 0.8 * x, 0.42 + 0.16 * sin(x * .pi))
    }
    let chin = (0...20).map { step in
      let x = 1 - Double(step) / 20
      return Point(0.1 + 0.8 * x, 0.42 + 0.48 * sin(x * .pi))
    }
    let eyes = [0.35, 0.65].map { Stroke(points: [Point($0, 0.15), Point($0, 0.3)]) }
    #expect(FaceOutline.stroke(around: eyes + [Stroke(points: lip + chin)]) != nil)
  }

  @Test func whatIsErasedDoesNotCount() {
    let features = smile(Point(0.4, 0.4), Point(0.6, 0.6))
    let face = ring(Point(0.5, 0.5), 0.3)
    let eraser = Stroke(.eraser, width: 0.06, points: face.points)
    #expect(FaceOutline.stroke(around: [face, eraser] + features) != nil)
  }

  @Test func aBeginningIsLeftAlone() {
    #expect(FaceOutline.stroke(around: []) == nil)
    #expect(FaceOutline.stroke(around: [ring(Point(0.5, 0.5), 0.3, degrees: 120)]) == nil)
    #expect(FaceOutline.stroke(around: [Stroke(.crayon(.red), points: [Point(0.2, 0.2)])]) == nil)
    // Nothing of it on the canvas, or places that are no numbers.
    let far = Stroke(points: [Point(40, 40), Point(41, 40)])
    #expect(FaceOutline.stroke(around: [far, far]) == nil)
    let insane = Stroke(points: [Point(.nan, .infinity), Point(0.5, .nan)])
    _ = FaceOutline.stroke(around: [insane, insane])
    let dot = Stroke(points: [Point(0.5, 0.5)])
    _ = FaceOutline.stroke(around: [dot, dot])
  }
}
