/// The largest even patches of a picture: where a dab of crayon says most.
enum ColourPatches {
  /// Patches are looked for in a picture of this side.
  private static let side = 64
  /// Neighbours that differ more (largest difference of any channel, 0…1) belong to different patches.
  private static let step = 0.05
  /// Smaller patches (pixels) are not worth a dab.
  private static let smallest = 14
  private static let mostPatches = 9
  private static let placesPerPatch = 12

  /// Places well inside the largest patches, canvas coordinates 0…1. The patch of the top corners comes first, the
  /// others by size.
  static func places(in image: Image) -> [[Point]] {
    let page = image.scaled(width: side, height: side)
    let patches = self.patches(of: page)
    let corner = patches.firstIndex { $0.contains(0) || $0.contains(side - 1) }
    let order = patches.indices.sorted {
      ($0 == corner ? 0 : 1, -patches[$0].count, $0) < ($1 == corner ? 0 : 1, -patches[$1].count, $1)
    }
    return order.prefix(mostPatches).map { middle(of: patches[$0]) }
  }

  private static func patches(of page: Image) -> [[Int]] {
    func isNear(_ a: Int, _ b: Int) -> Bool {
      (0..<3).allSatisfy { abs(Int(page.pixels[a * 3 + $0]) - Int(page.pixels[b * 3 + $0])) <= Int(step * 255) }
    }
    var seen = [Bool](repeating: false, count: side * side)
    var patches: [[Int]] = []
    for start in 0..<(side * side) where !seen[start] {
      seen[start] = true
      var patch = [start]
      var next = 0
      while next < patch.count {
        let here = patch[next]
        next += 1
        let x = here % side
        let y = here / side
        for (nx, ny) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
        where nx >= 0 && nx < side && ny >= 0 && ny < side {
          let neighbour = ny * side + nx
          guard !seen[neighbour], isNear(here, neighbour) else { continue }
          seen[neighbour] = true
          patch.append(neighbour)
        }
      }
      if patch.count >= smallest { patches.append(patch.sorted()) }
    }
    return patches
  }

  /// Places at least half as far from the patch's border as its innermost place.
  private static func middle(of patch: [Int]) -> [Point] {
    var depth = [Int](repeating: 0, count: side * side)
    for pixel in patch { depth[pixel] = 1 }
    var layer = patch
    var level = 1
    while !layer.isEmpty {
      let inner = layer.filter { pixel in
        let x = pixel % side
        let y = pixel / side
        // The canvas's own border is none of the patch's.
        return [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)].allSatisfy { nx, ny in
          nx < 0 || nx >= side || ny < 0 || ny >= side || depth[ny * side + nx] >= level
        }
      }
      level += 1
      guard inner.count < layer.count || level < side else { break }
      for pixel in inner { depth[pixel] = level }
      layer = inner
      if level > side { break }
    }
    let deepest = patch.map { depth[$0] }.max() ?? 1
    let inner = patch.filter { depth[$0] * 2 > deepest }
    let stride = max(1, inner.count / placesPerPatch)
    return Swift.stride(from: 0, to: inner.count, by: stride).prefix(placesPerPatch).map { index in
      Point((Double(inner[index] % side) + 0.5) / Double(side), (Double(inner[index] / side) + 0.5) / Double(side))
    }
  }
}
