import Foundation
import Kernels
import Networks
import Support
import Testing

/// ONNX files from anywhere: what is not refused must also run.
@Suite(.ownThread) struct ONNXFuzzTests {
  private let path = FileManager.default.temporaryDirectory.path + "/fuzz-\(UUID().uuidString).onnx"

  private var seeds: [[UInt8]] {
    var first = ONNXFileBuilder()
    first.input = [1, 3, nil, nil]
    first.tensor("w", [2, 3, 3, 3], [Float](repeating: 0.25, count: 54))
    first.tensor("b", [2], [1, 2])
    first.tensor("d", [2, 1, 3, 3], [Float](repeating: 0.5, count: 18))
    first.tensor("two", [4], [1, 1, 2, 2])
    first.node(
      "Conv", ["input", "w", "b"], "c", [("pads", .integers([1, 1, 1, 1])), ("strides", .integers([1, 1]))])
    first.node("BatchNormalization", ["c", "b", "b", "b", "b"], "n")
    first.node("Relu", ["n"], "r")
    first.node("MaxPool", ["r"], "p", [("kernel_shape", .integers([2, 2])), ("strides", .integers([2, 2]))])
    first.node("Conv", ["p", "d"], "e", [("group", .integer(2)), ("pads", .integers([1, 1, 1, 1]))])
    first.node("Upsample", ["e", "two"], "u", [("mode", .word("nearest"))])
    first.node("Add", ["u", "r"], "s")
    first.node("Concat", ["s", "r"], "j", [("axis", .integer(1))])
    first.head("j")
    first.head("e")
    var second = ONNXFileBuilder()
    second.tensor("w", [1, 3, 3, 3], [Float](repeating: 0.25, count: 27))
    second.tensor("bound", [], [0.5])
    second.node("Conv", ["input", "w"], "c", [("pads", .integers([2, 2, 2, 2])), ("dilations", .integers([2, 2]))])
    second.node("Clip", ["c", "", "bound"], "k")
    second.node("GlobalAveragePool", ["c"], "m")
    second.node("LeakyRelu", ["m"], "l", [("alpha", .float(0.1))])
    second.head("l")
    second.head("c")
    return [first.file, second.file]
  }

  private func run(_ file: [UInt8]) throws {
    try Data(file).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    let model = try ONNXModel(path: path)
    let network = try model.network(giving: model.heads)
    _ = try network.outputShapes(height: 8, width: 8)
    let plan = InferencePlan(network.graph, network.parameters, input: Shape(1, 8, 8, network.graph.input.channels))
    try plan.run()
  }

  @Test func seedsRun() throws { for seed in seeds { try run(seed) } }

  @Test func files() {
    var fuzzer = Fuzzer("onnx-files", seeds: seeds)
    #expect(fuzzer.run(4000) { try run($0) } >= 4000)
  }
}
