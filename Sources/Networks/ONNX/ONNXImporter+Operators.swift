import Kernels

extension ONNXImporter {
  /// Adds what one node does to the graph, and notes under which name it can be read.
  mutating func add(_ node: ONNXNodeProto) throws(CheckpointError) {
    guard node.domain.isEmpty || node.domain == "ai.onnx" else {
      throw error("uses \(node.opType) of \(node.domain), which is not read")
    }
    guard let name = node.output.first, !name.isEmpty else { throw error("has a \(node.opType) that gives nothing") }
    // Merged with the convolution before it.
    if values[name] != nil { return }
    let attributes = ONNXAttributes(node, model.path)
    switch node.opType {
    case "Conv": try addConvolution(node, attributes, name)
    case "ConvTranspose": try addTransposed(node, attributes, name)
    case "InstanceNormalization": try addInstanceNorm(node, attributes, name)
    case "Pad": try notePadding(node, attributes, name)
    case "Slice": try noteSlice(node, name)
    case "Mul": try noteScaling(node, name)
    case "Cast": try noteTurning(node, attributes, name)
    case "Reshape": try addReshape(node, name)
    case "PRelu": try addParametricRectifier(node, name)
    case "DepthToSpace":
      let x = try inputs(node, 1...1)
      let factor = Int(clamping: attributes.integer("blocksize") ?? 0)
      guard attributes.word("mode") == "CRD", (2...16).contains(factor), x[0].channels % (factor * factor) == 0 else {
        throw error("its DepthToSpace is not of whole squares in the order of PyTorch's pixel shuffle (mode CRD)")
      }
      append(.pixelShuffle(factor), x, name)
    case "BatchNormalization":
      let x = try input(node)
      if attributes.integer("training_mode") == 1 {
        // By the batch's own statistics, and here a batch is one picture.
        try addInstanceNorm(node, attributes, name)
        return
      }
      let (scale, shift) = try factors(node, channels: x.channels)
      let layer = nextName
      try note("\(layer).weight", scale)
      try note("\(layer).bias", shift)
      append(
        .depthwiseConvolution(name: layer, DepthwiseGeometry(channels: x.channels, kernel: 1), bias: true), [x], name)
    case "Relu": append(.activation(.relu), try inputs(node, 1...1), name)
    case "Sigmoid": append(.activation(.sigmoid), try inputs(node, 1...1), name)
    case "Tanh": append(.activation(.tanh), try inputs(node, 1...1), name)
    case "LeakyRelu":
      let slope = attributes.float("alpha") ?? 0.01
      guard slope.isFinite, slope > 0 else { throw error("its LeakyRelu has the slope \(slope)") }
      append(.activation(.leaky(slope)), try inputs(node, 1...1), name)
    case "Clip": append(.activation(try clip(node, attributes)), [try input(node)], name)
    case "Identity": values[name] = try inputs(node, 1...1)[0]
    case "Dropout": values[name] = try input(node)
    case "GlobalAveragePool": append(.globalMean, try inputs(node, 1...1), name)
    case "MaxPool":
      let x = try inputs(node, 1...1)
      let kernel = try attributes.uniform("kernel_shape", standard: 0, in: 2...2)
      let stride = try attributes.uniform("strides", standard: 1, in: 2...2)
      _ = try attributes.uniform("pads", standard: 0, in: 0...0)
      _ = try attributes.uniform("dilations", standard: 1, in: 1...1)
      guard kernel == 2, stride == 2, attributes.integer("ceil_mode") ?? 0 == 0 else {
        throw error("its MaxPool is not of 2×2 pixels, stride 2")
      }
      try attributes.require("auto_pad", ["NOTSET", "VALID"])
      append(.maxPool, x, name)
    case "Add":
      if try completesPart(node, name) { return }
      let parts = try inputs(node, 2...2)
      guard parts[0].channels == parts[1].channels else {
        throw error("its Add is of \(parts[0].channels) and \(parts[1].channels) channels")
      }
      append(.add, parts, name)
    case "Concat":
      let parts = try inputs(node, 1...256)
      guard [1, -3].contains(attributes.integer("axis") ?? 0) else { throw error("its Concat is not of channels") }
      guard parts.reduce(0, { $0 + $1.channels }) <= 1 << 14 else { throw error("its Concat is of too many channels") }
      if parts.count == 1 { values[name] = parts[0] } else { append(.concatenate, parts, name) }
    case "Resize", "Upsample": append(try enlargement(node, attributes), [try input(node)], name)
    default: throw error("uses the operator \(node.opType), which is not read")
    }
  }

  mutating func append(_ operation: LayerOperation, _ inputs: [LayerGraph.Value], _ name: String) {
    values[name] = graph.append(operation, to: inputs)
  }

  // MARK: - Convolution

  private mutating func addConvolution(
    _ node: ONNXNodeProto, _ attributes: ONNXAttributes, _ name: String
  ) throws(CheckpointError) {
    var reflected = 0
    let x: LayerGraph.Value
    if let name = node.input.first, case .padded(let value, let padding) = parts[name] {
      (x, reflected) = (value, padding)
    } else {
      x = try input(node)
    }
    guard (2...3).contains(node.input.count) else { throw error("its Conv has \(node.input.count) inputs") }
    var (shape, weight) = try tensor(node.input[1])
    guard shape.count == 4, shape[0] > 0, shape[1] > 0, shape[2] == shape[3], (1...63).contains(shape[2]) else {
      throw error("its Conv has a weight of shape \(shape); only square kernels of two axes are read")
    }
    let (outputs, kernel) = (shape[0], shape[2])
    var bias: [Float]?
    if node.input.count == 3 && !node.input[2].isEmpty { bias = try vector(node.input[2], count: outputs) }
    // A norm that alone reads this convolution is part of it: its factors at use are fixed.
    var result = name
    if let norm = soleReaders[name], norm.opType == "BatchNormalization",
      ONNXAttributes(norm, model.path).integer("training_mode") != 1, let normalised = norm.output.first,
      !normalised.isEmpty
    {
      let (scale, shift) = try factors(norm, channels: outputs)
      let run = weight.count / outputs
      for output in 0..<outputs {
        for k in 0..<run { weight[output * run + k] *= scale[output] }
      }
      bias = (0..<outputs).map { (bias?[$0] ?? 0) * scale[$0] + shift[$0] }
      result = normalised
    }
    try attributes.require("auto_pad", ["NOTSET", "VALID"])
    if try attributes.uniform("kernel_shape", standard: kernel, in: 1...63) != kernel {
      throw error("its Conv has a weight of another size than its kernel")
    }
    let stride = try attributes.uniform("strides", standard: 1, in: 1...16)
    let padding = try attributes.uniform("pads", standard: 0, in: 0...16)
    let dilation = try attributes.uniform("dilations", standard: 1, in: 1...64)
    let groups = attributes.integer("group") ?? 1
    guard reflected == 0 || padding == 0 && stride == 1 && groups == 1 else {
      throw error("its Conv of reflected edges has padding of its own, steps or groups")
    }
    let layer = nextName
    let operation: LayerOperation
    if groups == 1 {
      guard shape[1] == x.channels else {
        throw error("its Conv takes \(shape[1]) channels, not the \(x.channels) it gets")
      }
      let geometry = ConvolutionGeometry(
        inputs: x.channels, outputs: outputs, kernel: kernel, stride: stride, padding: padding + reflected,
        paddingMode: reflected > 0 ? .reflect : .zero, dilation: dilation)
      operation = .convolution(name: layer, geometry, bias: bias != nil)
    } else {
      guard groups == Int64(x.channels), outputs == x.channels, shape[1] == 1, dilation == 1 else {
        throw error("its Conv has \(groups) groups for \(x.channels) channels; only one, or one for each, is read")
      }
      operation = .depthwiseConvolution(
        name: layer, DepthwiseGeometry(channels: outputs, kernel: kernel, stride: stride, padding: padding),
        bias: bias != nil)
    }
    try note("\(layer).weight", weight)
    if let bias { try note("\(layer).bias", bias) }
    append(operation, [x], result)
  }

  /// What a batch norm multiplies and adds at use, from the statistics that training left.
  private func factors(
    _ node: ONNXNodeProto, channels: Int
  ) throws(CheckpointError) -> (scale: [Float], shift: [Float]) {
    guard node.input.count == 5 else { throw error("its BatchNormalization has \(node.input.count) inputs") }
    let scale = try vector(node.input[1], count: channels)
    let shift = try vector(node.input[2], count: channels)
    let mean = try vector(node.input[3], count: channels)
    let variance = try vector(node.input[4], count: channels)
    let epsilon = ONNXAttributes(node, model.path).float("epsilon") ?? 1e-5
    let factors = (0..<channels).map { scale[$0] / (variance[$0] + epsilon).squareRoot() }
    guard factors.allSatisfy(\.isFinite) else { throw error("its BatchNormalization has an impossible variance") }
    return (factors, (0..<channels).map { shift[$0] - mean[$0] * factors[$0] })
  }

  // MARK: - Others

  /// Bounds stand in attributes before version 11 of the operators, and are inputs from then on.
  private func clip(_ node: ONNXNodeProto, _ attributes: ONNXAttributes) throws(CheckpointError) -> Activation {
    func bound(_ index: Int, _ name: String) throws(CheckpointError) -> Float? {
      guard model.operatorVersion >= 11 else { return attributes.float(name) }
      guard node.input.count > index, !node.input[index].isEmpty else { return nil }
      let (_, values) = try tensor(node.input[index])
      guard values.count == 1 else { throw error("its Clip has \(values.count) bounds in place of one") }
      return values[0]
    }
    let lowest = try bound(1, "min") ?? -.infinity
    let highest = try bound(2, "max") ?? .infinity
    if lowest == 0 && highest > 1e30 { return .relu }
    if lowest == 0 && highest > 0 { return .clippedRelu(highest) }
    if highest > 0 && highest < .infinity && lowest == -highest { return .clip(highest) }
    throw error("its Clip keeps values between \(lowest) and \(highest), which is not read")
  }

  /// Twice the size: each pixel repeated, or bilinear.
  private func enlargement(
    _ node: ONNXNodeProto, _ attributes: ONNXAttributes
  ) throws(CheckpointError) -> LayerOperation {
    var scales = attributes.floats("scales") ?? []
    // Resize got a second input before the scales in version 11.
    let index = node.opType == "Resize" && model.operatorVersion >= 11 ? 2 : 1
    if scales.isEmpty, node.input.count > index, !node.input[index].isEmpty {
      scales = try tensor(node.input[index]).values
    }
    guard scales == [1, 1, 2, 2] else {
      throw error("its \(node.opType) is by \(scales); only twice the rows and columns is read")
    }
    let mode = attributes.word("mode") ?? "nearest"
    let isOld = node.opType == "Upsample" || model.operatorVersion < 11
    let coordinates = isOld ? "asymmetric" : attributes.word("coordinate_transformation_mode") ?? "half_pixel"
    let rounding = isOld ? "floor" : attributes.word("nearest_mode") ?? "round_prefer_floor"
    let isCentred = ["half_pixel", "pytorch_half_pixel"].contains(coordinates)
    switch mode {
    case "nearest"
    where isCentred && rounding.hasPrefix("round_prefer_")
      || coordinates == "asymmetric" && ["floor", "round_prefer_floor"].contains(rounding):
      return .nearestUpsample
    case "linear" where isCentred: return .upsample
    default: throw error("its \(node.opType) is \(mode) with \(coordinates) and \(rounding), which is not read")
    }
  }
}
