import Foundation
import Pictures

/// What can be said of one picture's colours and surface without knowing what it shows.
package struct PictureFigures: Equatable, Sendable {
  /// Side of the pictures that are judged, in pixels: lengths below are pixels of it.
  package static let side = 256
  /// Number of equal parts of the circle of hues.
  package static let hueBins = 12

  /// Mean CIELAB chroma inside the figure.
  package let chroma: Double
  /// The part of the circle of hues, 0..<``hueBins``, that holds most chroma.
  package let mainHue: Int
  /// Share of the figure, 0…1, with chroma below 12 that is neither near black nor near white.
  package let mud: Double
  /// Mean absolute Laplacian of the lightness inside the figure.
  package let detail: Double
  /// See ``Weave``; 1 is none.
  package let weave: Double
  /// Mean spread (standard deviation, a* and b* added as the sides of a right angle) of the colour inside the closed
  /// regions of the drawing; nil where it has none that is large enough.
  package let spread: Double?

  /// - Parameters:
  ///   - picture: of ``side`` × ``side`` pixels.
  ///   - ink: of the drawing that it was made from; nil for a picture that nobody drew lines for.
  ///   - figure: where the thing is.
  /// - Returns: nil for an empty figure.
  package init?(_ picture: Image, ink: BinaryMask?, figure: BinaryMask) {
    precondition(picture.width == Self.side && picture.height == Self.side, "pictures are judged at one size")
    guard figure.area > 0 else { return nil }
    let lab = LabPicture(picture)
    var inner = figure
    if let ink {
      let clear = figure.subtracting(ink.dilated(steps: 3))
      if clear.area > 200 { inner = clear }
    }
    var chroma = 0.0
    var mud = 0
    var hues = [Double](repeating: 0, count: Self.hueBins)
    var detail = 0.0
    for pixel in inner.bits.indices where inner.bits[pixel] {
      let value = lab.chroma(pixel)
      chroma += value
      if value < 12, lab.lightness[pixel] > 22, lab.lightness[pixel] < 88 { mud += 1 }
      hues[min(Int(lab.hue(pixel) * Double(Self.hueBins) / 360), Self.hueBins - 1)] += value
      detail += abs(Self.laplacian(lab.lightness, at: pixel))
    }
    let area = Double(inner.area)
    self.chroma = chroma / area
    self.mud = Double(mud) / area
    self.detail = detail / area
    mainHue = hues.indices.reduce(0) { hues[$1] > hues[$0] ? $1 : $0 }
    weave = Weave.ratio(lab.lightness, inside: inner)
    spread = ink.flatMap { Self.spread(lab, ink: $0, figure: figure) }
  }

  /// The second difference across plus that down; the picture goes on beyond its border as in a mirror.
  private static func laplacian(_ values: [Double], at pixel: Int) -> Double {
    let x = pixel % side
    let y = pixel / side
    let left = values[pixel - (x > 0 ? 1 : 0)]
    let right = values[pixel + (x < side - 1 ? 1 : 0)]
    let above = values[pixel - (y > 0 ? side : 0)]
    let below = values[pixel + (y < side - 1 ? side : 0)]
    return left + right + above + below - 4 * values[pixel]
  }

  private static func spread(_ lab: LabPicture, ink: BinaryMask, figure: BinaryMask) -> Double? {
    let nearInk = ink.dilated(steps: 4)
    var spreads: [Double] = []
    for region in figure.subtracting(ink).regions() where region.count > 400 {
      let clear = region.filter { !nearInk.bits[$0] }
      guard clear.count > 150 else { continue }
      spreads.append((variance(lab.a, clear) + variance(lab.b, clear)).squareRoot())
    }
    return spreads.mean
  }

  private static func variance(_ values: [Double], _ pixels: [Int]) -> Double {
    let mean = pixels.reduce(0) { $0 + values[$1] } / Double(pixels.count)
    return pixels.reduce(0) { $0 + (values[$1] - mean) * (values[$1] - mean) } / Double(pixels.count)
  }
}

extension [Double] {
  /// Nil of nothing.
  var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}

extension BinaryMask {
  /// Where the thing is that these lines of ink draw: what they enclose once ten steps have closed narrow gaps.
  ///
  /// A gap wider than the line stays open, and then the figure there is little more than the ink.
  package var drawnFigure: BinaryMask { closed(steps: 10).union(self).fillingHoles() }
}
