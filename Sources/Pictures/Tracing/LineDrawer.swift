/// Somebody who draws the lines of pictures for training pairs: a network, which this module knows nothing of.
package struct LineDrawer: Sendable {
  /// Tells it from any other that draws other lines.
  package let name: String
  private let draw: @Sendable (Image) -> Plane

  /// - Parameters:
  ///   - name: tells it from any other that draws other lines.
  ///   - draw: how surely each place of a picture lies on a line, 0…1; of the picture's size.
  package init(name: String, _ draw: @escaping @Sendable (Image) -> Plane) {
    self.name = name
    self.draw = draw
  }

  /// Where the lines of a picture are.
  package func lines(of picture: Image) -> BinaryMask { BinaryMask(draw(picture), from: 0.5) }
}
