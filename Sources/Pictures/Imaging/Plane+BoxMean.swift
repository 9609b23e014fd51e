extension Plane {
  /// The mean over the square of `2 · reach + 1` pixels around each pixel, or the part of it that is on the plane.
  func boxMean(reach: Int) -> Plane {
    var sums = [Float](repeating: 0, count: (width + 1) * (height + 1))
    for y in 0..<height {
      var row: Float = 0
      for x in 0..<width {
        row += values[y * width + x]
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row
      }
    }
    var mean = self
    for y in 0..<height {
      let top = max(0, y - reach) * (width + 1)
      let bottom = min(height, y + reach + 1) * (width + 1)
      for x in 0..<width {
        let left = max(0, x - reach)
        let right = min(width, x + reach + 1)
        mean.values[y * width + x] =
          (sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left])
          / Float((bottom - top) / (width + 1) * (right - left))
      }
    }
    return mean
  }
}
