/// Somebody who draws the lines of pictures for training pairs: a network, which this module knows nothing of.
package struct LineDrawer: Sendable {
  private let draw: @Sendable (Image) -> Plane

  /// - Parameter draw: how surely each place of a picture lies on a line, 0…1; of the picture's size.
  package init(_ draw: @escaping @Sendable (Image) -> Plane) {
    self.draw = draw
  }

  /// Where the lines of a picture are.
  package func lines(of picture: Image) -> BinaryMask { BinaryMask(draw(picture), from: 0.5) }
}
