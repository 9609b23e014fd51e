/// A picture and the lines that a page to colour in should have of it.
package struct LinedPicture: Sendable {
  package var picture: Image
  /// 1 on a line, 0 on paper; of the picture's size.
  package var lines: Plane

  package init(picture: Image, lines: Plane) {
    precondition(picture.width == lines.width && picture.height == lines.height, "picture and lines differ in size")
    self.picture = picture
    self.lines = lines
  }
}

/// Endless pictures with their lines. The arguments alone decide each.
package protocol LinedPictures: Sendable {
  /// - Parameters:
  ///   - seed: of a run.
  ///   - step: of the run.
  ///   - index: within the step.
  ///   - size: side in pixels.
  func linedPicture(seed: UInt64, step: Int, index: Int, size: Int) -> LinedPicture
}
