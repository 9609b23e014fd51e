import Foundation
import Kernels

extension ONNXExporter {
  /// Adds what one node of the graph computes.
  mutating func add(_ node: LayerGraph.Node) throws(CheckpointError) {
    let inputs = node.inputs.map { names[$0.index] }
    let name = names[node.output.index]
    switch node.operation {
    case .convolution(let layer, let g, let bias):
      let isPadded = g.paddingMode == .reflect && g.padding > 0
      let x = isPadded ? reflected(inputs[0], by: g.padding, name + ".padded") : inputs[0]
      let weights = try weights(layer, bias: bias)
      emit(
        "Conv", [x] + weights, name,
        Self.window(g.kernel, stride: g.stride, padding: isPadded ? 0 : g.padding, dilation: g.dilation))
    case .transposedConvolution(let layer, let g, let bias):
      let weights = try weights(layer, bias: bias)
      emit(
        "ConvTranspose", [inputs[0]] + weights, name,
        Self.window(g.kernel, stride: g.stride, padding: g.padding)
          + [.integers("output_padding", [g.outputPadding, g.outputPadding])])
    case .depthwiseConvolution(let layer, let g, let bias):
      let weights = try weights(layer, bias: bias)
      emit(
        "Conv", [inputs[0]] + weights, name,
        Self.window(g.kernel, stride: g.stride, padding: g.padding) + [.integer("group", Int64(g.channels))])
    case .instanceNorm(let layer, let channels, let affine, let activation):
      let factors = affine ? try weights(layer, bias: true) : plainFactors(channels)
      let normed = inner(name, ".normed", before: activation)
      emit("InstanceNormalization", [inputs[0]] + factors, normed, [.float("epsilon", Self.epsilon)])
      activate(normed, activation, name)
    case .batchNorm(let layer, _, let activation):
      // Over a batch of one picture, which is all that such a file takes, both norms are the same.
      let factors = try weights(layer, bias: true)
      let normed = inner(name, ".normed", before: activation)
      emit("InstanceNormalization", [inputs[0]] + factors, normed, [.float("epsilon", Self.epsilon)])
      activate(normed, activation, name)
    case .averagedBatchNorm(let layer, _, let activation):
      var factors = try weights(layer, bias: true)
      factors += [try parameter("\(layer).running_mean"), try parameter("\(layer).running_var")]
      let normed = inner(name, ".normed", before: activation)
      emit("BatchNormalization", [inputs[0]] + factors, normed, [.float("epsilon", Self.epsilon)])
      activate(normed, activation, name)
    case .conditionalNorm(let channels, let activation):
      addConditionalNorm(inputs, channels, activation, name)
    case .activation(let activation): activate(inputs[0], activation, name)
    case .add: emit("Add", inputs, name)
    case .concatenate: emit("Concat", inputs, name, [.integer("axis", 1)])
    case .upsample:
      enlarge(inputs[0], name, [.word("mode", "linear"), .word("coordinate_transformation_mode", "half_pixel")])
    case .nearestUpsample:
      enlarge(
        inputs[0], name,
        [
          .word("mode", "nearest"), .word("coordinate_transformation_mode", "asymmetric"),
          .word("nearest_mode", "floor"),
        ])
    case .globalMean: emit("GlobalAveragePool", inputs, name)
    case .maxPool: emit("MaxPool", inputs, name, Self.window(2, stride: 2, padding: 0))
    case .overlappingMaxPool: emit("MaxPool", inputs, name, Self.window(3, stride: 2, padding: 1))
    case .dropout: emit("Identity", inputs, name)
    case .linear(let layer, let count, let outputs, let bias):
      // A matrix for pictures of one pixel is a convolution.
      let weights = try weights(layer, bias: bias, shape: [outputs, count, 1, 1])
      emit("Conv", [inputs[0]] + weights, name, Self.window(1, stride: 1, padding: 0))
    case .flatten: emit("Reshape", [inputs[0], list([0, -1, 1, 1])], name)
    case .unflatten(let side): emit("Reshape", [inputs[0], list([0, -1, side, side])], name)
    case .parametricReLU(let layer, let channels):
      emit("PRelu", [inputs[0], try parameter("\(layer).weight", shape: [channels, 1, 1])], name)
    case .pixelShuffle(let factor):
      emit("DepthToSpace", inputs, name, [.integer("blocksize", Int64(factor)), .word("mode", "CRD")])
    }
  }

  // MARK: - Parts

  /// What the engine's norms add to a variance.
  private static let epsilon: Float = 1e-5

  private static func window(
    _ kernel: Int, stride: Int, padding: Int, dilation: Int = 1
  ) -> [ONNXAttributeProto] {
    [
      .integers("kernel_shape", [kernel, kernel]), .integers("strides", [stride, stride]),
      .integers("pads", [padding, padding, padding, padding]), .integers("dilations", [dilation, dilation]),
    ].filter { $0.name != "dilations" || dilation > 1 }
  }

  private mutating func reflected(_ x: String, by padding: Int, _ name: String) -> String {
    let pads = list([0, 0, padding, padding, 0, 0, padding, padding])
    emit("Pad", [x, pads], name, [.word("mode", "reflect")])
    return name
  }

  private mutating func enlarge(_ x: String, _ name: String, _ attributes: [ONNXAttributeProto]) {
    let region = region()
    emit("Resize", [x, region, constant("twice", [4], [1, 1, 2, 2])], name, attributes)
  }

  /// Scale and shift of a norm that has none of its own.
  private mutating func plainFactors(_ channels: Int) -> [String] {
    [
      constant("ones_\(channels)", [channels], [Float](repeating: 1, count: channels)),
      constant("zeros_\(channels)", [channels], [Float](repeating: 0, count: channels)),
    ]
  }

  /// The value before an activation; the result itself where there is none.
  private func inner(_ name: String, _ ending: String, before activation: Activation) -> String {
    activation == .none ? name : name + ending
  }

  /// Adds an activation; none where `x` is the result already.
  private mutating func activate(_ x: String, _ activation: Activation, _ name: String) {
    switch activation {
    case .none: if x != name { emit("Identity", [x], name) }
    case .relu: emit("Relu", [x], name)
    case .leaky(let slope): emit("LeakyRelu", [x], name, [.float("alpha", slope)])
    case .tanh: emit("Tanh", [x], name)
    case .sigmoid: emit("Sigmoid", [x], name)
    case .clip(let limit): emit("Clip", [x, bound(-limit), bound(limit)], name)
    case .clippedRelu(let limit): emit("Clip", [x, bound(0), bound(limit)], name)
    }
  }

  private mutating func bound(_ value: Float) -> String { constant("bound_\(value)", [], [value]) }

  /// activation((1 + a) · normalised x + b), where the second input holds a, then b, for each channel.
  private mutating func addConditionalNorm(
    _ inputs: [String], _ channels: Int, _ activation: Activation, _ name: String
  ) {
    let plain = plainFactors(channels)
    emit("InstanceNormalization", [inputs[0]] + plain, name + ".plain", [.float("epsilon", Self.epsilon)])
    slice(inputs[1], 0..<channels, name + ".a")
    slice(inputs[1], channels..<(2 * channels), name + ".b")
    emit("Add", [name + ".a", constant("one", [], [1])], name + ".scale")
    emit("Mul", [name + ".plain", name + ".scale"], name + ".scaled")
    let normed = inner(name, ".normed", before: activation)
    emit("Add", [name + ".scaled", name + ".b"], normed)
    activate(normed, activation, name)
  }

  /// Some channels of a value.
  private mutating func slice(_ x: String, _ range: Range<Int>, _ name: String) {
    let bounds = [list([range.lowerBound]), list([range.upperBound]), list([1])]
    emit("Slice", [x] + bounds, name)
  }
}

extension ONNXAttributeProto {
  /// The format's numbers for what an attribute holds.
  private enum Kind {
    static let float: Int32 = 1
    static let integer: Int32 = 2
    static let word: Int32 = 3
    static let integers: Int32 = 7
  }

  private init(_ name: String, _ kind: Int32) {
    self.init()
    self.name = name
    type = kind
  }

  static func integer(_ name: String, _ value: Int64) -> Self {
    var attribute = Self(name, Kind.integer)
    attribute.i = value
    return attribute
  }

  static func integers(_ name: String, _ values: [Int]) -> Self {
    var attribute = Self(name, Kind.integers)
    attribute.ints = values.map(Int64.init)
    return attribute
  }

  static func float(_ name: String, _ value: Float) -> Self {
    var attribute = Self(name, Kind.float)
    attribute.f = value
    return attribute
  }

  static func word(_ name: String, _ value: String) -> Self {
    var attribute = Self(name, Kind.word)
    attribute.s = Data(value.utf8)
    return attribute
  }
}
