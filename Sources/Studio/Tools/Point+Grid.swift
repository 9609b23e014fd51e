import Pictures

extension Point {
  /// The place rounded to a hundred-thousandth of the canvas, as all strokes are: files stay short, and a mirror image's
  /// mirror image is the very same.
  package var onGrid: Point { Point((x * 1e5).rounded() / 1e5, (y * 1e5).rounded() / 1e5) }
}
