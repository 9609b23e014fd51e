import CKernels

/// A 4×4 kernel of stride 2 and padding 1 as four kernels of 2×2, one for each pair of an odd or even row and column, by
/// Winograd's F(5×5, 2×2): 36 products for each pair of channels and 5×5 tile, where the plain sums take 100. The relative
/// error against those is a few millionths.
///
/// Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016), section 4. Forward, the four kernels read
/// different pixels and their sums are added; transposed, all read the same and each writes every second pixel of every
/// second row.
struct HalvedConvolution {
  private static let points = Winograd.points
  /// Pixels along the side of a tile.
  private static let side = 5

  let inputs: Int
  let outputs: Int
  let isTransposed: Bool
  private let bias: Tensor?
  /// At each point the matrices of all four kernels: 4 · inputs × outputs, or transposed inputs × 4 · outputs.
  private let weight: Tensor

  private var rows: Int { isTransposed ? inputs : 4 * inputs }
  private var columns: Int { isTransposed ? 4 * outputs : outputs }

  /// Whether it applies to a convolution, forward or to its input's gradient, and pays.
  ///
  /// - Parameter small: the convolution's output.
  static func serves(_ g: ConvolutionGeometry, small: Shape, precision: Precision = .float32) -> Bool {
    g.dilation == 1 && (g.kernel, g.stride, g.padding) == (4, 2, 1)
      && pays(inputs: g.inputs, outputs: g.outputs, small: small, precision: precision)
  }

  /// Whether it applies to a transposed convolution, forward or to its input's gradient, and pays.
  ///
  /// - Parameter small: the convolution's input.
  static func serves(_ g: TransposedGeometry, small: Shape, precision: Precision = .float32) -> Bool {
    g.outputPadding == 0 && (g.kernel, g.stride, g.padding) == (4, 2, 1)
      && pays(inputs: g.inputs, outputs: g.outputs, small: small, precision: precision)
  }

  /// Whole vectors of channels pay, and enough tiles that the weight, which is nine times as large at the points, is not
  /// most of what is read.
  private static func pays(inputs: Int, outputs: Int, small: Shape, precision: Precision) -> Bool {
    let tiles = small.n * ((small.h + side) / side) * ((small.w + side) / side)
    return precision == .float32 && inputs % 16 == 0 && outputs % 16 == 0 && tiles >= 40
  }

  /// Transforms the kernel on all threads; element (row, column, input, output) is at `(row · 4 + column) · tapStride +
  /// input · inputStride + output` of `weight`.
  init(
    _ weight: UnsafePointer<Float>, inputs: Int, outputs: Int, isTransposed: Bool, tapStride: Int, inputStride: Int,
    bias: Tensor?
  ) {
    (self.inputs, self.outputs, self.isTransposed, self.bias) = (inputs, outputs, isTransposed, bias)
    let (rows, columns) = isTransposed ? (inputs, 4 * outputs) : (4 * inputs, outputs)
    let step = Winograd.step(rows * columns)
    let packed = Tensor(.vector(Self.points * step), zeroed: false)
    let loops = InstructionSet.loops
    // Along each axis: the kernel's first tap, and the distance to its second. Forward, odd pixels meet taps 0 and 2,
    // even ones 1 and 3. Transposed, even outputs are made of taps 3 and 1, odd ones of 2 and 0, since later taps meet
    // earlier pixels.
    let next = isTransposed ? -2 : 2
    let firsts = isTransposed ? [3, 2] : [0, 1]
    ThreadPool.shared.run(4 * inputs / 16) { task in
      let (phase, from) = (task % 4, task / 4 * 16)
      let (row, column) = (firsts[phase / 2], firsts[phase % 2])
      var part = ak_halves_weight()
      part.weight = weight + (row * 4 + column) * tapStride
      part.rowStride = next * 4 * tapStride
      part.columnStride = next * tapStride
      part.inputStride = inputStride
      (part.from, part.to, part.outputs) = (from, from + 16, outputs)
      part.packed = packed.data
      (part.step, part.rows, part.columns) = (step, rows, columns)
      part.firstRow = isTransposed ? 0 : phase * inputs
      part.firstColumn = isTransposed ? phase * outputs : 0
      loops.halvesWeight(&part)
    }
    self.weight = packed
  }

  /// Values of the weight at the points.
  var weights: Int { Self.points * rows * columns }

  /// What is multiplied for so large a smaller picture, multiplications and additions.
  func work(_ small: Shape) -> Int { 2 * small.n * Tiling(small, isTransposed).count * Self.points * rows * columns }

  /// The tiles that cover a picture: transposed, odd rows begin a pixel before it.
  private struct Tiling {
    let across: Int
    let down: Int
    var count: Int { across * down }

    init(_ small: Shape, _ isTransposed: Bool) {
      let before = isTransposed ? 1 : 0
      across = (small.w + before + side - 1) / side
      down = (small.h + before + side - 1) / side
    }
  }

  /// Tasks are rows of tiles, each of which writes whole rows of pixels.
  func run(
    _ x: PendingInput, activation: Activation, slopes: Tensor? = nil, into y: Tensor, gathering statistics: FusedNorm?
  ) {
    let tiling = Tiling(isTransposed ? x.shape : y.shape, isTransposed)
    let pool = ThreadPool.shared
    let source = PaddedRows(source: x, reflect: false)
    // Rows and columns of the copy that a tile adds, and those that the last one has beyond.
    let (advance, beyond) = isTransposed ? (Self.side, 1) : (2 * Self.side, 2)
    let copiedColumns = tiling.across * advance + beyond
    let grain = max(1, (256 << 10) / (copiedColumns * x.shape.c * 4 * advance))
    let tasks = pool.tasks(count: tiling.down, grain: grain)
    func run(_ pieces: FusedNorm.Pieces?) {
      let loops = InstructionSet.loops
      pool.run(x.shape.n * tasks) { task in
        let picture = task / tasks
        let range = pool.range(task % tasks, of: tasks, count: tiling.down)
        let copiedRows = range.count * advance + beyond
        let copy = source.room(rows: copiedRows, columns: copiedColumns)
        source.fill(
          copy, picture: picture, top: range.lowerBound * advance - 1, left: -1, rows: copiedRows,
          columns: copiedColumns)
        multiply(copy, copiedColumns, tiling, range, picture: picture, into: y, loops)
        // Transposed, the odd row before a tile's first even one is its own, and the last odd one the next tile's.
        let (first, last) =
          isTransposed
          ? (max(0, 2 * Self.side * range.lowerBound - 1), min(y.shape.h, 2 * Self.side * range.upperBound - 1))
          : (Self.side * range.lowerBound, min(y.shape.h, Self.side * range.upperBound))
        let written = y.data + (picture * y.shape.h + first) * y.shape.w * outputs
        let pixels = max(0, last - first) * y.shape.w
        if activation != .none {
          loops.activate(written, pixels * outputs, activation.code, activation.parameter, written)
        }
        if let slopes { loops.parametricRelu(written, pixels, outputs, slopes.data, written) }
        pieces?.gather(task, written, pixels: pixels, loops)
      }
    }
    if let statistics { statistics.gathering(pieces: x.shape.n * tasks) { run($0) } } else { run(nil) }
  }

  /// The rows of tiles `range`, whose padded input is `copy`.
  private func multiply(
    _ copy: Tensor, _ copiedColumns: Int, _ tiling: Tiling, _ range: Range<Int>, picture: Int, into y: Tensor,
    _ loops: ak_table
  ) {
    let all = range.count * tiling.across
    // As many tiles at a time as stay in a second-level cache, before and after their products.
    let bytes = Self.points * (rows + columns) * 4
    let most = max(2 * loops.block, (512 << 10) / bytes)
    let blocks = (all + most - 1) / most
    let (vStep, mStep) = (Winograd.step(most * rows), Winograd.step(most * columns))
    let v = Tensor(.vector(Self.points * vStep), zeroed: false)
    let m = Tensor(.vector(Self.points * mStep), zeroed: false)
    for block in 0..<blocks {
      let tiles = ThreadPool.shared.range(block, of: blocks, count: all)
      var input = ak_halves_input()
      (input.tilesAcross, input.from, input.to) = (tiling.across, tiles.lowerBound, tiles.upperBound)
      (input.channels, input.step, input.pitch) = (inputs, vStep, rows)
      let (row, column) = (copiedColumns * inputs, inputs)
      for phase in 0..<(isTransposed ? 1 : 4) {
        // Forward, the copy begins with an odd row and column.
        input.input = UnsafePointer(copy.data + phase / 2 * row + phase % 2 * column)
        (input.rowStride, input.columnStride) = isTransposed ? (row, column) : (2 * row, 2 * column)
        input.output = v.data + phase * inputs
        loops.halvesInput(&input)
      }
      multiply(v.data, vStep, tiles.count, into: m.data, mStep, loops)
      var output = ak_halves_output()
      (output.tilesAcross, output.from, output.to) = (tiling.across, tiles.lowerBound, tiles.upperBound)
      (output.channels, output.step, output.pitch) = (outputs, mStep, columns)
      output.bias = bias.map { UnsafePointer($0.data) }
      let (scale, first) = (isTransposed ? 2 : 1, y.data + picture * y.shape.h * y.shape.w * outputs)
      (output.rowStride, output.columnStride) = (scale * y.shape.w * outputs, scale * outputs)
      (output.rows, output.columns) = (y.shape.h / scale, y.shape.w / scale)
      for phase in 0..<(isTransposed ? 4 : 1) {
        let (a, b) = (phase / 2, phase % 2)
        output.input = UnsafePointer(m.data + phase * outputs)
        output.output = first + (a * y.shape.w + b) * outputs
        (output.top, output.left) = (range.lowerBound * Self.side - a, -b)
        loops.halvesOutput(&output)
      }
    }
  }

  /// At each point all tiles times the weight.
  private func multiply(
    _ v: UnsafePointer<Float>, _ vStep: Int, _ tiles: Int, into m: UnsafeMutablePointer<Float>, _ mStep: Int,
    _ loops: ak_table
  ) {
    let step = Winograd.step(rows * columns)
    var product = ak_product()
    (product.columnStride, product.segments, product.taps, product.run) = (rows, 1, 1, rows)
    (product.columns, product.outputs, product.outputStride, product.rows) = (tiles, columns, columns, 1)
    for point in 0..<Self.points {
      product.input = v + point * vStep
      product.weight = UnsafePointer(weight.data + point * step)
      product.output = m + point * mStep
      loops.product(&product)
    }
  }
}
