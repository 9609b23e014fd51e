import Pictures
import Terminal

/// A picture that grows out of its drawing: a patch in the middle that spreads to the edges with a ragged rim.
package struct Reveal: Equatable, Sendable {
  /// The drawing, of any size.
  package let sketch: Image
  /// Seconds since it began.
  package var position = 0.0
  /// Tells the terminal that the picture has changed.
  package var generation: Int

  /// Seconds until the whole picture is there.
  package static let duration = 0.55
  /// The patches that come one after the other, across and down.
  private static let patches = 48

  package init(sketch: Image, generation: Int) {
    self.sketch = sketch
    self.generation = generation
  }

  package var isOver: Bool { position >= Self.duration }

  /// The picture as it looks now: of its own size, with the drawing where it has not arrived yet.
  package func frame(of picture: Image) -> Image {
    let share = min(max(position / Self.duration, 0), 1)
    guard share < 1 else { return picture }
    var frame = picture
    let (width, height) = (picture.width, picture.height)
    // Nearest neighbour is good enough for half a second.
    let columns = (0..<width).map { $0 * sketch.width / width * 3 }
    frame.pixels.withUnsafeMutableBufferPointer { pixels in
      sketch.pixels.withUnsafeBufferPointer { drawn in
        for y in 0..<height {
          let source = y * sketch.height / height * sketch.width * 3
          let down = y * Self.patches / height
          var last = -1
          var isHidden = false
          for x in 0..<width {
            let across = x * Self.patches / width
            if across != last {
              last = across
              isHidden = Self.arrival(across, down) > share
            }
            guard isHidden else { continue }
            let from = source + columns[x]
            let to = (y * width + x) * 3
            pixels[to] = drawn[from]
            pixels[to + 1] = drawn[from + 1]
            pixels[to + 2] = drawn[from + 2]
          }
        }
      }
    }
    return frame
  }

  /// When a patch arrives, 0…1: the further from the middle, the later, with some noise.
  private static func arrival(_ across: Int, _ down: Int) -> Double {
    let middle = Double(patches) / 2
    let x = (Double(across) + 0.5 - middle) / middle
    let y = (Double(down) + 0.5 - middle) / middle
    // A hash of the position: ragged, yet the same each time.
    var hash = UInt32(truncatingIfNeeded: across &* 374_761_393 &+ down &* 668_265_263)
    hash = (hash ^ (hash >> 13)) &* 1_274_126_177
    let ragged = Double((hash ^ (hash >> 16)) & 255) / 255
    return 0.72 * ((x * x + y * y) / 2).squareRoot() + 0.26 * ragged
  }
}
