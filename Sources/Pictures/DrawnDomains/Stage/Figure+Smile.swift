import Glibc

extension Figure {
  /// Two eyes and a smile on anything that people give a face.
  mutating func addSmile(at place: Point, size: Double) {
    let dark = Colour(0.22, 0.14, 0.16)
    for side in [-1.0, 1] {
      part(
        .eye, Outline.ellipse(place + Point(side * size * 0.5, -size * 0.3), size * 0.14, size * 0.2, count: 20),
        Tone(base: dark))
      spot(
        Outline.ellipse(
          place + Point(side * size * 0.5 - size * 0.04, -size * 0.37), size * 0.05, size * 0.06, count: 12),
        .white)
    }
    line(
      .mouth, Outline.arc(place + Point(0, size * 0.1), size * 0.5, size * 0.42, from: 0.25, to: .pi - 0.25, count: 14),
      dark, width: lineWidth * 1.2)
  }
}
