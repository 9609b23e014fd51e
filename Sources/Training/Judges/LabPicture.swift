import Foundation
import Pictures

/// A picture in CIELAB: lightness 0…100, and a* (red against green) and b* (yellow against blue), 0 for greys.
///
/// sRGB to linear light by IEC 61966-2-1, to XYZ by Rec. 709's primaries, to CIELAB by CIE 15:2004 for the white point
/// D65 seen at 2 degrees; the rounded constants are those of scikit-image's `rgb2lab`.
package struct LabPicture: Sendable {
  package let width: Int
  package let height: Int
  /// Row by row, `width * height` values each.
  package let lightness: [Double]
  package let a: [Double]
  package let b: [Double]

  package init(_ image: Image) {
    width = image.width
    height = image.height
    let count = image.width * image.height
    var lightness = [Double](repeating: 0, count: count)
    var a = lightness
    var b = lightness
    for pixel in 0..<count {
      let red = Self.linear[Int(image.pixels[pixel * 3])]
      let green = Self.linear[Int(image.pixels[pixel * 3 + 1])]
      let blue = Self.linear[Int(image.pixels[pixel * 3 + 2])]
      let x = Self.root((0.412453 * red + 0.357580 * green + 0.180423 * blue) / 0.95047)
      let y = Self.root(0.212671 * red + 0.715160 * green + 0.072169 * blue)
      let z = Self.root((0.019334 * red + 0.119193 * green + 0.950227 * blue) / 1.08883)
      lightness[pixel] = 116 * y - 16
      a[pixel] = 500 * (x - y)
      b[pixel] = 200 * (y - z)
    }
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  /// Distance from grey.
  package func chroma(_ pixel: Int) -> Double { (a[pixel] * a[pixel] + b[pixel] * b[pixel]).squareRoot() }

  /// Angle of the colour in degrees, 0…360, counted from red towards yellow.
  package func hue(_ pixel: Int) -> Double {
    let angle = atan2(b[pixel], a[pixel]) * 180 / .pi
    return angle < 0 ? angle + 360 : angle
  }

  /// Linear light, 0…1, of each value of a channel.
  private static let linear: [Double] = (0..<256).map { value in
    let share = Double(value) / 255
    return share > 0.04045 ? pow((share + 0.055) / 1.055, 2.4) : share / 12.92
  }

  private static func root(_ share: Double) -> Double { share > 0.008856 ? cbrt(share) : 7.787 * share + 16.0 / 116 }
}
