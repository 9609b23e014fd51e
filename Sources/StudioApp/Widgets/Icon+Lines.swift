import Foundation
import Pictures
import Studio
import Terminal

/// The line drawings.
extension Icon {
  /// The picture as strokes, 0…1 each way. The pen is as thin as the screen allows unless a stroke says otherwise.
  package var strokes: [Stroke] {
    switch self {
    case .pencil:
      [
        line((0.72, 0.04), (0.96, 0.28), (0.3, 0.92), (0.04, 0.96), (0.08, 0.7), (0.72, 0.04)),
        line((0.56, 0.2), (0.8, 0.44)),
      ]
    case .eraser:
      [
        line((0.35, 0.12), (0.96, 0.12), (0.65, 0.58), (0.04, 0.58), (0.35, 0.12)),
        line((0.04, 0.58), (0.04, 0.88), (0.65, 0.88), (0.96, 0.42), (0.96, 0.12)), line((0.65, 0.58), (0.65, 0.88)),
      ]
    case .line: [line((0.1, 0.9), (0.9, 0.1)), dot(0.1, 0.9, 0.24), dot(0.9, 0.1, 0.24)]
    case .ellipse: [ring(0.5, 0.5, 0.47)]
    // Tipped over, with its handle, and the paint that runs out of it.
    case .bucket:
      [
        line((0.42, 0.12), (0.86, 0.5), (0.46, 0.94), (0.04, 0.56), (0.42, 0.12)),
        line((0.24, 0.33), (0.16, 0.12), (0.34, 0.02), (0.52, 0.2)), line((0.3, 0.28), (0.74, 0.62)),
        line((0.86, 0.5), (0.94, 0.66)), dot(0.94, 0.82, 0.2),
      ]
    case .crayon:
      [
        line((0.3, 0.35), (0.5, 0.02), (0.7, 0.35), (0.7, 0.97), (0.3, 0.97), (0.3, 0.35)),
        line((0.3, 0.42), (0.7, 0.42)), line((0.3, 0.8), (0.7, 0.8)),
      ]
    // Simpler than the stamps themselves, since a few dots can show only a few lines.
    case .stamp(.eye): [ring(0.5, 0.5, 0.47), dot(0.5, 0.5, 0.3)]
    case .stamp(.wheel): [ring(0.5, 0.5, 0.47), line((0.5, 0.1), (0.5, 0.9)), line((0.1, 0.5), (0.9, 0.5))]
    case .stamp(let stamp):
      stamp.lines.map { Stroke(width: 0, points: $0.map { Point(0.5, 0.5) + $0 * 0.48 }) }
    case .size(let size): [dot(0.5, 0.5, [0.2, 0.45, 0.85][size.rawValue])]
    case .mirror:
      [
        line((0.36, 0.1), (0.36, 0.9), (0.03, 0.9), (0.36, 0.1)),
        line((0.64, 0.1), (0.64, 0.9), (0.97, 0.9), (0.64, 0.1)),
        line((0.5, 0.02), (0.5, 0.1)), line((0.5, 0.3), (0.5, 0.4)), line((0.5, 0.6), (0.5, 0.7)),
        line((0.5, 0.9), (0.5, 0.98)),
      ]
    case .joinGaps:
      [
        Stroke(width: 0, points: (0...20).map { place(0.5, 0.5, 0.47, turn: 0.36 + Double($0) / 20 * 0.78) }),
        dot(0.83, 0.83, 0.16),
      ]
    case .surprise:
      (0..<8).map { ray in
        let turn = Double(ray) / 8
        return Stroke(
          width: 0,
          points: [place(0.5, 0.5, 0.2, turn: turn), place(0.5, 0.5, ray.isMultiple(of: 2) ? 0.5 : 0.42, turn: turn)])
      }
    case .undo: Self.backArrow
    case .redo: Self.backArrow.map { Mirror.image(of: $0) }
    case .live:
      [line((0.62, 0.02), (0.2, 0.55), (0.48, 0.55), (0.35, 0.98), (0.82, 0.4), (0.52, 0.4), (0.62, 0.02))]
    case .magic:
      [
        Stroke(width: 0.12, points: [Point(0.08, 0.92), Point(0.52, 0.48)]), line((0.68, 0.02), (0.68, 0.62)),
        line((0.38, 0.32), (0.98, 0.32)), line((0.5, 0.14), (0.86, 0.5)), line((0.86, 0.14), (0.5, 0.5)),
      ]
    case .keep: [Stroke(width: 0, points: Stamp.heart.lines.joined().map { Point(0.5, 0.5) + $0 * 0.48 })]
    case .gallery:
      [
        line((0.03, 0.3), (0.97, 0.3), (0.97, 0.97), (0.03, 0.97), (0.03, 0.3)),
        line((0.28, 0.3), (0.5, 0.02), (0.72, 0.3)),
        line((0.14, 0.85), (0.38, 0.55), (0.54, 0.75), (0.68, 0.6), (0.86, 0.85)),
      ]
    case .freshPage:
      [
        line((0.12, 0.03), (0.62, 0.03), (0.9, 0.3), (0.9, 0.97), (0.12, 0.97), (0.12, 0.03)),
        line((0.62, 0.03), (0.62, 0.3), (0.9, 0.3)), line((0.32, 0.63), (0.7, 0.63)), line((0.51, 0.45), (0.51, 0.82)),
      ]
    case .help:
      [
        line((0.25, 0.3), (0.3, 0.1), (0.55, 0.03), (0.78, 0.15), (0.75, 0.4), (0.5, 0.55), (0.5, 0.7)),
        dot(0.5, 0.92, 0.1),
      ]
    case .mascot:
      [
        ring(0.5, 0.56, 0.4), dot(0.16, 0.16, 0.26), dot(0.84, 0.16, 0.26), dot(0.34, 0.5, 0.2), dot(0.66, 0.5, 0.2),
        dot(0.5, 0.68, 0.12), line((0.36, 0.78), (0.5, 0.84), (0.64, 0.78)),
      ]
    case .quit: [line((0.1, 0.1), (0.9, 0.9)), line((0.9, 0.1), (0.1, 0.9))]
    }
  }

  private static let backArrow = [
    Stroke(
      width: 0, points: [Point(0.92, 0.95), Point(0.95, 0.6), Point(0.8, 0.4), Point(0.5, 0.32), Point(0.04, 0.32)]),
    Stroke(width: 0, points: [Point(0.34, 0.02), Point(0.04, 0.32), Point(0.34, 0.62)]),
  ]

  private func line(_ points: (Double, Double)...) -> Stroke {
    Stroke(width: 0, points: points.map { Point($0.0, $0.1) })
  }

  private func dot(_ x: Double, _ y: Double, _ width: Double) -> Stroke { Stroke(width: width, points: [Point(x, y)]) }

  private func ring(_ x: Double, _ y: Double, _ radius: Double) -> Stroke {
    Stroke(width: 0, points: (0...32).map { place(x, y, radius, turn: Double($0) / 32) })
  }

  /// A place on a circle, counted in turns clockwise from the top.
  private func place(_ x: Double, _ y: Double, _ radius: Double, turn: Double) -> Point {
    Point(x + radius * sin(turn * 2 * .pi), y - radius * cos(turn * 2 * .pi))
  }
}
