/// Builds one panda from back to front around its head, whose centre is 0 and whose radius is about 1.
struct PandaFigure {
  var art = Artwork()
  var random: SeededGenerator
  let isUsual: Bool
  let traits: PandaTraits
  let palette: PandaPalette

  /// Width of outlines, in radii of the head.
  let lineWidth: Double

  init(isUsual: Bool, random: SeededGenerator) {
    var random = random
    self.isUsual = isUsual
    traits = PandaTraits(using: &random)
    palette = PandaPalette(isUsual: isUsual, using: &random)
    lineWidth = random.uniform(0.03, 0.04)
    self.random = random
  }

  mutating func build() {
    switch traits.pose {
    case .head:
      if !isUsual && random.chance(0.2) { addBow(at: Point(0, traits.chin * 0.98), size: 0.36) }
      addHead(at: Point(0, 0), turn: random.normal() * 0.08)
    case .sitting, .standing, .waving, .bamboo: addFrontBody()
    case .walking: addWalkingBody()
    case .lying: addLyingBody()
    }
  }

  enum Coat {
    case dark, fur, cloth, leaf
  }

  /// Adds an outlined, shaded part.
  mutating func add(_ role: StrokeRole, _ outline: [Point], _ coat: Coat, clip: [Point]? = nil, isSketched: Bool = true)
  {
    let (paint, line) =
      switch coat {
      case .dark: (palette.darkPaint, palette.darkLine)
      case .fur: (palette.furPaint, palette.furLine)
      case .cloth: (palette.clothPaint, palette.clothLine)
      case .leaf: (palette.leafPaint, palette.leafLine)
      }
    art.shapes.append(
      ArtShape(
        role: role, outline: outline, paint: paint, line: (line, lineWidth), clip: clip, isSketched: isSketched,
        isDark: coat == .dark))
  }

  /// Adds a soft spot without an outline.
  mutating func glow(_ outline: [Point], _ colour: Colour, _ opacity: Double, clip: [Point]? = nil) {
    art.shapes.append(
      ArtShape(role: .detail, outline: outline, paint: .glow(colour, opacity: opacity), clip: clip, isSketched: false))
  }

  /// Adds a flat part without an outline that people do not draw.
  mutating func spot(_ outline: [Point], _ colour: Colour, clip: [Point]? = nil) {
    art.shapes.append(
      ArtShape(role: .detail, outline: outline, paint: .flat(colour), clip: clip, isSketched: false))
  }

  /// Adds a line.
  mutating func stroke(_ role: StrokeRole, _ points: [Point], _ colour: Colour, width: Double, isSketched: Bool = true)
  {
    art.shapes.append(
      ArtShape(
        role: role, outline: points, isClosed: false, paint: .none, line: (colour, width), isSketched: isSketched))
  }

  /// Uneven hands: about 1, further off for clumsy pandas.
  mutating func uneven() -> Double { 1 + random.normal() * 0.12 * traits.clumsiness }
}
