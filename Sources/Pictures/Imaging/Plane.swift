/// A map of one float per pixel, row by row from the top left: ink, edges, distances.
package struct Plane: Hashable, Sendable {
  package let width: Int
  package let height: Int
  /// `width * height` values.
  package var values: [Float]

  package init(width: Int, height: Int, values: [Float]) {
    precondition(width > 0 && height > 0 && values.count == width * height, "values do not fill the plane")
    self.width = width
    self.height = height
    self.values = values
  }

  package init(width: Int, height: Int, repeating value: Float = 0) {
    self.init(width: width, height: height, values: [Float](repeating: value, count: width * height))
  }

  /// The plane at a larger size, bilinear.
  package func enlarged(width: Int, height: Int) -> Plane {
    guard width != self.width || height != self.height else { return self }
    // For each place of a row or column: the two places it lies between, and how near it is to the second.
    func between(_ count: Int, _ size: Int) -> [(Int, Int, Float)] {
      let scale = Float(count) / Float(size)
      return (0..<size).map { index in
        let place = min(max((Float(index) + 0.5) * scale - 0.5, 0), Float(count - 1))
        let low = Int(place)
        return (low, min(low + 1, count - 1), place - Float(low))
      }
    }
    let (columns, rows) = (between(self.width, width), between(self.height, height))
    var large = Plane(width: width, height: height)
    for y in 0..<height {
      let (top, bottom, down) = rows[y]
      for x in 0..<width {
        let (left, right, across) = columns[x]
        let upper = values[top * self.width + left] * (1 - across) + values[top * self.width + right] * across
        let lower = values[bottom * self.width + left] * (1 - across) + values[bottom * self.width + right] * across
        large.values[y * width + x] = upper * (1 - down) + lower * down
      }
    }
    return large
  }
}
