import Glibc

/// Builders of outlines as dense lists of points, so that any warp keeps them smooth.
enum Outline {
  static func ellipse(_ centre: Point, _ rx: Double, _ ry: Double, tilt: Double = 0, count: Int = 40) -> [Point] {
    superellipse(centre, rx, ry, exponent: 2, tilt: tilt, count: count)
  }

  /// |x/rx|ⁿ + |y/ry|ⁿ = 1: a diamond below n = 2, an ellipse at 2, a box with rounded corners above.
  static func superellipse(
    _ centre: Point, _ rx: Double, _ ry: Double, exponent: Double, tilt: Double = 0, count: Int = 48
  ) -> [Point] {
    let cosTilt = cos(tilt)
    let sinTilt = sin(tilt)
    return (0..<count).map { index in
      let angle = 2 * Double.pi * Double(index) / Double(count)
      let c = cos(angle)
      let s = sin(angle)
      let norm = pow(pow(abs(c), exponent) + pow(abs(s), exponent), -1 / exponent)
      let x = rx * c * norm
      let y = ry * s * norm
      return Point(centre.x + x * cosTilt - y * sinTilt, centre.y + x * sinTilt + y * cosTilt)
    }
  }

  /// A smooth closed line through control points (Catmull and Rom 1974).
  static func closedSpline(_ controls: [Point], perSpan: Int = 8) -> [Point] {
    let n = controls.count
    return (0..<n).flatMap { index in
      (0..<perSpan).map { step in
        catmullRom(
          controls[(index + n - 1) % n], controls[index], controls[(index + 1) % n], controls[(index + 2) % n],
          Double(step) / Double(perSpan))
      }
    }
  }

  /// A smooth open line through control points.
  static func openSpline(_ controls: [Point], perSpan: Int = 8) -> [Point] {
    guard controls.count > 1, let last = controls.last else { return controls }
    let end = controls.count - 1
    return (0..<end).flatMap { index in
      (0..<perSpan).map { step in
        catmullRom(
          controls[max(0, index - 1)], controls[index], controls[index + 1], controls[min(end, index + 2)],
          Double(step) / Double(perSpan))
      }
    } + [last]
  }

  /// A limb with round ends along a bent spine; `bend` moves its middle sideways, as a share of its length.
  static func limb(from a: Point, to b: Point, _ radiusA: Double, _ radiusB: Double, bend: Double = 0) -> [Point] {
    let along = b - a
    let length = max(along.length, 1e-6)
    let side = Point(-along.y, along.x)
    let middle = (a + b) * 0.5 + side * bend
    let steps = 10
    var left: [Point] = []
    var right: [Point] = []
    for step in 0...steps {
      let t = Double(step) / Double(steps)
      let place = a * ((1 - t) * (1 - t)) + middle * (2 * t * (1 - t)) + b * (t * t)
      let slope = (middle - a) * (2 * (1 - t)) + (b - middle) * (2 * t)
      let norm = Point(-slope.y, slope.x) * (1 / max(slope.length, 1e-6 * length))
      let radius = radiusA + (radiusB - radiusA) * t
      left.append(place + norm * radius)
      right.append(place - norm * radius)
    }
    func cap(_ centre: Point, from start: Point) -> [Point] {
      let arm = start - centre
      return (1..<8).map { step in
        let angle = -Double.pi * Double(step) / 8
        return centre
          + Point(arm.x * cos(angle) - arm.y * sin(angle), arm.x * sin(angle) + arm.y * cos(angle))
      }
    }
    return left + cap(b, from: left[steps]) + right.reversed() + cap(a, from: right[0])
  }

  private static func catmullRom(_ a: Point, _ b: Point, _ c: Point, _ d: Point, _ t: Double) -> Point {
    let linear = (c - a) * (0.5 * t)
    let square = (a * 2 - b * 5 + c * 4 - d) * (0.5 * t * t)
    let cube = (b * 3 - a - c * 3 + d) * (0.5 * t * t * t)
    return b + linear + square + cube
  }
}
