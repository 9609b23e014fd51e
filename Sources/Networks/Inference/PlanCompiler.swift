import Kernels

/// Lays a graph's nodes out as steps over as few buffers as their lifetimes allow.
///
/// Weights are packed once, here. For one picture a norm behind a convolution has no step of its own: the convolution
/// gathers its statistics, and the next step applies it while reading, and likewise activations and joined channels.
struct PlanCompiler {
  /// Buffers, and what whoever reads them must still do.
  private struct Operand {
    let input: PendingInput
    /// Whether to enlarge the picture by two; never together with anything else that is pending.
    var isSmall = false

    init(_ input: PendingInput) { self.input = input }
    init(_ tensor: Tensor, norm: FusedNorm? = nil, isSmall: Bool = false) {
      input = PendingInput(tensor, norm: norm)
      self.isSmall = isSmall
    }

    var buffers: [Tensor] { input.parts.map(\.picture) }
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
  /// How many of them only add to what is pending.
  private let patientReaders: [Int]
  /// How many values lie in each buffer, or in parts of it with something pending.
  private var holders: [ObjectIdentifier: Int] = [:]
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
    patientReaders = Self.patientReaders(graph)
  }

  private static func patientReaders(_ graph: LayerGraph) -> [Int] {
    var counts = [Int](repeating: 0, count: graph.valueCount)
    for node in graph.nodes {
      switch node.operation {
      case .concatenate, .activation(.relu), .activation(.leaky), .dropout:
        for input in node.inputs { counts[input.index] += 1 }
      default: break
      }
    }
    return counts
  }

  /// Adds all steps and returns the outputs' buffers. The input's buffer is never overwritten.
  mutating func compile(from input: Tensor) -> [Tensor] {
    hold(Operand(input), as: graph.input)
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
      if let later = enlargedOperand(node.inputs[0]).input.activated(activation) {
        conclude(node, Operand(later))
        break
      }
      inPlace(node, "\(activation)", workPerValue: 1) { Activations.forward($0, activation, into: $1) }
    case .add: compileAdd(node)
    case .concatenate:
      conclude(node, Operand(PendingInput(joining: node.inputs.map { enlargedOperand($0).input })))
    case .upsample:
      let x = finished(node.inputs[0])
      if readers[node.inputs[0].index] == 1 && readers[node.output.index] == 1 {
        conclude(node, Operand(x, isSmall: true))
      } else {
        conclude(node, Operand(enlarged(x)))
      }
    case .globalMean:
      let x = finished(node.inputs[0])
      let y = take(GlobalMean.outputShape(for: x.shape))
      add("mean", work: x.count, touching: [x, y]) { GlobalMean.forward(x, into: y) }
      conclude(node, Operand(y))
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
      conclude(node, Operand(y))
    case .nearestUpsample:
      let x = finished(node.inputs[0])
      let y = take(NearestUpsample.outputShape(for: x.shape))
      add("nearest upsample", work: y.count, touching: [x, y]) { NearestUpsample.forward(x, into: y) }
      conclude(node, Operand(y))
    case .dropout: conclude(node, operand(node.inputs[0]))
    case .overlappingMaxPool:
      let x = finished(node.inputs[0])
      let y = take(OverlappingMaxPool.outputShape(for: x.shape))
      add("max pool", work: 9 * y.count, touching: [x, y]) { OverlappingMaxPool.forward(x, into: y) }
      conclude(node, Operand(y))
    case .linear(let name, let inputs, let outputs, let bias):
      let weight = parameters.value("\(name).weight")
      let bias = bias ? parameters.value("\(name).bias") : nil
      let x = finished(node.inputs[0])
      let y = take(Shape(x.shape.n, 1, 1, outputs))
      add(name, work: 2 * x.shape.n * inputs * outputs, touching: [x, weight, y]) {
        Linear.forward(x, weight: weight, bias: bias, into: y)
      }
      conclude(node, Operand(y))
    case .flatten:
      let x = finished(node.inputs[0])
      let y = take(Flatten.outputShape(for: x.shape))
      add("flatten", work: x.count, touching: [x, y]) { Flatten.forward(x, into: y) }
      conclude(node, Operand(y))
    case .unflatten(let side):
      let x = finished(node.inputs[0])
      let y = take(Shape(x.shape.n, side, side, x.shape.c / (side * side)))
      add("unflatten", work: x.count, touching: [x, y]) { Flatten.backward(x, into: y) }
      conclude(node, Operand(y))
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
      conclude(node, Operand(y))
    }
  }

  // MARK: - Operations

  private mutating func compileConvolution(
    _ name: String, _ geometry: ConvolutionGeometry, bias: Bool, _ node: LayerGraph.Node, _ index: Int
  ) {
    let weight = parameters.value("\(name).weight")
    let pending = operand(node.inputs[0])
    let shape = pending.isSmall ? Upsample.outputShape(for: pending.input.shape) : pending.input.shape
    let convolution = PreparedConvolution(
      weight: weight, bias: bias ? parameters.value("\(name).bias") : nil, geometry,
      precision: precision(for: geometry.outputShape(for: shape)), for: shape)
    let isLeft = pending.isSmall ? convolution.acceptsSmallInput : convolution.accepts(pending.input)
    let operand = isLeft ? pending : Operand(finished(node.inputs[0]))
    let (x, enlarging) = (operand.input, operand.isSmall)
    let y = take(geometry.outputShape(for: shape))
    let cost = convolution.cost(shape)
    if let (last, slopes) = parametricReLU(after: index) {
      add(name, cost) {
        convolution.forward(x, enlarging: enlarging, slopes: slopes, into: y)
      }
      conclude(node, Operand(y), as: last)
      return
    }
    let (last, next, activation) = fuse(after: index, y.shape, activations: convolution.acceptsActivation)
    add(name, cost) {
      convolution.forward(x, enlarging: enlarging, activation: activation, into: y, gathering: next)
    }
    conclude(node, Operand(y, norm: next), as: last)
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
    let x = enlargedOperand(node.inputs[0]).input
    let convolution = PreparedTransposedConvolution(
      weight: weight, bias: folded?.bias ?? bias, geometry,
      precision: precision(for: geometry.outputShape(for: x.shape)), for: x.shape)
    let y = take(geometry.outputShape(for: x.shape))
    let cost = convolution.cost(x.shape)
    if let folded {
      add(name, cost) { convolution.forward(x, activation: folded.activation, into: y) }
      conclude(node, Operand(y), as: folded.node)
      return
    }
    let (last, next, activation) = fuse(after: index, y.shape, activations: true)
    add(name, cost) { convolution.forward(x, activation: activation, into: y, gathering: next) }
    conclude(node, Operand(y, norm: next), as: last)
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
    conclude(node, Operand(y), as: last)
  }

  /// A sum applies a pending norm of one input while it reads; the other is plain by then.
  private mutating func compileAdd(_ node: LayerGraph.Node) {
    let isNormed = node.inputs.map { operand($0).input.onlyNorm != nil }
    let (first, second) =
      isNormed == [true, false] ? (node.inputs[1], node.inputs[0]) : (node.inputs[0], node.inputs[1])
    let x = finished(first)
    let pending = operand(second).input
    if let norm = pending.onlyNorm {
      let b = pending.parts[0].picture
      let y = isAlone(second) ? b : take(b.shape)
      add("residual sum", work: 3 * x.count, touching: [x, b, y]) { norm.add(b, to: x, into: y) }
      conclude(node, Operand(y))
    } else {
      let b = finished(second)
      let y = isAlone(second) ? b : take(b.shape)
      add("residual sum", work: x.count, touching: [x, b, y]) { Elementwise.add(x, b, into: y) }
      conclude(node, Operand(y))
    }
  }

  /// A step that can put its result where its input was, if nobody else reads that.
  private mutating func inPlace(
    _ node: LayerGraph.Node, _ name: String, workPerValue: Int, _ body: @escaping (Tensor, Tensor) -> Void
  ) {
    let x = finished(node.inputs[0])
    let y = isAlone(node.inputs[0]) ? x : take(x.shape)
    add(name, work: workPerValue * x.count, touching: [x, y]) { body(x, y) }
    conclude(node, Operand(y))
  }

  // MARK: - Buffers

  private func operand(_ value: LayerGraph.Value) -> Operand {
    guard let operand = operands[value.index] else { preconditionFailure("a value is read before it is made") }
    return operand
  }

  /// Whether the node that is compiled now is the last that reads this value or anything else in its buffer.
  private func isAlone(_ value: LayerGraph.Value) -> Bool {
    readers[value.index] == 1 && operand(value).buffers.allSatisfy { holders[ObjectIdentifier($0)] == 1 }
  }

  /// The buffer of a value, with nothing pending.
  mutating func finished(_ value: LayerGraph.Value) -> Tensor {
    let pending = enlargedOperand(value).input
    if let plain = pending.plain { return plain }
    let isLast = pending.parts.count == 1 && holders[ObjectIdentifier(pending.parts[0].picture)] == 1
    let y = isLast ? pending.parts[0].picture : take(pending.shape)
    let name = pending.parts.count > 1 ? "join" : pending.parts[0].norm != nil ? "norm" : "activation"
    add(name, work: 2 * y.count, touching: pending.parts.map(\.picture) + [y]) { pending.write(into: y) }
    hold(Operand(y), as: value)
    return y
  }

  /// A value's operand, enlarged if that was pending.
  private mutating func enlargedOperand(_ value: LayerGraph.Value) -> Operand {
    let pending = operand(value)
    guard pending.isSmall else { return pending }
    let large = Operand(enlarged(pending.input.parts[0].picture))
    hold(large, as: value)
    return large
  }

  private mutating func enlarged(_ x: Tensor) -> Tensor {
    let y = take(Upsample.outputShape(for: x.shape))
    add("upsample", work: 4 * y.count, touching: [x, y]) { Upsample.forward(x, into: y) }
    return y
  }

  /// Ends a step: its output is there, and its inputs have one reader less.
  ///
  /// - Parameter last: the node whose output it is, where that was fused with `node`.
  private mutating func conclude(_ node: LayerGraph.Node, _ operand: Operand, as last: LayerGraph.Node? = nil) {
    let output = (last ?? node).output
    hold(operand, as: output)
    for input in node.inputs { release(input) }
    // Several readers would do what is pending several times, which is only worth it while they copy rows.
    if readers[output.index] > max(1, patientReaders[output.index]) { _ = finished(output) }
  }

  /// Says where a value lies, from now on. Buffers in which nothing else lies are free then.
  private mutating func hold(_ operand: Operand?, as value: LayerGraph.Value) {
    for buffer in operand?.buffers ?? [] { holders[ObjectIdentifier(buffer), default: 0] += 1 }
    let former = operands[value.index]
    operands[value.index] = operand
    for buffer in former?.buffers ?? [] {
      holders[ObjectIdentifier(buffer), default: 0] -= 1
      if holders[ObjectIdentifier(buffer)] == 0 { free.append(buffer) }
    }
  }

  /// One reader of a value is done; after the last one nobody asks where it lies.
  mutating func release(_ value: LayerGraph.Value) {
    readers[value.index] -= 1
    if readers[value.index] == 0 { hold(nil, as: value) }
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
