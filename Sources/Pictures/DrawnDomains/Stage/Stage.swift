import Glibc

/// Where a drawn thing stands: the scene behind it, its place on the canvas and its shadow.
struct Stage {
  /// The scene, and where it begins to be ground.
  var scene: Scene
  /// Whether the thing throws a shadow on what it stands on.
  var hasShadow = true
  /// The most that the thing may be turned, radians.
  var tilt = 0.06
  /// Whether left and right may change places.
  var mayFlip = true
  /// How clumsy the proportions may be, see ``SmoothWarp``.
  var clumsiness = 1.0

  /// Puts a figure on the canvas, paints it and finds its lines.
  func show(_ figure: Figure, _ style: DrawnStyle, using random: inout SeededGenerator) -> DrawnPicture {
    var figure = figure
    figure.noteSurprises()
    random = figure.random
    var art = figure.art
    let warp = SmoothWarp(strength: random.uniform(0, clumsiness), using: &random)
    let turn = random.normal() * tilt
    art.map { point in
      let p = warp(point)
      return Point(p.x * cos(turn) - p.y * sin(turn), p.x * sin(turn) + p.y * cos(turn))
    }
    if mayFlip && random.chance(0.5) { art.map { Point(-$0.x, $0.y) } }
    place(&art, using: &random)
    art.redrawByHand(using: &random)
    let hue = style.colours != .any || random.chance(0.4) ? nil : Figure.anyColour(using: &random)
    if hue != nil { art.surprises.append(Self.freePlace(beside: art, using: &random)) }
    return art.picture(style) { sheet in
      scene.paint(on: sheet, hue: hue)
      if hasShadow { Self.groundShadow(of: art).paint(on: sheet) }
    }
  }

  /// Scales and moves the figure onto the canvas, mostly whole, as large as people draw.
  private func place(_ art: inout Artwork, using random: inout SeededGenerator) {
    let bounds = art.bounds
    let extent = max(bounds.size.x, bounds.size.y, 1e-6)
    let share = random.chance(0.9) ? random.uniform(0.66, 0.92) : random.uniform(0.42, 0.98)
    let scale = share / extent
    func offset(_ slack: Double) -> Double {
      0.5 + min(max(random.normal() * 0.22, -0.5), 0.5) * max(0, slack - 0.04)
    }
    // Things stand on the ground where there is room for it.
    let low = random.uniform(0.8, 0.94) - bounds.size.y * scale / 2
    let middle = Point(
      offset(1 - bounds.size.x * scale),
      hasShadow && random.chance(0.5) ? max(0.5, low) : offset(1 - bounds.size.y * scale))
    let centre = bounds.centre
    // Lines keep about the same width on the canvas, however large the figure was built.
    art.map(scale: max(scale, 0.24)) { ($0 - centre) * scale + middle }
  }

  private static func groundShadow(of art: Artwork) -> Artwork {
    let bounds = art.bounds
    let outline = Outline.ellipse(
      Point(bounds.centre.x, bounds.high.y - 0.01), bounds.size.x * 0.52, min(0.055, bounds.size.x * 0.1))
    return Artwork(shapes: [
      ArtShape(role: .background, outline: outline, paint: .glow(Colour(0.1, 0.1, 0.22), opacity: 0.42))
    ])
  }

  /// A place beside the figure, if there is any.
  private static func freePlace(beside art: Artwork, using random: inout SeededGenerator) -> Point {
    var place = Point(0.5, 0.04)
    for _ in 0..<24 {
      place = Point(random.uniform(0.04, 0.96), random.uniform(0.04, 0.96))
      if !art.covers(place) { break }
    }
    return place
  }
}
