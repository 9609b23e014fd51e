import Glibc

extension Artwork {
  /// Draws the outlines again as a hurried hand would, with corners where curves were and slow waves in straight lines.
  ///
  /// The picture is painted from these outlines and the sketch is made of them, so that a generator learns to follow
  /// a clumsy line instead of straightening it. Points are in canvas coordinates.
  mutating func redrawByHand(using random: inout SeededGenerator) {
    let pixel = SketchStyle.pixel
    let jitter = Jitter(
      reach: random.chance(0.7) ? random.uniform(0, 1.2) : random.uniform(1.2, 3.2), lengths: 0.1...0.4, using: &random)
    let tolerance = pixel * (random.chance(0.45) ? random.uniform(0.1, 0.8) : random.uniform(0.8, 4.5))
    func redrawn(_ outline: [Point], isClosed: Bool) -> [Point] {
      guard outline.count > 2 else { return outline.map { jitter($0) } }
      let moved = (isClosed ? outline + [outline[0]] : outline).map { jitter($0) }
      let extent = Bounds(moved).size
      // A small part keeps its shape: the tolerance is never more than a tenth of its extent.
      let simple = Polyline.simplified(moved, tolerance: min(tolerance, max(extent.x, extent.y) * 0.1))
      let even = Polyline.resampled(simple, spacing: 3 * pixel)
      return isClosed ? Array(even.dropLast()) : even
    }
    for index in shapes.indices {
      shapes[index].outline = redrawn(shapes[index].outline, isClosed: shapes[index].isClosed)
      if let clip = shapes[index].clip { shapes[index].clip = redrawn(clip, isClosed: true) }
    }
    surprises = surprises.map { jitter($0) }
  }
}
