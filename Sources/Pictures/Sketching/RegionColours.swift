/// Colours told for whatever a drawing encloses, as faint crayon over each region: then a roof may have another colour
/// than its house, and nobody has to guess which.
package enum RegionColours {
  /// Smaller regions, as shares of the page, have the colour of what is around them.
  private static let leastRegion = 0.002
  /// So do all but the largest.
  private static let mostRegions = 24
  /// Shares of training's pictures, and of the regions of the others, whose colours are told.
  private static let (shareTold, shareOfRegionsTold) = (0.9, 0.9)

  /// A palette's colours for the regions of a drawing, the main one for the largest, then the second, the accent, and so
  /// on in turn; regions of about one size are alike. Where somebody has dabbed crayon nothing else is told.
  ///
  /// - Parameter closing: what the drawing's outlines lack (``OutlineClosing``).
  package static func hints(for drawing: [Stroke], closing: [Stroke], palette: Palette) -> ColourHints {
    let dabs = drawing.filter(\.isCrayon).compactMap { $0.points.isEmpty ? nil : $0.points[$0.points.count / 2] }
    return hints(in: PageMap(drawing + closing), palette: palette) { region in !dabs.contains(where: region.contains) }
  }

  /// The same for a sketch of which there are only pixels.
  ///
  /// - Parameter sketch: dark lines on light paper or the reverse, of any size and shape.
  package static func hints(for sketch: Image, palette: Palette) -> ColourHints {
    hints(in: PageMap(ink: SketchRaster.ink(from: sketch, size: PageMap.side)), palette: palette) { _ in true }
  }

  private static func hints(
    in map: PageMap, palette: Palette, where isTold: (PageRegion) -> Bool
  ) -> ColourHints {
    let regions = regions(in: map)
    let colours = palette.colours
    return ColourHints(
      marks: zip(regions, regions.kinds).filter { isTold($0.0) }.flatMap { region, kind in
        ColourHints.faintMarks(in: region, colour: colours[kind % colours.count])
      })
  }

  /// For training: of most of the regions that a sketch encloses, the colour that its picture has there.
  package static func hints(
    for sketch: [Stroke], of picture: Image, using random: inout SeededGenerator
  ) -> ColourHints {
    guard random.chance(shareTold) else { return ColourHints() }
    var marks: [ColourHints.Mark] = []
    let closed = sketch + OutlineClosing.strokes(closing: sketch)
    for region in regions(in: PageMap(closed)) where random.chance(shareOfRegionsTold) {
      marks += ColourHints.faintMarks(in: region, colour: picture.usualColour(in: region))
    }
    return ColourHints(marks: marks)
  }

  private static func regions(in map: PageMap) -> [PageRegion] {
    Array(PageRegion.enclosed(in: map, leastShare: leastRegion).prefix(mostRegions))
  }
}

extension [PageRegion] {
  /// Of regions from the largest to the smallest, a number for each: from 0 on, the same for those of about one size,
  /// which are wheels, or eyes.
  var kinds: [Int] {
    var number = 0
    return indices.map { index in
      if index > 0, Double(self[index].count) < 0.75 * Double(self[index - 1].count) { number += 1 }
      return number
    }
  }
}

extension Image {
  /// The median of red, of green and of blue over a region of the page.
  fileprivate func usualColour(in region: PageRegion) -> Colour {
    var levels = [[Int]](repeating: [Int](repeating: 0, count: 256), count: 3)
    for row in 0..<PageMap.side {
      let y = (2 * row + 1) * height / (2 * PageMap.side)
      for column in 0..<PageMap.side where region.squares[row * PageMap.side + column] {
        let start = (y * width + (2 * column + 1) * width / (2 * PageMap.side)) * 3
        for channel in 0..<3 { levels[channel][Int(pixels[start + channel])] += 1 }
      }
    }
    let medians = levels.map { counts in
      var below = 0
      for (level, count) in counts.enumerated() {
        below += count
        if 2 * below >= region.count { return Double(level) / 255 }
      }
      return 1
    }
    return Colour(medians[0], medians[1], medians[2])
  }
}
