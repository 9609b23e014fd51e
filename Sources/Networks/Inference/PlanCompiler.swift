import Kernels

/// Lays a graph's nodes out as steps over as few buffers as their lifetimes allow.
///
/// Weights are packed once, here. For one picture an instance norm behind a convolution has no step of its own: the
/// convolution gathers its statistics, and the next step applies it while reading.
struct PlanCompiler {
  /// A buffer, and what whoever reads it must still do.
  private struct Operand {
    let tensor: Tensor
    /// Apply this.
    var norm: FusedNorm?
    /// Enlarge it by two; never together with a norm.
    var isSmall = false
  }

  private(set) var steps: [InferenceStep] = []
  let graph: LayerGraph
  let parameters: ParameterArena
  /// What convolutions of pictures multiply.
  private let precision: Precision
  /// By the value's index, while somebody still reads it.
  private var operands: [Operand?]
  /// How many readers of each value are still to come.
  var readers: [Int]
  /// Buffers that nobody reads any more.
  private var free: [Tensor] = []
  /// Nodes that were fused with the one before them.
  var fused: Set<Int> = []

  init(_ graph: LayerGraph, _ parameters: ParameterArena, _ precision: Precision) {
    self.graph = graph
    self.precision = precision
    self.parameters = parameters
    operands = Array(repeating: nil, count: graph.valueCount)
    readers = graph.readerCounts
  }

  /// Adds all steps and returns the outputs' buffers. The input's buffer is never overwritten.
  mutating func compile(from input: Tensor) -> [Tensor] {
    operands[0] = Operand(tensor: input)
    readers[0] += 1
    for (index, node) in graph.nodes.enumerated() where !fused.contains(index) { compile(node, index) }
    return graph.outputs.map { finished($0) }
  }

  private mutating func compile(_ node: LayerGraph.Node, _ index: Int) {
    switch node.operation {
    case .convolution(let name, let geometry, let bias):
      compileConvolution(name, geometry, bias: bias, node, index)
    case .transposedConvolution(let name, let geometry, let bias):
      compileTransposed(name, geometry, bias: bias, node, index)
    case .instanceNorm(let name, let channels, let affine, let activation):
      let scale = affine ? parameters.value("\(name).weight") : nil
      let shift = affine ? parameters.value("\(name).bias") : nil
      let x = finished(node.inputs[0])
      let statistics = Tensor(Shape(x.shape.n, 1, 2, channels))
      inPlace(node, name, workPerValue: 6) {
        InstanceNorm.forward($0, scale: scale, shift: shift, activation: activation, into: $1, statistics: statistics)
      }
    case .batchNorm(let name, let channels, let activation):
      let scale = parameters.value("\(name).weight")
      let shift = parameters.value("\(name).bias")
      let statistics = Tensor(Shape(1, 1, 2, channels))
      inPlace(node, name, workPerValue: 6) {
        BatchNorm.forward($0, scale: scale, shift: shift, activation: activation, into: $1, statistics: statistics)
      }
    case .activation(let activation):
      inPlace(node, "\(activation)", workPerValue: 1) { Activations.forward($0, activation, into: $1) }
    case .add: compileAdd(node)
    case .concatenate:
      let parts = node.inputs.map { finished($0) }
      var shape = parts[0].shape
      shape.c = node.output.channels
      let joined = take(shape)
      add("join", work: joined.count, touching: parts + [joined]) {
        Elementwise.concatenateChannels(parts, into: joined)
      }
      conclude(node, Operand(tensor: joined))
    case .upsample:
      let x = finished(node.inputs[0])
      if readers[node.inputs[0].index] == 1 && readers[node.output.index] == 1 {
        conclude(node, Operand(tensor: x, isSmall: true), keeping: node.inputs[0])
      } else {
        conclude(node, Operand(tensor: enlarged(x)))
      }
    case .globalMean:
      let x = finished(node.inputs[0])
      let y = take(GlobalMean.outputShape(for: x.shape))
      add("mean", work: x.count, touching: [x, y]) { GlobalMean.forward(x, into: y) }
      conclude(node, Operand(tensor: y))
    case .conditionalNorm(let channels, let activation):
      let style = finished(node.inputs[1])
      let x = finished(node.inputs[0])
      let statistics = Tensor(Shape(x.shape.n, 1, 2, channels))
      inPlace(node, "conditional norm", workPerValue: 6) {
        ConditionalNorm.forward($0, style: style, activation: activation, into: $1, statistics: statistics)
      }
    case .depthwiseConvolution(let name, let geometry, let bias):
      compileDepthwise(name, geometry, bias: bias, node, index)
    case .maxPool:
      let x = finished(node.inputs[0])
      let y = take(MaxPool.outputShape(for: x.shape))
      add("max pool", work: x.count, touching: [x, y]) { MaxPool.forward(x, into: y) }
      conclude(node, Operand(tensor: y))
    case .nearestUpsample:
      let x = finished(node.inputs[0])
      let y = take(NearestUpsample.outputShape(for: x.shape))
      add("nearest upsample", work: y.count, touching: [x, y]) { NearestUpsample.forward(x, into: y) }
      conclude(node, Operand(tensor: y))
    case .dropout: compileNothing(node)
    case .overlappingMaxPool:
      let x = finished(node.inputs[0])
      let y = take(OverlappingMaxPool.outputShape(for: x.shape))
      add("max pool", work: 9 * y.count, touching: [x, y]) { OverlappingMaxPool.forward(x, into: y) }
      conclude(node, Operand(tensor: y))
    case .linear(let name, let inputs, let outputs, let bias):
      let weight = parameters.value("\(name).weight")
      let bias = bias ? parameters.value("\(name).bias") : nil
      let x = finished(node.inputs[0])
      let y = take(Shape(x.shape.n, 1, 1, outputs))
      add(name, work: 2 * x.shape.n * inputs * outputs, touching: [x, weight, y]) {
        Linear.forward(x, weight: weight, bias: bias, into: y)
      }
      conclude(node, Operand(tensor: y))
    case .flatten:
      let x = finished(node.inputs[0])
      let y = take(Flatten.outputShape(for: x.shape))
      add("flatten", work: x.count, touching: [x, y]) { Flatten.forward(x, into: y) }
      conclude(node, Operand(tensor: y))
    case .unflatten(let side):
      let x = finished(node.inputs[0])
      let y = take(Shape(x.shape.n, side, side, x.shape.c / (side * side)))
      add("unflatten", work: x.count, touching: [x, y]) { Flatten.backward(x, into: y) }
      conclude(node, Operand(tensor: y))
    case .averagedBatchNorm(let name, _, let activation):
      let (mean, variance) = (parameters.value("\(name).running_mean"), parameters.value("\(name).running_var"))
      let (scale, shift) = (parameters.value("\(name).weight"), parameters.value("\(name).bias"))
      inPlace(node, name, workPerValue: 2) {
        BatchNorm.inference(
          $0, mean: mean, variance: variance, scale: scale, shift: shift, activation: activation, into: $1)
      }
    case .parametricReLU(let name, _):
      let slope = parameters.value("\(name).weight")
      inPlace(node, name, workPerValue: 1) { ParametricReLU.forward($0, slope: slope, into: $1) }
    case .pixelShuffle(let factor):
      let x = finished(node.inputs[0])
      let y = take(PixelShuffle.outputShape(for: x.shape, factor: factor))
      add("pixel shuffle", work: y.count, touching: [x, y]) { PixelShuffle.forward(x, factor: factor, into: y) }
      conclude(node, Operand(tensor: y))
    }
  }

  /// A node whose output is its input.
  private mutating func compileNothing(_ node: LayerGraph.Node) {
    let x = finished(node.inputs[0])
    if readers[node.inputs[0].index] == 1 {
      conclude(node, Operand(tensor: x), keeping: node.inputs[0])
    } else {
      let y = take(x.shape)
      add("copy", work: x.count, touching: [x, y]) { y.copy(from: x) }
      conclude(node, Operand(tensor: y))
    }
  }

  // MARK: - Operations

  private mutating func compileConvolution(
    _ name: String, _ geometry: ConvolutionGeometry, bias: Bool, _ node: LayerGraph.Node, _ index: Int
  ) {
    let weight = parameters.value("\(name).weight")
    let pending = operand(node.inputs[0])
    let shape = pending.isSmall ? Upsample.outputShape(for: pending.tensor.shape) : pending.tensor.shape
    let convolution = PreparedConvolution(
      weight: weight, bias: bias ? parameters.value("\(name).bias") : nil, geometry,
      precision: precision(for: geometry.outputShape(for: shape)))
    let isLeft = pending.isSmall ? convolution.acceptsSmallInput : convolution.acceptsNorm
    let operand = isLeft ? pending : Operand(tensor: finished(node.inputs[0]))
    let (x, norm, enlarging) = (operand.tensor, operand.norm, operand.isSmall)
    let y = take(geometry.outputShape(for: shape))
    let cost = convolution.cost(shape)
    if let (last, slopes) = parametricReLU(after: index) {
      add(name, cost) {
        convolution.forward(x, enlarging: enlarging, norm: norm, slopes: slopes, into: y)
      }
      conclude(node, Operand(tensor: y), as: last)
      return
    }
    let (last, next, activation) = fuse(after: index, y.shape, activations: convolution.acceptsActivation)
    add(name, cost) {
      convolution.forward(x, enlarging: enlarging, norm: norm, activation: activation, into: y, gathering: next)
    }
    conclude(node, Operand(tensor: y, norm: next), as: last)
  }

  /// What a convolution multiplies that makes `y`: floats where it makes few pixels, since those take no time and may
  /// rule all others, as the style of norms does.
  private func precision(for y: Shape) -> Precision { y.pixels < 64 ? .float32 : precision }

  private mutating func compileTransposed(
    _ name: String, _ geometry: TransposedGeometry, bias: Bool, _ node: LayerGraph.Node, _ index: Int
  ) {
    let bias = bias ? parameters.value("\(name).bias") : nil
    let folded = foldedNorm(after: index, weight: parameters.value("\(name).weight"), bias: bias)
    let weight = folded?.weight ?? parameters.value("\(name).weight")
    let operand = enlargedOperand(node.inputs[0])
    let (x, norm) = (operand.tensor, operand.norm)
    let convolution = PreparedTransposedConvolution(
      weight: weight, bias: folded?.bias ?? bias, geometry,
      precision: precision(for: geometry.outputShape(for: x.shape)))
    let y = take(geometry.outputShape(for: x.shape))
    let cost = convolution.cost(x.shape)
    if let folded {
      add(name, cost) {
        convolution.forward(x, norm: norm, into: y, gathering: nil)
        Activations.forward(y, folded.activation, into: y)
      }
      conclude(node, Operand(tensor: y), as: folded.node)
      return
    }
    let (last, next, _) = fuse(after: index, y.shape, activations: false)
    add(name, cost) {
      convolution.forward(x, norm: norm, into: y, gathering: next)
    }
    conclude(node, Operand(tensor: y, norm: next), as: last)
  }

  private mutating func compileDepthwise(
    _ name: String, _ geometry: DepthwiseGeometry, bias: Bool, _ node: LayerGraph.Node, _ index: Int
  ) {
    let weight = parameters.value("\(name).weight")
    let bias = bias ? parameters.value("\(name).bias") : nil
    let x = finished(node.inputs[0])
    let y = take(geometry.outputShape(for: x.shape))
    let (last, _, activation) = fuse(after: index, y.shape, activations: true, norms: false)
    add(name, work: 2 * y.shape.pixels * weight.count, touching: [x, weight, y]) {
      DepthwiseConvolution.forward(x, weight: weight, bias: bias, activation: activation, geometry, into: y)
    }
    conclude(node, Operand(tensor: y), as: last)
  }

  /// A sum applies a pending norm of one input while it reads; the other is plain by then.
  private mutating func compileAdd(_ node: LayerGraph.Node) {
    let isNormed = node.inputs.map { operand($0).norm != nil }
    let (first, second) =
      isNormed == [true, false] ? (node.inputs[1], node.inputs[0]) : (node.inputs[0], node.inputs[1])
    let x = finished(first)
    let pending = operand(second)
    if let norm = pending.norm {
      let y = pending.tensor
      // This input has no other reader: a norm stays pending only for one.
      add("residual sum", work: 3 * x.count, touching: [x, y, y]) { norm.add(y, to: x, into: y) }
      conclude(node, Operand(tensor: y), keeping: second)
    } else {
      let b = finished(second)
      let y = readers[second.index] == 1 ? b : take(b.shape)
      add("residual sum", work: x.count, touching: [x, b, y]) { Elementwise.add(x, b, into: y) }
      conclude(node, Operand(tensor: y), keeping: y === b ? second : nil)
    }
  }

  /// A step that can put its result where its input was, if nobody else reads that.
  private mutating func inPlace(
    _ node: LayerGraph.Node, _ name: String, workPerValue: Int, _ body: @escaping (Tensor, Tensor) -> Void
  ) {
    let x = finished(node.inputs[0])
    let overwrites = readers[node.inputs[0].index] == 1
    let y = overwrites ? x : take(x.shape)
    add(name, work: workPerValue * x.count, touching: [x, y]) { body(x, y) }
    conclude(node, Operand(tensor: y), keeping: overwrites ? node.inputs[0] : nil)
  }

  // MARK: - Buffers

  private func operand(_ value: LayerGraph.Value) -> Operand {
    guard let operand = operands[value.index] else { preconditionFailure("a value is read before it is made") }
    return operand
  }

  /// The buffer of a value, with nothing pending.
  mutating func finished(_ value: LayerGraph.Value) -> Tensor {
    let operand = enlargedOperand(value)
    guard let norm = operand.norm else { return operand.tensor }
    let x = operand.tensor
    add("norm", work: 2 * x.count, touching: [x, x]) { norm.apply(x, into: x) }
    operands[value.index] = Operand(tensor: x)
    return x
  }

  /// A value's operand, enlarged if that was pending.
  private mutating func enlargedOperand(_ value: LayerGraph.Value) -> Operand {
    let operand = operand(value)
    guard operand.isSmall else { return operand }
    let large = Operand(tensor: enlarged(operand.tensor))
    free.append(operand.tensor)
    operands[value.index] = large
    return large
  }

  private mutating func enlarged(_ x: Tensor) -> Tensor {
    let y = take(Upsample.outputShape(for: x.shape))
    add("upsample", work: 4 * y.count, touching: [x, y]) { Upsample.forward(x, into: y) }
    return y
  }

  /// Ends a step: its inputs have one reader less, and its output is there.
  ///
  /// - Parameters:
  ///   - last: the node whose output it is, where that was fused with `node`.
  ///   - kept: the input whose buffer has become the output's.
  private mutating func conclude(
    _ node: LayerGraph.Node, _ operand: Operand, as last: LayerGraph.Node? = nil, keeping kept: LayerGraph.Value? = nil
  ) {
    for input in node.inputs { release(input, isKept: input == kept) }
    let output = (last ?? node).output
    operands[output.index] = operand
    // Several readers would do what is pending several times.
    if readers[output.index] > 1 { _ = finished(output) }
  }

  /// One reader of a value is done; after the last one its buffer is free, unless it has become another's.
  mutating func release(_ value: LayerGraph.Value, isKept: Bool = false) {
    readers[value.index] -= 1
    guard readers[value.index] == 0, let done = operands[value.index] else { return }
    operands[value.index] = nil
    if !isKept { free.append(done.tensor) }
  }

  private mutating func take(_ shape: Shape) -> Tensor {
    if let index = free.firstIndex(where: { $0.shape == shape }) { return free.remove(at: index) }
    return Tensor(shape, zeroed: false)
  }

  /// Adds a step.
  ///
  /// - Parameters:
  ///   - work: multiplications and additions.
  ///   - touching: what is read and written, each once.
  mutating func add(_ name: String, work: Int, touching tensors: [Tensor], _ perform: @escaping () -> Void) {
    add(name, OperationCost(work: work, touching: tensors), perform)
  }

  mutating func add(_ name: String, _ cost: OperationCost, _ perform: @escaping () -> Void) {
    steps.append(InferenceStep(name: name, cost: cost, perform: perform))
  }
}
