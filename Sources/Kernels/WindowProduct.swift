import CKernels

/// Convolution as products of input rows with packed weights: for each output row, the kernel's rows are segments of
/// consecutive floats in a bordered copy of a few input rows.
///
/// One window product serves a convolution's forward pass and, per phase of the stride, the transposed one.
struct WindowProduct {
  /// The picture that is read: batch, height, width, channels.
  let source: UnsafePointer<Float>
  let shape: Shape
  let reflect: Bool
  /// Row and column of the source where the window of output (0, 0) begins.
  let top: Int
  let left: Int
  let windowRows: Int
  let windowColumns: Int
  let stride: Int

  let weight: UnsafePointer<Float>
  /// Whether the weight is laid out for `narrowProduct`.
  let isNarrow: Bool
  let bias: UnsafePointer<Float>?

  /// The first output pixel of the first picture, and the distances from it.
  let output: UnsafeMutablePointer<Float>
  let outputs: Int
  let rows: Int
  let columns: Int
  let outputRowStride: Int
  let outputColumnStride: Int
  let outputPictureStride: Int

  /// Bytes of the bordered copy that one task works on: a good half of a second-level cache stays for the weights.
  private static let copyBytes = 256 << 10

  private var copiedColumns: Int { (columns - 1) * stride + windowColumns }

  private func copiedRows(for rows: Int) -> Int { (rows - 1) * stride + windowRows }

  /// Output rows per task.
  private var grain: Int {
    let rowBytes = copiedColumns * shape.c * 4
    return max(1, min(32, (Self.copyBytes / rowBytes - windowRows) / stride + 1))
  }

  func run() {
    guard rows > 0 && columns > 0 else { return }
    let loops = InstructionSet.loops
    ThreadPool.shared.run(count: shape.n * rows, grain: grain) { range in
      // The slack lets the narrow product load whole vectors at the end of the last run.
      let floats = copiedRows(for: range.count) * copiedColumns * shape.c + loops.vector
      let copy = Tensor(.vector(floats), zeroed: false)
      var from = range.lowerBound
      while from < range.upperBound {
        let picture = from / rows
        let to = min(range.upperBound, (picture + 1) * rows)
        compute(picture: picture, rows: from - picture * rows..<to - picture * rows, copy: copy, loops: loops)
        from = to
      }
    }
  }

  private func compute(picture: Int, rows: Range<Int>, copy: Tensor, loops: ak_table) {
    ak_pad(
      source + picture * shape.h * shape.w * shape.c, shape.h, shape.w, shape.c,
      top + rows.lowerBound * stride, left, reflect ? 1 : 0, copy.data, copiedRows(for: rows.count), copiedColumns)
    var product = ak_product()
    product.rowStride = copiedColumns * shape.c
    product.columnStride = stride * shape.c
    product.segments = windowRows
    product.run = windowColumns * shape.c
    product.weight = weight
    product.bias = bias
    product.outputStride = outputColumnStride
    product.columns = columns
    product.outputs = outputs
    for row in rows {
      product.input = UnsafePointer(copy.data + (row - rows.lowerBound) * stride * product.rowStride)
      product.output = output + picture * outputPictureStride + row * outputRowStride
      if isNarrow { loops.narrowProduct(&product) } else { loops.product(&product) }
    }
  }
}
