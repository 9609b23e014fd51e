import Glibc

extension Figure {
  /// The hair that falls behind the head.
  mutating func addBackHair(_ traits: FaceTraits, _ tone: Tone) {
    let w = traits.width
    switch traits.hair {
    case .long:
      let length = random.uniform(1.1, 1.6)
      part(
        .feature,
        Outline.closedSpline([
          Point(0, -1.2), Point(w * 0.95, -0.85), Point(w * 1.25, 0), Point(w * 1.2, length), Point(w * 0.5, length),
          Point(-w * 0.5, length), Point(-w * 1.2, length), Point(-w * 1.25, 0), Point(-w * 0.95, -0.85),
        ]), tone)
    case .bob:
      part(
        .feature,
        Outline.closedSpline([
          Point(0, -1.22), Point(w * 1.05, -0.8), Point(w * 1.28, 0.1), Point(w * 1.1, 0.75), Point(0, 0.8),
          Point(-w * 1.1, 0.75), Point(-w * 1.28, 0.1), Point(-w * 1.05, -0.8),
        ]), tone)
    case .curls:
      for index in 0..<9 {
        let angle = Double.pi * (1 + Double(index) / 8)
        part(
          .feature,
          Outline.ellipse(
            Point(cos(angle) * w * 1.02, sin(angle) * 1.02), 0.3 * uneven(0.12), 0.3 * uneven(0.12), count: 26),
          tone)
      }
    case .bun:
      part(.feature, Outline.ellipse(Point(0, -1.22), 0.34, 0.32), tone)
    default: break
    }
  }

  /// The hair over the forehead.
  mutating func addFrontHair(_ traits: FaceTraits, _ tone: Tone, _ head: [Point]) {
    let w = traits.width
    switch traits.hair {
    case .none: break
    case .strands:
      let count = 3 + Int(random.next() % 5)
      for index in 0..<count {
        let angle = -Double.pi * (0.15 + 0.7 * Double(index) / Double(max(1, count - 1)))
        let root = Point(cos(angle) * w, sin(angle))
        let end = root + Point(cos(angle) * 0.45 + random.normal() * 0.12, sin(angle) * 0.4 * uneven(0.3))
        let middle = (root + end) * 0.5 + Point(random.normal() * 0.06, random.normal() * 0.06)
        line(.feature, Outline.openSpline([root, middle, end]), tone.base, width: lineWidth * 1.8)
      }
      if tone.surprise != nil, let root = art.shapes.last?.outline.last { art.surprises.append(root) }
    case .spikes:
      let count = 5 + Int(random.next() % 3)
      var corners: [Point] = []
      for index in 0...(count * 2) {
        let angle = Double.pi * (1 + Double(index) / Double(count * 2))
        let reach = index.isMultiple(of: 2) ? 1.0 : 1.42 * uneven(0.08)
        corners.append(Point(cos(angle) * w * 1.04 * reach, sin(angle) * 1.04 * reach))
      }
      corners += [Point(w * 0.75, -0.45), Point(0, -0.62), Point(-w * 0.75, -0.45)]
      part(.feature, Outline.polygon(corners), tone)
    case .short, .bob, .long, .curls, .bun:
      let fringe = -0.95 + random.uniform(0.3, 0.55)
      let part = random.uniform(-0.4, 0.4)
      self.part(
        .feature,
        Outline.closedSpline([
          Point(-w * 1.06, -0.12), Point(-w * 1.02, -0.62), Point(-w * 0.6, -1.1), Point(0, -1.22),
          Point(w * 0.6, -1.1), Point(w * 1.02, -0.62), Point(w * 1.06, -0.12), Point(w * 0.82, -0.48),
          Point(w * (part + 0.1), fringe), Point(w * part, fringe - 0.12), Point(-w * 0.82, -0.46),
        ]), tone)
      glow(Outline.ellipse(Point(-w * 0.35, -1), 0.3, 0.12), .white, 0.35)
    }
  }

  mutating func addBeard(_ traits: FaceTraits, _ tone: Tone, _ head: [Point]) {
    part(
      .feature,
      Outline.closedSpline([
        Point(-traits.width * 0.98, 0.1), Point(-traits.width * 0.5, 0.32), Point(0, 0.22),
        Point(traits.width * 0.5, 0.32),
        Point(traits.width * 0.98, 0.1), Point(traits.width * 0.72, 0.98), Point(0, traits.chin * 1.22),
        Point(-traits.width * 0.72, 0.98),
      ]), tone)
  }

  /// A cap or a pointed party hat.
  mutating func addHat(_ traits: FaceTraits) {
    let felt = tone(Colour(0.90, 0.30, 0.34))
    let w = traits.width
    if random.chance(0.5) {
      part(
        .clothing,
        Outline.polygon([Point(-w * 0.6, -0.85), Point(random.normal() * 0.1, -2), Point(w * 0.6, -0.85)]), felt)
    } else {
      part(.clothing, Outline.polygon(Outline.arc(Point(0, -0.68), w * 1.02, 0.72, from: .pi, to: 2 * .pi)), felt)
      part(.clothing, Outline.box(Point(-w * 1.35, -0.76), Point(w * 1.02, -0.58), cut: 0.16), felt)
    }
  }
}
