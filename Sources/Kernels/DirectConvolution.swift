import CKernels

/// Convolution as an implicit matrix product (implicit GEMM) of input rows with packed weights: for each output row, the kernel's rows are segments of
/// consecutive floats in a padded copy of a few input rows.
struct DirectConvolution {
  let kernel: Int
  let stride: Int
  let padding: Int
  let dilation: Int
  let reflect: Bool
  let precision: Precision
  /// Of `precision`, the inputs of each tap filled up as its copies of pixels are.
  let weight: Tensor
  /// Whether the weight is laid out for `narrowProduct`.
  let isNarrow: Bool
  let bias: Tensor?

  /// Bytes of the padded copy that one task works on: a good half of a second-level cache stays for the weights.
  private static let copyBytes = 256 << 10

  /// - Parameter enlarging: whether x is first enlarged by two, see ``PaddedRows/isEnlarged``.
  func run(
    _ x: PendingInput, enlarging: Bool = false, activation: Activation, slopes: Tensor? = nil, into y: Tensor,
    gathering statistics: FusedNorm?
  ) {
    let span = (kernel - 1) * dilation + 1
    let copiedColumns = (y.shape.w - 1) * stride + span
    let rows = PaddedRows(source: x, reflect: reflect, precision: precision, isEnlarged: enlarging)
    let rowBytes = copiedColumns * rows.pixel * 4
    // At least as many rows as a large kernel has, or most of the time would go into copying its rows again and again.
    let grain = max(span, min(32, (Self.copyBytes / rowBytes - span) / stride + 1))
    let pool = ThreadPool.shared
    let tasks = pool.tasks(count: y.shape.n * y.shape.h, grain: grain)
    func run(_ pieces: FusedNorm.Pieces?) {
      let loops = InstructionSet.loops
      pool.run(tasks) { task in
        let range = pool.range(task, of: tasks, count: y.shape.n * y.shape.h)
        let mostRows = (range.count - 1) * stride + span
        let copy = rows.room(rows: mostRows, columns: copiedColumns)
        var from = range.lowerBound
        while from < range.upperBound {
          let picture = from / y.shape.h
          let to = min(range.upperBound, (picture + 1) * y.shape.h)
          let first = from - picture * y.shape.h
          rows.fill(
            copy, picture: picture, top: first * stride - padding, left: -padding,
            rows: (to - from - 1) * stride + span, columns: copiedColumns)
          multiply(copy, copiedColumns, rows.pixel, rows: from..<to, into: y, loops)
          from = to
        }
        let floats = y.shape.w * y.shape.c
        let written = y.data + range.lowerBound * floats
        if activation != .none {
          loops.activate(written, range.count * floats, activation.code, activation.parameter, written)
        }
        if let slopes { loops.parametricRelu(written, range.count * y.shape.w, y.shape.c, slopes.data, written) }
        pieces?.gather(task, written, pixels: range.count * y.shape.w, loops)
      }
    }
    if let statistics { statistics.gathering(pieces: tasks) { run($0) } } else { run(nil) }
  }

  private func multiply(
    _ copy: Tensor, _ copiedColumns: Int, _ pixel: Int, rows: Range<Int>, into y: Tensor, _ loops: ak_table
  ) {
    let multiply =
      switch precision {
      case .float32: isNarrow ? loops.narrowProduct : loops.product
      case .bfloat16: isNarrow ? loops.narrowPairProduct : loops.pairProduct
      }
    var product = ak_product()
    product.rowStride = dilation * copiedColumns * pixel
    product.columnStride = stride * pixel
    product.segments = kernel
    // Without gaps the taps of a kernel's row lie side by side in the copy: one run.
    product.taps = dilation == 1 ? 1 : kernel
    product.tapStride = dilation * pixel
    product.run = dilation == 1 ? kernel * pixel : pixel
    product.weight = UnsafePointer(weight.data)
    product.bias = bias.map { UnsafePointer($0.data) }
    product.outputStride = y.shape.c
    product.columns = y.shape.w
    product.outputs = y.shape.c
    product.rows = rows.count
    product.inputRow = stride * copiedColumns * pixel
    product.outputRow = y.shape.w * y.shape.c
    product.input = UnsafePointer(copy.data)
    product.output = y.data + rows.lowerBound * y.shape.w * y.shape.c
    multiply?(&product)
  }
}
