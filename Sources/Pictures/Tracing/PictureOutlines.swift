/// The lines that a person would draw of a picture, found in its edges.
package enum PictureOutlines {
  /// Edges shorter than this share of the side are specks.
  private static let speck = 0.045

  /// The outlines of a square picture, in canvas coordinates.
  ///
  /// The recipe of the pix2pix authors (Isola et al. 2017, appendix): find edges, thin them, remove short pieces. Long
  /// lines are what nobody leaves out, short ones are details.
  package static func strokes(of picture: Image) -> [SemanticStroke] {
    precondition(picture.width == picture.height, "the picture is not square")
    let side = Double(picture.width)
    let lines = EdgeTracing.lines(Edges.edges(picture), shortest: speck * side)
    return lines.map { line in
      let length = Polyline.length(line) / side
      let isClosed = line.count > 3 && line.first == line.last
      let points = smoothed(isClosed ? Array(line.dropLast()) : line, isClosed: isClosed).map { $0 * (1 / side) }
      let role: StrokeRole = length > 0.75 ? .silhouette : length > 0.16 ? .feature : .detail
      return SemanticStroke(
        role: role, points: points, isClosed: isClosed, isHidden: [Bool](repeating: false, count: points.count),
        isDark: false)
    }
  }

  /// Means over five neighbours take the steps of the pixel grid out of a line; ends stay where they are.
  private static func smoothed(_ points: [Point], isClosed: Bool) -> [Point] {
    let n = points.count
    guard n > 5 else { return points }
    return points.indices.map { index in
      let reach = isClosed ? 2 : min(2, index, n - 1 - index)
      let sum = (-reach...reach).reduce(Point(0, 0)) { $0 + points[(index + $1 + n) % n] }
      return sum * (1 / Double(2 * reach + 1))
    }
  }
}
