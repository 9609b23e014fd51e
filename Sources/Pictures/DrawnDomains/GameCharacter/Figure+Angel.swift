import Glibc

extension Figure {
  /// An angel in a robe, with wings and a halo; arms and legs are often mere lines.
  mutating func addAngel() {
    let robe = tone(Colour(0.97, 0.97, 1), variety: 0.6)
    let feathers = tone(Colour(0.86, 0.93, 1), variety: 0.45)
    let gold = tone(Colour(1, 0.80, 0.2), variety: 0.2)
    let skin = Colour(1, 0.86, 0.74)
    let headSize = random.uniform(0.2, 0.32)
    let head = Point(0, -0.72)
    let shoulder = head.y + headSize + random.uniform(0, 0.06)
    let hem = random.uniform(0.7, 1.05)
    for side in [-1.0, 1] { addWing(root: Point(side * 0.08, shoulder + 0.28), side: side, feathers) }
    let hasLegs = random.chance(0.3)
    if hasLegs {
      for side in [-1.0, 1] {
        line(
          .leg, Outline.sides([Point(side * 0.14, hem - 0.05), Point(side * 0.16, hem + 0.26)]), skin.darker(0.35),
          width: lineWidth * 1.6)
      }
    }
    let top = random.uniform(0.06, 0.2)
    let bottom = random.uniform(0.32, 0.66)
    var corners = [Point(-top, shoulder), Point(top, shoulder), Point(bottom, hem)]
    if random.chance(0.3) {
      corners += stride(from: 0.6, through: -0.6, by: -0.4).map {
        Point(bottom * $0, hem + (Int((($0 + 1) * 5).rounded()).isMultiple(of: 2) ? 0.06 : -0.03))
      }
    }
    corners.append(Point(-bottom, hem))
    let arms = random.chance(0.5)
    if arms {
      for side in [-1.0, 1] {
        let hand = Point(side * random.uniform(0.4, 0.6), shoulder + random.uniform(0.15, 0.6))
        if random.chance(0.5) {
          line(
            .arm, Outline.sides([Point(side * top, shoulder + 0.14), hand]), skin.darker(0.35), width: lineWidth * 1.6)
        } else {
          part(.arm, Outline.limb(from: Point(side * top * 0.8, shoulder + 0.14), to: hand, 0.09, 0.07), robe)
        }
      }
    }
    part(.body, random.chance(0.5) ? Outline.polygon(corners) : Outline.rounded(corners, cut: 0.1), robe)
    let hasHair = random.chance(0.3)
    if hasHair {
      part(
        .feature, Outline.ellipse(head + Point(0, -headSize * 0.1), headSize * 1.2, headSize * 1.16),
        tone(Colour(0.98, 0.84, 0.4), variety: 0.4))
    }
    part(.head, Outline.ellipse(head, headSize * uneven(), headSize * uneven()), Tone(base: skin))
    for side in [-1.0, 1] {
      glow(
        Outline.ellipse(head + Point(side * headSize * 0.55, headSize * 0.3), headSize * 0.28, headSize * 0.2),
        Colour(1, 0.4, 0.4), 0.5)
    }
    if random.chance(0.6) { addFeatures(at: head, width: headSize, height: headSize) }
    let halo = Point(random.normal() * 0.05, head.y - headSize - random.uniform(0.1, 0.24))
    let rx = random.uniform(0.2, 0.36)
    let ry = random.uniform(0.05, 0.11)
    glow(Outline.ellipse(halo, rx * 1.7, ry * 3.4), Colour(1, 0.9, 0.4), 0.6)
    if random.chance(0.35) {
      let band = 0.05
      addBand(Outline.ellipse(halo, rx, ry + 0.03), Outline.ellipse(halo, rx - band, max(0.02, ry - 0.03)), gold)
    } else {
      let ring = Outline.ellipse(halo, rx, ry)
      line(.feature, ring + [ring[0]], gold.base.darker(0.12), width: lineWidth * 1.9)
    }
  }

  /// A wing: one round form, or one with feathered edges.
  private mutating func addWing(root: Point, side: Double, _ tone: Tone) {
    let span = random.uniform(0.6, 0.95)
    let rise = random.uniform(0.2, 0.6)
    let drop = random.uniform(0.2, 0.6)
    func at(_ x: Double, _ y: Double) -> Point { root + Point(side * x * span, y) }
    let outline: [Point]
    switch random.index(weights: [0.4, 0.35, 0.25]) {
    case 0:
      outline = Outline.closedSpline([
        at(0, 0), at(0.45, -rise), at(0.95, -rise * 0.8), at(1.05, drop * 0.3), at(0.55, drop),
      ])
    case 1:
      outline = Outline.polygon([
        at(0, -0.02), at(0.4, -rise * 0.8), at(1, -rise), at(0.86, -rise * 0.3), at(0.98, -rise * 0.1),
        at(0.72, drop * 0.3), at(0.8, drop * 0.55), at(0.45, drop * 0.6), at(0.4, drop), at(0, drop * 0.4),
      ])
    default:
      outline = Outline.closedSpline([
        at(0, 0), at(0.4, -rise), at(0.9, -rise), at(1.02, -rise * 0.55), at(0.84, -rise * 0.2), at(0.96, 0.05),
        at(0.7, drop * 0.4), at(0.72, drop * 0.7), at(0.35, drop * 0.7),
      ])
    }
    part(.feature, outline, tone)
    if random.chance(0.3) {
      for share in [0.35, 0.65] {
        line(
          .detail,
          Outline.openSpline([
            at(0.15, drop * 0.1), at(share * 0.7, -rise * share * 0.4), at(share * 1.2, drop * (0.5 - share * 0.3)),
          ]),
          tone.base.darker(0.35), clip: outline)
      }
    }
  }
}
