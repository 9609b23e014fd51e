import Glibc

/// Endless training pairs of transparent pictures: one thing or several, in ever new sizes, places, hues and bends, on
/// a ground that goes with their colours, or in a domain's scene. The picture keeps no ink. The arguments alone decide
/// each pair.
package struct CutoutPairs: PairedDataset {
  package let set: CutoutSet
  /// Toys, whatever else was asked for.
  package private(set) var style: PairStyle
  /// Whose usual scene the things stand in; nil for grounds that go with their colours.
  private let domain: (any DrawnDomain)?
  private let indices: [Int]

  /// Number of pictures that pairs are made of.
  package var count: Int { indices.count }

  /// Share of the pairs without any dab: the palette tells the colours then.
  package static let shareWithoutHints = 0.5
  /// Share of things with turned hues.
  private static let shareTurned = 0.5
  /// Share of the pairs whose ground has any colour rather than one that follows from the palette; a dab tells it.
  private static let shareOnAnyGround = 0.25

  /// - Parameter domain: in whose usual scene the things stand; nil for grounds that go with their colours.
  package init(
    _ set: CutoutSet, style: PairStyle = PairStyle(), scene domain: (any DrawnDomain)? = nil,
    part: PicturePairs.Part = .training
  ) {
    self.set = set
    self.domain = domain
    self.style = style
    self.style.look = .toy
    indices = part.indices(of: set.count)
  }

  package func pair(seed: UInt64, step: Int, index: Int, size: Int) -> SketchedPicture {
    strokePair(seed: seed, step: step, index: index, size: size).rasterised()
  }

  /// The same pair with its sketch as strokes.
  package func strokePair(seed: UInt64, step: Int, index: Int, size: Int) -> TrainingPair {
    var random = SeededGenerator(seed: seed, step, index)
    let isHinted = style.hasHints && !random.chance(Self.shareWithoutHints)
    let scene = scene(size: size, isHinted: isHinted, using: &random)
    return TrainingPair(
      picture: scene.picture, outlines: scene.outlines, hintPlaces: isHinted ? scene.places : nil, style: style,
      palette: scene.palette, using: &random)
  }

  /// One of the pictures with its outlines, not sketched by anybody.
  func scene(seed: UInt64, step: Int, index: Int, size: Int) -> (picture: Image, outlines: [SemanticStroke]) {
    var random = SeededGenerator(seed: seed, step, index)
    let scene = scene(size: size, isHinted: true, using: &random)
    return (scene.picture, scene.outlines)
  }

  private struct Scene {
    var picture: Image
    var outlines: [SemanticStroke]
    /// Where dabs would tell the colours.
    var places: [Point]
    var palette: Palette
  }

  private func scene(size: Int, isHinted: Bool, using random: inout SeededGenerator) -> Scene {
    var outlines: [SemanticStroke] = []
    var places: [Point] = []
    var scene: Cutout?
    for (scale, middle) in Self.arrangement(using: &random) {
      let number = indices[Int(random.next() % UInt64(indices.count))]
      let trace = set.trace(number)
      let warp = PictureWarp(scale: scale, middle: middle, using: &random)
      var thing = set.cutout(number).warped(warp, size: size)
      if random.chance(Self.shareTurned) { thing = thing.hueTurned(by: random.uniform(0.4, 2 * .pi - 0.4)) }
      outlines = outlines.map { $0.hidden(behind: thing) } + trace.strokes.map(warp.canvas)
      // The first patch is the background.
      if isHinted {
        places += PicturePairs.places(Array(trace.patches.dropFirst()), warp, using: &random)
      }
      scene = scene.map { thing.over($0) } ?? thing
    }
    guard let scene else { preconditionFailure("an arrangement holds at least one thing") }
    let figure = scene.figure
    let palette = Palette(of: scene.colours, figure: figure)
    var tint: Colour?
    if isHinted && random.chance(Self.shareOnAnyGround) {
      tint = Colour(
        hue: random.uniform(0, 1), saturation: random.uniform(0.05, 0.6), brightness: random.uniform(0.6, 1))
      if let corner = Self.freePlace(figure, using: &random) { places.append(corner) }
    }
    let ground =
      if tint == nil, let domain {
        domain.scene(size: size)
      } else {
        Self.ground(tint ?? palette.groundTint, isExpected: style.hasPalette, size: size, using: &random)
      }
    let picture = scene.over(ground)
    return Scene(picture: picture, outlines: outlines, places: places, palette: palette)
  }

  /// The size and the middle of each thing of a picture: mostly one, sometimes two or three.
  private static func arrangement(using random: inout SeededGenerator) -> [(scale: Double, middle: Point)] {
    func near(_ x: Double, _ y: Double, _ slack: Double) -> Point {
      Point(x + random.uniform(-slack, slack), y + random.uniform(-slack, slack))
    }
    switch random.index(weights: [0.8, 0.15, 0.05]) {
    case 0:
      let scale = random.uniform(0.62, 1.02)
      return [(scale, near(0.5, 0.5, max(0, 1 - scale) * 0.45))]
    case 1:
      let isUpright = random.chance(0.3)
      return [-0.23, 0.23].map { offset in
        (random.uniform(0.42, 0.56), near(isUpright ? 0.5 : 0.5 + offset, isUpright ? 0.5 + offset : 0.5, 0.04))
      }
    default:
      return [Point(0.26, 0.3), Point(0.74, 0.32), Point(0.5, 0.73)].map { middle in
        (random.uniform(0.36, 0.48), near(middle.x, middle.y, 0.03))
      }
    }
  }

  /// A place beside all things; nil where none is found.
  private static func freePlace(_ figure: Plane, using random: inout SeededGenerator) -> Point? {
    for _ in 0..<12 {
      let place = Point(random.uniform(0.04, 0.96), random.uniform(0.04, 0.96))
      let pixel = Int(place.y * Double(figure.height)) * figure.width + Int(place.x * Double(figure.width))
      if figure.values[pixel] == 0 { return place }
    }
    return nil
  }

  private enum Ground: CaseIterable {
    case plain, paler, glow, floor
  }

  /// An even ground, one that grows paler upwards, a glow in the middle, or a floor.
  ///
  /// - Parameter isExpected: whether it is always the second, equally strong, so that whoever is told a palette can
  ///   expect it: what nobody can expect is learnt as a haze around things.
  package static func ground(
    _ tint: Colour, isExpected: Bool = false, size: Int, using random: inout SeededGenerator
  ) -> Image {
    let kind = isExpected ? .paler : Ground.allCases[random.index(weights: [0.35, 0.3, 0.2, 0.15])]
    let strength = isExpected ? 0.4 : random.uniform(0.2, 0.5)
    let horizon = random.uniform(0.68, 0.82)
    var image = Image(width: size, height: size)
    for y in 0..<size {
      let v = (Double(y) + 0.5) / Double(size)
      for x in 0..<size {
        let u = (Double(x) + 0.5) / Double(size)
        let colour =
          switch kind {
          case .plain: tint
          case .paler: tint.lighter(strength * (1 - v))
          case .glow: tint.lighter(strength * max(0, 1 - 1.5 * Point(u - 0.5, v - 0.5).length))
          case .floor: v < horizon ? tint : tint.darker(strength * 0.25)
          }
        for (channel, level) in [colour.red, colour.green, colour.blue].enumerated() {
          image.pixels[(y * size + x) * 3 + channel] = UInt8(min(max(level, 0), 1) * 255 + 0.5)
        }
      }
    }
    return image
  }
}

extension Palette {
  /// A pale ground that goes with a palette: of its second colour or its accent, the first that is a colour and hides
  /// nothing, of the complement of the main one, or sky.
  package var groundTint: Colour {
    let complement = Colour(1 - main.red, 1 - main.green, 1 - main.blue)
    let pale = [second, accent, complement].filter { LabColour($0).chroma >= Self.leastGroundChroma }.map {
      $0.mixed(0.72, with: .white)
    }
    return pale.first { LabColour($0).difference(LabColour(main)) >= 22 } ?? Colour(0.80, 0.91, 0.98)
  }

  /// Greyer colours, by their CIELAB chroma, make dull grounds.
  private static let leastGroundChroma = 20.0
}

extension SemanticStroke {
  /// With the points hidden that a thing on the canvas covers.
  fileprivate func hidden(behind thing: Cutout) -> SemanticStroke {
    var result = self
    let (width, height) = (thing.coverage.width, thing.coverage.height)
    for (index, point) in points.enumerated() where (0..<1).contains(point.x) && (0..<1).contains(point.y) {
      let pixel = Int(point.y * Double(height)) * width + Int(point.x * Double(width))
      if thing.coverage.pixels[pixel * 3] > 127 { result.isHidden[index] = true }
    }
    return result
  }
}
