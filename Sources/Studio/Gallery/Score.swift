import Foundation
import Pictures

/// How a creation is rated: one to three stars, for the machine's faithfulness and the child's effort together.
///
/// Points are `lineFollowing + effort`, each 0…1; from 0.8 points there are two stars, from 1.4 three. Every picture has
/// one star at least, and nothing is ever taken away.
package enum Score {
  /// Effort, 0…1: half for the number of strokes (all of it from twelve on), half for their length (all of it from six
  /// times the canvas's side on). Rubbing out is work too and counts as strokes do.
  package static func effort(_ strokes: [Stroke]) -> Double {
    let length = strokes.reduce(0.0) { sum, stroke in
      sum + zip(stroke.points, stroke.points.dropFirst()).reduce(0.0) { $0 + ($1.1 - $1.0).length }
    }
    return min(1, Double(strokes.count) / 12) / 2 + min(1, length / 6) / 2
  }

  /// One to three. `lineFollowing` is nil where the drawing has no ink to follow.
  package static func stars(lineFollowing: Double?, strokes: [Stroke]) -> Int {
    let points = (lineFollowing ?? 0) + effort(strokes)
    return 1 + (points >= 0.8 ? 1 : 0) + (points >= 1.4 ? 1 : 0)
  }
}
