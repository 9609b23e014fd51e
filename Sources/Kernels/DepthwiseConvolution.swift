import CKernels

/// The shape of a square depthwise convolution (zero padding): each channel has a kernel of its own.
package struct DepthwiseGeometry: Hashable, Sendable {
  package let channels: Int
  package let kernel: Int
  package let stride: Int
  package let padding: Int

  package init(channels: Int, kernel: Int, stride: Int = 1, padding: Int = 0) {
    precondition(channels > 0 && kernel > 0 && stride > 0 && padding >= 0, "a convolution of nothing")
    self.channels = channels
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  /// Shape of the weight: (kernel rows, kernel columns, 1, channels).
  package var weightShape: Shape { Shape(kernel, kernel, 1, channels) }

  package func outputShape(for x: Shape) -> Shape {
    precondition(x.c == channels, "\(x.c) channels for \(channels)")
    let (height, width) = (x.h + 2 * padding - kernel, x.w + 2 * padding - kernel)
    precondition(height >= 0 && width >= 0, "\(x) is smaller than the kernel")
    return Shape(x.n, height / stride + 1, width / stride + 1, channels)
  }
}

/// Depthwise convolution of NHWC pictures, y[c] = bias[c] + Σ w[row, column, c] · x[s·y + row - p, s·x + column - p, c]
/// (Howard et al. 2017, "MobileNets", section 3.1).
package enum DepthwiseConvolution {
  /// Bytes of the padded copy that one task works on.
  private static let copyBytes = 128 << 10

  /// Writes activation(convolution of x) into y, whose shape must be `g.outputShape(for: x.shape)`.
  ///
  /// - Parameters:
  ///   - weight: (kernel rows, kernel columns, 1, channels).
  ///   - bias: one value for each channel.
  package static func forward(
    _ x: Tensor, weight: Tensor, bias: Tensor?, activation: Activation = .none, _ g: DepthwiseGeometry, into y: Tensor
  ) {
    check(x.shape, y.shape, weight: weight, bias: bias, g)
    let columns = (y.shape.w - 1) * g.stride + g.kernel
    let grain = max(1, (copyBytes / (columns * g.channels * 4) - g.kernel) / g.stride + 1)
    let pool = ThreadPool.shared
    let perPicture = pool.tasks(count: y.shape.h, grain: grain)
    let padded = PaddedRows(source: PendingInput(x), reflect: false)
    pool.run(x.shape.n * perPicture) { task in
      let loops = InstructionSet.loops
      let picture = task / perPicture
      let rows = pool.range(task % perPicture, of: perPicture, count: y.shape.h)
      let copiedRows = (rows.count - 1) * g.stride + g.kernel
      let copy = padded.room(rows: copiedRows, columns: columns)
      padded.fill(
        copy, picture: picture, top: rows.lowerBound * g.stride - g.padding, left: -g.padding, rows: copiedRows,
        columns: columns)
      var row = ak_depthwise()
      row.rowStride = columns * g.channels
      row.columnStride = g.stride * g.channels
      row.weight = UnsafePointer(weight.data)
      row.bias = bias.map { UnsafePointer($0.data) }
      row.columns = y.shape.w
      row.channels = g.channels
      row.kernel = g.kernel
      let floats = y.shape.w * g.channels
      let output = y.data + (picture * y.shape.h + rows.lowerBound) * floats
      for index in 0..<rows.count {
        row.input = UnsafePointer(copy.data + index * g.stride * row.rowStride)
        row.output = output + index * floats
        loops.depthwise(&row)
      }
      guard activation != .none else { return }
      loops.activate(output, rows.count * floats, activation.code, activation.parameter, output)
    }
  }

  /// Writes the gradient with respect to the input into dx.
  package static func backwardInput(_ dy: Tensor, weight: Tensor, _ g: DepthwiseGeometry, into dx: Tensor) {
    check(dx.shape, dy.shape, weight: weight, bias: nil, g)
    let (x, y) = (dx.shape, dy.shape)
    ThreadPool.shared.run(count: x.n * x.h, grain: 4) { rows in
      for row in rows {
        let (picture, line) = (row / x.h, row % x.h)
        let to = dx.data + row * x.w * x.c
        to.update(repeating: 0, count: x.w * x.c)
        for i in 0..<g.kernel {
          guard let source = position(of: line, tap: i, g, extent: y.h) else { continue }
          let from = dy.data + (picture * y.h + source) * y.w * y.c
          for column in 0..<x.w {
            for j in 0..<g.kernel {
              guard let place = position(of: column, tap: j, g, extent: y.w) else { continue }
              let tap = weight.data + (i * g.kernel + j) * g.channels
              let (gradient, sum) = (from + place * y.c, to + column * x.c)
              for c in 0..<g.channels { sum[c] += gradient[c] * tap[c] }
            }
          }
        }
      }
    }
  }

  /// Adds the gradients with respect to the weight and the bias to `dw` and `db`.
  package static func backwardParameters(
    _ x: Tensor, _ dy: Tensor, _ g: DepthwiseGeometry, weight dw: Tensor, bias db: Tensor?
  ) {
    check(x.shape, dy.shape, weight: dw, bias: db, g)
    if let db { ChannelSums.add(of: dy, into: db) }
    let (shape, y) = (x.shape, dy.shape)
    // Each tap of the kernel is summed by one thread in one order.
    ThreadPool.shared.run(g.kernel * g.kernel) { tap in
      let (i, j) = (tap / g.kernel, tap % g.kernel)
      let sum = dw.data + tap * g.channels
      for row in 0..<(y.n * y.h) {
        let source = row % y.h * g.stride + i - g.padding
        guard source >= 0 && source < shape.h else { continue }
        let line = x.data + (row / y.h * shape.h + source) * shape.w * shape.c
        for column in 0..<y.w {
          let place = column * g.stride + j - g.padding
          guard place >= 0 && place < shape.w else { continue }
          let (value, gradient) = (line + place * shape.c, dy.data + (row * y.w + column) * y.c)
          for c in 0..<g.channels { sum[c] += value[c] * gradient[c] }
        }
      }
    }
  }

  /// The output row or column that reads input row or column `index` by tap `tap` of the kernel.
  private static func position(of index: Int, tap: Int, _ g: DepthwiseGeometry, extent: Int) -> Int? {
    let place = index + g.padding - tap
    guard place >= 0, place % g.stride == 0, place / g.stride < extent else { return nil }
    return place / g.stride
  }

  private static func check(_ x: Shape, _ y: Shape, weight: Tensor, bias: Tensor?, _ g: DepthwiseGeometry) {
    precondition(weight.shape == g.weightShape, "weight \(weight.shape) for \(g.weightShape)")
    precondition(g.outputShape(for: x) == y, "output \(y) for \(g.outputShape(for: x))")
    precondition(bias.map { $0.count == g.channels } ?? true, "one bias for each channel")
  }
}
