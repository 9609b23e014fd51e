import CCairo

/// A drawing at the screen's own pixels, smooth, and kept up to date: only what changed since the last time is drawn
/// again, so that ink follows the pen however much there is on the paper.
///
/// What it shows depends on the last scene alone. Stays on the thread that made it.
package final class DrawingSheet {
  package let width: Int
  package let height: Int
  private let surface: CairoSurface
  private var scene: DrawingScene?
  /// Where the scene's strokes lie, one for each.
  private var bounds: [PixelBounds] = []
  private var image: Image

  /// An empty sheet of paper.
  package init(width: Int, height: Int) {
    precondition(width > 0 && height > 0, "a sheet needs at least one pixel")
    self.width = width
    self.height = height
    surface = CairoSurface(width: width, height: height)
    image = Image(width: width, height: height)
  }

  /// The sheet with this scene on it.
  package func picture(of new: DrawingScene) -> Image {
    let changed = scene.map { changes(from: $0, to: new) } ?? everything(of: new)
    let isFresh = scene == nil || scene?.colours != new.colours
    scene = new
    let part =
      isFresh ? PixelRectangle(x: 0..<width, y: 0..<height) : changed.pixels(width: width, height: height)
    if let part {
      draw(new, in: part)
      copy(part)
    }
    return image
  }

  // MARK: - What changed

  private func everything(of scene: DrawingScene) -> PixelBounds {
    bounds = scene.strokes.map { extent(of: $0) }
    return PixelBounds()
  }

  private func changes(from old: DrawingScene, to new: DrawingScene) -> PixelBounds {
    var changed = PixelBounds()
    compare(old.strokes, new.strokes, &changed) { index, stroke in
      if index < bounds.count { bounds[index] = extent(of: stroke) } else { bounds.append(extent(of: stroke)) }
    }
    bounds.removeLast(max(bounds.count - new.strokes.count, 0))
    compare(old.outline, new.outline, &changed)
    compare(old.faint, new.faint, &changed)
    compare(old.bright, new.bright, &changed)
    if old.hasAxis != new.hasAxis {
      changed.insert(x: Double(width) / 2, y: 0, margin: 3)
      changed.insert(x: Double(width) / 2, y: Double(height), margin: 3)
    }
    if old.cursor != new.cursor {
      for cursor in [old.cursor, new.cursor] {
        guard let cursor else { continue }
        let margin = cursor.isHand ? HandPicture.reach * handSide : 2 * Self.cursorRadius
        changed.insert(x: cursor.place.x * Double(width), y: cursor.place.y * Double(height), margin: margin)
      }
    }
    return changed
  }

  /// Adds where two lists of strokes differ; `meet` is called with every new stroke that is not the old one.
  private func compare(
    _ old: [Stroke], _ new: [Stroke], _ changed: inout PixelBounds, meet: (Int, Stroke) -> Void = { _, _ in }
  ) {
    for index in 0..<max(old.count, new.count) {
      let before = index < old.count ? old[index] : nil
      let after = index < new.count ? new[index] : nil
      guard before != after else { continue }
      if let after { meet(index, after) }
      // A line under the pen grows at its end.
      var same = 0
      if let before, let after, before.kind == after.kind, before.width == after.width {
        same = zip(before.points, after.points).prefix { $0 == $1 }.count
      }
      for stroke in [before, after] {
        guard let stroke else { continue }
        insert(stroke.points[max(min(same, stroke.points.count) - 1, 0)...], stroke.width, into: &changed)
      }
    }
  }

  private func extent(of stroke: Stroke) -> PixelBounds {
    var bounds = PixelBounds()
    insert(stroke.points[...], stroke.width, into: &bounds)
    return bounds
  }

  private func insert(_ points: ArraySlice<Point>, _ width: Double, into bounds: inout PixelBounds) {
    let margin = diameter(width) / 2 + 2
    for point in points {
      bounds.insert(
        x: min(max(point.x, -4), 5) * Double(self.width), y: min(max(point.y, -4), 5) * Double(height), margin: margin)
    }
  }

  // MARK: - Drawing

  private static let cursorRadius = 7.0
  /// Side in pixels of the square that a hand fills.
  private var handSide: Double { 0.34 * Double(min(width, height)) }
  /// The thinnest line in pixels that is seen well.
  private static let thinnest = 1.5

  /// A pen's diameter in pixels. The sheet is nearly square.
  private func diameter(_ width: Double) -> Double {
    guard width.isFinite, width > 0 else { return Self.thinnest }
    return max(min(width, 2) * Double(self.width + height) / 2, Self.thinnest)
  }

  private func draw(_ scene: DrawingScene, in part: PixelRectangle) {
    let context = surface.context
    cairo_save(context)
    cairo_rectangle(
      context, Double(part.x.lowerBound), Double(part.y.lowerBound), Double(part.x.count), Double(part.y.count))
    cairo_clip(context)
    cairo_set_operator(context, CAIRO_OPERATOR_OVER)
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    lines(scene.outline, scene.colours.outline, in: part)
    layer(of: scene.strokes, in: part) { kind in
      if case .crayon(let colour) = kind { Colour(colour) } else { nil }
    }
    lines(scene.faint, scene.colours.faint, in: part)
    layer(of: scene.strokes, in: part) { kind in kind == .pencil ? .black : nil }
    lines(scene.bright, scene.colours.bright, in: part)
    if scene.hasAxis { axis(scene.colours.faint) }
    if let cursor = scene.cursor { draw(cursor, scene.colours.bright) }
    cairo_restore(context)
  }

  /// Lines of one colour.
  private func lines(_ strokes: [Stroke], _ colour: [UInt8], in part: PixelRectangle) {
    guard !strokes.isEmpty else { return }
    set(colour)
    for stroke in strokes { trace(stroke, in: part) }
  }

  /// The strokes that have a colour here, less what erasers took away.
  private func layer(of strokes: [Stroke], in part: PixelRectangle, _ colour: (Stroke.Kind) -> Colour?) {
    let near = strokes.indices.filter { index in
      let reach = bounds[index]
      return reach.touches(
        Point(Double(part.x.lowerBound), Double(part.y.lowerBound)),
        Point(Double(part.x.upperBound), Double(part.y.upperBound)))
        && (strokes[index].kind == .eraser || colour(strokes[index].kind) != nil)
    }
    guard near.contains(where: { strokes[$0].kind != .eraser }) else { return }
    let context = surface.context
    cairo_push_group(context)
    for index in near {
      if let colour = colour(strokes[index].kind) {
        cairo_set_operator(context, CAIRO_OPERATOR_OVER)
        cairo_set_source_rgb(context, colour.red, colour.green, colour.blue)
      } else {
        cairo_set_operator(context, CAIRO_OPERATOR_DEST_OUT)
        cairo_set_source_rgba(context, 0, 0, 0, 1)
      }
      trace(strokes[index], in: part)
    }
    cairo_pop_group_to_source(context)
    cairo_set_operator(context, CAIRO_OPERATOR_OVER)
    cairo_paint(context)
  }

  private func trace(_ stroke: Stroke, in part: PixelRectangle) {
    PenTrace.draw(
      stroke.points, diameter: diameter(stroke.width), size: (Double(width), Double(height)), on: surface.context,
      near: part)
  }

  private func set(_ colour: [UInt8]) {
    cairo_set_source_rgb(
      surface.context, Double(colour[0]) / 255, Double(colour[1]) / 255, Double(colour[2]) / 255)
  }

  private func axis(_ colour: [UInt8]) {
    let context = surface.context
    set(colour)
    cairo_set_line_width(context, 2)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_BUTT)
    cairo_set_dash(context, [8, 6], 2, 0)
    cairo_new_path(context)
    cairo_move_to(context, Double(width) / 2, 0)
    cairo_line_to(context, Double(width) / 2, Double(height))
    cairo_stroke(context)
    cairo_set_dash(context, nil, 0, 0)
  }

  /// A ring with a cross in it; filled while the pen is down.
  private func draw(_ cursor: DrawingScene.Cursor, _ colour: [UInt8]) {
    let context = surface.context
    let (x, y) = (cursor.place.x * Double(width), cursor.place.y * Double(height))
    guard x.isFinite, y.isFinite else { return }
    if cursor.isHand { return HandPicture.draw(tipX: x, tipY: y, side: handSide, on: context) }
    cairo_new_path(context)
    cairo_arc(context, x, y, Self.cursorRadius, 0, 2 * .pi)
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_set_line_width(context, 5)
    cairo_stroke_preserve(context)
    set(colour)
    cairo_set_line_width(context, 2.5)
    if cursor.isDown { cairo_fill_preserve(context) }
    cairo_stroke(context)
    guard !cursor.isDown else { return }
    cairo_set_line_width(context, 1.5)
    cairo_move_to(context, x - 4, y)
    cairo_line_to(context, x + 4, y)
    cairo_move_to(context, x, y - 4)
    cairo_line_to(context, x, y + 4)
    cairo_stroke(context)
  }

  /// Brings a part of the picture up to date with the surface.
  private func copy(_ part: PixelRectangle) {
    let stride = width * 3
    image.pixels.withUnsafeMutableBufferPointer { pixels in
      surface.forEachRow(in: part.y) { y, row in
        row.withMemoryRebound(to: UInt32.self, capacity: width) { colours in
          var out = y * stride + part.x.lowerBound * 3
          for x in part.x {
            let colour = colours[x]
            pixels[out] = UInt8(truncatingIfNeeded: colour >> 16)
            pixels[out + 1] = UInt8(truncatingIfNeeded: colour >> 8)
            pixels[out + 2] = UInt8(truncatingIfNeeded: colour)
            out += 3
          }
        }
      }
    }
  }
}
