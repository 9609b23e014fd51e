/// A program that draws endless pictures of one kind and knows the outlines of each.
package protocol DrawnDomain: Sendable {
  /// Short name for files and the command line.
  static var name: String { get }

  init()

  /// Draws one picture of `size` × `size` pixels.
  ///
  /// - Parameter isUsual: Draw only colours and scenes that the outlines alone let one expect. A generator that gets
  ///   no colour hint can learn only what is predictable; everything else would blur into an average.
  func draw(size: Int, isUsual: Bool, using random: inout SeededGenerator) -> DrawnPicture
}

/// A picture and the outlines that it was drawn from.
package struct DrawnPicture: Sendable {
  package var image: Image
  package var strokes: [SemanticStroke]
  /// Places (canvas coordinates) whose colour nobody can guess from the outlines.
  package var surprises: [Point]

  package init(image: Image, strokes: [SemanticStroke], surprises: [Point]) {
    self.image = image
    self.strokes = strokes
    self.surprises = surprises
  }
}
