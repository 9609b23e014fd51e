import Glibc

extension Figure {
  private static let gold = Colour(0.98, 0.80, 0.32)

  /// A box with one handle, or two of them.
  mutating func addTote() {
    let leather = tone(Colour(0.92, 0.30, 0.40))
    let top = random.uniform(0.5, 1) * uneven(0.05)
    let bottom = random.chance(0.5) ? top * random.uniform(0.95, 1.25) : top * random.uniform(0.75, 1)
    let height = random.uniform(0.6, 1.15)
    let body = Outline.rounded(
      [
        Point(-top, 0), Point(top * uneven(0.04), random.normal() * 0.04), Point(bottom, height),
        Point(-bottom, height),
      ], cut: random.uniform(0.02, 0.14))
    let strap = random.chance(0.4) ? leather : tone(Colour(0.66, 0.36, 0.22), variety: 0.5)
    if random.chance(0.2) { addHandle(width: top * 0.8, lift: 0.08, strap) }
    let isInFront = random.chance(0.3)
    if !isInFront { addHandle(width: top, lift: 0, strap) }
    part(.silhouette, body, leather)
    if isInFront { addHandle(width: top, lift: 0, strap, root: random.uniform(0.08, 0.3)) }
    addPattern(inside: body, from: 0.05, to: height, leather)
    shine(body)
  }

  /// A body under a flap with a buckle.
  mutating func addSatchel() {
    let leather = tone(Colour(0.80, 0.52, 0.28))
    let width = random.uniform(0.65, 1)
    let height = random.uniform(0.75, 1.1)
    let softness = random.uniform(0.04, 0.16)
    addHandle(width: width * 0.9, lift: random.uniform(0, 0.2), leather)
    let body = Outline.rounded(
      [Point(-width, 0), Point(width, 0), Point(width * 0.98, height), Point(-width * 0.98, height)], cut: softness)
    part(.silhouette, body, leather)
    let drop = height * random.uniform(0.35, 0.62)
    let isPointed = random.chance(0.3)
    var flap = [Point(-width, -0.02), Point(width, -0.02), Point(width * 0.98, drop * (isPointed ? 0.4 : 0.85))]
    if isPointed {
      flap.append(Point(0, drop * 1.15))
    } else {
      flap += [Point(width * 0.7, drop), Point(-width * 0.7, drop)]
    }
    flap.append(Point(-width * 0.98, drop * (isPointed ? 0.4 : 0.85)))
    part(
      .feature, Outline.rounded(flap, cut: softness), Tone(base: leather.base.darker(0.12), surprise: leather.surprise))
    addBuckle(Point(0, drop * (isPointed ? 1.02 : 0.96)))
    if random.chance(0.2) {
      part(
        .feature, Outline.box(Point(-width * 0.5, height * 0.66), Point(width * 0.5, height * 0.92), cut: 0.08), leather
      )
    }
    shine(body)
  }

  /// A round bag under a bow.
  mutating func addPurse() {
    let silk = tone(Colour(0.68, 0.42, 0.90))
    let width = random.uniform(0.65, 0.95)
    let height = random.uniform(0.75, 1.05)
    addHandle(width: width, lift: 0, tone(Self.gold, variety: 0.25), isChain: random.chance(0.25))
    let body = Outline.rounded(
      [
        Point(-width * 0.92, 0), Point(width * 0.92, 0), Point(width * 1.04, height * 0.55),
        Point(width * 0.6, height), Point(-width * 0.6, height), Point(-width * 1.04, height * 0.55),
      ], cut: random.uniform(0.12, 0.24))
    part(.silhouette, body, silk)
    if random.chance(0.5) {
      part(
        .feature, Outline.box(Point(-width * 0.94, -0.07), Point(width * 0.94, 0.1), cut: 0.12), Tone(base: Self.gold))
      if random.chance(0.6) {
        for side in [-1.0, 1] {
          part(.feature, Outline.ellipse(Point(side * 0.07, -0.1), 0.07, 0.07, count: 24), Tone(base: Self.gold))
        }
      }
    } else {
      addBuckle(Point(0, 0.1))
    }
    addPattern(inside: body, from: 0.15, to: height, silk)
    shine(body)
  }

  /// A flat bag without a handle, or with a thin loop.
  mutating func addClutch() {
    let satin = tone(Colour(0.30, 0.70, 0.62))
    let height = random.uniform(0.65, 0.95)
    if random.chance(0.45) { addHandle(width: random.uniform(0.4, 0.9), lift: 0, satin, isChain: true) }
    let body = Outline.rounded(
      [Point(-1, 0), Point(1, 0), Point(0.98, height), Point(-0.98, height)], cut: random.uniform(0.03, 0.15))
    part(.silhouette, body, satin)
    let peak = height * random.uniform(0.45, 0.75)
    line(
      .feature, Outline.sides([Point(-0.99, 0.03), Point(0, peak), Point(0.99, 0.03)]), satin.base.darker(0.55))
    addBuckle(Point(0, peak))
    shine(body)
  }

  // MARK: Parts

  /// A handle as an arch over the body: a band, or one line as hurried people draw it.
  private mutating func addHandle(
    width: Double, lift: Double, _ tone: Tone, root: Double = 0.03, isChain: Bool = false
  ) {
    let rx = width * random.uniform(0.45, 0.92)
    let ry = random.uniform(0.45, 1.1) + lift
    let shift = random.normal() * 0.05
    let band = isChain ? 0.05 : random.uniform(0.09, 0.17)
    let exponent = random.chance(0.25) ? 4.0 : 2.2
    func arch(_ rx: Double, _ ry: Double) -> [Point] {
      Outline.superellipse(Point(shift, 0), rx, ry, exponent: exponent, count: 64).filter { $0.y <= 1e-6 }
        .sorted { atan2($0.y, $0.x - shift) < atan2($1.y, $1.x - shift) }
    }
    let outer = [Point(shift - rx, root)] + arch(rx, ry) + [Point(shift + rx, root)]
    let inner = [Point(shift - rx + band, root)] + arch(rx - band, ry - band) + [Point(shift + rx - band, root)]
    let isOneLine = isChain || random.chance(0.5)
    part(.feature, outer + inner.reversed(), tone, isSketched: false, isOutlined: false)
    let dark = tone.base.darker(0.58)
    if isOneLine {
      let middle =
        [Point(shift - rx + band / 2, root)] + arch(rx - band / 2, ry - band / 2)
        + [Point(shift + rx - band / 2, root)]
      line(.feature, middle, dark, width: lineWidth * 0.9)
    } else {
      line(.feature, outer, dark)
      line(.feature, inner, dark)
    }
  }

  private mutating func addBuckle(_ place: Point) {
    let isSketched = random.chance(0.5)
    let size = random.uniform(0.07, 0.13)
    let buckle =
      random.chance(0.5)
      ? Outline.ellipse(place, size, size, count: 28)
      : Outline.box(place - Point(size, size * 0.8), place + Point(size, size * 0.8), cut: 0.1)
    part(.feature, buckle, Tone(base: Self.gold), isSketched: isSketched)
  }

  /// Dots, a band, a heart or stitches; only those that people draw too.
  private mutating func addPattern(inside body: [Point], from: Double, to: Double, _ ground: Tone) {
    let middle = Point(0, (from + to) / 2)
    let dark = ground.base.darker(0.5)
    switch random.index(weights: [0.42, 0.14, 0.16, 0.12, 0.16]) {
    case 1:
      for _ in 0..<(3 + Int(random.next() % 4)) {
        let place = middle + Point(random.uniform(-0.45, 0.45), random.uniform(-0.25, 0.3))
        let r = random.uniform(0.04, 0.09)
        part(.feature, Outline.ellipse(place, r, r, count: 20), Tone(base: Colour(1, 0.97, 0.9)), clip: body)
      }
    case 2:
      let y = from + (to - from) * random.uniform(0.25, 0.7)
      line(.feature, Outline.sides([Point(-1.2, y), Point(1.2, y)]), dark, clip: body)
      if random.chance(0.4) {
        line(.feature, Outline.sides([Point(-1.2, y + 0.14), Point(1.2, y + 0.14)]), dark, clip: body)
      }
    case 3:
      let heart = Outline.closedSpline(
        [(0, -0.1), (0.16, -0.22), (0.27, -0.06), (0.02, 0.26), (-0.02, 0.26), (-0.27, -0.06), (-0.16, -0.22)].map {
          middle + Point($0.0, $0.1)
        })
      part(.feature, heart, tone(Colour(1, 0.93, 0.55)))
    case 4:
      part(
        .feature,
        Outline.box(Point(-0.34, middle.y - 0.02), Point(0.34, to - 0.12), cut: random.uniform(0.04, 0.14)),
        Tone(base: ground.base.lighter(0.12), surprise: ground.surprise))
    default: break
    }
  }

  /// A soft light on the left side of the body.
  private mutating func shine(_ body: [Point]) {
    let bounds = Bounds(body)
    glow(
      Outline.ellipse(
        Point(bounds.low.x + bounds.size.x * 0.24, bounds.low.y + bounds.size.y * 0.4), bounds.size.x * 0.16,
        bounds.size.y * 0.34), .white, 0.3, clip: body)
  }
}
