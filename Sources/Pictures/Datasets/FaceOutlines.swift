import Glibc

/// The lines with which a person draws a face from memory: an oval, two eyes, a nose, a mouth and what else belongs to
/// it, each in one of the ways that people have, around the places where a real face has them.
struct FaceOutlines {
  /// How the head's line runs.
  private enum Head: CaseIterable {
    /// One oval with the hair in it; the face alone, with the hair around it; cheeks and chin alone.
    case oval, faceAndHair, jaw
  }

  private enum Nose: CaseIterable {
    case hook, nostrils, line, triangle, dot, none
  }

  private enum Mouth: CaseIterable {
    case arc, lips, openSmile, line
  }

  private enum Eye: CaseIterable {
    case almond, circle, dot, lid
  }

  private let marks: FaceMarks
  /// Distance of the eyes: the measure of everything in the face.
  private let unit: Double
  /// The head's own axes: to the right and down.
  private let across: Point
  private let down: Point
  private var strokes: [SemanticStroke] = []

  /// - Parameters:
  ///   - marks: of the face.
  ///   - reach: how far parts stray from their places, in distances of the eyes: 0.1 is a fair hand, 0.3 a small child.
  ///   - hasHead: whether the head's line, hair, ears and neck are wanted too, and not the face's parts alone.
  static func strokes(
    _ marks: FaceMarks, reach: Double, hasHead: Bool, using random: inout SeededGenerator
  ) -> [SemanticStroke] {
    var outlines = FaceOutlines(marks, reach: reach, using: &random)
    if hasHead { outlines.addHead(using: &random) }
    outlines.addEyes(using: &random)
    outlines.addNose(using: &random)
    outlines.addMouth(using: &random)
    return outlines.strokes
  }

  private init(_ marks: FaceMarks, reach: Double, using random: inout SeededGenerator) {
    let eyes = marks.rightEye - marks.leftEye
    let unit = max(eyes.length, 1e-3)
    self.unit = unit
    across = eyes * (1 / unit)
    down = Point(-eyes.y, eyes.x) * (1 / unit)
    func strayed(_ place: Point, _ share: Double = 1) -> Point {
      place + Point(random.normal(), random.normal()) * (reach * share * 0.5 * unit)
    }
    // Both eyes mostly go astray together.
    let eyeShift = Point(random.normal() * 0.5, random.normal()) * (reach * 0.5 * unit)
    var moved = marks
    moved.leftEye = strayed(marks.leftEye + eyeShift, 0.4)
    moved.rightEye = strayed(marks.rightEye + eyeShift, 0.4)
    moved.noseTip = strayed(marks.noseTip)
    let mouthShift = Point(random.normal() * 0.5, random.normal()) * (reach * 0.5 * unit)
    moved.leftMouth = strayed(marks.leftMouth + mouthShift, 0.4)
    moved.rightMouth = strayed(marks.rightMouth + mouthShift, 0.4)
    self.marks = moved
  }

  private mutating func add(_ role: StrokeRole, _ points: [Point], isClosed: Bool = false, isDark: Bool = false) {
    strokes.append(
      SemanticStroke(
        role: role, points: points, isClosed: isClosed, isHidden: [Bool](repeating: false, count: points.count),
        isDark: isDark))
  }

  /// A place so many units right of and below another one.
  private func at(_ place: Point, _ x: Double, _ y: Double) -> Point { place + across * (x * unit) + down * (y * unit) }

  private var tilt: Double { atan2(across.y, across.x) }

  // MARK: - Head

  private mutating func addHead(using random: inout SeededGenerator) {
    let face = (marks.low + marks.high) * 0.5
    let (halfWidth, halfHeight) = (marks.size.x * random.uniform(0.5, 0.6), marks.size.y / 2)
    let chin = face + down * (halfHeight * random.uniform(0.94, 1.04))
    let crown = face - down * (halfHeight * random.uniform(1.22, 1.45))
    switch Head.allCases[random.index(weights: [0.5, 0.35, 0.15])] {
    case .oval:
      let middle = (chin + crown) * 0.5
      add(
        .head,
        Outline.superellipse(
          middle, halfWidth * random.uniform(1, 1.12), (chin - crown).length / 2, exponent: random.uniform(1.8, 2.5),
          tilt: tilt), isClosed: true)
      if random.chance(0.6) { addFringe(halfWidth, crown: crown, using: &random) }
    case .faceAndHair:
      let brow = face - down * (halfHeight * random.uniform(0.9, 1.05))
      let middle = (chin + brow) * 0.5
      add(
        .head,
        Outline.superellipse(
          middle, halfWidth, (chin - brow).length / 2, exponent: random.uniform(1.9, 2.5), tilt: tilt), isClosed: true)
      addHair(halfWidth, crown: crown, middle: face, using: &random)
    case .jaw:
      let controls = [(-1.0, -0.35), (-0.98, 0.15), (-0.72, 0.66), (0, 1), (0.72, 0.66), (0.98, 0.15), (1, -0.35)]
      add(
        .head,
        Outline.openSpline(
          controls.map { face + across * ($0.0 * halfWidth) + down * ($0.1 * (chin - face).length) }))
      addHair(halfWidth, crown: crown, middle: face, using: &random)
    }
    if random.chance(0.5) { addEars(halfWidth, middle: face, using: &random) }
    if random.chance(0.55) { addShoulders(halfWidth, chin: chin, using: &random) }
  }

  /// The hair's lower line across the forehead.
  private mutating func addFringe(_ halfWidth: Double, crown: Point, using random: inout SeededGenerator) {
    let brow = (marks.leftEye + marks.rightEye) * 0.5
    let line = brow + (crown - brow) * random.uniform(0.45, 0.6)
    let part = random.uniform(-0.6, 0.6)
    let sides = random.uniform(-0.1, 0.5)
    let controls = [
      line + across * (-0.95 * halfWidth) + down * (sides * unit), line + across * (-0.6 * halfWidth),
      line + across * (part * halfWidth) - down * (random.uniform(0, 0.35) * unit),
      line + across * (0.6 * halfWidth), line + across * (0.95 * halfWidth) + down * (sides * unit),
    ]
    add(.feature, Outline.openSpline(controls))
  }

  /// The hair's outer line, from one ear over the crown to the other, or down to the shoulders.
  private mutating func addHair(
    _ halfWidth: Double, crown: Point, middle: Point, using random: inout SeededGenerator
  ) {
    let isLong = random.chance(0.35)
    let end = middle + down * (isLong ? marks.size.y * random.uniform(0.35, 0.75) : -marks.size.y * 0.1)
    let outer = halfWidth * random.uniform(1.05, isLong ? 1.35 : 1.18)
    let temple = crown + down * ((middle - crown).length * 0.45)
    let controls = [
      end - across * outer, temple - across * (outer * 0.97), crown + down * (0.12 * unit) - across * (outer * 0.55),
      crown, crown + down * (0.12 * unit) + across * (outer * 0.55), temple + across * (outer * 0.97),
      end + across * outer,
    ]
    add(.feature, Outline.openSpline(controls))
    if random.chance(0.6) { addFringe(halfWidth, crown: crown, using: &random) }
  }

  private mutating func addEars(_ halfWidth: Double, middle: Point, using random: inout SeededGenerator) {
    let height = unit * random.uniform(0.28, 0.42)
    for side in [-1.0, 1.0] {
      let place = middle + across * (side * halfWidth * 1.03) + down * (0.05 * marks.size.y)
      add(
        .ear,
        (0...12).map { step in
          let angle = (Double(step) / 12 - 0.5) * .pi
          return place + across * (side * cos(angle) * height * 0.5) + down * (sin(angle) * height)
        })
    }
  }

  private mutating func addShoulders(_ halfWidth: Double, chin: Point, using random: inout SeededGenerator) {
    let neck = halfWidth * random.uniform(0.5, 0.75)
    let drop = unit * random.uniform(0.35, 0.7)
    for side in [-1.0, 1.0] {
      let top = chin + across * (side * neck) - down * (0.25 * unit)
      let base = chin + across * (side * neck * 1.05) + down * drop
      let shoulder = base + across * (side * halfWidth * random.uniform(0.9, 1.5)) + down * (unit * 0.45)
      let points = Outline.openSpline([top, base, shoulder, shoulder + down * (1.5 * unit)])
      let hidden = points.map { !(0...1).contains($0.x) || !(0...1).contains($0.y) }
      strokes.append(SemanticStroke(role: .body, points: points, isClosed: false, isHidden: hidden, isDark: false))
    }
  }

  // MARK: - Face

  private mutating func addEyes(using random: inout SeededGenerator) {
    let kind = Eye.allCases[random.index(weights: [0.4, 0.32, 0.18, 0.1])]
    let width = random.uniform(0.2, 0.32)
    let hasBrows = random.chance(0.6)
    let lift = random.uniform(0.32, 0.5)
    for (place, side) in [(marks.leftEye, -1.0), (marks.rightEye, 1.0)] {
      switch kind {
      case .almond:
        let upper = (0...8).map { step -> Point in
          let t = Double(step) / 8 * 2 - 1
          return at(place, t * width, -(1 - t * t) * width * 0.55)
        }
        let lower = (1..<8).map { step -> Point in
          let t = 1 - Double(step) / 8 * 2
          return at(place, t * width, (1 - t * t) * width * 0.42)
        }
        add(.eye, upper + lower, isClosed: true)
        add(
          .pupil, Outline.ellipse(place, width * 0.42 * unit, width * 0.42 * unit, count: 14), isClosed: true,
          isDark: true)
      case .circle:
        add(.eye, Outline.ellipse(place, width * unit * 0.9, width * unit * 0.8, tilt: tilt, count: 20), isClosed: true)
        if random.chance(0.8) {
          add(
            .pupil, Outline.ellipse(place, width * 0.35 * unit, width * 0.35 * unit, count: 12), isClosed: true,
            isDark: true)
        }
      case .dot:
        add(
          .pupil, Outline.ellipse(place, width * 0.4 * unit, width * 0.45 * unit, count: 12), isClosed: true,
          isDark: true)
      case .lid:
        add(
          .eye, (0...8).map { at(place, (Double($0) / 4 - 1) * width, -(1 - pow(Double($0) / 4 - 1, 2)) * width * 0.5) }
        )
      }
      if hasBrows {
        let brow = (0...6).map { step -> Point in
          let t = Double(step) / 3 - 1
          return at(place, t * width * 1.35 + side * 0.04, -lift - (1 - t * t) * 0.1)
        }
        add(.feature, brow)
      }
    }
  }

  private mutating func addNose(using random: inout SeededGenerator) {
    let tip = marks.noseTip
    let side = random.chance(0.5) ? 1.0 : -1.0
    switch Nose.allCases[random.index(weights: [0.34, 0.14, 0.16, 0.14, 0.1, 0.12])] {
    case .hook:
      let top = random.uniform(0.25, 0.75)
      add(
        .nose,
        Outline.openSpline([
          at(tip, side * 0.02, -top), at(tip, side * 0.1, -0.2), at(tip, side * 0.22, 0.06), at(tip, side * 0.05, 0.16),
          at(tip, -side * 0.16, 0.1),
        ]))
    case .nostrils:
      for x in [-0.11, 0.11] {
        add(
          .detail, Outline.ellipse(at(tip, x, 0.1), 0.045 * unit, 0.03 * unit, count: 8), isClosed: true, isDark: true)
      }
      add(.nose, [at(tip, -0.2, 0.06), at(tip, -0.1, 0.17), at(tip, 0, 0.14), at(tip, 0.1, 0.17), at(tip, 0.2, 0.06)])
    case .line: add(.nose, [at(tip, 0, -random.uniform(0.3, 0.7)), at(tip, side * 0.03, -0.1), at(tip, 0, 0.12)])
    case .triangle:
      add(.nose, [at(tip, 0, -random.uniform(0.3, 0.55)), at(tip, 0.2, 0.12), at(tip, -0.2, 0.12)], isClosed: true)
    case .dot: add(.nose, Outline.ellipse(tip, 0.11 * unit, 0.1 * unit, count: 12), isClosed: true)
    case .none: break
    }
  }

  private mutating func addMouth(using random: inout SeededGenerator) {
    let (left, right) = (marks.leftMouth, marks.rightMouth)
    let middle = (left + right) * 0.5
    let half = (right - left) * (0.5 * random.uniform(0.85, 1.2))
    func along(_ t: Double, _ drop: Double) -> Point { middle + half * t + down * (drop * unit) }
    let depth = random.uniform(0.06, 0.26)
    let arc = (0...10).map { step -> Point in
      let t = Double(step) / 5 - 1
      return along(t, (1 - t * t) * depth)
    }
    switch Mouth.allCases[random.index(weights: [0.46, 0.2, 0.22, 0.12])] {
    case .arc: add(.mouth, arc)
    case .lips:
      let upper = [
        along(1, 0), along(0.5, -0.07), along(0.15, -0.11), along(0, -0.08), along(-0.15, -0.11), along(-0.5, -0.07),
      ]
      add(.mouth, arc + Outline.openSpline(upper, perSpan: 3), isClosed: true)
      add(.detail, [along(-1, 0), along(0, 0.02), along(1, 0)])
    case .openSmile:
      add(.mouth, arc + (1..<8).map { step in along(1 - Double(step) / 4, 0) }, isClosed: true)
      if random.chance(0.3) {
        add(.detail, (-3...3).flatMap { t in [along(Double(t) / 4, 0), along(Double(t) / 4, depth * 0.9)] })
      }
    case .line: add(.mouth, [along(-1, 0), along(0, depth * 0.15), along(1, 0)])
    }
  }
}
