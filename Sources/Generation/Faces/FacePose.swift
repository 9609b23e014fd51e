import Foundation
import Pictures

/// Which way a face looks, from its five landmarks.
///
/// Eyes and mouth lie nearly in a plane, and the nose stands before it: when a head turns, the nose moves towards one eye
/// (by about half the eyes' distance at 45°), and when it leans, the eyes are no longer level.
package struct FacePose: Hashable, Sendable {
  /// How far the line through the eyes is from level, in degrees; positive where the person's left eye is lower.
  package let tilt: Double
  /// Where the tip of the nose lies between the eyes, along their line: 0 at the right eye, 1 at the left.
  package let nose: Double
  /// Where the middle of the mouth lies, likewise.
  package let mouth: Double
  /// How far the mouth is from parallel to the eyes, in degrees.
  package let mouthTilt: Double

  /// Nil for a face without landmarks, or whose eyes lie in one place.
  package init?(_ face: Face) {
    guard face.landmarks.count == 5 else { return nil }
    let (right, left) = (face.landmarks[0], face.landmarks[1])
    let (mouthRight, mouthLeft) = (face.landmarks[3], face.landmarks[4])
    let eyes = left - right
    guard eyes.length > 1 else { return nil }
    func share(_ point: Point) -> Double {
      let way = point - right
      return (way.x * eyes.x + way.y * eyes.y) / (eyes.length * eyes.length)
    }
    func degrees(_ way: Point) -> Double { atan2(way.y, way.x) * 180 / .pi }
    tilt = degrees(eyes)
    nose = share(face.landmarks[2])
    mouth = share((mouthRight + mouthLeft) * 0.5)
    mouthTilt = (degrees(mouthLeft - mouthRight) - tilt).remainder(dividingBy: 360)
  }

  /// Degrees that the eyes of a front face may be from level.
  package static let mostTilt = 10.0
  /// How far from the middle between the eyes its nose may be, in shares of their distance.
  package static let mostNoseShift = 0.14
  /// How far from there its mouth may be.
  package static let mostMouthShift = 0.1
  /// Degrees that its mouth may be from parallel to the eyes.
  package static let mostMouthTilt = 8.0

  /// Why it is no front face; nil for one.
  package var fault: String? {
    if abs(tilt) > Self.mostTilt { return "the head leans" }
    if abs(nose - 0.5) > Self.mostNoseShift { return "the head is turned" }
    if abs(mouth - 0.5) > Self.mostMouthShift || abs(mouthTilt) > Self.mostMouthTilt { return "the mouth is askew" }
    return nil
  }
}
