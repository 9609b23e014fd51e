import Foundation

/// The outline of a face of which only what is in it was drawn: eyes and a mouth, as children draw a smile.
///
/// It lies around the drawing with room to spare, as round as the canvas and the features let it be.
package enum FaceOutline {
  /// Where nothing that is closed reaches over these shares of the drawing's width and height, nobody drew a face around
  /// the features. A wide open mouth may be as wide as the drawing, but is hardly ever as high.
  private static let leastWidth = 0.6
  private static let leastHeight = 0.7
  /// Room around the features, a share of the drawing's larger side.
  private static let room = 0.2
  /// The outline stays so far away from the canvas's border, a share of its side.
  private static let border = 0.02
  /// A face is at most so many times as wide as it is high, or as high as it is wide, where there is room.
  private static let longest = 1.3
  /// Features lie within this share of the way from the middle to the outline.
  private static let reach = 0.98
  /// Side in pixels at which the drawing is looked at.
  private static let side = 128
  /// Ink from here on is a line.
  private static let leastInk: Float = 0.2
  private static let corners = 96
  /// Squarer is no face any more.
  private static let mostPower = 8.0

  /// - Returns: a closed pencil stroke, as wide as the first line; nil where there is an outline already, or less than
  ///   two lines.
  package static func stroke(around drawing: [Stroke]) -> Stroke? {
    let pencilled = drawing.filter { $0.kind == .pencil }
    guard pencilled.count > 1 else { return nil }
    let ink = SketchRaster.ink(drawing, size: side)
    let points = ink.values.indices.filter { ink.values[$0] > leastInk }.map(place)
    let bounds = Bounds(points)
    guard !points.isEmpty, !hasOutline(drawing, ink, bounds) else { return nil }
    return Stroke(width: pencilled[0].width, points: outline(around: points, bounds))
  }

  /// The middle of a pixel on the canvas.
  private static func place(_ pixel: Int) -> Point {
    Point((Double(pixel % side) + 0.5) / Double(side), (Double(pixel / side) + 0.5) / Double(side))
  }

  /// Whether something closed reaches over most of the drawing.
  private static func hasOutline(_ drawing: [Stroke], _ ink: Plane, _ bounds: Bounds) -> Bool {
    let missing = OutlineClosing.strokes(closing: drawing)
    let mask = InsideMask(ink, closing: missing.isEmpty ? nil : SketchRaster.ink(missing, size: side))
    var filled = BinaryMask(width: side, height: side)
    for pixel in filled.bits.indices { filled.bits[pixel] = mask.inside.values[pixel] > 0.5 }
    return filled.regions().map { Bounds($0.map(place)) }.contains { region in
      region.size.x >= leastWidth * bounds.size.x && region.size.y >= leastHeight * bounds.size.y
    }
  }

  /// A superellipse around the points: |x/a|ⁿ + |y/b|ⁿ = 1, an ellipse where n is 2.
  private static func outline(around points: [Point], _ bounds: Bounds) -> [Point] {
    let space = room * max(bounds.size.x, bounds.size.y)
    var half = bounds.size * 0.5 + Point(space, space)
    half = Point(max(half.x, half.y / longest), max(half.y, half.x / longest))
    half = Point(min(half.x, 0.5 - border), min(half.y, 0.5 - border))
    let middle = Point(
      min(max(bounds.centre.x, border + half.x), 1 - border - half.x),
      min(max(bounds.centre.y, border + half.y), 1 - border - half.y))
    // The less room there is, the squarer.
    let power = stride(from: 2, to: mostPower, by: 0.25).first { power in
      points.allSatisfy { point in
        let place = point - middle
        return pow(abs(place.x) / half.x, power) + pow(abs(place.y) / half.y, power) <= pow(reach, power)
      }
    }
    return (0...corners).map { corner in
      let angle = 2 * Double.pi * Double(corner) / Double(corners)
      func part(_ value: Double) -> Double { (value < 0 ? -1 : 1) * pow(abs(value), 2 / (power ?? mostPower)) }
      return Point(middle.x + half.x * part(cos(angle)), middle.y + half.y * part(sin(angle)))
    }
  }
}
