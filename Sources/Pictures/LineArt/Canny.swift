/// Canny's edges ("A computational approach to edge detection", 1986) as OpenCV finds them: 3×3 Sobel on grey levels,
/// |dx| + |dy| as the gradient's length, no smoothing. For lines that people would draw see ``EdgeMap``.
package enum Canny {
  /// tan 22.5° with 15 bits behind the point.
  private static let slope = 13573

  /// The edges, one pixel wide.
  ///
  /// - Parameters:
  ///   - low: an edge goes on where the gradient is above this; a full upright step has 1020.
  ///   - high: it begins where the gradient is above this.
  package static func edges(_ picture: GreyPicture, low: Int = 100, high: Int = 200) -> BinaryMask {
    let (width, height) = (picture.width, picture.height)
    let (dx, dy) = sobel(picture)
    let length = (0..<(width * height)).map { abs(dx[$0]) + abs(dy[$0]) }
    func at(_ x: Int, _ y: Int) -> Int { x >= 0 && x < width && y >= 0 && y < height ? length[y * width + x] : 0 }
    var isMaximum = [Bool](repeating: false, count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        let index = y * width + x
        let here = length[index]
        guard here > low else { continue }
        let across = abs(dx[index])
        let down = abs(dy[index]) << 15
        let flat = across * slope
        if down < flat {
          isMaximum[index] = here > at(x - 1, y) && here >= at(x + 1, y)
        } else if down > flat + across << 16 {
          isMaximum[index] = here > at(x, y - 1) && here >= at(x, y + 1)
        } else {
          let side = (dx[index] ^ dy[index]) < 0 ? -1 : 1
          isMaximum[index] = here > at(x - side, y - 1) && here > at(x + side, y + 1)
        }
      }
    }
    var edges = BinaryMask(width: width, height: height)
    var open = isMaximum.indices.filter { isMaximum[$0] && length[$0] > high }
    for index in open { edges.bits[index] = true }
    while let index = open.popLast() {
      let (x, y) = (index % width, index / width)
      for ny in max(0, y - 1)...min(height - 1, y + 1) {
        for nx in max(0, x - 1)...min(width - 1, x + 1) {
          let neighbour = ny * width + nx
          guard isMaximum[neighbour], !edges.bits[neighbour] else { continue }
          edges.bits[neighbour] = true
          open.append(neighbour)
        }
      }
    }
    return edges
  }

  /// Differences to the right and downwards; the border's levels go on beyond it.
  private static func sobel(_ picture: GreyPicture) -> (dx: [Int], dy: [Int]) {
    let (width, height) = (picture.width, picture.height)
    var dx = [Int](repeating: 0, count: width * height)
    var dy = dx
    picture.levels.withUnsafeBufferPointer { levels in
      for y in 0..<height {
        let rows = (max(0, y - 1) * width, y * width, min(height - 1, y + 1) * width)
        for x in 0..<width {
          let (left, right) = (max(0, x - 1), min(width - 1, x + 1))
          func at(_ row: Int, _ column: Int) -> Int { Int(levels[row + column]) }
          dx[y * width + x] =
            at(rows.0, right) + 2 * at(rows.1, right) + at(rows.2, right)
            - at(rows.0, left) - 2 * at(rows.1, left) - at(rows.2, left)
          dy[y * width + x] =
            at(rows.2, left) + 2 * at(rows.2, x) + at(rows.2, right)
            - at(rows.0, left) - 2 * at(rows.0, x) - at(rows.0, right)
        }
      }
    }
    return (dx, dy)
  }
}
