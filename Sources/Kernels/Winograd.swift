import CKernels

/// 3×3 convolution of stride 1 by Winograd's F(4×4, 3×3): 36 products for each pair of channels and 4×4 tile of
/// outputs, where the plain sum takes 144. The relative error against the plain sum is a few millionths, or one hundredth
/// where tiles and weights are rounded to bfloat16 after their transform.
///
/// Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016), section 4.3. The gradients are the
/// adjoints of the same maps, so they too take 36 products.
enum Winograd {
  /// Positions of a tile in the transformed domain.
  static let points = 36

  /// Whether the method applies: whole vectors of channels, and enough of them that the transforms pay.
  static func serves(_ g: ConvolutionGeometry) -> Bool {
    g.kernel == 3 && g.stride == 1 && g.dilation == 1 && g.padding <= 1 && g.inputs % 16 == 0 && g.outputs % 16 == 0
  }

  /// The tiles that cover one picture of outputs.
  struct Tiling {
    let across: Int
    let down: Int
    var count: Int { across * down }

    init(_ y: Shape) { (across, down) = ((y.w + 3) / 4, (y.h + 3) / 4) }
  }

  /// Distance between the planes of two points: an odd number of cache lines, since 36 streams at a distance of a
  /// power of two would all fall into the same few sets of the cache.
  static func step(_ floats: Int) -> Int { ((floats + 15) / 16 | 1) * 16 }

  /// Tiles per task. What their number decides of the pictures is how the statistics of a norm are summed up.
  static func grain(_ channels: Int) -> Int {
    let block = InstructionSet.loops.block
    return max(2 * block, (1152 << 10) / (points * channels * 4))
  }

  /// Bytes of transformed tiles, before and after their products, that stay in a second-level cache together with the
  /// weights of a few points.
  private static let blockBytes = 512 << 10

  /// Into how many blocks the tiles of a task are cut, so that what is written there is read again from the cache.
  private static func blocks(_ tiles: Int, _ g: ConvolutionGeometry, _ precision: Precision) -> Int {
    let bytes = points * (precision.places(g.inputs) + g.outputs) * MemoryLayout<Float>.stride
    let most = max(2 * InstructionSet.loops.block, blockBytes / bytes)
    return max(1, (tiles + most - 1) / most)
  }

  /// Tasks are whole rows of tiles, so that each writes whole rows of pixels.
  static func forward(
    _ x: Tensor, norm: FusedNorm?, weight: WinogradFilter, bias: Tensor?, slopes: Tensor? = nil,
    _ g: ConvolutionGeometry, into y: Tensor, gathering statistics: FusedNorm?
  ) {
    let tiling = Tiling(y.shape)
    let pool = ThreadPool.shared
    let tasks = pool.tasks(count: tiling.down, grain: max(1, grain(max(g.inputs, g.outputs)) / tiling.across))
    func run(_ picture: Int, _ pieces: FusedNorm.Pieces?) {
      let loops = InstructionSet.loops
      pool.run(tasks) { task in
        let rows = pool.range(task, of: tasks, count: tiling.down)
        let tiles = rows.lowerBound * tiling.across..<rows.upperBound * tiling.across
        let precision = weight.precision
        let blocks = blocks(tiles.count, g, precision)
        let most = (tiles.count + blocks - 1) / blocks
        let (vStep, mStep) = (step(precision.places(most * g.inputs)), step(most * g.outputs))
        let v = Tensor(.vector(points * vStep), zeroed: false)
        let m = Tensor(.vector(points * mStep), zeroed: false)
        for block in 0..<blocks {
          let share = pool.range(block, of: blocks, count: tiles.count)
          let tiles = tiles.lowerBound + share.lowerBound..<tiles.lowerBound + share.upperBound
          transformInput(
            x, picture: picture, norm: norm, g, tiling, tiles, precision: precision, into: v.data, step: vStep)
          weight.multiply(v.data, step: vStep, rows: tiles.count, into: m.data, step: mStep)
          var output = outputTiles(y, picture: picture, tiling, tiles, points: m.data, step: mStep)
          output.bias = bias.map { UnsafePointer($0.data) }
          output.pairs = precision == .bfloat16 ? 1 : 0
          loops.winogradOutput(&output)
        }
        let pixels = min(y.shape.h, rows.upperBound * 4) - rows.lowerBound * 4
        let written = y.data + (picture * y.shape.h + rows.lowerBound * 4) * y.shape.w * y.shape.c
        if let slopes { loops.parametricRelu(written, pixels * y.shape.w, y.shape.c, slopes.data, written) }
        pieces?.gather(task, written, pixels: pixels * y.shape.w, loops)
      }
    }
    if let statistics {
      statistics.gathering(pieces: tasks) { run(0, $0) }
    } else {
      for picture in 0..<x.shape.n { run(picture, nil) }
    }
  }

  /// dx = adjoint of padding, of B · (Uᵀ (A dy Aᵀ)) · Bᵀ.
  static func backwardInput(_ dy: Tensor, weight: Tensor, _ g: ConvolutionGeometry, into dx: Tensor) {
    let transposed = Tensor(Shape(3, 3, g.outputs, g.inputs), zeroed: false)
    ThreadPool.shared.run(9) { tap in
      let area = g.inputs * g.outputs
      Elementwise.transpose(
        weight.data + tap * area, rows: g.inputs, columns: g.outputs, into: transposed.data + tap * area)
    }
    let transformed = WinogradFilter(transposed.data, inputs: g.outputs, outputs: g.inputs)
    let tiling = Tiling(dy.shape)
    let (height, width) = (dx.shape.h + 2 * g.padding, dx.shape.w + 2 * g.padding)
    let vStep = step(tiling.count * g.inputs)
    let v = Tensor(.vector(points * vStep), zeroed: false)
    let padded = Tensor(Shape(dx.shape.n, height, width, g.inputs))
    let loops = InstructionSet.loops
    for picture in 0..<dx.shape.n {
      ThreadPool.shared.run(count: tiling.down, grain: max(1, grain(g.outputs) / tiling.across)) { rows in
        let tiles = rows.lowerBound * tiling.across..<rows.upperBound * tiling.across
        let mStep = step(tiles.count * g.outputs)
        let m = Tensor(.vector(points * mStep), zeroed: false)
        var gradient = outputTiles(dy, picture: picture, tiling, tiles, points: m.data, step: mStep)
        loops.winogradOutputGradient(&gradient)
        transformed.multiply(
          m.data, step: mStep, rows: tiles.count, into: v.data + tiles.lowerBound * g.inputs, step: vStep)
      }
      for parity in 0...1 {
        ThreadPool.shared.run((tiling.down + 1 - parity) / 2) { index in
          let row = 2 * index + parity
          var gradient = ak_winograd_input_gradient()
          gradient.input = UnsafePointer(v.data + row * tiling.across * g.inputs)
          gradient.step = vStep
          gradient.tiles = tiling.across
          gradient.channels = g.inputs
          gradient.width = width
          gradient.rows = height - 4 * row
          gradient.gradient = padded.data + (picture * height + 4 * row) * width * g.inputs
          loops.winogradInputGradient(&gradient)
        }
      }
    }
    if g.paddingMode == .reflect {
      Padding.fold(padded, padding: g.padding, into: dx)
    } else {
      Padding.crop(padded, padding: g.padding, into: dx)
    }
  }

  /// dw += Gᵀ (Σ over tiles of vᵀ · (A dy Aᵀ)) G.
  static func backwardWeight(_ x: Tensor, _ dy: Tensor, _ g: ConvolutionGeometry, into dw: Tensor) {
    let tiling = Tiling(dy.shape)
    let (vStep, mStep) = (step(tiling.count * g.inputs), step(tiling.count * g.outputs))
    let duStep = step(g.inputs * g.outputs)
    let v = Tensor(.vector(points * vStep), zeroed: false)
    let m = Tensor(.vector(points * mStep), zeroed: false)
    let du = Tensor(.vector(points * duStep))
    let loops = InstructionSet.loops
    for picture in 0..<x.shape.n {
      ThreadPool.shared.run(count: tiling.count, grain: tiling.across) { tiles in
        transformInput(
          x, picture: picture, g, tiling, tiles, into: v.data + tiles.lowerBound * g.inputs, step: vStep)
        var gradient = outputTiles(
          dy, picture: picture, tiling, tiles, points: m.data + tiles.lowerBound * g.outputs, step: mStep)
        loops.winogradOutputGradient(&gradient)
      }
      ThreadPool.shared.run(points) { point in
        // Pieces of the tiles whose values stay in the second-level cache.
        let piece = 128
        for first in Swift.stride(from: 0, to: tiling.count, by: piece) {
          var sum = ak_correlation()
          sum.a = UnsafePointer(v.data + point * vStep + first * g.inputs)
          sum.aColumn = g.inputs
          sum.aCount = g.inputs
          sum.b = UnsafePointer(m.data + point * mStep + first * g.outputs)
          sum.bColumn = g.outputs
          sum.bCount = g.outputs
          sum.rows = 1
          sum.columns = min(piece, tiling.count - first)
          sum.c = du.data + point * duStep
          sum.cRow = g.outputs
          loops.correlate(&sum)
        }
      }
    }
    ThreadPool.shared.run(count: g.inputs, grain: 16) { range in
      loops.winogradWeightGradient(
        du.data, duStep, g.inputs, g.outputs, range.lowerBound, range.upperBound, dw.data)
    }
  }

  private static func transformInput(
    _ x: Tensor, picture: Int, norm: FusedNorm? = nil, _ g: ConvolutionGeometry, _ tiling: Tiling,
    _ tiles: Range<Int>, precision: Precision = .float32, into v: UnsafeMutablePointer<Float>, step: Int
  ) {
    var input = ak_winograd_input()
    input.factor = norm.map { UnsafePointer($0.factor.data) }
    input.offset = norm.map { UnsafePointer($0.offset.data) }
    if let bounds = norm?.bounds { (input.lowest, input.highest) = bounds }
    input.input = UnsafePointer(x.data + picture * x.shape.h * x.shape.w * x.shape.c)
    input.height = x.shape.h
    input.width = x.shape.w
    input.channels = x.shape.c
    input.padding = g.padding
    input.reflect = g.paddingMode == .reflect ? 1 : 0
    input.tilesAcross = tiling.across
    input.from = tiles.lowerBound
    input.to = tiles.upperBound
    input.output = v
    input.step = step
    input.pairs = precision == .bfloat16 ? 1 : 0
    InstructionSet.loops.winogradInput(&input)
  }

  private static func outputTiles(
    _ y: Tensor, picture: Int, _ tiling: Tiling, _ tiles: Range<Int>, points: UnsafeMutablePointer<Float>, step: Int
  ) -> ak_winograd_output {
    var output = ak_winograd_output()
    output.input = points
    output.step = step
    output.output = y.data + picture * y.shape.h * y.shape.w * y.shape.c
    output.height = y.shape.h
    output.width = y.shape.w
    output.channels = y.shape.c
    output.tilesAcross = tiling.across
    output.from = tiles.lowerBound
    output.to = tiles.upperBound
    return output
  }
}

/// The weight of a 3×3 convolution in the Winograd domain: for each of the 36 points a packed matrix inputs × outputs,
/// see ``PackedWeight``.
struct WinogradFilter {
  let inputs: Int
  let outputs: Int
  let precision: Precision
  let step: Int
  let data: Tensor

  /// Transforms `weight`, (3, 3, inputs, outputs), on all threads.
  init(_ weight: UnsafePointer<Float>, inputs: Int, outputs: Int, precision: Precision = .float32) {
    precondition(
      precision == .float32 || !InstructionSet.current.multipliesMatrices, "matrices are multiplied without this")
    (self.inputs, self.outputs, self.precision) = (inputs, outputs, precision)
    let loops = InstructionSet.loops
    let floatStep = Winograd.step(inputs * outputs)
    let floats = Tensor(.vector(Winograd.points * floatStep), zeroed: false)
    ThreadPool.shared.run(count: inputs, grain: 16) { range in
      loops.winogradWeight(
        weight, inputs, outputs, range.lowerBound, range.upperBound, precision == .bfloat16 ? 1 : 0, floats.data,
        floatStep)
    }
    switch precision {
    case .float32: (step, data) = (floatStep, floats)
    case .bfloat16:
      let step = Winograd.step(inputs * outputs / 2)
      let pairs = Tensor(.vector(Winograd.points * step), zeroed: false)
      ThreadPool.shared.run(Winograd.points) { point in
        loops.pairWeights(floats.data + point * floatStep, inputs, outputs, pairs.data + point * step)
      }
      (self.step, data) = (step, pairs)
    }
  }

  /// For each point the product of `rows` rows of `inputs` values of ``precision`` with the weight, rows of `outputs`
  /// floats.
  func multiply(
    _ v: UnsafePointer<Float>, step vStep: Int, rows: Int, into m: UnsafeMutablePointer<Float>, step mStep: Int
  ) {
    let loops = InstructionSet.loops
    let multiply = precision == .float32 ? loops.product : loops.pairProduct
    var product = ak_product()
    product.columnStride = precision.places(inputs)
    product.segments = 1
    product.taps = 1
    product.run = precision.places(inputs)
    product.outputStride = outputs
    product.columns = rows
    product.outputs = outputs
    product.rows = 1
    for point in 0..<Winograd.points {
      product.input = v + point * vStep
      product.weight = UnsafePointer(data.data + point * step)
      product.output = m + point * mStep
      multiply?(&product)
    }
  }
}
