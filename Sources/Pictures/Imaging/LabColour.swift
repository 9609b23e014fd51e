import Glibc

/// A colour as the eye compares colours: CIELAB, lightness 0…100, and a* (red against green) and b* (yellow against
/// blue), about −100…100 and 0 for greys.
///
/// sRGB to linear light by IEC 61966-2-1, to XYZ by Rec. 709's primaries, to CIELAB by CIE 15:2004 for the white point
/// D65 seen at 2 degrees; the rounded constants are those of scikit-image's `rgb2lab`.
package struct LabColour: Hashable, Sendable {
  package var lightness: Double
  package var a: Double
  package var b: Double

  package init(lightness: Double, a: Double, b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  package init(_ colour: Colour) {
    self.init(
      linearRed: Self.linear(colour.red), green: Self.linear(colour.green), blue: Self.linear(colour.blue))
  }

  /// From linear light, each value 0…1.
  package init(linearRed red: Double, green: Double, blue: Double) {
    func root(_ share: Double) -> Double { share > 0.008856 ? cbrt(share) : 7.787 * share + 16.0 / 116 }
    let x = root((0.412453 * red + 0.357580 * green + 0.180423 * blue) / 0.95047)
    let y = root(0.212671 * red + 0.715160 * green + 0.072169 * blue)
    let z = root((0.019334 * red + 0.119193 * green + 0.950227 * blue) / 1.08883)
    self.init(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }

  /// Linear light of a value of sRGB, both 0…1.
  package static func linear(_ value: Double) -> Double {
    value > 0.04045 ? pow((value + 0.055) / 1.055, 2.4) : value / 12.92
  }

  /// Linear light; values outside 0…1 are of colours that no screen shows.
  private var linearLight: (red: Double, green: Double, blue: Double) {
    func cube(_ root: Double) -> Double { root > 0.206893 ? root * root * root : (root - 16.0 / 116) / 7.787 }
    let middle = (lightness + 16) / 116
    let x = 0.95047 * cube(middle + a / 500)
    let y = cube(middle)
    let z = 1.08883 * cube(middle - b / 200)
    return (
      3.240479 * x - 1.537150 * y - 0.498535 * z, -0.969256 * x + 1.875992 * y + 0.041556 * z,
      0.055648 * x - 0.204043 * y + 1.057311 * z
    )
  }

  /// The colour of a screen; of one that no screen shows the nearest of the same lightness and hue.
  package var colour: Colour {
    func isShown(_ light: (red: Double, green: Double, blue: Double)) -> Bool {
      [light.red, light.green, light.blue].allSatisfy { (-1e-4...1.0001).contains($0) }
    }
    var (shown, beyond) = (0.0, 1.0)
    var light = linearLight
    if !isShown(light) {
      // A grey of any lightness is shown; the limit lies between it and this colour.
      light = LabColour(lightness: lightness, a: 0, b: 0).linearLight
      for _ in 0..<20 {
        let share = (shown + beyond) / 2
        let paler = LabColour(lightness: lightness, a: a * share, b: b * share).linearLight
        if isShown(paler) { (shown, light) = (share, paler) } else { beyond = share }
      }
    }
    func value(_ light: Double) -> Double {
      let light = min(max(light, 0), 1)
      return light > 0.0031308 ? 1.055 * pow(light, 1 / 2.4) - 0.055 : 12.92 * light
    }
    return Colour(value(light.red), value(light.green), value(light.blue))
  }

  /// How colourful it is, 0 for grey.
  package var chroma: Double { (a * a + b * b).squareRoot() }

  /// How different two colours look when light and shade count half, as they do on one and the same thing.
  package func difference(_ other: LabColour) -> Double {
    let (l, da, db) = ((lightness - other.lightness) / 2, a - other.a, b - other.b)
    return (l * l + da * da + db * db).squareRoot()
  }
}

extension Colour {
  /// The same colour under more light or less: its lightness in CIELAB changes by so much, up to black or white, its hue
  /// stays, and so does how colourful it is, where a screen can show that.
  package func lit(by change: Double) -> Colour {
    var lab = LabColour(self)
    lab.lightness = min(max(lab.lightness + change, 0), 100)
    return lab.colour
  }

  /// Whether faces of people have it, from very dark to very pale, in daylight: between red and yellow, neither grey nor
  /// glaring.
  package var isOfSkin: Bool {
    let lab = LabColour(self)
    return (22...86).contains(lab.lightness) && (12...48).contains(lab.chroma) && lab.a > 5 && lab.b > 6
  }
}
