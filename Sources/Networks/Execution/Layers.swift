import Kernels

/// A parameter and, once somebody asks for it, its gradient.
struct Parameter {
  let value: Tensor
  private let name: String
  private let arena: ParameterArena

  init(_ name: String, _ arena: ParameterArena) {
    self.name = name
    self.arena = arena
    value = arena.value(name)
  }

  /// Asked for only in training, so that inference never takes memory for gradients.
  var gradient: Tensor { arena.gradient(name) }
}

/// What a training step's forward pass does beside a network in use.
struct TrainingPass {
  /// How far running averages move towards this pass's statistics, 0…1.
  let momentum: Float
  /// Decides whatever is random in the layer; nil where nothing shall be.
  let seed: UInt64?
  /// The number of the pass's first example in a larger batch.
  let firstExample: Int
}

/// One operation at work.
protocol Layer {
  /// The output, and what the backward pass needs to know.
  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor])

  /// The same in training, for a layer that is another one then.
  func forwardInTraining(_ inputs: [Tensor], _ training: TrainingPass) -> (output: Tensor, saved: [Tensor])

  /// Adds to the parameters' gradients if `parameters` says so, and returns the gradients at the inputs that
  /// `wanted` asks for (nil for the others).
  ///
  /// - Parameter saved: what the matching forward pass returned.
  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?]
}

extension Layer {
  func forwardInTraining(_ inputs: [Tensor], _ training: TrainingPass) -> (output: Tensor, saved: [Tensor]) {
    forward(inputs)
  }
}

extension LayerOperation {
  func layer(_ arena: ParameterArena) -> any Layer {
    switch self {
    case .convolution(let name, let geometry, let bias):
      ConvolutionLayer(
        geometry: geometry, weight: Parameter("\(name).weight", arena),
        bias: bias ? Parameter("\(name).bias", arena) : nil)
    case .transposedConvolution(let name, let geometry, let bias):
      TransposedConvolutionLayer(
        geometry: geometry, weight: Parameter("\(name).weight", arena),
        bias: bias ? Parameter("\(name).bias", arena) : nil)
    case .instanceNorm(let name, _, let affine, let activation):
      InstanceNormLayer(
        activation: activation, scale: affine ? Parameter("\(name).weight", arena) : nil,
        shift: affine ? Parameter("\(name).bias", arena) : nil)
    case .batchNorm(let name, _, let activation):
      BatchNormLayer(
        activation: activation, scale: Parameter("\(name).weight", arena), shift: Parameter("\(name).bias", arena))
    case .activation(let activation): ActivationLayer(activation: activation)
    case .add: AddLayer()
    case .concatenate: ConcatenateLayer()
    case .upsample: UpsampleLayer()
    case .globalMean: GlobalMeanLayer()
    case .conditionalNorm(_, let activation): ConditionalNormLayer(activation: activation)
    case .depthwiseConvolution(let name, let geometry, let bias):
      DepthwiseConvolutionLayer(
        geometry: geometry, weight: Parameter("\(name).weight", arena),
        bias: bias ? Parameter("\(name).bias", arena) : nil)
    case .maxPool: MaxPoolLayer()
    case .nearestUpsample: NearestUpsampleLayer()
    case .dropout(let share): DropoutLayer(share: share)
    case .overlappingMaxPool: OverlappingMaxPoolLayer()
    case .linear(let name, _, let outputs, let bias):
      LinearLayer(
        outputs: outputs, weight: Parameter("\(name).weight", arena),
        bias: bias ? Parameter("\(name).bias", arena) : nil)
    case .flatten: FlattenLayer()
    case .unflatten(let side): UnflattenLayer(side: side)
    case .averagedBatchNorm(let name, _, let activation): AveragedBatchNormLayer(name, activation, arena)
    case .parametricReLU(let name, _): ParametricReLULayer(slope: Parameter("\(name).weight", arena))
    case .pixelShuffle(let factor): PixelShuffleLayer(factor: factor)
    }
  }
}

struct ConvolutionLayer: Layer {
  let geometry: ConvolutionGeometry
  let weight: Parameter
  let bias: Parameter?

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(geometry.outputShape(for: inputs[0].shape), zeroed: false)
    Convolution.forward(inputs[0], weight: weight.value, bias: bias?.value, geometry, into: y)
    return (y, inputs)
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let x = saved[0]
    if parameters {
      Convolution.backwardParameters(x, dy, geometry, weight: weight.gradient, bias: bias?.gradient)
    }
    guard wanted[0] else { return [nil] }
    let dx = Tensor(x.shape, zeroed: false)
    Convolution.backwardInput(dy, weight: weight.value, geometry, into: dx)
    return [dx]
  }
}

private struct TransposedConvolutionLayer: Layer {
  let geometry: TransposedGeometry
  let weight: Parameter
  let bias: Parameter?

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(geometry.outputShape(for: inputs[0].shape), zeroed: false)
    TransposedConvolution.forward(inputs[0], weight: weight.value, bias: bias?.value, geometry, into: y)
    return (y, inputs)
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let x = saved[0]
    if parameters {
      TransposedConvolution.backwardParameters(x, dy, geometry, weight: weight.gradient, bias: bias?.gradient)
    }
    guard wanted[0] else { return [nil] }
    let dx = Tensor(x.shape, zeroed: false)
    TransposedConvolution.backwardInput(dy, weight: weight.value, geometry, into: dx)
    return [dx]
  }
}

private struct InstanceNormLayer: Layer {
  let activation: Activation
  let scale: Parameter?
  let shift: Parameter?

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let x = inputs[0]
    let y = Tensor(x.shape, zeroed: false)
    let statistics = Tensor(Shape(x.shape.n, 1, 2, x.shape.c), zeroed: false)
    InstanceNorm.forward(
      x, scale: scale?.value, shift: shift?.value, activation: activation, into: y, statistics: statistics)
    return (y, [x, statistics])
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let dx = Tensor(saved[0].shape, zeroed: false)
    InstanceNorm.backward(
      x: saved[0], dy: dy, scale: scale?.value, shift: shift?.value, activation: activation, statistics: saved[1],
      into: dx, scaleGradient: parameters ? scale?.gradient : nil, shiftGradient: parameters ? shift?.gradient : nil)
    return [dx]
  }
}

private struct BatchNormLayer: Layer {
  let activation: Activation
  let scale: Parameter
  let shift: Parameter

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let x = inputs[0]
    let y = Tensor(x.shape, zeroed: false)
    let statistics = Tensor(Shape(1, 1, 2, x.shape.c), zeroed: false)
    BatchNorm.forward(
      x, scale: scale.value, shift: shift.value, activation: activation, into: y, statistics: statistics)
    return (y, [x, statistics])
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let dx = Tensor(saved[0].shape, zeroed: false)
    BatchNorm.backward(
      x: saved[0], dy: dy, scale: scale.value, shift: shift.value, activation: activation, statistics: saved[1],
      into: dx, scaleGradient: parameters ? scale.gradient : nil, shiftGradient: parameters ? shift.gradient : nil)
    return [dx]
  }
}

struct ActivationLayer: Layer {
  let activation: Activation

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(inputs[0].shape, zeroed: false)
    Activations.forward(inputs[0], activation, into: y)
    // The derivative of every activation follows from its output.
    return (y, [y])
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let dx = Tensor(dy.shape, zeroed: false)
    Activations.backward(y: saved[0], dy: dy, activation, into: dx)
    return [dx]
  }
}

private struct AddLayer: Layer {
  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let sum = Tensor(inputs[0].shape, zeroed: false)
    Elementwise.add(inputs[0], inputs[1], into: sum)
    return (sum, [])
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] { [dy, dy] }
}

private struct ConcatenateLayer: Layer {
  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    var shape = inputs[0].shape
    shape.c = inputs.reduce(0) { $0 + $1.shape.c }
    let joined = Tensor(shape, zeroed: false)
    Elementwise.concatenateChannels(inputs, into: joined)
    // Only their shapes are needed, but what made the inputs keeps them anyway.
    return (joined, inputs)
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let parts = saved.map { Tensor($0.shape, zeroed: false) }
    Elementwise.splitChannels(dy, into: parts)
    return parts
  }
}

private struct UpsampleLayer: Layer {
  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(Upsample.outputShape(for: inputs[0].shape), zeroed: false)
    Upsample.forward(inputs[0], into: y)
    return (y, [])
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let dx = Tensor(Shape(dy.shape.n, dy.shape.h / 2, dy.shape.w / 2, dy.shape.c), zeroed: false)
    Upsample.backward(dy, into: dx)
    return [dx]
  }
}

private struct GlobalMeanLayer: Layer {
  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(GlobalMean.outputShape(for: inputs[0].shape), zeroed: false)
    GlobalMean.forward(inputs[0], into: y)
    // Only its shape is needed.
    return (y, inputs)
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    guard wanted[0] else { return [nil] }
    let dx = Tensor(saved[0].shape, zeroed: false)
    GlobalMean.backward(dy, into: dx)
    return [dx]
  }
}

private struct ConditionalNormLayer: Layer {
  let activation: Activation

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let x = inputs[0]
    let y = Tensor(x.shape, zeroed: false)
    let statistics = Tensor(InstanceNorm.statisticsShape(for: x.shape), zeroed: false)
    ConditionalNorm.forward(x, style: inputs[1], activation: activation, into: y, statistics: statistics)
    return (y, [x, inputs[1], statistics])
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let (x, style) = (saved[0], saved[1])
    let dx = Tensor(x.shape, zeroed: false)
    let styleGradient = Tensor(style.shape, zeroed: false)
    ConditionalNorm.backward(
      x: x, dy: dy, style: style, activation: activation, statistics: saved[2], into: dx,
      styleGradient: styleGradient)
    return [dx, styleGradient]
  }
}

private struct DepthwiseConvolutionLayer: Layer {
  let geometry: DepthwiseGeometry
  let weight: Parameter
  let bias: Parameter?

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(geometry.outputShape(for: inputs[0].shape), zeroed: false)
    DepthwiseConvolution.forward(inputs[0], weight: weight.value, bias: bias?.value, geometry, into: y)
    return (y, inputs)
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let x = saved[0]
    if parameters {
      DepthwiseConvolution.backwardParameters(x, dy, geometry, weight: weight.gradient, bias: bias?.gradient)
    }
    guard wanted[0] else { return [nil] }
    let dx = Tensor(x.shape, zeroed: false)
    DepthwiseConvolution.backwardInput(dy, weight: weight.value, geometry, into: dx)
    return [dx]
  }
}

private struct MaxPoolLayer: Layer {
  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(MaxPool.outputShape(for: inputs[0].shape), zeroed: false)
    MaxPool.forward(inputs[0], into: y)
    return (y, inputs)
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    guard wanted[0] else { return [nil] }
    let dx = Tensor(saved[0].shape, zeroed: false)
    MaxPool.backward(saved[0], dy, into: dx)
    return [dx]
  }
}

private struct NearestUpsampleLayer: Layer {
  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(NearestUpsample.outputShape(for: inputs[0].shape), zeroed: false)
    NearestUpsample.forward(inputs[0], into: y)
    return (y, [])
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    guard wanted[0] else { return [nil] }
    let dx = Tensor(Shape(dy.shape.n, dy.shape.h / 2, dy.shape.w / 2, dy.shape.c), zeroed: false)
    NearestUpsample.backward(dy, into: dx)
    return [dx]
  }
}

private struct OverlappingMaxPoolLayer: Layer {
  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(OverlappingMaxPool.outputShape(for: inputs[0].shape), zeroed: false)
    OverlappingMaxPool.forward(inputs[0], into: y)
    return (y, inputs)
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    guard wanted[0] else { return [nil] }
    let dx = Tensor(saved[0].shape, zeroed: false)
    OverlappingMaxPool.backward(saved[0], dy, into: dx)
    return [dx]
  }
}

private struct DropoutLayer: Layer {
  let share: Float

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) { (inputs[0], []) }

  func forwardInTraining(_ inputs: [Tensor], _ training: TrainingPass) -> (output: Tensor, saved: [Tensor]) {
    guard let seed = training.seed else { return forward(inputs) }
    let x = inputs[0]
    let factors = Tensor(x.shape, zeroed: false)
    var random = SplitMix(state: seed)
    random.skip(training.firstExample * (x.count / max(1, x.shape.n)))
    let scale = 1 / (1 - share)
    for index in factors.values.indices { factors.values[index] = random.share() < share ? 0 : scale }
    return (Self.product(x, factors), [factors])
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    // Nothing was dropped outside of training.
    [saved.isEmpty ? dy : Self.product(dy, saved[0])]
  }

  private static func product(_ x: Tensor, _ factors: Tensor) -> Tensor {
    let y = Tensor(x.shape, zeroed: false)
    for index in y.values.indices { y.values[index] = x.values[index] * factors.values[index] }
    return y
  }

  /// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
  private struct SplitMix {
    var state: UInt64
    private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    init(state: UInt64) { self.state = state }

    mutating func skip(_ numbers: Int) { state &+= Self.step &* UInt64(numbers) }

    /// The next number, 0..<1.
    mutating func share() -> Float {
      state &+= Self.step
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      z ^= z >> 31
      return Float(z >> 40) / Float(1 << 24)
    }
  }
}
