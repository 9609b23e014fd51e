/// A colour of red, green and blue 0…1.
package struct Colour: Hashable, Sendable {
  package var red: Double
  package var green: Double
  package var blue: Double

  package init(_ red: Double, _ green: Double, _ blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Hue in turns (0 red, ⅓ green, ⅔ blue), saturation and brightness 0…1.
  package init(hue: Double, saturation: Double, brightness: Double) {
    let turn = (hue - hue.rounded(.down)) * 6
    func channel(_ offset: Double) -> Double {
      let k = (offset + turn).truncatingRemainder(dividingBy: 6)
      return brightness - brightness * saturation * max(0, min(k, 4 - k, 1))
    }
    self.init(channel(5), channel(3), channel(1))
  }

  package init(_ crayon: CrayonColour) {
    let rgb = crayon.rgb
    self.init(Double(rgb.red) / 255, Double(rgb.green) / 255, Double(rgb.blue) / 255)
  }

  /// This colour with a share (0…1) of another in it.
  package func mixed(_ share: Double, with other: Colour) -> Colour {
    Colour(
      red + (other.red - red) * share, green + (other.green - green) * share, blue + (other.blue - blue) * share)
  }

  package func lighter(_ share: Double) -> Colour { mixed(share, with: .white) }
  package func darker(_ share: Double) -> Colour { mixed(share, with: Colour(0.05, 0.03, 0.1)) }

  /// The largest difference of any channel.
  package func distance(_ other: Colour) -> Double {
    max(abs(other.red - red), abs(other.green - green), abs(other.blue - blue))
  }

  package static let white = Colour(1, 1, 1)
  package static let black = Colour(0, 0, 0)
}
