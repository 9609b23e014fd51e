import Kernels

/// Operators that only together make an operation of the engine: padding before a convolution, scale and shift behind a
/// norm, tensors of another kind of numbers.
extension ONNXImporter {
  /// A transposed convolution with the same stride and padding on all sides.
  mutating func addTransposed(
    _ node: ONNXNodeProto, _ attributes: ONNXAttributes, _ name: String
  ) throws(CheckpointError) {
    let x = try input(node)
    guard (2...3).contains(node.input.count) else { throw error("its ConvTranspose has \(node.input.count) inputs") }
    let (shape, weight) = try tensor(node.input[1])
    guard shape.count == 4, shape[0] == x.channels, shape[1] > 0, shape[2] == shape[3], (1...63).contains(shape[2])
    else {
      throw error(
        "its ConvTranspose has a weight of shape \(shape); only square kernels for the \(x.channels) channels it gets "
          + "are read")
    }
    let kernel = shape[2]
    try attributes.require("auto_pad", ["NOTSET"])
    guard attributes.integers("output_shape")?.isEmpty ?? true, attributes.integer("group") ?? 1 == 1 else {
      throw error("its ConvTranspose has groups or a shape of its own, which is not read")
    }
    if try attributes.uniform("kernel_shape", standard: kernel, in: 1...63) != kernel {
      throw error("its ConvTranspose has a weight of another size than its kernel")
    }
    let stride = try attributes.uniform("strides", standard: 1, in: 1...16)
    let padding = try attributes.uniform("pads", standard: 0, in: 0...16)
    let extra = try attributes.uniform("output_padding", standard: 0, in: 0...15)
    _ = try attributes.uniform("dilations", standard: 1, in: 1...1)
    guard extra < max(stride, 2), padding < kernel, stride <= kernel else {
      throw error("its ConvTranspose has kernel \(kernel), stride \(stride), padding \(padding) and \(extra) more")
    }
    let layer = nextName
    let hasBias = node.input.count == 3 && !node.input[2].isEmpty
    try note("\(layer).weight", weight)
    if hasBias { try note("\(layer).bias", try vector(node.input[2], count: shape[1])) }
    let geometry = TransposedGeometry(
      inputs: x.channels, outputs: shape[1], kernel: kernel, stride: stride, padding: padding, outputPadding: extra)
    append(.transposedConvolution(name: layer, geometry, bias: hasBias), [x], name)
  }

  /// An instance norm. Without factors, and read by a product alone, it is the beginning of one whose factors the network
  /// computes.
  mutating func addInstanceNorm(
    _ node: ONNXNodeProto, _ attributes: ONNXAttributes, _ name: String
  ) throws(CheckpointError) {
    let x = try input(node)
    // A batch norm has its averages behind the factors.
    guard node.input.count == 3 || node.input.count == 5 else {
      throw error("its \(node.opType) has \(node.input.count) inputs")
    }
    let epsilon = attributes.float("epsilon") ?? 1e-5
    guard abs(epsilon - 1e-5) < 1e-8 else { throw error("its \(node.opType) has the epsilon \(epsilon)") }
    let scale = try vector(node.input[1], count: x.channels)
    let shift = try vector(node.input[2], count: x.channels)
    let isPlain = scale.allSatisfy { $0 == 1 } && shift.allSatisfy { $0 == 0 }
    if isPlain, soleReaders[name]?.opType == "Mul" {
      parts[name] = .normalised(x)
      return
    }
    let layer = nextName
    if !isPlain {
      try note("\(layer).weight", scale)
      try note("\(layer).bias", shift)
    }
    append(.instanceNorm(name: layer, channels: x.channels, affine: !isPlain, .none), [x], name)
  }

  /// Reflected edges, the same on all sides, which a convolution will read.
  mutating func notePadding(
    _ node: ONNXNodeProto, _ attributes: ONNXAttributes, _ name: String
  ) throws(CheckpointError) {
    let x = try input(node)
    var pads = attributes.integers("pads") ?? []
    if pads.isEmpty, node.input.count > 1 { pads = try integers(node.input[1]) }
    guard attributes.word("mode") == "reflect", pads.count == 8, node.input.count <= 3, (1...63).contains(pads[2]),
      pads == [0, 0, pads[2], pads[2], 0, 0, pads[2], pads[2]]
    else { throw error("its Pad does not reflect the edges, the same on all sides, which alone is read") }
    parts[name] = .padded(x, Int(pads[2]))
  }

  /// Some channels of a value.
  mutating func noteSlice(_ node: ONNXNodeProto, _ name: String) throws(CheckpointError) {
    let x = try input(node)
    guard (4...5).contains(node.input.count) else { throw error("its Slice has \(node.input.count) inputs") }
    let starts = try integers(node.input[1])
    let ends = try integers(node.input[2])
    let axes = try integers(node.input[3])
    let steps = node.input.count == 5 ? try integers(node.input[4]) : [1]
    guard starts.count == 1, ends.count == 1, axes == [1], steps == [1], starts[0] >= 0, starts[0] < ends[0],
      ends[0] <= Int64(x.channels)
    else { throw error("its Slice is not of channels") }
    parts[name] = .slice(x, Int(starts[0])..<Int(ends[0]))
  }

  /// The scale of a norm whose factors the network computes.
  mutating func noteScaling(_ node: ONNXNodeProto, _ name: String) throws(CheckpointError) {
    guard node.input.count == 2, case .normalised(let x) = parts[node.input[0]],
      case .scale(let style, 0..<x.channels) = parts[node.input[1]], style.channels == 2 * x.channels
    else { throw error("its Mul is not the scale of a norm, which alone is read") }
    parts[name] = .scaled(x, style: style)
  }

  /// Whether an addition completes something that is no value by itself.
  mutating func completesPart(_ node: ONNXNodeProto, _ name: String) throws(CheckpointError) -> Bool {
    guard node.input.count == 2 else { return false }
    switch parts[node.input[0]] {
    case .slice(let style, let range):
      guard try tensor(node.input[1]).values == [1] else { throw error("its Add to some channels is not of 1") }
      parts[name] = .scale(style, range)
      return true
    case .scaled(let x, let style):
      guard case .slice(style, x.channels..<(2 * x.channels)) = parts[node.input[1]] else {
        throw error("its Add is not the shift of a norm")
      }
      append(.conditionalNorm(channels: x.channels, .none), [x, style], name)
      return true
    case .padded, .scale, .normalised, nil: return false
    }
  }

  /// A tensor of the file as 32-bit floats.
  mutating func noteTurning(
    _ node: ONNXNodeProto, _ attributes: ONNXAttributes, _ name: String
  ) throws(CheckpointError) {
    guard node.input.count == 1, attributes.integer("to") == Int64(ONNXTensor.floatType),
      let tensor = model.tensors[node.input[0]],
      [ONNXTensor.floatType, ONNXTensor.halfType].contains(tensor.dataType)
    else { throw error("its Cast is not of a tensor to 32-bit floats") }
    turned[name] = node.input[0]
  }

  /// A rectifier with a slope for each channel.
  mutating func addParametricRectifier(_ node: ONNXNodeProto, _ name: String) throws(CheckpointError) {
    let x = try input(node)
    guard node.input.count == 2 else { throw error("its PRelu has \(node.input.count) inputs") }
    let (shape, slopes) = try tensor(node.input[1])
    // Channels first, each slope for a whole plane.
    guard [[x.channels, 1, 1], [1, x.channels, 1, 1]].contains(shape) else {
      throw error("its PRelu has slopes of shape \(shape), expected one for each of \(x.channels) channels")
    }
    let layer = nextName
    try note("\(layer).weight", slopes)
    append(.parametricReLU(name: layer, channels: x.channels), [x], name)
  }

  /// Rows of values as pictures.
  mutating func addReshape(_ node: ONNXNodeProto, _ name: String) throws(CheckpointError) {
    let x = try input(node)
    guard node.input.count == 2 else { throw error("its Reshape has \(node.input.count) inputs") }
    let shape = try integers(node.input[1])
    guard shape.count == 4, shape[2] == shape[3], (2...1024).contains(shape[2]) else {
      throw error("its Reshape is not to square pictures")
    }
    let side = Int(shape[2])
    let channels = x.channels / (side * side)
    guard channels > 0, channels * side * side == x.channels, [-1, Int64(channels)].contains(shape[1]),
      [-1, 0, 1].contains(shape[0]), shape[0] != -1 || shape[1] != -1
    else { throw error("its Reshape does not fit the \(x.channels) values it gets") }
    append(.unflatten(side: side), [x], name)
  }
}
