/// How well a picture keeps to the lines it was made from.
package enum LineFollowing {
  /// Pixels at 256 within which a line counts as followed.
  package static let reach = 2.0

  /// The share (0…1) of ink pixels that have an edge of the picture within two pixels of a canvas of 256, or nil when
  /// there is no ink.
  ///
  /// Ink is a value of 0.5 or more. Edges are those of ``Edges/edges(_:thresholds:)`` with its ordinary thresholds.
  /// Distance is Euclidean, between pixel centres. Ink and picture must have the same size; at other sizes than 256
  /// the two pixels scale with the width.
  package static func share(ink: Plane, picture: Image) -> Double? {
    precondition(
      ink.width == picture.width && ink.height == picture.height, "the ink and the picture differ in size")
    let edges = Edges.edges(picture)
    let reach = Self.reach * Double(picture.width) / 256
    let span = Int(reach)
    // Whole-pixel steps within the reach; the tolerance keeps exact distances in.
    var offsets: [(x: Int, y: Int)] = []
    for y in -span...span {
      for x in -span...span where Double(x * x + y * y) <= reach * reach + 1e-9 { offsets.append((x, y)) }
    }
    var inked = 0
    var followed = 0
    for y in 0..<ink.height {
      for x in 0..<ink.width where ink.values[y * ink.width + x] >= 0.5 {
        inked += 1
        let isNear = offsets.contains { offset in
          let nx = x + offset.x
          let ny = y + offset.y
          return nx >= 0 && nx < ink.width && ny >= 0 && ny < ink.height && edges.values[ny * ink.width + nx] > 0
        }
        if isNear { followed += 1 }
      }
    }
    return inked == 0 ? nil : Double(followed) / Double(inked)
  }
}
