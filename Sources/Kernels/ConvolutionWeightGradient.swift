import CKernels

/// The gradient of a convolution's weight: a correlation of one picture's pixels with another's windows.
///
/// result[i, row, (column, j)] += Σ over pixels q of x[q, i] · z[s·q + (row, column), j], or the same with the two
/// exchanged, where z is padded already.
struct ConvolutionWeightGradient {
  /// The pixels: batch, rows, columns, channels.
  let pixels: Tensor
  /// The padded picture whose windows are met, stride · (rows - 1) + kernel rows high or higher.
  let windows: Tensor
  let kernel: Int
  let stride: Int
  /// True: each value of the window gets a row of pixel channels, result (kernel, kernel, window channels, pixel
  /// channels). False: each pixel channel gets a kernel, result (pixel channels, kernel, kernel, window channels).
  let windowFirst: Bool
  let result: UnsafeMutablePointer<Float>

  /// Bytes of pixels that are gone through for all parts of the result before the next.
  private static let pieceBytes = 192 << 10

  func run() {
    let loops = InstructionSet.loops
    let run = kernel * windows.shape.c
    let lines = windowFirst ? run : pixels.shape.c
    // Parts of the result are split among the threads, so that each is summed by one thread in one order.
    let blocks = (lines + loops.block - 1) / loops.block
    let parts = kernel * blocks
    let tasks = min(parts, ThreadPool.shared.threads * 2)
    let rowBytes = (pixels.shape.w * pixels.shape.c + stride * windows.shape.w * windows.shape.c) * 4
    let grain = max(1, Self.pieceBytes / rowBytes)
    ThreadPool.shared.run(tasks) { task in
      let range = parts * task / tasks..<parts * (task + 1) / tasks
      for picture in 0..<pixels.shape.n {
        for row in Swift.stride(from: 0, to: pixels.shape.h, by: grain) {
          let rows = min(grain, pixels.shape.h - row)
          for part in range {
            let (kernelRow, block) = (part / blocks, part % blocks)
            add(
              picture: picture, row: row, rows: rows, kernelRow: kernelRow,
              lines: lines * block / blocks..<lines * (block + 1) / blocks, loops)
          }
        }
      }
    }
  }

  private func add(picture: Int, row: Int, rows: Int, kernelRow: Int, lines: Range<Int>, _ loops: ak_table) {
    let (p, z) = (pixels.shape, windows.shape)
    let pixel = pixels.data + (picture * p.h + row) * p.w * p.c
    let window = windows.data + (picture * z.h + row * stride + kernelRow) * z.w * z.c
    var sum = ak_correlation()
    sum.rows = rows
    sum.columns = p.w
    sum.aCount = lines.count
    if windowFirst {
      sum.a = UnsafePointer(window + lines.lowerBound)
      sum.aRow = stride * z.w * z.c
      sum.aColumn = stride * z.c
      sum.b = UnsafePointer(pixel)
      sum.bRow = p.w * p.c
      sum.bColumn = p.c
      sum.bCount = p.c
      sum.c = result + (kernelRow * kernel * z.c + lines.lowerBound) * p.c
      sum.cRow = p.c
    } else {
      sum.a = UnsafePointer(pixel + lines.lowerBound)
      sum.aRow = p.w * p.c
      sum.aColumn = p.c
      sum.b = UnsafePointer(window)
      sum.bRow = stride * z.w * z.c
      sum.bColumn = stride * z.c
      sum.bCount = kernel * z.c
      sum.c = result + (lines.lowerBound * kernel + kernelRow) * kernel * z.c
      sum.cRow = kernel * kernel * z.c
    }
    loops.correlate(&sum)
  }
}
