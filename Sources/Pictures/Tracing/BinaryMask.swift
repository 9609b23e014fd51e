/// One yes or no per pixel, row by row from the top left.
package struct BinaryMask: Hashable, Sendable {
  package let width: Int
  package let height: Int
  package var bits: [Bool]

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
    bits = [Bool](repeating: false, count: width * height)
  }

  /// Set where the plane is not 0.
  init(_ plane: Plane) {
    width = plane.width
    height = plane.height
    bits = plane.values.map { $0 > 0 }
  }

  /// What lies outside is not set.
  subscript(x: Int, y: Int) -> Bool {
    x >= 0 && x < width && y >= 0 && y < height && bits[y * width + x]
  }

  /// Set wherever a set pixel is within `reach` pixels (Euclidean).
  package func dilated(reach: Int) -> BinaryMask {
    var offsets: [(x: Int, y: Int)] = []
    for y in -reach...reach {
      for x in -reach...reach where x * x + y * y <= reach * reach { offsets.append((x, y)) }
    }
    var result = self
    result.bits.withUnsafeMutableBufferPointer { out in
      for index in bits.indices where bits[index] {
        let x = index % width
        let y = index / width
        for offset in offsets {
          let nx = x + offset.x
          let ny = y + offset.y
          if nx >= 0 && nx < width && ny >= 0 && ny < height { out[ny * width + nx] = true }
        }
      }
    }
    return result
  }

  /// The mask with every hole of fewer than `area` pixels filled (4-connected).
  func fillingHoles(smallerThan area: Int) -> BinaryMask {
    var result = self
    var seen = bits
    for start in bits.indices where !seen[start] {
      let hole = flood(from: start, seen: &seen) { !bits[$0] }
      if hole.count < area { for index in hole { result.bits[index] = true } }
    }
    return result
  }

  /// The pixels that are 4-connected to `start` through pixels that `isOpen`; marks them as seen.
  func flood(from start: Int, seen: inout [Bool], isOpen: (Int) -> Bool) -> [Int] {
    guard !seen[start], isOpen(start) else { return [] }
    seen[start] = true
    var found = [start]
    var next = 0
    while next < found.count {
      let index = found[next]
      next += 1
      let x = index % width
      let y = index / width
      func visit(_ neighbour: Int) {
        guard !seen[neighbour], isOpen(neighbour) else { return }
        seen[neighbour] = true
        found.append(neighbour)
      }
      if x > 0 { visit(index - 1) }
      if x < width - 1 { visit(index + 1) }
      if y > 0 { visit(index - width) }
      if y < height - 1 { visit(index + width) }
    }
    return found
  }
}
