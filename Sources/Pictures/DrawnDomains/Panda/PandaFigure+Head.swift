import Glibc

extension PandaFigure {
  /// Ears, head and face. `turn` tilts the whole head, radians.
  mutating func addHead(at centre: Point, turn: Double) {
    let c = cos(turn)
    let s = sin(turn)
    func place(_ p: Point) -> Point { centre + Point(p.x * c - p.y * s, p.x * s + p.y * c) }
    func place(_ outline: [Point]) -> [Point] { outline.map { place($0) } }

    let skull = headOutline()
    addEars(skull: skull) { place($0) }
    let head = place(skull)
    add(.head, head, .fur)
    if palette.isFurSurprising { art.surprises.append(place(Point(0, -0.45 * traits.head.y))) }
    // Light from above, and the round chin's shade.
    glow(place(Outline.ellipse(Point(-0.25, -0.62 * traits.head.y), 0.5, 0.26)), .white, 0.55, clip: head)
    glow(
      place(Outline.ellipse(Point(0, traits.head.y * 0.98), traits.head.x * 0.95, 0.34)), Colour(0.45, 0.4, 0.6), 0.26,
      clip: head)
    for side in [-1.0, 1] {
      let cheek = Point(side * min(traits.eyeSpread + 0.24, traits.head.x * 0.72), traits.noseHeight + 0.14)
      glow(place(Outline.ellipse(cheek, 0.23, 0.17)), Colour(1, 0.5, 0.55), 0.62, clip: head)
    }
    for side in [-1.0, 1] { addEye(side: side, head: head) { place($0) } }
    addMuzzle(head: head) { place($0) }
  }

  private func headOutline() -> [Point] {
    let round = Outline.superellipse(Point(0, 0), traits.head.x, traits.head.y, exponent: traits.boxiness, count: 64)
    let chin = traits.head.y * (1 - traits.flatChin)
    return round.map { p in
      let y = p.y / traits.head.y
      let widened = Point(p.x * (1 + traits.egg * y), p.y)
      // A chin cut flat: what lies below is pressed onto a line, as in a head drawn like a loaf.
      return traits.flatChin > 0 && p.y > chin ? Point(widened.x * 1.02, chin + (p.y - chin) * 0.12) : widened
    }
  }

  private mutating func addEars(skull: [Point], place: (Point) -> Point) {
    for (side, angle) in [(-1.0, traits.earAngles.left), (1.0, traits.earAngles.right)] {
      let size = traits.earSize * uneven()
      let sideways = traits.ears == .sideways
      let lean = side * (sideways ? random.uniform(1.1, 1.5) : angle)
      let way = Point(sin(side * (sideways ? angle + 0.25 : angle)), -cos(sideways ? angle + 0.25 : angle))
      // The ear sits on the outline, wherever the head's shape has it in that direction.
      let rim = rimDistance(skull, towards: way)
      let middle = way * (rim * 1.0 + size * (traits.earReach - 1) * 2 + size * 0.2)
      let outline: [Point]
      switch traits.ears {
      case .round: outline = Outline.ellipse(middle, size, size * 0.96, tilt: lean)
      case .tall: outline = Outline.ellipse(middle, size * 0.78, size * 1.3, tilt: lean * 0.7)
      case .square: outline = Outline.superellipse(middle, size * 0.9, size, exponent: 3.6, tilt: lean * 0.6)
      case .pointed:
        outline = Outline.closedSpline(
          [(-0.95, 0.9), (-0.6, -0.3), (0, -1.25), (0.6, -0.3), (0.95, 0.9), (0, 1)].map { x, y in
            turned(Point(x * size, y * size), lean * 0.6) + middle
          })
      case .sideways: outline = Outline.ellipse(middle, size * 0.7, size * 1.35, tilt: lean)
      }
      let placed = outline.map(place)
      add(.ear, placed, .dark)
      if palette.isDarkSurprising && side > 0 { art.surprises.append(place(middle + way * (size * 0.5))) }
      let inner = Outline.ellipse(middle + way * (size * 0.02), size * 0.55, size * 0.55, tilt: lean)
      glow(inner.map(place), Colour(0.75, 0.5, 0.6), 0.5, clip: placed)
    }
  }

  private func turned(_ p: Point, _ angle: Double) -> Point {
    Point(p.x * cos(angle) - p.y * sin(angle), p.x * sin(angle) + p.y * cos(angle))
  }

  /// How far the outline around 0 lies in a direction.
  private func rimDistance(_ outline: [Point], towards way: Point) -> Double {
    var best = -2.0
    var distance = 1.0
    for p in outline where p.length > 0 {
      let cosine = (p.x * way.x + p.y * way.y) / p.length
      if cosine > best {
        best = cosine
        distance = p.length
      }
    }
    return distance
  }

  private mutating func addEye(side: Double, head: [Point], place: (Point) -> Point) {
    let middle = Point(
      side * traits.eyeSpread * traits.head.x * uneven(), traits.eyeHeight + random.normal() * 0.05 * traits.clumsiness)
    let patch = Point(traits.patch.x * uneven(), traits.patch.y * uneven())
    let patchOutline = Outline.ellipse(
      middle + Point(side * patch.x * 0.1, patch.y * 0.1), patch.x, patch.y, tilt: side * traits.patchTilt
    ).map(place)
    add(.eyePatch, patchOutline, .dark, clip: head)

    let r = min(patch.x, patch.y) * traits.eyeSize
    let eye = middle + Point(-side * patch.x * 0.08, -patch.y * 0.02)
    func disc(_ dx: Double, _ dy: Double, _ rx: Double, _ ry: Double) -> [Point] {
      Outline.ellipse(eye + Point(dx * r, dy * r), rx * r, ry * r, count: 24).map(place)
    }
    art.shapes.append(
      ArtShape(
        role: .eye, outline: disc(0, 0, 1, 1.08),
        paint: .shaded(light: .white, base: Colour(0.97, 0.97, 1), shade: Colour(0.75, 0.75, 0.85)), line: nil))
    art.shapes.append(
      ArtShape(
        role: .pupil, outline: disc(-side * 0.06, 0.04, 0.76, 0.84),
        paint: .shaded(light: Colour(0.42, 0.25, 0.16), base: Colour(0.2, 0.11, 0.09), shade: Colour(0.05, 0.03, 0.05)),
        line: nil, isDark: true))
    glow(disc(-side * 0.06, 0.5, 0.5, 0.36), Colour(0.75, 0.45, 0.28), 0.75)
    spot(disc(-0.3, -0.32, 0.3, 0.32), .white)
    spot(disc(0.26, 0.34, 0.14, 0.14), .white)
  }

  private mutating func addMuzzle(head: [Point], place: (Point) -> Point) {
    let nose = traits.noseSize
    let y = traits.noseHeight
    let dark = Colour(0.17, 0.11, 0.14)
    glow(
      Outline.ellipse(Point(0, y + nose * 1.2), nose * 3.2, nose * 2.5).map(place), .white, 0.85, clip: head)

    let top = y + nose * 0.75
    let width = traits.mouthWidth
    let lineWidth = self.lineWidth * 1.25
    switch traits.mouth {
    case .smile:
      let low = top + width * random.uniform(0.75, 1)
      stroke(
        .mouth, Outline.openSpline([Point(-width, top + 0.08), Point(0, low), Point(width, top + 0.08)]).map(place),
        dark, width: lineWidth)
    case .muzzle:
      let low = top + width * 0.85
      stroke(
        .mouth,
        Outline.openSpline(
          [
            Point(-width, low - 0.03), Point(-width * 0.5, low + width * 0.3), Point(-0.01, low - width * 0.12),
            Point(width * 0.5, low + width * 0.3), Point(width, low - 0.03),
          ]
        ).map(place), dark, width: lineWidth)
      stroke(
        .detail, [Point(0, y), Point(0, low - width * 0.12)].map(place), dark, width: lineWidth)
    case .open:
      let outline = Outline.closedSpline([
        Point(-width, top + 0.1), Point(0, top + 0.14), Point(width, top + 0.1), Point(width * 0.6, top + width * 1.1),
        Point(0, top + width * 1.4), Point(-width * 0.6, top + width * 1.1),
      ]).map(place)
      art.shapes.append(
        ArtShape(
          role: .mouth, outline: outline, paint: .flat(Colour(0.45, 0.12, 0.15)), line: (dark, lineWidth), isDark: true)
      )
      spot(
        Outline.ellipse(Point(0, top + width * 1.25), width * 0.5, width * 0.42).map(place), Colour(0.96, 0.5, 0.5),
        clip: outline)
    }

    // A rounded triangle, broad on top, with a shine.
    let tip = Outline.closedSpline(
      [(-1, -0.35), (-0.55, -0.72), (0.55, -0.72), (1, -0.35), (0.5, 0.45), (0, 0.72), (-0.5, 0.45)].map { x, v in
        Point(x * nose * 1.15, y + v * nose)
      }, perSpan: 5
    ).map(place)
    art.shapes.append(
      ArtShape(
        role: .nose, outline: tip,
        paint: .shaded(light: Colour(0.4, 0.3, 0.36), base: dark, shade: Colour(0.06, 0.04, 0.06)), line: nil,
        isDark: true))
    glow(
      Outline.ellipse(Point(-nose * 0.25, y - nose * 0.38), nose * 0.5, nose * 0.24).map(place), .white, 0.8,
      clip: tip)
  }
}
