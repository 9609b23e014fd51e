/// What lies inside a drawing's outlines, and how far away the nearest line is: computed, so that no network has to
/// guess it.
///
/// A pen as wide as a gap cannot get through it: outside is what such a pen reaches from the border. Four pens, from
/// one that passes every gap to one that jumps a tenth of the canvas, vote; so the mask is soft exactly where an
/// outline is open. The same drawing at another size gives the same mask but for rounding.
///
/// Large drawings are looked at at a power of two of their side's size, at least ``side`` pixels: the mask is smooth,
/// and a network at 512 pixels shall not wait for it.
package struct InsideMask: Sendable {
  /// Share of the pens that cannot get there from outside, lines included: 0 outside, 1 within closed outlines.
  package let inside: Plane
  /// Distance to the nearest line as a share of ``farthest``, 0 on a line, 1 from there on.
  package let distance: Plane

  /// From this distance on, a share of the canvas's side, all places are far from lines.
  package static let farthest = 1.0 / 8
  /// Radii of the pens, shares of the canvas's side: 0, 2.5, 6 and 13 pixels at 256. Gaps up to twice the radius close.
  private static let pens = [0, 2.5 / 256, 6.0 / 256, 13.0 / 256]
  /// Ink from here on is a line.
  private static let line: Float = 0.2

  /// Drawings of less than twice this side are looked at as they are.
  private static let side = 128

  /// - Parameters:
  ///   - ink: 0…1, square.
  ///   - closing: lines that are not there, but close its outlines (``OutlineClosing``): they bound the inside and count
  ///     for no distance. Of the same size; none where nil.
  package init(_ ink: Plane, closing: Plane? = nil) {
    precondition(ink.width == ink.height, "a drawing is square")
    precondition(closing.map { $0.width == ink.width && $0.height == ink.width } ?? true, "both are of one drawing")
    var small = ink
    var smallClosing = closing
    while small.width % 2 == 0, small.width >= 2 * Self.side {
      small = small.halvedByMaximum()
      smallClosing = smallClosing?.halvedByMaximum()
    }
    let mask = InsideMask(exact: small, closing: smallClosing)
    inside = mask.inside.enlarged(width: ink.width, height: ink.width)
    distance = mask.distance.enlarged(width: ink.width, height: ink.width)
  }

  private init(exact ink: Plane, closing: Plane?) {
    let size = ink.width
    // Room for the widest pen all around, which else could not get between a line and the border.
    let margin = Int(Self.pens[Self.pens.count - 1] * Double(size)) + 2
    let side = size + 2 * margin
    var isLine = [Bool](repeating: false, count: side * side)
    for y in 0..<size {
      for x in 0..<size where ink.values[y * size + x] >= Self.line { isLine[(y + margin) * side + x + margin] = true }
    }
    let lines = Self.distances(to: isLine, side: side)
    var walls = lines
    if let closing {
      for y in 0..<size {
        for x in 0..<size where closing.values[y * size + x] >= Self.line {
          isLine[(y + margin) * side + x + margin] = true
        }
      }
      walls = Self.distances(to: isLine, side: side)
    }
    var votes = [Float](repeating: 0, count: side * side)
    for pen in Self.pens {
      let isOutside = Self.outside(walls, radius: Float(pen) * Float(size), side: side)
      for pixel in votes.indices where !isOutside[pixel] { votes[pixel] += 1 / Float(Self.pens.count) }
    }
    func cropped(_ values: [Float]) -> Plane {
      var plane = Plane(width: size, height: size)
      for y in 0..<size {
        let start = (y + margin) * side + margin
        plane.values.replaceSubrange((y * size)..<((y + 1) * size), with: values[start..<(start + size)])
      }
      return plane
    }
    let far = Float(Self.farthest) * Float(size)
    inside = cropped(votes)
    distance = cropped(lines.map { min($0 / far, 1) })
  }

  /// What a round pen covers that comes from the border and stays off the lines.
  private static func outside(_ lines: [Float], radius: Float, side: Int) -> [Bool] {
    let count = side * side
    var isReached = [Bool](repeating: false, count: count)
    var open: [Int32] = []
    open.reserveCapacity(count)
    lines.withUnsafeBufferPointer { lines in
      isReached.withUnsafeMutableBufferPointer { isReached in
        func visit(_ pixel: Int) {
          // Where there is no line within reach, and on no line itself.
          guard !isReached[pixel], lines[pixel] > radius, lines[pixel] > 0 else { return }
          isReached[pixel] = true
          open.append(Int32(pixel))
        }
        for step in 0..<side {
          visit(step)
          visit(count - 1 - step)
          visit(step * side)
          visit(step * side + side - 1)
        }
        var next = 0
        while next < open.count {
          let pixel = Int(open[next])
          next += 1
          let x = pixel % side
          if x > 0 { visit(pixel - 1) }
          if x < side - 1 { visit(pixel + 1) }
          if pixel >= side { visit(pixel - side) }
          if pixel < count - side { visit(pixel + side) }
        }
      }
    }
    guard radius > 0 else { return isReached }
    let reach = distances(to: isReached, side: side)
    // A pen whose middle is there covers what lies within its radius, and the pixel beside the line.
    return reach.indices.map { reach[$0] <= radius + 1 && lines[$0] > 0 }
  }

  /// The distance in pixels of each place to the nearest one that is set, at most 8 % too long (Borgefors, "Distance
  /// transformations in digital images", 1986: chamfer 3-4). Far beyond the canvas's side where none is set.
  private static func distances(to isSet: [Bool], side: Int) -> [Float] {
    let straight: Float = 1
    let diagonal: Float = 4.0 / 3
    // A border of one pixel around saves asking for it.
    let stride = side + 2
    var padded = [Float](repeating: 4 * Float(side), count: stride * stride)
    return padded.withUnsafeMutableBufferPointer { d in
      for y in 0..<side {
        for x in 0..<side where isSet[y * side + x] { d[(y + 1) * stride + x + 1] = 0 }
      }
      for y in 1...side {
        for x in 1...side {
          let i = y * stride + x
          d[i] = min(
            min(d[i], d[i - 1] + straight),
            min(d[i - stride] + straight, min(d[i - stride - 1], d[i - stride + 1]) + diagonal))
        }
      }
      for y in (1...side).reversed() {
        for x in (1...side).reversed() {
          let i = y * stride + x
          d[i] = min(
            min(d[i], d[i + 1] + straight),
            min(d[i + stride] + straight, min(d[i + stride - 1], d[i + stride + 1]) + diagonal))
        }
      }
      return [Float](unsafeUninitializedCapacity: side * side) { buffer, count in
        for y in 0..<side {
          for x in 0..<side { buffer[y * side + x] = d[(y + 1) * stride + x + 1] }
        }
        count = side * side
      }
    }
  }
}

extension Plane {
  /// Half the side; each place has the largest of its four values, so that no line gets lost.
  fileprivate func halvedByMaximum() -> Plane {
    var half = Plane(width: width / 2, height: height / 2)
    for y in 0..<half.height {
      for x in 0..<half.width {
        let place = 2 * y * width + 2 * x
        half.values[y * half.width + x] = max(
          max(values[place], values[place + 1]), max(values[place + width], values[place + width + 1]))
      }
    }
    return half
  }
}
