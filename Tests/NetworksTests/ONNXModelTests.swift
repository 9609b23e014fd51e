import Foundation
import Kernels
import Networks
import Support
import Testing

/// ONNX files: those of the face detectors against ONNX Runtime's answers, and small ones operator by operator.
@Suite(.ownThread) struct ONNXModelTests {
  private let path = FileManager.default.temporaryDirectory.path + "/onnx-\(UUID().uuidString).onnx"

  private func model(_ builder: ONNXFileBuilder) throws -> ONNXModel {
    try Data(builder.file).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    return try ONNXModel(path: path)
  }

  /// The first head's values for `x`, by a plan and by the training path alike.
  private func run(_ builder: ONNXFileBuilder, _ x: Tensor) throws -> Tensor {
    let model = try model(builder)
    let network = try model.network(giving: model.heads)
    let shapes = try network.outputShapes(height: x.shape.h, width: x.shape.w)
    let plan = InferencePlan(network.graph, network.parameters, input: x.shape)
    plan.input.copy(from: x)
    try plan.run()
    let trained = Network(network.graph, parameters: network.parameters).forward(x)
    #expect(relativeError(plan.output, trained) < 1e-4)
    #expect(shapes[0] == trained.shape)
    return trained
  }

  // MARK: - Real files

  private func checkpoint(_ name: String) throws -> ONNXNetwork {
    let model = try ONNXModel(path: Program.repository.appending(path: "Checkpoints/faces/\(name).onnx").path)
    return try model.network(giving: model.heads)
  }

  private func outputs(_ network: ONNXNetwork, _ x: Tensor) throws -> [Tensor] {
    let plan = InferencePlan(network.graph, network.parameters, input: x.shape)
    plan.input.copy(from: x)
    try plan.run()
    #expect(try network.outputShapes(height: x.shape.h, width: x.shape.w) == plan.outputs.map(\.shape))
    return plan.outputs
  }

  @Test func yunetGivesWhatONNXRuntimeGives() throws {
    let golden = try Golden("face_detectors")
    let network = try checkpoint("yunet")
    for picture in ["picture0", "picture1"] where golden.shape("\(picture).rgb") != nil {
      let rgb = try golden.floats("\(picture).rgb")
      let bgr = rgb.indices.map { rgb[$0 - $0 % 3 + 2 - $0 % 3] }
      let heads = try outputs(network, Tensor(Shape(1, 320, 320, 3), bgr))
      // Three grids of each kind, the finest first. ONNX Runtime's sigmoid is exact to 3e-8 alone, so that small values
      // are compared beside the large ones of their kind.
      for (index, kind) in ["cls", "obj", "bbox", "kps"].enumerated() {
        let ours = heads[(3 * index)..<(3 * index + 3)]
        if index < 2 { for head in ours { Activations.forward(head, .sigmoid, into: head) } }
        let theirs = try [8, 16, 32].flatMap { try golden.floats("\(picture).yunet.\(kind)_\($0)") }
        #expect(relativeError(ours.flatMap(\.array), theirs) < 1e-4, "\(kind)")
      }
    }
  }

  @Test func rfbGivesWhatONNXRuntimeGives() throws {
    let golden = try Golden("face_detectors")
    let network = try checkpoint("rfb-320")
    for picture in ["picture0", "picture1"] where golden.shape("\(picture).rgb") != nil {
      let heads = try outputs(network, try golden.activation("\(picture).rfb.input"))
      // Scores and boxes take turns; the file's softmax and the arithmetic on boxes stand behind them.
      let logits = stride(from: 0, to: heads.count, by: 2).flatMap { heads[$0].array }
      var scores: [Float] = []
      for index in stride(from: 0, to: logits.count, by: 2) {
        let second = 1 / (1 + exp(logits[index] - logits[index + 1]))
        scores += [1 - second, second]
      }
      #expect(relativeError(scores, try golden.floats("\(picture).rfb.scores")) < 1e-4)
      let boxes = stride(from: 1, to: heads.count, by: 2).map { heads[$0].count }
      #expect(boxes.reduce(0, +) == 4420 * 4)
    }
  }

  // MARK: - Operators

  private static func weights(_ count: Int, seed: UInt64 = 3) -> [Float] {
    var random = RandomValues(seed: seed)
    return (0..<count).map { _ in random.value() }
  }

  private func input(_ shape: Shape = Shape(1, 8, 8, 3)) -> Tensor {
    var random = RandomValues(seed: 12)
    return random.tensor(shape)
  }

  /// (outputs, inputs, rows, columns) as (rows, columns, inputs, outputs).
  private func inMemory(_ file: [Float], _ g: ConvolutionGeometry) -> [Float] {
    let taps = g.kernel * g.kernel
    return (0..<(taps * g.inputs * g.outputs)).map { index in
      let (tap, input, output) = (index / (g.inputs * g.outputs), index / g.outputs % g.inputs, index % g.outputs)
      return file[(output * g.inputs + input) * taps + tap]
    }
  }

  @Test func aNormBehindAConvolutionBecomesPartOfIt() throws {
    let weight = Self.weights(4 * 3 * 9)
    let norm = (scale: Self.weights(4, seed: 5), shift: Self.weights(4, seed: 6), mean: Self.weights(4, seed: 7))
    var builder = ONNXFileBuilder()
    builder.tensor("w", [4, 3, 3, 3], weight)
    builder.tensor("scale", [4], norm.scale)
    builder.tensor("shift", [4], norm.shift)
    builder.tensor("mean", [4], norm.mean)
    builder.tensor("variance", [4], [0.5, 1, 2, 4])
    builder.node(
      "Conv", ["input", "w"], "c",
      [("pads", .integers([2, 2, 2, 2])), ("dilations", .integers([2, 2])), ("strides", .integers([2, 2]))])
    builder.node("BatchNormalization", ["c", "scale", "shift", "mean", "variance"], "n", [("epsilon", .float(0.1))])
    builder.node("Relu", ["n"], "r")
    builder.head("r")
    let x = input()
    let g = ConvolutionGeometry(inputs: 3, outputs: 4, kernel: 3, stride: 2, padding: 2, dilation: 2)
    let plain = PlainConvolution.forward(x.array, x.shape, weight: inMemory(weight, g), bias: nil, g)
    let expected = plain.enumerated().map { index, value in
      let c = index % 4
      let deviation = ([0.5, 1, 2, 4][c] + 0.1 as Float).squareRoot()
      return max(0, (value - norm.mean[c]) / deviation * norm.scale[c] + norm.shift[c])
    }
    #expect(relativeError(try run(builder, x).array, expected) < 1e-4)

    // Where somebody else reads the convolution too, the norm stays by itself.
    builder.node("Add", ["c", "n"], "sum")
    builder.head("sum")
    let model = try model(builder)
    let network = try model.network(giving: ["sum", "r"])
    let both = try outputs(network, x)
    #expect(relativeError(both[1].array, expected) < 1e-4)
    #expect(network.graph.nodes.count == 4)
  }

  @Test func depthwiseConvolutionAndPoolingAndEnlargement() throws {
    let weight = Self.weights(3 * 9)
    var builder = ONNXFileBuilder()
    builder.input = [1, 3, nil, nil]
    builder.tensor("w", [3, 1, 3, 3], weight)
    builder.tensor("b", [3], [0.5, -1, 2])
    builder.tensor("scales", [4], [1, 1, 2, 2])
    builder.node(
      "Conv", ["input", "w", "b"], "c", [("group", .integer(3)), ("pads", .integers([1, 1, 1, 1]))])
    builder.node(
      "MaxPool", ["c"], "p", [("kernel_shape", .integers([2, 2])), ("strides", .integers([2, 2]))])
    builder.node(
      "Resize", ["p", "", "scales"], "e",
      [
        ("mode", .word("nearest")), ("coordinate_transformation_mode", .word("asymmetric")),
        ("nearest_mode", .word("floor")),
      ])
    builder.node("Concat", ["e", "input"], "joined", [("axis", .integer(1))])
    builder.head("joined")
    let x = input(Shape(1, 6, 10, 3))
    let g = DepthwiseGeometry(channels: 3, kernel: 3, padding: 1)
    let memory = (0..<27).map { weight[$0 % 3 * 9 + $0 / 3] }
    let c = PlainDepthwiseConvolution.forward(x.array, x.shape, weight: memory, bias: [0.5, -1, 2], g)
    let y = try run(builder, x)
    #expect(y.shape == Shape(1, 6, 10, 6))
    for row in 0..<6 {
      for column in 0..<10 {
        for channel in 0..<3 {
          let corner = (row / 2 * 2 * 10 + column / 2 * 2) * 3 + channel
          let most = max(c[corner], c[corner + 3], c[corner + 30], c[corner + 33])
          let place = (row * 10 + column) * 6 + channel
          #expect(abs(y.data[place] - most) < 1e-5)
          #expect(y.data[place + 3] == x.data[(row * 10 + column) * 3 + channel])
        }
      }
    }
  }

  @Test func activations() throws {
    let x = input()
    for (operation, attributes, expected) in [
      ("Relu", [], { max(0, $0) }),
      ("Sigmoid", [], { 1 / (1 + exp(-$0)) }),
      ("Tanh", [], { tanh($0) }),
      ("LeakyRelu", [("alpha", .float(0.3))], { $0 < 0 ? 0.3 * $0 : $0 }),
      ("Clip", [("min", .float(0)), ("max", .float(0.5))], { min(max($0, 0), 0.5) }),
      ("Clip", [("min", .float(-0.4)), ("max", .float(0.4))], { min(max($0, -0.4), 0.4) }),
      ("Identity", [], { $0 }),
    ] as [(String, [(String, ONNXFileBuilder.Attribute)], (Float) -> Float)] {
      var builder = ONNXFileBuilder()
      // Before version 11 a clip's bounds were attributes.
      builder.version = 9
      builder.tensor("one", [3, 1, 1, 1], [1, 1, 1])
      builder.node("Conv", ["input", "one"], "same", [("group", .integer(3))])
      builder.node(operation, ["same"], "a", attributes)
      builder.head("a")
      #expect(relativeError(try run(builder, x).array, x.array.map(expected)) < 1e-5, "\(operation)")
    }
    var builder = ONNXFileBuilder()
    builder.tensor("low", [], [0])
    builder.tensor("high", [], [0.25])
    builder.node("Clip", ["input", "low", "high"], "a")
    builder.head("a")
    #expect(try run(builder, x).array == x.array.map { min(max($0, 0), 0.25) })
  }

  @Test func means() throws {
    var builder = ONNXFileBuilder()
    builder.node("GlobalAveragePool", ["input"], "mean")
    builder.node("Add", ["mean", "mean"], "twice")
    builder.head("twice")
    let x = input()
    let sums = PlainConvolution.channelSums(x.array, 3)
    let expected = sums.map { $0 / 32 }
    #expect(relativeError(try run(builder, x).array, expected) < 1e-5)
  }

  /// By the statistics of the batch, which is one picture, or by those that training left.
  @Test(arguments: [0, 1]) func batchNormsOfBothKinds(training: Int64) throws {
    let norm = (scale: Self.weights(3, seed: 5), shift: Self.weights(3, seed: 6))
    var builder = ONNXFileBuilder()
    builder.tensor("scale", [3], norm.scale)
    builder.tensor("shift", [3], norm.shift)
    builder.tensor("mean", [3], [0.25, -0.5, 1])
    builder.tensor("variance", [3], [2, 0.5, 1])
    builder.node(
      "BatchNormalization", ["input", "scale", "shift", "mean", "variance"], "n",
      [("training_mode", .integer(training))])
    builder.head("n")
    let x = input()
    let expected = x.array.enumerated().map { index, value in
      let channel = index % 3
      let own = stride(from: channel, to: x.count, by: 3).map { Double(x.data[$0]) }
      let mean = training == 1 ? own.reduce(0, +) / Double(own.count) : [0.25, -0.5, 1][channel]
      let variance =
        training == 1
        ? own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count) : [2, 0.5, 1][channel]
      let normed = (Double(value) - mean) / (variance + 1e-5).squareRoot()
      return Float(normed) * norm.scale[channel] + norm.shift[channel]
    }
    #expect(relativeError(try run(builder, x).array, expected) < 1e-5)
  }

  // MARK: - Files that are refused

  private func reason(_ change: (inout ONNXFileBuilder) -> Void) -> String {
    var builder = ONNXFileBuilder()
    builder.tensor("w", [4, 3, 3, 3], Self.weights(108))
    change(&builder)
    do {
      let model = try model(builder)
      let network = try model.network(giving: model.heads)
      _ = try network.outputShapes(height: 8, width: 8)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func whatDoesNotFitIsTold() {
    func convolution(_ attributes: [(String, ONNXFileBuilder.Attribute)], weight: String = "w") -> String {
      reason { builder in
        builder.node("Conv", ["input", weight], "c", attributes)
        builder.head("c")
      }
    }
    #expect(convolution([]) == "")
    #expect(convolution([("pads", .integers([0, 0, 1, 1]))]).contains("pads"))
    #expect(convolution([("pads", .integers([-1, -1, -1, -1]))]).contains("pads"))
    #expect(convolution([("strides", .integers([0, 0]))]).contains("strides"))
    #expect(convolution([("strides", .integers([1 << 62, 1 << 62]))]).contains("strides"))
    #expect(convolution([("dilations", .integers([4, 4]))]).contains("cannot work on"))
    #expect(convolution([("group", .integer(2))]).contains("groups"))
    #expect(convolution([("auto_pad", .word("SAME_UPPER"))]).contains("auto_pad"))
    #expect(convolution([("kernel_shape", .integers([5, 5]))]).contains("another size"))
    #expect(convolution([], weight: "elsewhere").contains("is missing"))

    func single(_ operation: String, _ inputs: [String], _ attributes: [(String, ONNXFileBuilder.Attribute)] = [])
      -> String
    {
      reason { builder in
        builder.tensor("scales", [4], [1, 1, 3, 3])
        builder.tensor("bound", [1], [2])
        builder.tensor("up", [3, 4, 3, 3], Self.weights(108))
        builder.tensor("ones", [3], [1, 1, 1])
        builder.list("around", [0, 0, 1, 1, 0, 0, 1, 1])
        builder.list("aside", [0, 0, 0, 1, 0, 0, 0, 1])
        builder.list("one", [1])
        builder.list("two", [2])
        builder.list("square", [1, 3, 8, 8])
        builder.node(operation, inputs, "y", attributes)
        builder.head("y")
      }
    }
    #expect(single("Einsum", ["input"]).contains("Einsum"))
    #expect(single("Relu", ["nothing"]).contains("reads nothing, which nothing before it makes"))
    #expect(single("Relu", []).contains("0 inputs"))
    #expect(single("Add", ["input", "bound"]).contains("reads bound"))
    #expect(single("Concat", ["input", "input"], [("axis", .integer(2))]).contains("not of channels"))
    #expect(single("Resize", ["input", "", "scales"]).contains("only twice"))
    #expect(single("MaxPool", ["input"], [("kernel_shape", .integers([3, 3]))]).contains("kernel_shape"))
    #expect(single("MaxPool", ["input"]).contains("2×2"))
    #expect(single("LeakyRelu", ["input"], [("alpha", .float(-1))]).contains("slope"))
    #expect(single("Clip", ["input", "bound"]).contains("Clip keeps"))
    #expect(single("BatchNormalization", ["input", "bound"]).contains("inputs"))
    #expect(single("ConvTranspose", ["input", "up"]) == "")
    #expect(single("ConvTranspose", ["input", "w"]).contains("weight of shape"))
    #expect(single("ConvTranspose", ["input", "up"], [("group", .integer(3))]).contains("groups"))
    #expect(single("ConvTranspose", ["input", "up"], [("strides", .integers([4, 4]))]).contains("stride 4"))
    #expect(single("ConvTranspose", ["input", "up"], [("output_padding", .integers([1, 1]))]) == "")
    #expect(single("ConvTranspose", ["input", "up"], [("output_padding", .integers([2, 2]))]).contains("2 more"))
    #expect(single("ConvTranspose", ["input", "up"], [("pads", .integers([3, 3, 3, 3]))]).contains("padding 3"))
    #expect(single("InstanceNormalization", ["input", "ones", "ones"]) == "")
    #expect(
      single("InstanceNormalization", ["input", "ones", "ones"], [("epsilon", .float(0.1))]).contains("epsilon"))
    #expect(single("InstanceNormalization", ["input", "ones", "bound"]).contains("shape [1], expected [3]"))
    // What is only a part of something gives nothing by itself.
    #expect(
      single("Pad", ["input", "around"], [("mode", .word("reflect"))]).contains("gives y, which no layer makes"))
    #expect(single("Pad", ["input", "aside"], [("mode", .word("reflect"))]).contains("reflect"))
    #expect(single("Pad", ["input", "around"]).contains("reflect"))
    #expect(single("Slice", ["input", "one", "two", "two"]).contains("not of channels"))
    #expect(single("Slice", ["input", "one", "two", "one"]).contains("no layer makes"))
    #expect(single("Mul", ["input", "input"]).contains("Mul is not the scale"))
    #expect(single("Cast", ["input"], [("to", .integer(1))]).contains("Cast"))
    #expect(single("PRelu", ["input", "ones"]).contains("slopes of shape [3]"))
    #expect(single("DepthToSpace", ["input"], [("blocksize", .integer(2))]).contains("pixel shuffle"))
    #expect(single("Reshape", ["input", "square"]).contains("does not fit"))
    #expect(
      reason {
        $0.node("Relu", ["input"], "y", domain: "com.example"); $0.head("y")
      }.contains("com.example"))
    #expect(reason { _ in }.contains("gives nothing"))
    #expect(reason { $0.head("input") }.contains("gives input, which no layer makes"))
  }

  @Test func whatTheFileSaysOfItselfIsChecked() {
    func tensor(_ shape: [Int64], _ values: [Float] = [1], kind: Int64 = 1, isElsewhere: Bool = false) -> String {
      reason { builder in
        builder.tensor("b", shape, values, kind: kind, isElsewhere: isElsewhere)
        builder.node("Conv", ["input", "w", "b"], "c")
        builder.head("c")
      }
    }
    #expect(tensor([4], [0, 0, 0, 0]) == "")
    #expect(tensor([4]).contains("4 bytes, expected 16"))
    #expect(tensor([1]).contains("shape [1], expected [4]"))
    #expect(tensor([-4]).contains("impossible shape"))
    #expect(tensor([1 << 40]).contains("impossible shape"))
    #expect(tensor([1 << 20, 1 << 20]).contains("more values"))
    #expect(tensor([4], [0, .nan, 0, 0]).contains("must be finite"))
    #expect(tensor([4], [0, 0, 0, 0], kind: 11).contains("type 11"))
    #expect(tensor([4], [], isElsewhere: true).contains("another file"))

    func relu(_ change: (inout ONNXFileBuilder) -> Void) -> String {
      reason { builder in
        builder.node("Relu", ["input"], "y")
        builder.head("y")
        change(&builder)
      }
    }
    #expect(relu { _ in } == "")
    #expect(relu { $0.version = 6 }.contains("version 7"))
    #expect(relu { $0.input = [1, 3] }.contains("does not read pictures"))
    #expect(relu { $0.input = [1, nil, 8, 8] }.contains("how many channels"))
    #expect(relu { $0.input = [1, 3, 1 << 40, 8] }.contains("impossible extent"))
    #expect(relu { $0.input = [1, 3, 16, 16] }.contains("reads pictures of 16×16 pixels, not 8×8"))
    #expect(relu { $0.tensor("w", [1], [1]) }.contains("is there twice"))
    #expect(relu { $0.node("Relu", ["input"], "y") }.contains("makes y twice"))
    // Each waits for the other.
    #expect(
      reason { builder in
        builder.node("Add", ["input", "b"], "a")
        builder.node("Relu", ["a"], "b")
        builder.head("b")
      }.contains("which nothing before it makes"))
    // Eight doublings of doublings are more than any picture.
    #expect(
      reason { builder in
        builder.tensor("two", [4], [1, 1, 2, 2])
        for index in 0..<70 {
          builder.node("Upsample", [index == 0 ? "input" : "y\(index - 1)", "two"], "y\(index)")
        }
        builder.head("y69")
      }.contains("memory"))
  }

  @Test func filesOfAnotherKind() throws {
    func reason(_ bytes: [UInt8]) throws -> String {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      defer { unlink(path) }
      do {
        _ = try ONNXModel(path: path)
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(try reason([]).contains("is empty"))
    #expect(try reason(Array("this is no network".utf8)).contains("is not an ONNX file"))
    #expect(try reason([0x3A, 0x02, 0x0A, 0x7F]).contains("is not an ONNX file"))
    // Two bytes a node.
    let count = 300_000
    let nodes = [[UInt8]](repeating: [0x0A, 0x00], count: count).flatMap { $0 }
    let length = [UInt8(2 * count & 0x7F | 0x80), UInt8(2 * count >> 7 & 0x7F | 0x80), UInt8(2 * count >> 14)]
    #expect(try reason([0x3A] + length + nodes).contains("more parts"))
    #expect(throws: CheckpointError.self) { try ONNXModel(path: "/nowhere/model.onnx") }
    #expect(throws: CheckpointError.self) { try ONNXModel(path: FileManager.default.temporaryDirectory.path) }
  }
}
