import Glibc

extension Figure {
  static let glass = Colour(0.70, 0.89, 1)

  /// Side windows. Where people leave them out, two stand where two usually are.
  mutating func addWindows(_ body: CarBody, count: Int) {
    let isSketched = random.chance(0.5)
    let count = isSketched ? count : 2
    let margin = 0.09
    for index in 0..<count {
      let from = margin + (1 - 2 * margin) * Double(index) / Double(count)
      let to = margin + (1 - 2 * margin) * Double(index + 1) / Double(count) - 0.05
      let window = Outline.rounded(
        [
          body.cabinPoint(from, 0.1), body.cabinPoint(from, 0.8), body.cabinPoint(to, 0.8), body.cabinPoint(to, 0.1),
        ], cut: isSketched ? min(body.softness, 0.16) : 0.08)
      part(.feature, window, Tone(base: Self.glass), isSketched: isSketched)
      let a = body.cabinPoint(from + (to - from) * 0.25, 0.22)
      let b = body.cabinPoint(from + (to - from) * 0.45, 0.68)
      line(.detail, [a, b], Colour(1, 1, 1), width: lineWidth * 1.3, isSketched: false)
    }
  }

  /// Doors, handles, lamps and bumpers.
  mutating func addTrim(_ body: CarBody, _ lacquer: Tone) {
    let dark = lacquer.base.darker(0.5)
    if random.chance(0.3) {
      let x = body.cabinPoint(0.5, 0).x
      line(.feature, Outline.sides([Point(x, body.waistLine), Point(x, body.sill)]), dark, width: lineWidth * 0.8)
    }
    let lampY = body.waistLine + body.waist * 0.34
    let isLampSketched = random.chance(0.25)
    part(
      isLampSketched ? .feature : .detail, Outline.ellipse(Point(-0.92, lampY), 0.06, 0.075, count: 24),
      Tone(base: Colour(1, 0.95, 0.62)), isSketched: isLampSketched)
    part(
      .detail, Outline.ellipse(Point(0.94, lampY), 0.045, 0.07, count: 24), Tone(base: Colour(0.95, 0.25, 0.2)),
      isSketched: isLampSketched)
    if random.chance(0.1) {
      let root = Point(0.7, body.waistLine)
      line(.prop, [root, root + Point(0.1, -0.4)], Colour(0.3, 0.3, 0.34))
    }
    if random.chance(0.08) {
      for index in 0..<3 {
        let y = body.waistLine + 0.1 + Double(index) * 0.14
        line(.prop, [Point(1.15, y), Point(1.15 + random.uniform(0.15, 0.35), y)], Colour(0.95, 0.95, 1))
      }
    }
  }

  /// Tyres with hubs; sometimes three or four of them, as on lorries.
  mutating func addWheels(_ body: CarBody) {
    var places = [body.frontWheel, body.backWheel]
    if random.chance(0.12) { places.append(body.backWheel - 2.15 * body.wheelRadius) }
    if random.chance(0.05) { places.append(body.frontWheel + 2.15 * body.wheelRadius) }
    let isHubSketched = random.chance(0.32)
    let squash = random.uniform(0.85, 1.05)
    for x in places {
      let centre = Point(x, CarBody.ground - body.wheelRadius + random.normal() * 0.015)
      let radius = body.wheelRadius * uneven(0.07)
      let tyre = Tone(base: Colour(0.20, 0.21, 0.25))
      part(.feature, Outline.ellipse(centre, radius, radius * squash), tyre)
      // A tyre is rarely scribbled in, although it is dark.
      if random.chance(0.85) { art.shapes[art.shapes.count - 1].isDark = false }
      part(
        .feature, Outline.ellipse(centre, radius * 0.5, radius * 0.5 * squash, count: 28),
        Tone(base: Colour(0.82, 0.84, 0.88)), isSketched: isHubSketched)
    }
  }

  /// A red cross, as ambulances have it.
  mutating func addCross(_ centre: Point) {
    let a = 0.06
    let b = 0.17
    let corners = [
      (-a, -b), (a, -b), (a, -a), (b, -a), (b, a), (a, a), (a, b), (-a, b), (-a, a), (-b, a), (-b, -a), (-a, -a),
    ].map { centre + Point($0.0, $0.1) }
    part(.feature, Outline.polygon(corners, spacing: 0.03), Tone(base: Colour(0.92, 0.2, 0.22)))
  }
}
