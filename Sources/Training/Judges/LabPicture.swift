import Foundation
import Pictures

/// A picture in CIELAB, see `LabColour`.
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
      let colour = LabColour(
        linearRed: Self.linear[Int(image.pixels[pixel * 3])], green: Self.linear[Int(image.pixels[pixel * 3 + 1])],
        blue: Self.linear[Int(image.pixels[pixel * 3 + 2])])
      lightness[pixel] = colour.lightness
      a[pixel] = colour.a
      b[pixel] = colour.b
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
  private static let linear: [Double] = (0..<256).map { LabColour.linear(Double($0) / 255) }
}
