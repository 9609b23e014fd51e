import Kernels

/// Lays a network's layers out as steps over as few buffers as their lifetimes allow.
///
/// Weights are packed once, here. For one picture an instance norm behind a convolution has no step of its own: the
/// convolution gathers its statistics, and the next step applies it while reading.
struct PlanCompiler {
  /// A buffer, and the norm that whoever reads it must still apply.
  private struct Value {
    let tensor: Tensor
    var norm: FusedNorm?
  }

  private(set) var steps: [InferenceStep] = []
  private let parameters: ParameterArena
  private var free: [Tensor] = []
  private var kept: Set<ObjectIdentifier> = []

  init(_ parameters: ParameterArena) {
    self.parameters = parameters
  }

  /// Never hands this tensor's memory to another step.
  mutating func keep(_ tensor: Tensor) {
    kept.insert(ObjectIdentifier(tensor))
  }

  /// Adds the steps that turn `x` into the returned tensor. `x` is free for reuse afterwards unless it is kept.
  mutating func compile(_ layers: [LayerDescription], from x: Tensor) -> Tensor {
    finished(compile(layers, from: Value(tensor: x)))
  }

  private mutating func compile(_ layers: [LayerDescription], from x: Value) -> Value {
    var current = x
    var rest = layers[...]
    while let layer = rest.popFirst() {
      switch layer {
      case .convolution(let name, let geometry, let bias):
        current = compileConvolution(name, geometry, bias: bias, followedBy: &rest, from: current)
      case .transposedConvolution(let name, let geometry, let bias):
        current = compileTransposed(name, geometry, bias: bias, followedBy: &rest, from: current)
      case .residual(let inner):
        current = compileResidual(inner, from: finished(current))
      default:
        current = Value(tensor: compile(layer, from: finished(current)))
      }
    }
    return current
  }

  /// The tensor of a value, with the pending norm applied.
  private mutating func finished(_ value: Value) -> Tensor {
    guard let norm = value.norm else { return value.tensor }
    let x = value.tensor
    let y = writable(x)
    add("norm", work: 2 * x.count) { norm.apply(x, into: y) }
    return y
  }

  /// Takes an instance norm that can be fused with the step before off the front of `rest`.
  private func fusedNorm(_ rest: inout ArraySlice<LayerDescription>, _ shape: Shape) -> FusedNorm? {
    guard shape.n == 1, case .instanceNorm(let name, let channels, let affine, let activation)? = rest.first,
      activation == .none || activation == .relu
    else { return nil }
    rest.removeFirst()
    return FusedNorm(
      channels: channels, scale: affine ? parameters.value("\(name).weight") : nil,
      shift: affine ? parameters.value("\(name).bias") : nil, rectify: activation == .relu)
  }

  private mutating func compileConvolution(
    _ name: String, _ geometry: ConvolutionGeometry, bias: Bool, followedBy rest: inout ArraySlice<LayerDescription>,
    from value: Value
  ) -> Value {
    let weight = parameters.value("\(name).weight")
    let convolution = PreparedConvolution(
      weight: weight, bias: bias ? parameters.value("\(name).bias") : nil, geometry)
    var value = value
    if !convolution.acceptsNorm { value = Value(tensor: finished(value)) }
    let (x, norm) = (value.tensor, value.norm)
    let y = take(geometry.outputShape(for: x.shape))
    let next = fusedNorm(&rest, y.shape)
    var activation = Activation.none
    if next == nil, convolution.acceptsActivation, case .activation(let following)? = rest.first {
      rest.removeFirst()
      activation = following
    }
    let applied = activation
    add(name, work: 2 * y.shape.pixels * weight.count) {
      convolution.forward(x, norm: norm, activation: applied, into: y, gathering: next)
    }
    release(x)
    return Value(tensor: y, norm: next)
  }

  private mutating func compileTransposed(
    _ name: String, _ geometry: TransposedGeometry, bias: Bool, followedBy rest: inout ArraySlice<LayerDescription>,
    from value: Value
  ) -> Value {
    let (x, norm) = (value.tensor, value.norm)
    let weight = parameters.value("\(name).weight")
    let convolution = PreparedTransposedConvolution(
      weight: weight, bias: bias ? parameters.value("\(name).bias") : nil, geometry)
    let y = take(geometry.outputShape(for: x.shape))
    let next = fusedNorm(&rest, y.shape)
    add(name, work: 2 * x.shape.pixels * weight.count) {
      convolution.forward(x, norm: norm, into: y, gathering: next)
    }
    release(x)
    return Value(tensor: y, norm: next)
  }

  private mutating func take(_ shape: Shape) -> Tensor {
    if let index = free.firstIndex(where: { $0.shape == shape }) { return free.remove(at: index) }
    return Tensor(shape, zeroed: false)
  }

  private mutating func release(_ tensor: Tensor) {
    if !kept.contains(ObjectIdentifier(tensor)) { free.append(tensor) }
  }

  /// Where a step that can work in place shall put its result.
  private mutating func writable(_ x: Tensor) -> Tensor {
    kept.contains(ObjectIdentifier(x)) ? take(x.shape) : x
  }

  private mutating func add(_ name: String, work: Int, _ perform: @escaping () -> Void) {
    steps.append(InferenceStep(name: name, work: Double(work), perform: perform))
  }

  private mutating func compile(_ layer: LayerDescription, from x: Tensor) -> Tensor {
    switch layer {
    case .instanceNorm(let name, let channels, let affine, let activation):
      let scale = affine ? parameters.value("\(name).weight") : nil
      let shift = affine ? parameters.value("\(name).bias") : nil
      let statistics = Tensor(Shape(x.shape.n, 1, 2, channels))
      let y = writable(x)
      add(name, work: 6 * x.count) {
        InstanceNorm.forward(
          x, scale: scale, shift: shift, activation: activation, into: y, statistics: statistics)
      }
      return y
    case .batchNorm(let name, let channels, let activation):
      let scale = parameters.value("\(name).weight")
      let shift = parameters.value("\(name).bias")
      let statistics = Tensor(Shape(1, 1, 2, channels))
      let y = writable(x)
      add(name, work: 6 * x.count) {
        BatchNorm.forward(x, scale: scale, shift: shift, activation: activation, into: y, statistics: statistics)
      }
      return y
    case .activation(let activation):
      let y = writable(x)
      add("\(activation)", work: x.count) { Activations.forward(x, activation, into: y) }
      return y
    case .skip(let inner):
      return compileSkip(inner, from: x)
    case .convolution, .transposedConvolution, .residual:
      return compile([layer], from: x)
    }
  }

  private mutating func compileResidual(_ inner: [LayerDescription], from x: Tensor) -> Value {
    let wasKept = !kept.insert(ObjectIdentifier(x)).inserted
    let value = compile(inner, from: Value(tensor: x))
    if !wasKept { kept.remove(ObjectIdentifier(x)) }
    let y = value.tensor
    if let norm = value.norm, !norm.isRectified {
      add("residual sum", work: 3 * x.count) { norm.add(y, to: x, into: y) }
    } else {
      let y = finished(value)
      add("residual sum", work: x.count) { Elementwise.add(x, y, into: y) }
    }
    release(x)
    return Value(tensor: y)
  }

  private mutating func compileSkip(_ inner: [LayerDescription], from x: Tensor) -> Tensor {
    let wasKept = !kept.insert(ObjectIdentifier(x)).inserted
    let y = compile(inner, from: x)
    if !wasKept { kept.remove(ObjectIdentifier(x)) }
    let joined = take(Shape(x.shape.n, x.shape.h, x.shape.w, x.shape.c + y.shape.c))
    add("join", work: joined.count) { Elementwise.concatenateChannels([x, y], into: joined) }
    release(x)
    release(y)
    return joined
  }
}
