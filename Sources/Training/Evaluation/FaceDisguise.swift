import Foundation
import Generation
import Pictures

/// Pictures of faces changed as filters must notice: heads turned and leaning, sunglasses drawn on.
///
/// What is made is a stand-in for photographs that nobody has taken: it tells where a filter's threshold lies, and its
/// rates only as far as the stand-ins are like the real thing.
package enum FaceDisguise {
  /// The head turned about its vertical axis: each pixel is moved as if it lay on an ellipsoid with a nose on it.
  ///
  /// - Parameter degrees: positive turns towards the picture's right.
  package static func turned(_ picture: Image, _ face: Face, by degrees: Double) -> Image {
    guard face.landmarks.count == 5 else { return picture }
    let head = Head(face)
    let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    var turned = picture
    for y in 0..<picture.height {
      // Where each pixel of the row comes from. Finer than pixels, and what is in front hides what is behind.
      var sources = [Double?](repeating: nil, count: picture.width)
      var depths = [Double](repeating: -.infinity, count: picture.width)
      for step in 0..<(4 * picture.width) {
        let x = Double(step) / 4
        let (depth, weight) = head.depth(Point(x, Double(y)))
        let across = x - head.centre.x
        let target = Int((x + weight * across * (cosine - 1) + depth * sine).rounded())
        // Where a pixel is not moved at all, nothing is in front of it.
        guard sources.indices.contains(target), depth > depths[target] else { continue }
        (sources[target], depths[target]) = (x, depth)
      }
      var last = 0.0
      for x in 0..<picture.width {
        last = sources[x] ?? last
        let from = (y * picture.width + min(Int(last), picture.width - 1)) * 3
        for channel in 0..<3 { turned.pixels[(y * picture.width + x) * 3 + channel] = picture.pixels[from + channel] }
      }
    }
    return turned
  }

  /// The whole picture turned in its plane about the face, as a leaning head.
  package static func leaning(_ picture: Image, _ face: Face, by degrees: Double) -> Image {
    let centre = face.box.centre
    let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    var turned = picture
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        let (across, down) = (Double(x) - centre.x, Double(y) - centre.y)
        // The border goes on beyond the picture.
        let fromX = min(max(Int((centre.x + cosine * across + sine * down).rounded()), 0), picture.width - 1)
        let fromY = min(max(Int((centre.y - sine * across + cosine * down).rounded()), 0), picture.height - 1)
        for channel in 0..<3 {
          turned.pixels[(y * picture.width + x) * 3 + channel] =
            picture.pixels[(fromY * picture.width + fromX) * 3 + channel]
        }
      }
    }
    return turned
  }

  /// What is worn before the eyes.
  package enum Glasses: String, CaseIterable, Sendable {
    /// Dark all over.
    case dark
    /// Dark above, half clear below.
    case shaded
    /// Dark, with the reflection of a window.
    case reflecting
    /// Frames alone: no sunglasses.
    case clear
  }

  /// Lenses of a random size, form and tint before both eyes, and a bridge between them.
  package static func wearing(
    _ glasses: Glasses, _ picture: Image, _ face: Face, using random: inout SeededGenerator
  ) -> Image {
    guard face.landmarks.count == 5 else { return picture }
    let (right, left) = (face.landmarks[0], face.landmarks[1])
    let distance = (left - right).length
    let along = (left - right) * (1 / max(distance, 1))
    let (width, height) = (
      distance * Double.random(in: 0.36...0.47, using: &random),
      distance * Double.random(in: 0.27...0.4, using: &random)
    )
    // From ellipses to rounded rectangles.
    let form = Double.random(in: 2...5, using: &random)
    let tint = (0..<3).map { _ in Double.random(in: 5...60, using: &random) }
    let strength = Double.random(in: 0.75...1, using: &random)
    let frame = Double.random(in: 0.06...0.12, using: &random)
    var worn = picture
    func blend(_ x: Int, _ y: Int, _ colour: [Double], _ share: Double) {
      let place = (y * picture.width + x) * 3
      for channel in 0..<3 {
        let value = Double(worn.pixels[place + channel])
        worn.pixels[place + channel] = UInt8(min(max(value + (colour[channel] - value) * share, 0), 255))
      }
    }
    let reach = 2 * distance
    let middle = (left + right) * 0.5
    let columns = (Int(middle.x - reach)..<Int(middle.x + reach) + 1).clamped(to: 0..<picture.width)
    let rows = (Int(middle.y - reach)..<Int(middle.y + reach) + 1).clamped(to: 0..<picture.height)
    for y in rows {
      for x in columns {
        for eye in [right, left] {
          // Lenses hang a little below the eyes.
          let way = Point(Double(x), Double(y)) - eye
          let u = (way.x * along.x + way.y * along.y) / width
          let v = (way.y * along.x - way.x * along.y - 0.06 * distance) / height
          let size = pow(pow(abs(u), form) + pow(abs(v), form), 1 / form)
          guard size <= 1 else { continue }
          if size > 1 - frame {
            blend(x, y, [25, 22, 24], 1)
          } else if glasses != .clear {
            let share = glasses == .shaded ? strength * min(1, 0.85 - 0.35 * v) : strength
            blend(x, y, tint, share)
            if glasses == .reflecting, abs(u - 0.4 * v + 0.25) < 0.16 { blend(x, y, [235, 240, 250], 0.6) }
          }
        }
        let way = Point(Double(x), Double(y)) - middle
        let across = abs(way.x * along.x + way.y * along.y)
        let down = abs(way.y * along.x - way.x * along.y)
        if across < distance / 2 - width, down < max(1, 0.03 * distance) { blend(x, y, [25, 22, 24], 1) }
      }
    }
    return worn
  }

  /// A head as an ellipsoid with a nose, seen from the front.
  private struct Head {
    let centre: Point
    private let halfWidth: Double
    private let halfHeight: Double
    private let nose: Point
    private let eyes: Double

    init(_ face: Face) {
      let (right, left) = (face.landmarks[0], face.landmarks[1])
      eyes = (left - right).length
      // A detector's box goes from ear to ear and from the brows to the chin; the head goes on above it.
      halfWidth = 0.62 * face.box.width
      halfHeight = 0.72 * face.box.height
      centre = face.box.centre - Point(0, 0.12 * face.box.height)
      nose = face.landmarks[2]
    }

    /// How far a place stands out, in pixels, and how much of the turn it takes part in, 0…1.
    func depth(_ place: Point) -> (depth: Double, weight: Double) {
      let (u, v) = ((place.x - centre.x) / halfWidth, (place.y - centre.y) / halfHeight)
      let height = 1 - u * u - v * v
      guard height > 0 else { return (0, 0) }
      let away = (place - nose).length / (0.22 * eyes)
      let bump = 0.3 * eyes * exp(-away * away / 2)
      return (0.8 * halfWidth * height.squareRoot() + bump, min(1, 3 * height))
    }
  }
}
