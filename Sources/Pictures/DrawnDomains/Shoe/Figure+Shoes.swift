import Glibc

extension Figure {
  private static let rubber = Colour(0.97, 0.97, 0.95)

  mutating func addSneaker() {
    let last = ShoeLast(collar: 0.55...0.95, using: &random)
    let cloth = tone(Colour(0.92, 0.26, 0.26))
    let rubber = Tone(base: Self.rubber)
    let sole = random.uniform(0.1, 0.2)
    let hasSole = random.chance(0.62)
    let upper = last.upper(sole: hasSole ? sole : 0)
    part(.silhouette, upper, cloth)
    addOpening(last)
    if random.chance(0.4) {
      let cap = Outline.ellipse(Point(-0.95, ShoeLast.ground), 0.42, last.toeHeight * 0.95)
      part(.feature, cap, rubber, clip: upper)
    }
    if random.chance(0.3) { addStripes(last, upper, rubber) }
    if random.chance(0.72) { addLaces(last) }
    if hasSole { addSole(thickness: sole, rubber, from: -1.08, to: 0.98) }
  }

  mutating func addBoot() {
    let last = ShoeLast(collar: 0.9...1.75, using: &random)
    let leather = tone(Colour(0.66, 0.42, 0.22))
    let sole = random.uniform(0.08, 0.16)
    let hasSole = random.chance(0.55)
    let upper = last.upper(sole: hasSole ? sole : 0)
    part(.silhouette, upper, leather)
    addOpening(last)
    if random.chance(0.2) { addCuff(last, Tone(base: Colour(0.97, 0.93, 0.86))) }
    if random.chance(0.5) { addLaces(last) }
    if random.chance(0.15) {
      let y = ShoeLast.ground - last.collar * 0.55
      line(.detail, Outline.sides([Point(0.9 - last.collarWidth, y), Point(0.95, y)]), leather.base.darker(0.5))
    }
    if hasSole {
      let dark = Tone(base: Colour(0.30, 0.22, 0.20))
      addSole(thickness: sole, dark, from: -1.08, to: 0.98)
      if random.chance(0.5) {
        part(
          .feature, Outline.box(Point(0.45, ShoeLast.ground - 0.02), Point(0.98, ShoeLast.ground + 0.14)), dark)
      }
    }
  }

  mutating func addHeel() {
    var last = ShoeLast(collar: 0.36...0.5, using: &random)
    last.lift = random.uniform(0.45, 0.95)
    last.toeHeight = random.uniform(0.22, 0.34)
    last.instep = Point(0.1, random.uniform(0.12, 0.3))
    let patent = tone(Colour(0.95, 0.36, 0.60))
    let width = random.uniform(0.08, 0.3)
    let heel = [
      Point(0.98, ShoeLast.ground - last.lift - 0.1), Point(0.98 - width * 0.3, ShoeLast.ground),
      Point(0.98 - width * 0.3 - 0.1, ShoeLast.ground), Point(0.6 - width * 0.4, ShoeLast.ground - last.lift + 0.05),
    ]
    part(.feature, Outline.rounded(heel, cut: 0.06), patent)
    part(.silhouette, last.upper(sole: 0), patent)
    addOpening(last)
    if random.chance(0.3) {
      let bow = last.slope(0.95)
      for side in [-1.0, 1] {
        part(
          .detail,
          Outline.rounded([bow, bow + Point(side * 0.2, -0.13), bow + Point(side * 0.2, 0.11)], cut: 0.12),
          Tone(base: Colour(1, 0.86, 0.3)))
      }
    }
  }

  mutating func addSandal() {
    let leather = tone(Colour(0.98, 0.70, 0.22))
    let sole = random.uniform(0.12, 0.26)
    let g = ShoeLast.ground
    let count = 1 + Int(random.next() % 3)
    for index in 0..<count {
      let x = -0.62 + 1.1 * Double(index) / Double(max(1, count - 1)) + random.normal() * 0.05
      let height = random.uniform(0.32, 0.5) + (index == count - 1 && count > 1 ? 0.2 : 0)
      let half = random.uniform(0.1, 0.2)
      let strap =
        Outline.arc(Point(x, g - sole), half + 0.2, height, from: .pi, to: 2 * .pi)
        + Outline.arc(Point(x, g - sole), max(0.08, half), height - 0.16, from: 2 * .pi, to: .pi)
      part(.feature, strap, leather)
    }
    part(
      .silhouette,
      Outline.rounded(
        [
          Point(-1.05, g - sole * 0.8), Point(-0.2, g - sole), Point(0.98, g - sole * 1.15), Point(1, g),
          Point(-0.98, g),
        ], cut: 0.16), tone(Colour(0.72, 0.50, 0.32), variety: 0.3))
  }

  /// A slipper, a ballet shoe or a clog: one closed form with an opening.
  mutating func addSlipper() {
    let last = ShoeLast(collar: 0.42...0.6, using: &random)
    let felt = tone(Colour(0.36, 0.56, 0.93))
    let sole = random.uniform(0.06, 0.12)
    let hasSole = random.chance(0.5)
    part(.silhouette, last.upper(sole: hasSole ? sole : 0), felt)
    addOpening(last)
    if random.chance(0.35) {
      let ball = Outline.ellipse(last.slope(0.97) + Point(-0.05, -0.04), 0.15, 0.15)
      part(.feature, ball, Tone(base: Colour(1, 0.95, 0.9)))
    }
    if hasSole { addSole(thickness: sole, Tone(base: Colour(0.9, 0.8, 0.66)), from: -1.04, to: 0.97) }
  }

  // MARK: Parts

  private mutating func addOpening(_ last: ShoeLast) {
    let middle = (last.collarBack + last.collarFront) * 0.5
    let isSketched = random.chance(0.42)
    let inside = Outline.ellipse(
      middle + Point(0, 0.02), last.collarWidth * 0.47, isSketched ? random.uniform(0.07, 0.13) : 0.07,
      tilt: atan2(last.collarBack.y - last.collarFront.y, last.collarBack.x - last.collarFront.x))
    part(.detail, inside, Tone(base: Colour(0.36, 0.27, 0.27)), isSketched: false)
    guard isSketched else { return }
    line(.feature, inside + [inside[0]], Colour(0.2, 0.14, 0.16))
  }

  private mutating func addSole(thickness: Double, _ tone: Tone, from: Double, to: Double) {
    let g = ShoeLast.ground
    part(
      .feature, Outline.box(Point(from, g - thickness * 1.15), Point(to + 0.03, g + 0.02), cut: 0.04), tone)
  }

  private mutating func addCuff(_ last: ShoeLast, _ tone: Tone) {
    let y = ShoeLast.ground - last.collar
    part(
      .feature,
      Outline.box(Point(0.84 - last.collarWidth, y - 0.08), Point(0.98, y + 0.16), cut: 0.14), tone)
  }

  private mutating func addStripes(_ last: ShoeLast, _ upper: [Point], _ tone: Tone) {
    let x = random.uniform(-0.15, 0.15)
    for index in 0..<(1 + Int(random.next() % 3)) {
      let left = x + Double(index) * 0.22
      let g = ShoeLast.ground
      part(
        .feature,
        Outline.polygon([
          Point(left, g - 0.2), Point(left + 0.2, g - 0.62), Point(left + 0.3, g - 0.62), Point(left + 0.1, g - 0.2),
        ]), tone, clip: upper)
    }
  }

  private mutating func addLaces(_ last: ShoeLast) {
    let count = 2 + Int(random.next() % 4)
    let length = random.uniform(0.16, 0.36)
    let isCrossed = random.chance(0.3)
    for index in 0..<count {
      let share = 0.08 + 0.78 * Double(index) / Double(max(1, count - 1))
      let start = last.slope(share) + Point(-0.03, -0.01)
      let end = start + Point(length * 0.75, length * random.uniform(0.55, 0.95))
      line(.feature, [start, (start + end) * 0.5, end], Colour(1, 1, 1), width: lineWidth * 1.9)
      if isCrossed {
        line(
          .feature, [start + Point(0, length * 0.7), end - Point(0, length * 0.7)], Colour(1, 1, 1),
          width: lineWidth * 1.9)
      }
    }
    if random.chance(0.25) {
      let knot = last.slope(0.05)
      for side in [-1.0, 1] {
        let loop = Outline.ellipse(knot + Point(side * 0.13, -0.05), 0.13, 0.08, tilt: side * 0.5, count: 20)
        line(.detail, loop + [loop[0]], Colour(1, 1, 1), width: lineWidth * 1.5)
      }
    }
  }
}
