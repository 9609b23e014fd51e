import Glibc

extension Figure {
  mutating func addSaloon() {
    let body = CarBody(using: &random)
    let lacquer = tone(Colour(0.93, 0.23, 0.22))
    switch random.index(weights: [0.62, 0.26, 0.12]) {
    case 0: part(.silhouette, body.profile(), lacquer)
    case 1:
      part(.silhouette, body.cabin(), lacquer)
      part(.silhouette, body.lowerBody(), lacquer)
    default:
      // A beetle: one bow from bumper to bumper.
      part(
        .silhouette,
        Outline.polygon(
          Outline.arc(Point(0, body.sill), 1, body.waist + body.roof, from: .pi, to: 2 * .pi)), lacquer)
    }
    addWindows(body, count: 1 + Int(random.next() % 3))
    addTrim(body, lacquer)
    addWheels(body)
  }

  mutating func addPoliceCar() {
    let body = CarBody(using: &random)
    let white = tone(Colour(0.94, 0.95, 0.98), variety: 0.3)
    let blue = Tone(base: Colour(0.20, 0.36, 0.80))
    let middle = body.cabinPoint(random.uniform(0.3, 0.6), 1)
    let width = random.uniform(0.08, 0.2)
    let lamp =
      random.chance(0.5)
      ? Outline.box(middle + Point(-width, -0.15), middle + Point(width, 0.03), cut: 0.12)
      : Outline.polygon(Outline.arc(middle + Point(0, 0.02), width, 0.2, from: .pi, to: 2 * .pi))
    part(.feature, lamp, tone(Colour(0.98, 0.22, 0.25), variety: 0.25))
    if random.chance(0.5) {
      for angle in [-2.4, -1.95, -1.2, -0.75] {
        let way = Point(cos(angle), sin(angle))
        line(
          .prop, [middle + way * 0.27, middle + way * random.uniform(0.36, 0.5)], Colour(1, 0.75, 0.15),
          width: lineWidth * 1.4)
      }
    }
    let outline = body.profile()
    part(.silhouette, outline, white)
    // A dark blue band that no line tells of, where the waist is.
    part(
      .detail,
      Outline.polygon([
        Point(-1.1, body.waistLine + body.waist * 0.42), Point(1.1, body.waistLine + body.waist * 0.42),
        Point(1.1, body.waistLine + body.waist * 0.74), Point(-1.1, body.waistLine + body.waist * 0.74),
      ]), blue, clip: outline, isSketched: random.chance(0.25), isOutlined: false)
    addWindows(body, count: 1 + Int(random.next() % 2))
    addTrim(body, white)
    addWheels(body)
  }

  /// A cab and an open bed, or a lorry's box.
  mutating func addPickup() {
    var body = CarBody(using: &random)
    body.waist = random.uniform(0.26, 0.42)
    let lacquer = tone(Colour(0.22, 0.52, 0.90))
    let cabBack = random.uniform(-0.1, 0.2)
    let hood = random.uniform(0, 0.4)
    body.cabinFront = -1 + hood
    body.cabinBack = cabBack
    body.rakeBack = random.uniform(0, 0.06)
    body.rakeFront = random.uniform(0.04, 0.2)
    if random.chance(0.25) {
      let box = Outline.box(Point(cabBack - 0.02, body.roofLine - 0.1), Point(1, body.sill), cut: 0.04)
      part(.silhouette, box, tone(Colour(0.97, 0.95, 0.88)))
      part(.silhouette, body.cabin(), lacquer)
      part(
        .silhouette, Outline.box(Point(-1, body.waistLine), Point(cabBack, body.sill), cut: 0.06), lacquer)
      if random.chance(0.2) { addCross(Point((cabBack + 1) / 2, (body.roofLine + body.sill) / 2 - 0.05)) }
    } else {
      part(
        .silhouette,
        Outline.rounded(
          [
            Point(-1, body.sill), Point(-1, body.waistLine), Point(body.cabinFront, body.waistLine - 0.01),
            Point(body.cabinFront + body.rakeFront, body.roofLine), Point(cabBack - 0.02, body.roofLine),
            Point(cabBack + 0.02, body.waistLine), Point(1, body.waistLine), Point(1, body.sill),
          ], cut: min(body.softness, 0.1)), lacquer)
      if random.chance(0.4) {
        line(
          .feature, Outline.sides([Point(cabBack, body.waistLine), Point(cabBack, body.sill)]),
          lacquer.base.darker(0.55))
      }
    }
    addWindows(body, count: 1)
    addTrim(body, lacquer)
    addWheels(body)
  }

  /// A van, a bus or an ambulance: one tall box.
  mutating func addVan() {
    var body = CarBody(using: &random)
    body.cabinFront = -0.98
    body.cabinBack = 0.99
    body.rakeFront = random.uniform(0, 0.25)
    body.rakeBack = random.uniform(0, 0.06)
    body.roof = random.uniform(0.36, 0.62)
    let lacquer = tone(Colour(0.99, 0.76, 0.18))
    part(
      .silhouette,
      Outline.rounded(
        [
          Point(-1, body.sill), Point(-1, body.waistLine), body.cabinPoint(0, 1), body.cabinPoint(1, 1),
          Point(1, body.sill),
        ], cut: body.softness * 0.7), lacquer)
    addWindows(body, count: 2 + Int(random.next() % 4))
    if random.chance(0.15) { addCross(Point(0.4, body.waistLine + body.waist * 0.5)) }
    addTrim(body, lacquer)
    addWheels(body)
  }

  mutating func addFrontView() {
    let lacquer = tone(Colour(0.30, 0.75, 0.42))
    let width = random.uniform(0.7, 0.85)
    let cabin = Outline.rounded(
      [Point(-width * 0.85, -0.1), Point(-width * 0.6, -0.7), Point(width * 0.6, -0.7), Point(width * 0.85, -0.1)],
      cut: 0.14)
    for side in [-1.0, 1] {
      part(
        .feature, Outline.box(Point(side * width * 0.78 - 0.12, 0.2), Point(side * width * 0.78 + 0.12, 0.55)),
        Tone(base: Colour(0.2, 0.2, 0.24)))
    }
    part(.silhouette, cabin, lacquer)
    part(
      .feature,
      Outline.rounded(
        [Point(-width * 0.7, -0.12), Point(-width * 0.52, -0.6), Point(width * 0.52, -0.6), Point(width * 0.7, -0.12)],
        cut: 0.1), Tone(base: Colour(0.72, 0.90, 1)))
    part(.silhouette, Outline.box(Point(-width, -0.12), Point(width, 0.42), cut: 0.14), lacquer)
    for side in [-1.0, 1] {
      part(
        .feature, Outline.ellipse(Point(side * width * 0.66, 0.1), 0.14, 0.14), Tone(base: Colour(1, 0.96, 0.7)))
    }
    part(
      .detail, Outline.box(Point(-width * 0.36, 0.08), Point(width * 0.36, 0.24)), Tone(base: Colour(0.36, 0.38, 0.44)))
  }
}
