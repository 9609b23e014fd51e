/// The colours of one panda.
struct PandaPalette {
  var dark = Colour(0.17, 0.16, 0.215)
  var fur = Colour(0.965, 0.96, 0.955)
  var cloth = Colour(CrayonColour.red)
  var leaf = Colour(0.40, 0.72, 0.30)
  /// What nobody would guess without a hint.
  var isDarkSurprising = false
  var isFurSurprising = false
  var isClothSurprising = false

  init(isUsual: Bool, using random: inout SeededGenerator) {
    if isUsual { return }
    func crayon() -> Colour {
      Colour(CrayonColour.allCases[Int(random.next() % UInt64(CrayonColour.allCases.count))])
    }
    switch random.index(weights: [0.66, 0.14, 0.08, 0.12]) {
    case 0: break
    case 1:  // dark parts in any crayon's colour
      dark = crayon().mixed(random.uniform(0.1, 0.5), with: Colour(0.15, 0.1, 0.2))
      isDarkSurprising = true
    case 2:  // a red or brown panda
      dark = Colour(0.36, 0.20, 0.13)
      fur = Colour(CrayonColour.orange).mixed(random.uniform(0, 0.6), with: Colour(0.72, 0.42, 0.24))
      isDarkSurprising = true
      isFurSurprising = true
    default:  // light parts in any crayon's colour
      fur = crayon().lighter(random.uniform(0, 0.5))
      isFurSurprising = true
    }
    if random.chance(0.75) {
      cloth = crayon().mixed(random.uniform(0, 0.15), with: .white)
      isClothSurprising = true
    }
  }

  var darkPaint: ArtShape.Paint {
    .shaded(light: dark.lighter(0.3), base: dark, shade: dark.darker(0.45))
  }
  var furPaint: ArtShape.Paint {
    .shaded(light: fur.lighter(0.75), base: fur, shade: fur.mixed(0.36, with: Colour(0.48, 0.46, 0.68)))
  }
  var clothPaint: ArtShape.Paint {
    .shaded(light: cloth.lighter(0.35), base: cloth, shade: cloth.darker(0.35))
  }
  var leafPaint: ArtShape.Paint {
    .shaded(light: leaf.lighter(0.4), base: leaf, shade: leaf.darker(0.35))
  }
  var darkLine: Colour { dark.darker(0.6) }
  var furLine: Colour { fur.mixed(0.74, with: Colour(0.2, 0.17, 0.3)) }
  var clothLine: Colour { cloth.darker(0.55) }
  var leafLine: Colour { leaf.darker(0.55) }
}
