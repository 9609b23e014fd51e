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
}
