/// Pictures of a drawn domain with the outlines that they were drawn from, most of them pictures without outlines.
package struct DrawnLines: LinedPictures {
  private let domain: any DrawnDomain

  /// Width of the lines, of a canvas 1 wide.
  static let lineWidth = 4.0 / 256
  private static let shareOfToys = 0.7

  package init(_ domain: any DrawnDomain) {
    self.domain = domain
  }

  package func linedPicture(seed: UInt64, step: Int, index: Int, size: Int) -> LinedPicture {
    var random = SeededGenerator(seed: seed, step, index)
    let look: DrawnStyle.Look = random.chance(Self.shareOfToys) ? .toy : .outlined
    let drawn = domain.draw(DrawnStyle(size: size, colours: .any, look: look), using: &random)
    return LinedPicture(picture: drawn.image, lines: SketchRaster.lines(drawn.strokes, size: size))
  }
}

/// Things without a background, on any ground, with their silhouettes and the lines within.
package struct CutoutLines: LinedPictures {
  private let pairs: CutoutPairs

  package init(_ set: CutoutSet, part: PicturePairs.Part = .training) {
    pairs = CutoutPairs(set, part: part)
  }

  package func linedPicture(seed: UInt64, step: Int, index: Int, size: Int) -> LinedPicture {
    let (picture, outlines) = pairs.scene(seed: seed, step: step, index: index, size: size)
    return LinedPicture(picture: picture, lines: SketchRaster.lines(outlines, size: size))
  }
}

extension SketchRaster {
  /// What is seen of outlines, carefully drawn.
  static func lines(_ outlines: [SemanticStroke], size: Int) -> Plane {
    ink(outlines.flatMap(\.visibleLines), size: size)
  }
}

extension SemanticStroke {
  /// The parts that nothing hides.
  fileprivate var visibleLines: [Stroke] {
    let closed = isClosed && points.count > 2
    let path = closed ? points + [points[0]] : points
    let hidden = closed ? isHidden + [isHidden[0]] : isHidden
    var lines: [Stroke] = []
    var line: [Point] = []
    for (point, isHidden) in zip(path, hidden) {
      if isHidden {
        if line.count > 1 { lines.append(Stroke(width: DrawnLines.lineWidth, points: line)) }
        line = []
      } else {
        line.append(point)
      }
    }
    if line.count > 1 { lines.append(Stroke(width: DrawnLines.lineWidth, points: line)) }
    return lines
  }
}
