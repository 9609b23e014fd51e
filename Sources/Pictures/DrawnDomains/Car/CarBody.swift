/// The measures of a car from the side: front to the left, wheels on ``ground``, about 2 units long.
struct CarBody {
  static let ground = 0.5

  var sill: Double
  /// Height of the bonnet's line above the sill.
  var waist: Double
  var roof: Double
  var cabinFront: Double
  var cabinBack: Double
  /// How far the windscreens lean.
  var rakeFront: Double
  var rakeBack: Double
  var wheelRadius: Double
  var frontWheel: Double
  var backWheel: Double
  var softness: Double

  init(using random: inout SeededGenerator) {
    wheelRadius = random.uniform(0.13, 0.27)
    sill = Self.ground - wheelRadius * random.uniform(0.5, 1.5)
    waist = random.uniform(0.24, 0.44)
    roof = random.uniform(0.28, 0.55)
    cabinFront = random.uniform(-0.62, -0.25)
    cabinBack = random.uniform(0.3, 0.8)
    rakeFront = random.uniform(0, 0.32)
    rakeBack = random.uniform(0, 0.3)
    frontWheel = random.uniform(-0.68, -0.5)
    backWheel = random.uniform(0.48, 0.68)
    softness = random.uniform(0.03, 0.22)
  }

  var waistLine: Double { sill - waist }
  var roofLine: Double { sill - waist - roof }

  /// The body and the cabin in one closed line.
  func profile() -> [Point] {
    Outline.rounded(
      [
        Point(-1, sill), Point(-1.02, waistLine + 0.08), Point(-0.9, waistLine), Point(cabinFront, waistLine - 0.02),
        Point(cabinFront + rakeFront, roofLine), Point(cabinBack - rakeBack, roofLine),
        Point(cabinBack, waistLine - 0.02), Point(0.95, waistLine + 0.02), Point(1.02, waistLine + 0.12),
        Point(1, sill),
      ], cut: softness)
  }

  func lowerBody() -> [Point] {
    Outline.rounded(
      [Point(-1, sill), Point(-1, waistLine), Point(1, waistLine), Point(1, sill)], cut: softness * 0.6)
  }

  /// The cabin alone, where people set it on the body as a second closed line.
  func cabin() -> [Point] {
    Outline.rounded(
      [
        Point(cabinFront, waistLine + 0.02), Point(cabinFront + rakeFront, roofLine),
        Point(cabinBack - rakeBack, roofLine), Point(cabinBack, waistLine + 0.02),
      ], cut: softness)
  }

  /// A point of the cabin: `along` 0 at its front to 1 at its back, `up` 0 at the waist to 1 at the roof.
  func cabinPoint(_ along: Double, _ up: Double) -> Point {
    let front = cabinFront + rakeFront * up
    let back = cabinBack - rakeBack * up
    return Point(front + (back - front) * along, waistLine - roof * up)
  }
}
