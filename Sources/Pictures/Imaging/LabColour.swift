import Glibc

/// A colour as the eye compares colours: CIE L*a*b* (CIE 15, D65). L is 0…100, a and b are about −100…100.
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
    func linear(_ value: Double) -> Double {
      value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    func curve(_ value: Double) -> Double {
      value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116
    }
    let (red, green, blue) = (linear(colour.red), linear(colour.green), linear(colour.blue))
    let x = curve((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    let y = curve(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    let z = curve((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    self.init(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }

  /// How colourful it is, 0 for grey.
  package var chroma: Double { (a * a + b * b).squareRoot() }

  /// How different two colours look when light and shade count half, as they do on one and the same thing.
  package func difference(_ other: LabColour) -> Double {
    let (l, da, db) = ((lightness - other.lightness) / 2, a - other.a, b - other.b)
    return (l * l + da * da + db * db).squareRoot()
  }
}
