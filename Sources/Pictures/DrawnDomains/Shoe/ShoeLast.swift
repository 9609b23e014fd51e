/// The form that a shoe is built over: toe to the left, the ground at ``ground``, about 2 units long.
struct ShoeLast {
  static let ground = 0.5

  /// How far the collar reaches above the ground.
  var collar: Double
  var collarWidth: Double
  var toeHeight: Double
  /// Where the slope from the collar meets the toe.
  var instep: Point
  /// 0.25 for soft corners, less for a boxy hand.
  var softness: Double
  /// How far the heel is lifted.
  var lift = 0.0

  init(collar: ClosedRange<Double>, using random: inout SeededGenerator) {
    self.collar = random.uniform(collar.lowerBound, collar.upperBound)
    collarWidth = random.uniform(0.55, 0.85)
    toeHeight = random.uniform(0.34, 0.56)
    instep = Point(random.uniform(-0.3, 0.1), random.uniform(0.02, 0.14))
    softness = random.uniform(0.08, 0.24)
  }

  var collarBack: Point { Point(0.9, Self.ground - lift - collar) }
  var collarFront: Point { Point(0.9 - collarWidth, Self.ground - lift * 0.8 - collar * 0.97) }

  /// The closed line around the whole upper, its sole at `ground`.
  func upper(sole: Double) -> [Point] {
    let bottom = Self.ground - sole
    var corners = [
      Point(0.93, bottom - lift), Point(0.98, bottom - lift - min(0.3, collar * 0.4)), collarBack, collarFront,
    ]
    // A boot's shaft goes straight down to the instep.
    if collar > 0.8 { corners.append(Point(collarFront.x - 0.02, Self.ground - 0.72)) }
    corners += [
      Point(instep.x, Self.ground - toeHeight - instep.y), Point(-0.66, Self.ground - toeHeight),
      Point(-1.02, Self.ground - toeHeight * 0.62), Point(-1.04, bottom),
    ]
    if lift > 0 { corners.append(Point(0.1, bottom - lift * 0.15)) }
    return Outline.rounded(corners, cut: softness)
  }

  /// A point of the slope between collar (0) and toe (1).
  func slope(_ share: Double) -> Point {
    let top = collar > 0.8 ? Point(collarFront.x - 0.02, Self.ground - 0.72) : collarFront
    let low = Point(-0.5, Self.ground - toeHeight - 0.01)
    let middle = Point(instep.x, Self.ground - toeHeight - instep.y)
    return share < 0.6 ? top + (middle - top) * (share / 0.6) : middle + (low - middle) * ((share - 0.6) / 0.4)
  }
}
