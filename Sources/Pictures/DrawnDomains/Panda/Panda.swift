import CCairo

/// Pandas: heads and whole ones, sitting, standing, waving, walking, lying, with bamboo.
package struct Panda: DrawnDomain {
  package static let name = "panda"
  package static let titles = (english: "Panda", korean: "판다")

  package init() {}

  package func scene(size: Int) -> Image {
    let sheet = CairoSurface(width: size, height: size)
    Backdrop.meadow.paint(on: sheet)
    return sheet.image()
  }

  package func draw(_ style: DrawnStyle, using random: inout SeededGenerator) -> DrawnPicture {
    var figure = PandaFigure(isUsual: style.colours == .usual, random: random)
    figure.build()
    random = figure.random
    var art = figure.art
    let backdrop = Backdrop(isUsual: style.colours != .any, isPlain: style.look == .toy, using: &random)

    let warp = SmoothWarp(strength: random.uniform(0, 1.15), using: &random)
    art.map { warp($0) }
    if random.chance(0.5) { art.map { Point(-$0.x, $0.y) } }
    Self.place(&art, using: &random)
    art.redrawByHand(using: &random)
    if backdrop.kind != .meadow { art.surprises.append(backdrop.tellingPlace(beside: art, using: &random)) }

    return art.picture(style) { sheet in
      backdrop.paint(on: sheet)
      Self.groundShadow(of: art).paint(on: sheet)
    }
  }

  /// Scales and moves the figure onto the canvas, mostly whole, as large as people draw.
  private static func place(_ art: inout Artwork, using random: inout SeededGenerator) {
    let bounds = art.bounds
    let extent = max(bounds.size.x, bounds.size.y)
    let share = random.chance(0.9) ? random.uniform(0.68, 0.93) : random.uniform(0.5, 1.02)
    let scale = share / extent
    let slack = Point(1 - bounds.size.x * scale, 1 - bounds.size.y * scale)
    func offset(_ slack: Double) -> Double {
      let play = max(0, slack - 0.04)
      return 0.5 + min(max(random.normal() * 0.22, -0.5), 0.5) * play
    }
    // Things stand on the ground where there is room for it.
    let low = min(0.96, max(0.78, random.uniform(0.76, 0.94))) - bounds.size.y * scale / 2
    let middle = Point(offset(slack.x), random.chance(0.5) ? max(0.5, low) : offset(slack.y))
    let centre = bounds.centre
    art.map(scale: scale) { ($0 - centre) * scale + middle }
  }

  private static func groundShadow(of art: Artwork) -> Artwork {
    let bounds = art.bounds
    let centre = Point(bounds.centre.x, bounds.high.y - 0.012)
    let outline = Outline.ellipse(centre, bounds.size.x * 0.5, 0.05)
    return Artwork(shapes: [
      ArtShape(role: .background, outline: outline, paint: .glow(Colour(0.1, 0.16, 0.2), opacity: 0.42))
    ])
  }
}
