/// What one face looks like; lengths in radii of the head, whose centre is 0.
struct FaceTraits {
  enum Eyes: CaseIterable {
    case dots, ovals, lines, open, closed, glasses
  }

  enum Mouth: CaseIterable {
    case smile, flat, openSmile, tongue, round, teeth
  }

  enum Hair: CaseIterable {
    case none, short, bob, long, curls, spikes, bun, strands
  }

  /// Hair, ears, neck or nose tell that it is somebody; without them it is a yellow ball.
  var isPerson: Bool
  var hair: Hair
  var hasEars: Bool
  var hasNose: Bool
  var hasBrows: Bool
  var hasNeck: Bool
  var hasHat: Bool
  var hasBeard: Bool
  var eyes: Eyes
  var mouth: Mouth
  var width: Double
  var chin: Double
  var squareness: Double
  var eyeDistance: Double
  var eyeHeight: Double
  var eyeSize: Double
  var mouthWidth: Double
  var mouthHeight: Double

  init(using random: inout SeededGenerator) {
    isPerson = random.chance(0.55)
    hair =
      isPerson && random.chance(0.82) ? Hair.allCases[1 + random.index(weights: [2, 1.3, 1.5, 1, 1, 0.7, 1.5])] : .none
    hasEars = isPerson && random.chance(hair == .none ? 0.7 : 0.4)
    hasNose = isPerson && (random.chance(0.62) || hair == .none && !hasEars)
    hasBrows = random.chance(isPerson ? 0.3 : 0.08)
    hasNeck = isPerson && random.chance(0.2)
    hasHat = isPerson && hair != .none && random.chance(0.12)
    hasBeard = isPerson && random.chance(0.08)
    eyes = Eyes.allCases[random.index(weights: [0.26, 0.2, 0.2, 0.2, 0.07, 0.07])]
    mouth = Mouth.allCases[random.index(weights: [0.5, 0.1, 0.16, 0.07, 0.06, 0.11])]
    width = random.uniform(0.74, 1.04)
    chin = random.uniform(0.9, 1.15)
    squareness = random.chance(0.7) ? random.uniform(1.9, 2.3) : random.uniform(2.3, 3.4)
    eyeDistance = random.uniform(0.24, 0.44)
    eyeHeight = random.uniform(-0.4, -0.04)
    eyeSize = random.uniform(0.1, 0.2)
    mouthWidth = random.uniform(0.26, 0.6)
    mouthHeight = random.uniform(0.3, 0.55)
  }
}
