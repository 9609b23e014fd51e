import CKernels

/// A few rows of a picture copied together with their border, normalised on the way if a norm is pending.
struct BorderedRows {
  let source: UnsafePointer<Float>
  let shape: Shape
  let reflect: Bool
  let norm: FusedNorm?

  /// Writes `rows` rows beginning at row `top`, `columns` pixels each beginning at column `left`, to `copy`.
  func fill(_ copy: UnsafeMutablePointer<Float>, picture: Int, top: Int, left: Int, rows: Int, columns: Int) {
    ak_pad(
      source + picture * shape.h * shape.w * shape.c, shape.h, shape.w, shape.c, top, left, reflect ? 1 : 0, copy,
      rows, columns)
    guard let norm else { return }
    let loops = InstructionSet.loops
    // A border of zeros stands for zeros behind the norm and stays what it is; a reflected one is normalised too.
    let first = reflect ? 0 : max(0, -left)
    let last = reflect ? columns : min(columns, shape.w - left)
    guard first < last else { return }
    for row in 0..<rows where reflect || (top + row >= 0 && top + row < shape.h) {
      let pixels = copy + (row * columns + first) * shape.c
      loops.normalise(
        pixels, last - first, shape.c, norm.factor.data, norm.offset.data,
        norm.isRectified ? Activation.relu.code : 0, 0, pixels)
    }
  }
}
