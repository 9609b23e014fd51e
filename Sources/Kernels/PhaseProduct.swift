/// The transposed window product: y[u] += x[q] · w[u - s·q] over the kernel, without scattering.
///
/// An output row u with u mod s = a receives only the kernel rows congruent to a, from neighbouring input rows. So each
/// of the s × s phases is an ordinary convolution of stride 1 with a part of the kernel, written to every s-th pixel.
struct PhaseProduct {
  /// The picture that is spread out: batch, height, width, channels.
  let source: Tensor
  let kernel: Int
  let stride: Int
  /// Rows and columns cut from the top and left of the full result.
  let cut: Int
  let weight: UnsafePointer<Float>
  /// Element (row, column, source channel, output) of the kernel is at the sum of these strides.
  let tapStride: Int
  let channelStride: Int
  let outputStride: Int
  let bias: UnsafePointer<Float>?
  let output: Tensor

  func run() {
    for a in 0..<stride {
      for b in 0..<stride { run(phase: (a, b)) }
    }
  }

  private func run(phase: (row: Int, column: Int)) {
    let (tapRows, tapColumns) = (taps(phase.row), taps(phase.column))
    // The first output at or after the cut that belongs to this phase, and its place in the uncut grid of the phase.
    let firstRow = first(phase.row)
    let firstColumn = first(phase.column)
    let (rows, columns) = (members(firstRow, output.shape.h), members(firstColumn, output.shape.w))
    guard rows > 0 && columns > 0 else { return }
    guard tapRows > 0 && tapColumns > 0 else {
      fillWithBias(firstRow - cut, firstColumn - cut, rows, columns)
      return
    }
    let (inputs, outputs) = (source.shape.c, output.shape.c)
    let packed = PackedWeight(rows: tapRows * tapColumns * inputs, outputs: outputs)
    ThreadPool.shared.run(tapRows * tapColumns) { tap in
      // Later kernel rows meet earlier input rows, so the window holds the taps in reverse.
      let row = phase.row + stride * (tapRows - 1 - tap / tapColumns)
      let column = phase.column + stride * (tapColumns - 1 - tap % tapColumns)
      packed.pack(
        weight + (row * kernel + column) * tapStride, row: tap * inputs, count: inputs, rowStride: channelStride,
        outputStride: outputStride)
    }
    let shape = output.shape
    WindowProduct(
      source: source.data, shape: source.shape, reflect: false,
      top: (firstRow - phase.row) / stride - (tapRows - 1),
      left: (firstColumn - phase.column) / stride - (tapColumns - 1),
      windowRows: tapRows, windowColumns: tapColumns, stride: 1,
      weight: packed.data, isNarrow: false, bias: bias,
      output: output.data + ((firstRow - cut) * shape.w + firstColumn - cut) * outputs,
      outputs: outputs, rows: rows, columns: columns,
      outputRowStride: stride * shape.w * outputs, outputColumnStride: stride * outputs,
      outputPictureStride: shape.h * shape.w * outputs
    ).run()
  }

  private func taps(_ phase: Int) -> Int { phase < kernel ? (kernel - phase + stride - 1) / stride : 0 }

  private func first(_ phase: Int) -> Int { cut + ((phase - cut) % stride + stride) % stride }

  private func members(_ first: Int, _ extent: Int) -> Int {
    let start = first - cut
    return start < extent ? (extent - start + stride - 1) / stride : 0
  }

  private func fillWithBias(_ top: Int, _ left: Int, _ rows: Int, _ columns: Int) {
    let shape = output.shape
    for picture in 0..<shape.n {
      for row in 0..<rows {
        for column in 0..<columns {
          let pixel = (picture * shape.h + top + row * stride) * shape.w + left + column * stride
          let to = output.data + pixel * shape.c
          if let bias { to.update(from: bias, count: shape.c) } else { to.update(repeating: 0, count: shape.c) }
        }
      }
    }
  }
}
