import Glibc
import Pictures

/// The sketches in Tests/Support/Sketches, stroke by stroke.
enum SampleSketches {
  static let all: [(name: String, strokes: [Stroke])] = [
    ("panda", panda), ("cat", cat), ("apple", apple), ("fish", fish),
  ]

  /// Black lines on white, without any grey.
  static func picture(_ strokes: [Stroke], size: Int = 256) -> Image {
    let ink = SketchRaster.ink(strokes, size: size)
    return Image(
      width: size, height: size, pixels: ink.values.flatMap { [UInt8](repeating: $0 >= 0.5 ? 0 : 255, count: 3) })
  }

  private static var panda: [Stroke] {
    var strokes = [
      loop(0.5, 0.36, 0.23, 0.2, from: -1.4, turns: 1.03),
      // Ears, from the head and back to it.
      loop(0.31, 0.17, 0.085, 0.085, from: 1.15, turns: 0.74),
      loop(0.69, 0.17, 0.085, 0.085, from: 2.6, turns: 0.74),
      // Eye patches with eyes.
      loop(0.405, 0.345, 0.058, 0.072, from: 0.4, turns: 1.05),
      loop(0.595, 0.345, 0.058, 0.072, from: 2.4, turns: 1.02),
      loop(0.412, 0.345, 0.02, 0.022, from: 0, turns: 1),
      loop(0.588, 0.345, 0.02, 0.022, from: 0, turns: 1),
      line((0.475, 0.43), (0.525, 0.43), (0.5, 0.455), (0.475, 0.43)),
      line((0.44, 0.475), (0.47, 0.497), (0.5, 0.475), (0.53, 0.497), (0.56, 0.475)),
      // The body, open at the neck, and the limbs.
      line(
        (0.36, 0.52), (0.31, 0.6), (0.29, 0.7), (0.31, 0.8), (0.37, 0.87), (0.5, 0.9), (0.63, 0.87), (0.69, 0.8),
        (0.71, 0.7), (0.69, 0.6), (0.64, 0.52)),
      line((0.33, 0.57), (0.22, 0.64), (0.19, 0.72), (0.23, 0.76), (0.29, 0.72), (0.36, 0.64)),
      line((0.67, 0.57), (0.78, 0.64), (0.81, 0.72), (0.77, 0.76), (0.71, 0.72), (0.64, 0.64)),
      loop(0.37, 0.87, 0.085, 0.075, from: -2.9, turns: 1.02),
      loop(0.63, 0.87, 0.085, 0.075, from: -0.4, turns: 1.02),
    ]
    // One ear is scribbled in.
    strokes.append(zigzag((0.27, 0.12), (0.35, 0.2), rows: 9))
    return strokes
  }

  private static var cat: [Stroke] {
    [
      loop(0.5, 0.55, 0.27, 0.23, from: -1.2, turns: 1.02),
      line((0.27, 0.43), (0.25, 0.18), (0.42, 0.33)),
      line((0.58, 0.33), (0.75, 0.18), (0.73, 0.43)),
      loop(0.4, 0.5, 0.03, 0.045, from: 0, turns: 1),
      loop(0.6, 0.5, 0.03, 0.045, from: 0, turns: 1),
      line((0.47, 0.59), (0.53, 0.59), (0.5, 0.62), (0.47, 0.59)),
      line((0.42, 0.65), (0.46, 0.68), (0.5, 0.63), (0.54, 0.68), (0.58, 0.65)),
      line((0.33, 0.6), (0.12, 0.56)), line((0.33, 0.63), (0.12, 0.66)),
      line((0.67, 0.6), (0.88, 0.56)), line((0.67, 0.63), (0.88, 0.66)),
    ]
  }

  private static var apple: [Stroke] {
    [
      line(
        (0.5, 0.32), (0.42, 0.27), (0.3, 0.28), (0.21, 0.37), (0.19, 0.52), (0.24, 0.69), (0.34, 0.83), (0.44, 0.86),
        (0.5, 0.84), (0.57, 0.86), (0.67, 0.82), (0.77, 0.68), (0.81, 0.51), (0.78, 0.36), (0.69, 0.28), (0.58, 0.27),
        (0.5, 0.32)),
      line((0.5, 0.32), (0.51, 0.22), (0.55, 0.14)),
      line((0.53, 0.2), (0.62, 0.11), (0.73, 0.12), (0.66, 0.2), (0.53, 0.2)),
    ]
  }

  private static var fish: [Stroke] {
    [
      loop(0.44, 0.5, 0.28, 0.18, from: 0.2, turns: 0.95),
      line((0.7, 0.47), (0.88, 0.32), (0.84, 0.5), (0.88, 0.68), (0.7, 0.54)),
      loop(0.28, 0.45, 0.025, 0.025, from: 0, turns: 1),
      Stroke(points: [Point(0.28, 0.45)]),
      line((0.17, 0.55), (0.23, 0.57), (0.27, 0.55)),
      line((0.42, 0.33), (0.5, 0.2), (0.58, 0.35)),
    ]
  }

  private static func loop(
    _ x: Double, _ y: Double, _ rx: Double, _ ry: Double, from start: Double, turns: Double
  ) -> Stroke {
    Stroke(
      points: (0...40).map { step in
        let angle = start + turns * 2 * Double.pi * Double(step) / 40
        let waver = 1 + 0.025 * sin(3 * angle + x * 10)
        return Point(x + rx * waver * cos(angle), y + ry * waver * sin(angle))
      })
  }

  private static func line(_ places: (Double, Double)...) -> Stroke {
    Stroke(points: places.map { Point($0.0, $0.1) })
  }

  private static func zigzag(_ low: (Double, Double), _ high: (Double, Double), rows: Int) -> Stroke {
    Stroke(
      points: (0...rows).map { row in
        Point(row % 2 == 0 ? low.0 : high.0, low.1 + (high.1 - low.1) * Double(row) / Double(rows))
      })
  }
}
