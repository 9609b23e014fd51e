import Glibc

/// How one person draws one sketch: the pen, the steadiness of the hand, and what is left out or scribbled.
/// Lengths are shares of the canvas's side; `pixel` is one pixel of a canvas of 256.
struct SketchStyle {
  enum Eyes: CaseIterable {
    case patchAndEye, patch, scribbledPatch, patchAndDot, patchAndScribble, circle, dot, scribble, none
  }

  enum Fill: CaseIterable {
    case outline, outlineAndScribble, scribble, stick, none
  }

  static let pixel = 1.0 / 256

  var penWidth: Double
  var wobble: Double
  var simplification: Double
  var offset: Double
  /// Deviation of where a loop ends from where it began, as a share of its length.
  var gap: Double
  var doubled: Double
  var keepsHidden: Double
  var eyes: Eyes
  /// Whether the thing has dark patches around its eyes, as pandas have.
  var hasPatches = true
  var hasOneEye: Bool
  var eyesDiffer: Bool
  var ears: Fill
  var limbs: Fill
  var body: Fill
  var nose: Fill
  var darkFeatures: Fill
  var drawsMouth: Bool
  var drawsDetails: Bool
  var drawsProps: Bool
  /// Share of the strokes after which the person stopped; 1 is a finished sketch.
  var finished: Double

  init(using random: inout SeededGenerator) {
    let pixel = Self.pixel
    penWidth =
      random.chance(0.35)
      ? random.uniform(2.2, 2.9) * pixel : exp(random.uniform(log(1), log(6))) * pixel
    wobble = pixel * (random.chance(0.8) ? random.uniform(0, 0.5) : random.uniform(0.5, 1.3))
    simplification = pixel * (random.chance(0.8) ? random.uniform(0.2, 0.8) : random.uniform(0.8, 2))
    offset = pixel * (random.chance(0.85) ? random.uniform(0, 0.7) : random.uniform(0.7, 4))
    gap = random.chance(0.7) ? 0.02 : 0.07
    doubled = random.chance(0.85) ? 0.02 : 0.5
    keepsHidden = random.chance(0.85) ? 0.03 : 0.5
    eyes = Eyes.allCases[random.index(weights: [0.2, 0.15, 0.17, 0.1, 0.08, 0.1, 0.07, 0.06, 0.07])]
    hasOneEye = random.chance(0.1)
    eyesDiffer = random.chance(0.12)
    ears = Fill.allCases[random.index(weights: [0.48, 0.27, 0.18, 0, 0.07])]
    limbs = Fill.allCases[random.index(weights: [0.62, 0.1, 0.08, 0.15, 0.05])]
    body = Fill.allCases[random.index(weights: [0.96, 0, 0, 0, 0.04])]
    nose = Fill.allCases[random.index(weights: [0.35, 0.1, 0.2, 0.17, 0.18])]
    drawsMouth = random.chance(0.75)
    drawsDetails = random.chance(0.4)
    drawsProps = random.chance(0.75)
    finished = random.chance(0.95) ? 1 : random.uniform(0.3, 1)
    darkFeatures = Fill.allCases[random.index(weights: [0.66, 0.16, 0.1, 0, 0.08])]
  }
  /// Faces without patches: nearly everything of them is drawn, since little else says what they are.
  mutating func drawPlainFaces(using random: inout SeededGenerator) {
    hasPatches = false
    hasOneEye = hasOneEye && random.chance(0.15)
    eyes = [Eyes.patchAndEye, .dot, .scribble, .circle, .none][random.index(weights: [0.76, 0.1, 0.05, 0.06, 0.03])]
    if nose == .none || nose == .scribble { nose = .outline }
    drawsMouth = drawsMouth || random.chance(0.8)
  }
}
