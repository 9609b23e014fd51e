import Glibc

extension Figure {
  /// A sword that points up: blade, guard, grip, pommel; sometimes all of it as mere lines.
  mutating func addSword() {
    let steel = tone(Colour(0.80, 0.87, 0.96), variety: 0.5)
    let gold = tone(Colour(0.98, 0.76, 0.22), variety: 0.5)
    let grip = tone(Colour(0.55, 0.33, 0.20), variety: 0.5)
    let isStick = random.chance(0.2)
    let width = isStick ? 0.05 : random.uniform(0.1, 0.24)
    let guardWidth = random.uniform(0.24, 0.6)
    let guardHeight = isStick ? 0.045 : random.uniform(0.05, 0.15)
    let handle = random.uniform(0.3, 0.6)
    let bladeEnd = -1.3
    let handleWidth = isStick ? 0.045 : random.uniform(0.06, 0.12)
    let handleLine = Outline.box(Point(-handleWidth, 0.3), Point(handleWidth, 0.35 + handle), cut: 0.08)
    let isHandleRound = !isStick && random.chance(0.25)
    part(
      .feature,
      isHandleRound ? Outline.ellipse(Point(0, 0.35 + handle / 2), handleWidth * 1.4, handle / 2 + 0.04) : handleLine,
      grip, isSketched: !isStick)
    if isStick { line(.feature, Outline.sides([Point(0, 0.3), Point(0, 0.35 + handle)]), grip.base.darker(0.5)) }
    if !isStick && random.chance(0.35) {
      part(.feature, Outline.ellipse(Point(0, 0.4 + handle), handleWidth * 1.5, handleWidth * 1.5, count: 26), gold)
    }
    let tip = random.uniform(0.12, 0.5)
    let flare = random.uniform(0.85, 1.15)
    let blade = Outline.polygon([
      Point(-width, 0.32), Point(-width * flare, bladeEnd + tip), Point(random.normal() * width * 0.2, bladeEnd),
      Point(width * flare, bladeEnd + tip), Point(width, 0.32),
    ])
    part(.silhouette, blade, steel, isSketched: !isStick)
    if isStick {
      line(.silhouette, Outline.sides([Point(0, 0.32), Point(0, bladeEnd)]), steel.base.darker(0.5))
    } else {
      let half = [Point(0, 0.32), Point(0, bladeEnd), Point(width * flare, bladeEnd + tip), Point(width, 0.32)]
      spot(half, steel.base.darker(0.16), clip: blade)
      if random.chance(0.25) {
        line(.feature, Outline.sides([Point(0, 0.28), Point(0, bladeEnd + tip)]), steel.base.darker(0.5))
      }
    }
    let bow = random.normal() * 0.08
    let bar =
      random.chance(0.6)
      ? Outline.rounded(
        [
          Point(-guardWidth, 0.3 - guardHeight + bow), Point(0, 0.3 - guardHeight),
          Point(guardWidth, 0.3 - guardHeight + bow), Point(guardWidth, 0.3 + guardHeight + bow),
          Point(0, 0.3 + guardHeight), Point(-guardWidth, 0.3 + guardHeight + bow),
        ], cut: 0.1)
      : Outline.ellipse(Point(0, 0.3), guardWidth, guardHeight * 1.3)
    part(.feature, bar, gold, isSketched: !isStick)
    if isStick {
      line(.feature, Outline.sides([Point(-guardWidth, 0.3), Point(guardWidth, 0.3)]), gold.base.darker(0.5))
    }
  }

  /// A crown with three to seven points, often with stones.
  mutating func addCrown() {
    let gold = tone(Colour(1, 0.80, 0.22))
    let count = 3 + random.index(weights: [2, 1.5, 2, 0.7, 0.5])
    let height = random.uniform(0.5, 1.1)
    let valley = random.uniform(0.35, 0.75)
    let isRound = random.chance(0.2)
    let base = 0.5
    var corners = [Point(-0.9, base)]
    var tips: [Point] = []
    for index in 0..<count {
      let x = -1 + 2 * Double(index) / Double(count - 1)
      let isMiddle = abs(x) < 0.2
      let tip = Point(x * uneven(0.04), base - 0.35 - height * (isMiddle ? 1.12 : 1) * uneven(0.08))
      tips.append(tip)
      corners.append(tip)
      if index < count - 1 {
        let next = -1 + 2 * (Double(index) + 0.5) / Double(count - 1)
        corners.append(Point(next, base - 0.35 - height * (1 - valley) * uneven(0.1)))
      }
    }
    corners.append(Point(0.9, base))
    if random.chance(0.5) { corners.append(Point(0, base + random.uniform(0, 0.2))) }
    part(.silhouette, isRound ? Outline.rounded(corners, cut: 0.14) : Outline.polygon(corners), gold)
    if random.chance(0.3) {
      for tip in tips {
        part(.feature, Outline.ellipse(tip, 0.09, 0.09, count: 22), tone(Colour(0.95, 0.25, 0.32), variety: 0.2))
      }
    }
    let band = base - random.uniform(0.2, 0.34)
    if random.chance(0.35) {
      line(.feature, Outline.sides([Point(-0.92, band), Point(0.92, band)]), gold.base.darker(0.5))
    }
    if random.chance(0.35) {
      for x in [-0.5, 0, 0.5] {
        part(
          .feature, Outline.ellipse(Point(x, base - 0.13), 0.09, 0.09, count: 22),
          tone(x == 0 ? Colour(0.25, 0.5, 0.95) : Colour(0.93, 0.25, 0.35), variety: 0.3))
      }
    }
    glow(Outline.ellipse(Point(-0.45, base - 0.35), 0.22, 0.3), .white, 0.5)
  }
}
