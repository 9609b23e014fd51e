extension BinaryMask {
  /// The 8-connected pieces of what is set, each as its pixels' indices.
  package func pieces() -> [[Int]] {
    var seen = [Bool](repeating: false, count: bits.count)
    var pieces: [[Int]] = []
    for start in bits.indices where bits[start] && !seen[start] {
      seen[start] = true
      var found = [start]
      var next = 0
      while next < found.count {
        let (x, y) = (found[next] % width, found[next] / width)
        next += 1
        for ny in max(0, y - 1)...min(height - 1, y + 1) {
          for nx in max(0, x - 1)...min(width - 1, x + 1) {
            let neighbour = ny * width + nx
            guard bits[neighbour], !seen[neighbour] else { continue }
            seen[neighbour] = true
            found.append(neighbour)
          }
        }
      }
      pieces.append(found)
    }
    return pieces
  }

  /// Without the pieces that reach over fewer than `extent` pixels in either direction.
  package func withoutSpecks(extent: Int) -> BinaryMask {
    var result = self
    for piece in pieces() where Self.extent(of: piece, width: width) < extent {
      for index in piece { result.bits[index] = false }
    }
    return result
  }

  /// The longer side of a piece's bounds, in pixels.
  package static func extent(of piece: [Int], width: Int) -> Int {
    var (left, right, top, bottom) = (Int.max, 0, Int.max, 0)
    for index in piece {
      (left, right) = (min(left, index % width), max(right, index % width))
      (top, bottom) = (min(top, index / width), max(bottom, index / width))
    }
    return piece.isEmpty ? 0 : max(right - left, bottom - top) + 1
  }
}
