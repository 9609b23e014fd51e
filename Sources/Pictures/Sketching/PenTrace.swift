import CCairo

/// The way of a round pen as Cairo draws it.
enum PenTrace {
  /// Points of a path that is drawn in one piece; people's lines have fewer.
  private static let longestPath = 2048
  /// Points of a path that is drawn as a whole even if only a part of it is to be seen.
  private static let shortPath = 400

  /// Draws one movement of a pen with the context's colour. Places that are not numbers are skipped.
  ///
  /// - Parameters:
  ///   - diameter: the pen's, in pixels; does nothing unless positive.
  ///   - size: pixels of the canvas, across and down.
  ///   - near: only what may be seen in this part, in pixels, needs to be drawn; everything if nil.
  static func draw(
    _ points: [Point], diameter: Double, size: (width: Double, height: Double), on context: OpaquePointer,
    near: PixelRectangle? = nil
  ) {
    guard diameter.isFinite, diameter > 0 else { return }
    cairo_set_line_width(context, diameter)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_new_path(context)
    var last: Point?
    var isOpen = false
    var count = 0
    let isVeryLong = points.count > longestPath
    // Pieces of one path do not join as smoothly as the whole, so only a long one is cut.
    let reach = points.count > shortPath ? near.map { PixelBounds($0, margin: diameter / 2 + 2) } : nil
    for point in points where point.x.isFinite && point.y.isFinite {
      // Far outside the canvas nothing is seen, and Cairo's fixed-point numbers would overflow.
      let place = Point(min(max(point.x, -4), 5) * size.width, min(max(point.y, -4), 5) * size.height)
      defer { last = place }
      let from = last ?? place
      if let reach, !reach.touches(from, place) {
        if isOpen { cairo_stroke(context) }
        isOpen = false
        continue
      }
      if !isOpen { cairo_move_to(context, from.x, from.y) }
      isOpen = true
      cairo_line_to(context, place.x, place.y)
      count += 1
      // Cairo's time grows with the crossings within a path, so a scribble of hours is drawn in short pieces.
      if isVeryLong && count % 128 == 0 {
        cairo_stroke(context)
        cairo_move_to(context, place.x, place.y)
      }
    }
    // A path of one place is a line to itself: round caps make it a dot.
    cairo_stroke(context)
  }
}

/// A part of a picture in whole pixels: from the lower bounds up to and without the upper ones.
package struct PixelRectangle: Hashable, Sendable {
  package var x: Range<Int>
  package var y: Range<Int>

  package init(x: Range<Int>, y: Range<Int>) {
    self.x = x
    self.y = y
  }
}

/// The extent of something on a picture, in pixels.
struct PixelBounds {
  var minX = Double.infinity
  var minY = Double.infinity
  var maxX = -Double.infinity
  var maxY = -Double.infinity

  init() {}

  init(_ part: PixelRectangle, margin: Double) {
    minX = Double(part.x.lowerBound) - margin
    minY = Double(part.y.lowerBound) - margin
    maxX = Double(part.x.upperBound) + margin
    maxY = Double(part.y.upperBound) + margin
  }

  mutating func insert(x: Double, y: Double, margin: Double) {
    guard x.isFinite, y.isFinite else { return }
    minX = min(minX, x - margin)
    minY = min(minY, y - margin)
    maxX = max(maxX, x + margin)
    maxY = max(maxY, y + margin)
  }

  /// Whether the line between two places may lie in this.
  func touches(_ a: Point, _ b: Point) -> Bool {
    max(a.x, b.x) >= minX && min(a.x, b.x) <= maxX && max(a.y, b.y) >= minY && min(a.y, b.y) <= maxY
  }

  /// The whole pixels that it touches on a picture of this size; nil where there are none.
  func pixels(width: Int, height: Int) -> PixelRectangle? {
    guard minX <= maxX, minY <= maxY, maxX >= 0, maxY >= 0, minX < Double(width), minY < Double(height) else {
      return nil
    }
    let left = Int(max(minX, 0))
    let top = Int(max(minY, 0))
    let right = Int(min(maxX.rounded(.up), Double(width)))
    let bottom = Int(min(maxY.rounded(.up), Double(height)))
    guard left < right, top < bottom else { return nil }
    return PixelRectangle(x: left..<right, y: top..<bottom)
  }
}
