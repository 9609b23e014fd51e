import Kernels

/// Lays a network's layers out as steps over as few buffers as their lifetimes allow.
struct PlanCompiler {
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
    var current = x
    for layer in layers { current = compile(layer, from: current) }
    return current
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
    case .convolution(let name, let geometry, let bias):
      let y = take(geometry.outputShape(for: x.shape))
      let weight = parameters.value("\(name).weight")
      let bias = bias ? parameters.value("\(name).bias") : nil
      add(name, work: 2 * y.shape.pixels * weight.count) {
        Convolution.forward(x, weight: weight, bias: bias, geometry, into: y)
      }
      release(x)
      return y
    case .transposedConvolution(let name, let geometry, let bias):
      let y = take(geometry.outputShape(for: x.shape))
      let weight = parameters.value("\(name).weight")
      let bias = bias ? parameters.value("\(name).bias") : nil
      add(name, work: 2 * x.shape.pixels * weight.count) {
        TransposedConvolution.forward(x, weight: weight, bias: bias, geometry, into: y)
      }
      release(x)
      return y
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
    case .residual(let inner):
      return compileResidual(inner, from: x)
    case .skip(let inner):
      return compileSkip(inner, from: x)
    }
  }

  private mutating func compileResidual(_ inner: [LayerDescription], from x: Tensor) -> Tensor {
    let wasKept = !kept.insert(ObjectIdentifier(x)).inserted
    let y = compile(inner, from: x)
    if !wasKept { kept.remove(ObjectIdentifier(x)) }
    add("residual sum", work: x.count) { Elementwise.add(x, y, into: y) }
    release(x)
    return y
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
