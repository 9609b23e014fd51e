/// The proportions of one panda, in radii of its head. People's pandas are boxy, oval, lopsided: so are these.
struct PandaTraits {
  enum Pose: CaseIterable {
    case head, sitting, standing, waving, bamboo, walking, lying
  }

  enum Ears: CaseIterable {
    case round, tall, square, pointed, sideways
  }

  enum Mouth: CaseIterable {
    case smile, muzzle, open
  }

  var pose: Pose
  /// Half width and half height of the head.
  var head: Point
  /// Exponent of the head's superellipse: 2 round, 5 a box.
  var boxiness: Double
  /// Above 0 the lower half is wider, below 0 the upper.
  var egg: Double
  /// Share of the head's height that is cut flat at the chin.
  var flatChin: Double
  var ears: Ears
  var earSize: Double
  /// How far from the middle the ears sit: angle from straight up, radians, left and right.
  var earAngles: (left: Double, right: Double)
  /// Distance of the ear's centre from the head's centre: 1 is on the outline.
  var earReach: Double
  var eyeSpread: Double
  var eyeHeight: Double
  var patch: Point
  var patchTilt: Double
  var eyeSize: Double
  var noseSize: Double
  var noseHeight: Double
  var mouth: Mouth
  var mouthWidth: Double
  var bodyWidth: Double
  var bodyHeight: Double
  var limb: Double
  /// Whether the body is as dark as the limbs, as people mean who scribble it in.
  var hasDarkBody: Bool
  /// Where the head ends below.
  var chin: Double { head.y * (1 - flatChin * 0.88) }
  /// How lopsided: 0 even, 1 clumsy.
  var clumsiness: Double

  init(using random: inout SeededGenerator) {
    pose = Pose.allCases[random.index(weights: [0.48, 0.17, 0.11, 0.06, 0.07, 0.06, 0.05])]
    clumsiness = random.uniform(0, 1) * random.uniform(0, 1)
    let aspect = random.chance(0.6) ? random.normal() * 0.09 + 0.06 : random.uniform(-0.55, 0.35)
    head = Point(aspect > 0 ? 1 + aspect : 1 + aspect * 0.8, aspect > 0 ? 1 - aspect * 0.35 : 1 - aspect * 0.25)
    boxiness = random.chance(0.65) ? random.uniform(1.9, 2.5) : random.uniform(2.5, 5)
    egg = random.normal() * 0.12 + 0.04
    flatChin = random.chance(0.14) ? random.uniform(0.1, 0.5) : 0
    ears = Ears.allCases[random.index(weights: [0.55, 0.13, 0.12, 0.1, 0.1])]
    earSize = random.chance(0.8) ? random.uniform(0.25, 0.44) : random.uniform(0.17, 0.58)
    let angle = random.chance(0.8) ? random.uniform(0.5, 0.95) : random.uniform(0.28, 1.1)
    earAngles = (angle + random.normal() * 0.06, angle + random.normal() * 0.06)
    earReach = random.chance(0.88) ? random.uniform(0.98, 1.16) : random.uniform(1.2, 1.45)
    eyeSpread = random.uniform(0.32, 0.5)
    eyeHeight = random.uniform(-0.22, 0.1)
    let size = random.chance(0.8) ? random.uniform(0.2, 0.32) : random.uniform(0.12, 0.2)
    // The patches of narrow heads stay apart.
    let patchWidth = min(size, eyeSpread * head.x * 0.82)
    patch = Point(patchWidth, patchWidth * random.uniform(0.95, 1.5))
    patchTilt = random.uniform(-0.1, 0.65)
    eyeSize = random.uniform(0.42, 0.66)
    noseSize = random.uniform(0.09, 0.17)
    mouth = Mouth.allCases[random.index(weights: [0.45, 0.4, 0.15])]
    mouthWidth = random.uniform(0.14, 0.3)
    // Nose and mouth stay above a flat or a high chin, and the eyes above the nose.
    let chin = head.y * (1 - flatChin)
    let mouthDepth = noseSize * 0.75 + mouthWidth * (mouth == .open ? 1.5 : 1.15)
    noseHeight = max(-0.1, min(random.uniform(0.2, 0.36), chin * 0.9 - mouthDepth))
    eyeHeight = min(eyeHeight, noseHeight - 0.2)
    bodyWidth = random.uniform(0.9, 1.4) * (head.x * 0.5 + 0.5)
    bodyHeight = random.chance(0.75) ? random.uniform(0.7, 1) : random.uniform(1, 1.3)
    hasDarkBody = random.chance(0.07)
    limb = random.uniform(0.24, 0.34)
  }
}
