import Glibc

/// How a picture of a set lies on the canvas of one sample: larger or smaller, moved, mirrored, slightly turned and
/// gently bent, so that a sketch of it is as uneven as a child's and still lies on the picture's lines.
package struct PictureWarp: Sendable {
  private let scale: Double
  private let isFlipped: Bool
  private let turn: (cos: Double, sin: Double)
  private let shift: Point
  private let jitter: Jitter

  /// A picture that stays as it is.
  package static let identity = PictureWarp()

  private init() {
    scale = 1
    isFlipped = false
    turn = (1, 0)
    shift = Point(0, 0)
    var random = SeededGenerator(seed: 0)
    jitter = Jitter(reach: 0, lengths: 1...1, using: &random)
  }

  /// - Parameter mayShrink: Whether there is nothing at the border that would look torn when the picture gets smaller
  ///   than the canvas.
  package init(mayShrink: Bool, using random: inout SeededGenerator) {
    scale = mayShrink ? random.uniform(0.8, 1.22) : random.uniform(1.02, 1.3)
    isFlipped = random.chance(0.5)
    let angle = random.normal() * 0.04
    turn = (cos(angle), sin(angle))
    // A smaller picture moves within the canvas, a larger one behind it.
    let slack = mayShrink ? 0.03 + abs(scale - 1) * 0.3 : (scale - 1) * 0.4
    shift = Point(random.uniform(-slack, slack), random.uniform(-slack, slack))
    let reach = random.chance(0.7) ? random.uniform(0, 1.2) : random.uniform(1.2, 3)
    // Longer waves than in drawn domains: the picture must not fold.
    jitter = Jitter(reach: reach, lengths: 0.2...0.6, using: &random)
  }

  /// For a thing with nothing around it.
  ///
  /// - Parameters:
  ///   - scale: its side, of the canvas's.
  ///   - middle: where its middle lies, 0…1.
  init(scale: Double, middle: Point, using random: inout SeededGenerator) {
    self.scale = scale
    isFlipped = random.chance(0.5)
    let angle = random.normal() * 0.08
    turn = (cos(angle), sin(angle))
    shift = middle - Point(0.5, 0.5)
    jitter = Jitter(
      reach: random.chance(0.7) ? random.uniform(0, 1.2) : random.uniform(1.2, 3), lengths: 0.2...0.6, using: &random)
  }

  /// Where a place of the canvas lies in the picture; both 0…1.
  package func source(_ place: Point) -> Point {
    let p = jitter(place) - Point(0.5, 0.5) - shift
    let q = Point(p.x * turn.cos + p.y * turn.sin, -p.x * turn.sin + p.y * turn.cos) * (1 / scale)
    return Point((isFlipped ? -q.x : q.x) + 0.5, q.y + 0.5)
  }

  /// Where a place of the picture lies on the canvas.
  package func canvas(_ place: Point) -> Point {
    let q = place - Point(0.5, 0.5)
    let p = Point(isFlipped ? -q.x : q.x, q.y) * scale
    let bent = Point(p.x * turn.cos - p.y * turn.sin, p.x * turn.sin + p.y * turn.cos) + Point(0.5, 0.5) + shift
    // The bend is gentle: taking it back by what it is near by converges to far below a pixel.
    var guess = bent
    for _ in 0..<6 { guess = bent - jitter.shift(at: guess) }
    return guess
  }

  /// An outline on the canvas; points beyond its edges count as hidden.
  package func canvas(_ stroke: SemanticStroke) -> SemanticStroke {
    var moved = stroke
    moved.points = stroke.points.map(canvas)
    for index in moved.points.indices {
      let p = moved.points[index]
      if !(0...1).contains(p.x) || !(0...1).contains(p.y) { moved.isHidden[index] = true }
    }
    return moved
  }

  /// The picture as it lies on a canvas of `size` × `size` pixels; its border goes on beyond it.
  package func picture(of image: Image, size: Int) -> Image {
    precondition(image.width == image.height, "a picture to warp is square")
    // Averaged first where several pixels fall on one.
    var source = image
    while Double(source.width) / (Double(size) * scale) > 1.7, source.width >= 2 {
      source = source.scaled(width: source.width / 2, height: source.height / 2)
    }
    let places = placeGrid()
    let side = source.width
    let last = Double(side - 1)
    return Image(
      width: size, height: size,
      pixels: [UInt8](unsafeUninitializedCapacity: size * size * 3) { buffer, count in
        source.pixels.withUnsafeBufferPointer { pixels in
          places.withUnsafeBufferPointer { grid in
            for y in 0..<size {
              let gy = (Double(y) + 0.5) / Double(size) * Double(Self.gridSide)
              let row = min(Int(gy), Self.gridSide - 1)
              let fy = gy - Double(row)
              for x in 0..<size {
                let gx = (Double(x) + 0.5) / Double(size) * Double(Self.gridSide)
                let column = min(Int(gx), Self.gridSide - 1)
                let fx = gx - Double(column)
                let corner = row * (Self.gridSide + 1) + column
                let below = corner + Self.gridSide + 1
                let top = grid[corner] * (1 - fx) + grid[corner + 1] * fx
                let bottom = grid[below] * (1 - fx) + grid[below + 1] * fx
                let place = top * (1 - fy) + bottom * fy
                let sx = min(max(place.x * Double(side) - 0.5, 0), last)
                let sy = min(max(place.y * Double(side) - 0.5, 0), last)
                let left = min(Int(sx), max(0, side - 2))
                let upper = min(Int(sy), max(0, side - 2))
                let right = min(left + 1, side - 1)
                let lower = min(upper + 1, side - 1)
                let wx = Float(sx - Double(left))
                let wy = Float(sy - Double(upper))
                let out = (y * size + x) * 3
                for c in 0..<3 {
                  let a = Float(pixels[(upper * side + left) * 3 + c])
                  let b = Float(pixels[(upper * side + right) * 3 + c])
                  let d = Float(pixels[(lower * side + left) * 3 + c])
                  let e = Float(pixels[(lower * side + right) * 3 + c])
                  let mean = (a + (b - a) * wx) * (1 - wy) + (d + (e - d) * wx) * wy
                  buffer[out + c] = UInt8(min(max(mean + 0.5, 0), 255))
                }
              }
            }
          }
        }
        count = size * size * 3
      })
  }

  private static let gridSide = 64

  /// ``source(_:)`` at the corners of a grid over the canvas: between them the bend is as good as straight.
  private func placeGrid() -> [Point] {
    (0...Self.gridSide).flatMap { row in
      (0...Self.gridSide).map { column in
        source(Point(Double(column) / Double(Self.gridSide), Double(row) / Double(Self.gridSide)))
      }
    }
  }
}
