import CKernels

/// Transposed convolution phase by phase: y[u] += x[q] · w[u - s·q] over the kernel, without scattering.
///
/// An output row u with u mod s = a receives only the kernel rows congruent to a, from neighbouring input rows. So each
/// of the s × s phases is an ordinary convolution of stride 1 with a part of the kernel, written to every s-th pixel.
struct PolyphaseTransposedConvolution {
  private struct Phase {
    /// The kernel rows (or columns) that this phase has: numbers congruent to it.
    let tapRows: Int
    let tapColumns: Int
    let weight: Tensor?
    /// Whether the weight is laid out for `narrowProduct`.
    let isNarrow: Bool
  }

  let inputs: Int
  let outputs: Int
  let stride: Int
  /// Rows and columns cut from the top and left of the full result.
  let cut: Int
  let bias: Tensor?
  let precision: Precision
  /// Kernel rows of the largest phase.
  private let taps: Int
  private var phases: [Phase] = []

  /// Packs the kernel; element (row, column, input, output) is at `(row · kernel + column) · tapStride + input ·
  /// inputStride + output · outputStride` of `weight`.
  init(
    _ weight: UnsafePointer<Float>, inputs: Int, outputs: Int, kernel: Int, stride: Int, cut: Int, tapStride: Int,
    inputStride: Int, outputStride: Int, bias: Tensor?, precision: Precision = .float32
  ) {
    (self.inputs, self.outputs, self.stride, self.cut, self.bias) = (inputs, outputs, stride, cut, bias)
    self.precision = precision
    let filled = precision.filled(inputs)
    func tapCount(_ phase: Int) -> Int { phase < kernel ? (kernel - phase + stride - 1) / stride : 0 }
    taps = tapCount(0)
    for a in 0..<stride {
      for b in 0..<stride {
        let (tapRows, tapColumns) = (tapCount(a), tapCount(b))
        guard tapRows > 0 && tapColumns > 0 else {
          phases.append(Phase(tapRows: 0, tapColumns: 0, weight: nil, isNarrow: false))
          continue
        }
        // Later kernel rows meet earlier input rows, so the window holds the taps in reverse.
        func place(_ tapRow: Int, _ tapColumn: Int) -> Int {
          let (row, column) = (a + stride * (tapRows - 1 - tapRow), b + stride * (tapColumns - 1 - tapColumn))
          return (row * kernel + column) * tapStride
        }
        let narrow = NarrowWeight(
          runs: tapRows, taps: tapColumns, inputs: inputs, outputs: outputs, precision: precision)
        if narrow.isFaster {
          let packed = narrow.packed { weight[place($0, $1) + $2 * inputStride + $3 * outputStride] }
          phases.append(Phase(tapRows: tapRows, tapColumns: tapColumns, weight: packed, isNarrow: true))
          continue
        }
        let weights = PackedWeight(runs: tapRows, of: tapColumns * filled, outputs: outputs, precision: precision)
        ThreadPool.shared.run(tapRows * tapColumns) { tap in
          weights.pack(
            weight + place(tap / tapColumns, tap % tapColumns), run: tap / tapColumns, row: tap % tapColumns * filled,
            count: inputs, rowStride: inputStride, outputStride: outputStride)
        }
        phases.append(Phase(tapRows: tapRows, tapColumns: tapColumns, weight: weights.packed, isNarrow: false))
      }
    }
  }

  func run(_ x: PendingInput, activation: Activation, into y: Tensor, gathering statistics: FusedNorm?) {
    let left = cut / stride - (taps - 1)
    let columns = (y.shape.w - 1 + cut) / stride - left + 1
    // Tasks are rows of input, so that a task writes all phases of its output rows.
    let groups = (y.shape.h - 1 + cut) / stride - cut / stride + 1
    let rows = PaddedRows(source: x, reflect: false, precision: precision)
    let grain = max(1, (192 << 10) / (columns * rows.pixel * 4) - taps)
    let pool = ThreadPool.shared
    let perPicture = pool.tasks(count: groups, grain: grain)
    func run(_ pieces: FusedNorm.Pieces?) {
      let loops = InstructionSet.loops
      pool.run(x.shape.n * perPicture) { task in
        let picture = task / perPicture
        let range = pool.range(task % perPicture, of: perPicture, count: groups)
        let first = cut / stride + range.lowerBound
        let top = first - (taps - 1)
        let copy = rows.room(rows: range.count + taps - 1, columns: columns)
        rows.fill(
          copy, picture: picture, top: top, left: left, rows: range.count + taps - 1, columns: columns)
        let from = max(0, first * stride - cut)
        let to = min(y.shape.h, (first + range.count) * stride - cut)
        // Rows of the same phase are multiplied together, so that its weights are read once.
        for first in from..<min(to, from + stride) {
          let output = y.data + (picture * y.shape.h + first) * y.shape.w * outputs
          let count = (to - first + stride - 1) / stride
          multiply(
            copy.data, columns, top: top, left: left, row: first, rows: count, width: y.shape.w, into: output, loops)
        }
        let written = y.data + (picture * y.shape.h + from) * y.shape.w * outputs
        if activation != .none {
          let floats = (to - from) * y.shape.w * outputs
          loops.activate(written, floats, activation.code, activation.parameter, written)
        }
        pieces?.gather(task, written, pixels: (to - from) * y.shape.w, loops)
      }
    }
    if let statistics { statistics.gathering(pieces: x.shape.n * perPicture) { run($0) } } else { run(nil) }
  }

  /// Every `stride`-th of the output rows from `row` on, phase after phase.
  private func multiply(
    _ copy: UnsafePointer<Float>, _ columns: Int, top: Int, left: Int, row: Int, rows: Int, width: Int,
    into output: UnsafeMutablePointer<Float>, _ loops: ak_table
  ) {
    let (place, pixel) = (row + cut, precision.places(inputs))
    for b in 0..<stride {
      let phase = phases[place % stride * stride + b]
      let first = ((b - cut) % stride + stride) % stride
      guard first < width else { continue }
      let count = (width - first + stride - 1) / stride
      guard let weight = phase.weight else {
        for row in 0..<rows { fillWithBias(output + (row * stride * width + first) * outputs, count) }
        continue
      }
      var product = ak_product()
      let source = (place / stride - (phase.tapRows - 1) - top) * columns
      product.input = copy + (source + (first + cut) / stride - (phase.tapColumns - 1) - left) * pixel
      product.rowStride = columns * pixel
      product.columnStride = pixel
      product.segments = phase.tapRows
      product.taps = 1
      product.run = phase.tapColumns * pixel
      product.weight = UnsafePointer(weight.data)
      product.bias = bias.map { UnsafePointer($0.data) }
      product.output = output + first * outputs
      product.outputStride = stride * outputs
      product.columns = count
      product.outputs = outputs
      product.rows = rows
      product.inputRow = columns * pixel
      product.outputRow = stride * width * outputs
      switch precision {
      case .float32: phase.isNarrow ? loops.narrowProduct(&product) : loops.product(&product)
      case .bfloat16: phase.isNarrow ? loops.narrowPairProduct(&product) : loops.pairProduct(&product)
      }
    }
  }

  /// Pixels that no tap reaches: the kernel is smaller than the stride.
  private func fillWithBias(_ output: UnsafeMutablePointer<Float>, _ count: Int) {
    for column in 0..<count {
      let to = output + column * stride * outputs
      if let bias { to.update(from: bias.data, count: outputs) } else { to.update(repeating: 0, count: outputs) }
    }
  }
}
