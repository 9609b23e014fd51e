extension BinaryMask {
  /// Set where the values are at least `threshold`.
  package init(_ plane: Plane, from threshold: Float) {
    self.init(width: plane.width, height: plane.height)
    for index in bits.indices { bits[index] = plane.values[index] >= threshold }
  }

  /// Number of pixels that are set.
  package var area: Int { bits.count { $0 } }

  /// Set in both.
  package func intersection(_ other: BinaryMask) -> BinaryMask { combined(other) { $0 && $1 } }

  /// Set in either.
  package func union(_ other: BinaryMask) -> BinaryMask { combined(other) { $0 || $1 } }

  /// Set here and not there.
  package func subtracting(_ other: BinaryMask) -> BinaryMask { combined(other) { $0 && !$1 } }

  private func combined(_ other: BinaryMask, _ rule: (Bool, Bool) -> Bool) -> BinaryMask {
    precondition(width == other.width && height == other.height, "the masks differ in size")
    var result = self
    for index in bits.indices { result.bits[index] = rule(bits[index], other.bits[index]) }
    return result
  }

  /// Set wherever a set pixel is at most so many steps to a side, up or down away.
  package func dilated(steps: Int) -> BinaryMask {
    let distances = stepsToNearest { bits[$0] }
    var result = self
    for index in bits.indices { result.bits[index] = distances[index] <= steps }
    return result
  }

  /// Set where everything within so many steps to a side, up or down is set; nothing is outside the mask.
  package func eroded(steps: Int) -> BinaryMask {
    let distances = stepsToNearest { !bits[$0] }
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        let toOutside = min(x + 1, y + 1, width - x, height - y)
        result.bits[y * width + x] = min(distances[y * width + x], toOutside) > steps
      }
    }
    return result
  }

  /// Dilated, then eroded, as on a larger sheet: fills what no diamond of that radius fits into from outside.
  package func closed(steps: Int) -> BinaryMask {
    let margin = 2 * steps
    let sheet = framed(by: margin).dilated(steps: steps).eroded(steps: steps)
    var result = self
    for y in 0..<height {
      for x in 0..<width { result.bits[y * width + x] = sheet.bits[(y + margin) * sheet.width + x + margin] }
    }
    return result
  }

  /// In the middle of a larger sheet.
  func framed(by margin: Int) -> BinaryMask {
    var sheet = BinaryMask(width: width + 2 * margin, height: height + 2 * margin)
    for y in 0..<height {
      for x in 0..<width { sheet.bits[(y + margin) * sheet.width + x + margin] = bits[y * width + x] }
    }
    return sheet
  }

  /// Everything that cannot be reached from the border without crossing what is set (4-connected).
  package func fillingHoles() -> BinaryMask {
    var seen = bits
    for x in 0..<width {
      for start in [x, (height - 1) * width + x] { _ = flood(from: start, seen: &seen) { !bits[$0] } }
    }
    for y in 0..<height {
      for start in [y * width, y * width + width - 1] { _ = flood(from: start, seen: &seen) { !bits[$0] } }
    }
    var result = self
    // What was seen but is not set is outside.
    for index in bits.indices { result.bits[index] = bits[index] || !seen[index] }
    return result
  }

  /// The 4-connected pieces of what is set, each as its pixels' indices.
  package func regions() -> [[Int]] {
    var seen = [Bool](repeating: false, count: bits.count)
    var regions: [[Int]] = []
    for start in bits.indices where bits[start] && !seen[start] {
      regions.append(flood(from: start, seen: &seen) { bits[$0] })
    }
    return regions
  }

  /// City-block distance of each pixel to the nearest target; larger than any side where there is none.
  private func stepsToNearest(_ isTarget: (Int) -> Bool) -> [Int] {
    var distances = (0..<bits.count).map { isTarget($0) ? 0 : width + height }
    for y in 0..<height {
      for x in 0..<width {
        let index = y * width + x
        if x > 0 { distances[index] = min(distances[index], distances[index - 1] + 1) }
        if y > 0 { distances[index] = min(distances[index], distances[index - width] + 1) }
      }
    }
    for y in stride(from: height - 1, through: 0, by: -1) {
      for x in stride(from: width - 1, through: 0, by: -1) {
        let index = y * width + x
        if x < width - 1 { distances[index] = min(distances[index], distances[index + 1] + 1) }
        if y < height - 1 { distances[index] = min(distances[index], distances[index + width] + 1) }
      }
    }
    return distances
  }
}
