import Foundation
import Kernels
import Networks
import Support
import Testing

/// Generators from files of other programs, against PyTorch's answers.
@Suite(.ownThread) struct ForeignGeneratorTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/foreign-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private static func fixture(_ name: String) -> String {
    Program.repository.appendingPathComponent("Tests/Fixtures/\(name)").path
  }

  private func withFile<Result>(_ name: String, _ data: Data, _ body: (String) throws -> Result) throws -> Result {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/" + name
    try data.write(to: URL(fileURLWithPath: path))
    return try body(path)
  }

  /// The picture of the parity file, made by the generator from another file.
  private func check(_ generator: ForeignGenerator, _ name: String) throws {
    let golden = try Golden(name)
    let network = Network(generator.architecture.graph, parameters: generator.parameters)
    #expect(
      relativeError(
        network.forward(try golden.activation("input")).array, try golden.activation("output").array) < 1e-4)
  }

  /// The parity file's weights under other names.
  private func weights(_ name: String, half: Bool = false, rename: (String) -> String?) throws -> Data {
    let golden = try Golden(name)
    var writer = SafetensorsWriter()
    for (key, entry) in golden.file.entries.sorted(by: { $0.key < $1.key }) where key.hasPrefix("weight.") {
      guard let name = rename(String(key.dropFirst("weight.".count))) else { continue }
      writer.add(name, shape: entry.shape, try golden.floats(key), half: half)
    }
    return writer.data()
  }

  @Test func whatTorchSaveWroteMakesPyTorchsPicture() throws {
    let generator = try ForeignGenerator(path: Self.fixture("resnet_generator.pth"))
    #expect(generator.architecture == .resNet(ResNetGenerator(inputChannels: 1, width: 8, blocks: 9)))
    #expect(generator.card == nil)
    try check(generator, "resnet_generator")
  }

  @Test(arguments: ["", "module.", "netG.", "state_dict.module."])
  func safetensorsMakePyTorchsPicture(_ prefix: String) throws {
    for name in ["resnet_generator", "unet_generator", "unet_residual_generator"] {
      try withFile("x.safetensors", weights(name) { prefix + $0 }) { path in
        try check(ForeignGenerator(path: path), name)
      }
    }
  }

  @Test func layersWithoutTheModuleAroundThem() throws {
    try withFile("x", weights("resnet_generator") { String($0.dropFirst("model.".count)) }) { path in
      try check(ForeignGenerator(path: path), "resnet_generator")
    }
  }

  /// Values from 1 up, in both forms that PyTorch has had.
  @Test func theOldFormIsTheSame() throws {
    let new = try ForeignGenerator(path: Self.fixture("tiny_generator.pth"))
    let old = try ForeignGenerator(path: Self.fixture("tiny_generator_old.pth"))
    #expect(
      new.architecture
        == .resNet(ResNetGenerator(inputChannels: 3, width: 1, blocks: 1, affineNorms: false)))
    #expect(old.architecture == new.architecture && old.parameters.values.array == new.parameters.values.array)
    // Behind the dropout layer stands the second convolution of the block.
    let second = new.parameters.value("model.10.conv_block.5.weight")
    // The last column of the kernel's last row, of the last input and output, is its last value.
    let last = second.data[second.count - 1]
    #expect(new.parameters.value("model.1.weight").data[0] == 0.000_976_562_5)
    let before = 3 * 49 + 1 + 18 + 2 + 72 + 4 + 144 + 4
    #expect(last == Float(before + 144) / 1024)
    #expect(new.parameters.value("model.10.conv_block.5.bias").array == (1...4).map { Float(before + 144 + $0) / 1024 })
  }

  /// A norm takes away a bias before it; those of old files with statistics are of no account.
  @Test func biasesBeforeNormsAndStatisticsAreLeftOut() throws {
    let golden = try Golden("resnet_generator")
    var writer = SafetensorsWriter()
    for (key, entry) in golden.file.entries where key.hasPrefix("weight.") {
      let name = String(key.dropFirst("weight.".count))
      writer.add(name, shape: entry.shape, try golden.floats(key))
      if entry.shape.count == 4, golden.shape("weight.\(name.dropLast(6))bias") == nil {
        let isTransposed = ["model.19.weight", "model.22.weight"].contains(name)
        let outputs = entry.shape[isTransposed ? 1 : 0]
        writer.add("\(name.dropLast(6))bias", shape: [outputs], (0..<outputs).map { Float($0) - 3 })
      }
    }
    writer.add("model.2.running_mean", shape: [8], [Float](repeating: 3, count: 8))
    writer.add("model.2.running_var", shape: [8], [Float](repeating: 3, count: 8))
    try withFile("x.safetensors", writer.data()) { path in
      let generator = try ForeignGenerator(path: path)
      #expect(generator.notes.count == 2)
      try check(generator, "resnet_generator")
    }
  }

  /// As the common implementation has them with `--norm instance`: scale 1 and shift 0 of batch norms are the same for
  /// one picture, and biases before them change nothing.
  @Test func uNetsWithoutAffineNorms() throws {
    let plain = UNetGenerator(inputChannels: 3, width: 2, downsamplings: 7, affineNorms: false)
    let affine = UNetGenerator(inputChannels: 3, width: 2, downsamplings: 7)
    let (ours, theirs) = (ParameterArena(plain.graph), ParameterArena(affine.graph))
    var random = RandomValues(seed: 8)
    ours.values.copy(from: random.tensor(ours.values.shape))
    for parameter in theirs.descriptions {
      let value = theirs.value(parameter.name)
      switch parameter.kind {
      case .normScale: value.fill(1)
      case .normShift: value.fill(0)
      default: value.copy(from: ours.value(parameter.name))
      }
    }
    // No norm follows the first layer, nor the innermost.
    ours.value("model.model.0.bias").fill(0)
    let innermost = "model.model.1.model.3.model.3.model.3.model.3.model.3.model.1.bias"
    ours.value(innermost).fill(0)
    var writer = SafetensorsWriter()
    ours.write(ours.values, prefix: "netG.", to: &writer)
    try withFile("unet_128.safetensors", writer.data()) { path in
      let generator = try ForeignGenerator(path: path)
      #expect(generator.architecture == .uNet(plain))
      let x = random.tensor(Shape(1, 128, 128, 3))
      let picture = Network(affine.graph, parameters: theirs).forward(x)
      #expect(relativeError(Network(plain.graph, parameters: generator.parameters).forward(x), picture) < 1e-4)
      // There those biases count.
      ours.value(innermost).fill(0.5)
      ours.value("model.model.0.bias").fill(0.5)
      #expect(relativeError(Network(plain.graph, parameters: ours).forward(x), picture) > 1e-3)
    }
  }

  @Test(arguments: ["resnet_generator", "unet_generator"]) func onnxMakesPyTorchsPicture(_ name: String) throws {
    let architecture =
      try withFile("x.safetensors", weights(name) { $0 }) { try ForeignGenerator(path: $0) }
    let card = ModelCard(
      architecture: architecture.architecture, nativeSize: nil, domain: "test",
      titles: ModelCard.Titles(en: "Test", ko: "시험"))
    let export = ModelExport.generator(GeneratorCheckpoint(card: card, parameters: architecture.parameters))
    var data = try export.onnx(operatorVersion: 17, half: false, source: "test")
    try withFile("x.onnx", data) { path in
      let generator = try ForeignGenerator(path: path)
      #expect(generator.card == card)
      try check(generator, name)
    }
    // Without the card the layers tell what it is.
    let key = try #require(data.range(of: Data("model_card".utf8)))
    data.replaceSubrange(key, with: Data("other_card".utf8))
    try withFile("x.onnx", data) { path in
      let generator = try ForeignGenerator(path: path)
      #expect(generator.card == nil && generator.architecture == architecture.architecture)
      try check(generator, name)
    }
  }

  /// What CartoonGAN's published weights call a parameter.
  private static func numbered(_ name: String) -> String {
    let words = [
      "down_convs.0": "conv01_1", "down_convs.1": "in01_1", "down_convs.3": "conv02_1", "down_convs.4": "conv02_2",
      "down_convs.5": "in02_1", "down_convs.7": "conv03_1", "down_convs.8": "conv03_2", "down_convs.9": "in03_1",
      "up_convs.0": "deconv01_1", "up_convs.1": "deconv01_2", "up_convs.2": "in12_1", "up_convs.4": "deconv02_1",
      "up_convs.5": "deconv02_2", "up_convs.6": "in13_1", "up_convs.8": "deconv03_1",
    ]
    let parts = name.split(separator: ".").map(String.init)
    var layer = words[parts.dropLast().joined(separator: ".")] ?? ""
    if parts[0] == "resnet_blocks" {
      let number = (Int(parts[1]) ?? 0) + 4
      let kind = parts[2].hasSuffix("_norm") ? "in" : "conv"
      layer = "\(kind)\(number < 10 ? "0" : "")\(number)_\(parts[2].dropFirst(4).prefix(1))"
    }
    let factors = ["weight": "scale", "bias": "shift"]
    return "\(layer).\(layer.hasPrefix("in") ? factors[parts[parts.count - 1]] ?? "" : parts[parts.count - 1])"
  }

  @Test func upscalersOfTheCompactForm() throws {
    let upscaler = CompactUpscaler(features: 16, convolutions: 4, scale: 4)
    var writer = SafetensorsWriter()
    for parameter in upscaler.graph.parameters {
      let isSlope = if case .slope = parameter.kind { true } else { false }
      let shape = parameter.fileShape
      writer.add(
        "params.\(parameter.name)", shape: shape,
        isSlope ? Golden.slopes(parameter.name, count: shape[0]) : Golden.formula(parameter.name, shape))
    }
    try withFile("general.safetensors", writer.data()) { path in
      let generator = try ForeignGenerator(path: path)
      #expect(generator.architecture == .compact(upscaler))
      try check(generator, "upscaler_compact")
    }
  }

  /// They number every layer, reflect the edges, have biases everywhere, and blue first.
  @Test func cartoonGANsPublishedWeights() throws {
    let architecture = CartoonGANGenerator(width: 2, reflects: true, affineNorms: true)
    let arena = ParameterArena(architecture.graph)
    var random = RandomValues(seed: 17)
    arena.values.copy(from: random.tensor(arena.values.shape))
    var plain = SafetensorsWriter()
    arena.write(arena.values, to: &plain)
    var writer = SafetensorsWriter()
    try withFile("plain.safetensors", plain.data()) { path in
      let file = try SafetensorsFile(path: path)
      for (name, entry) in file.entries { writer.add(Self.numbered(name), shape: entry.shape, try file.floats(name)) }
    }
    writer.add("conv04_1.bias", shape: [8], [Float](repeating: 2, count: 8))
    let generator = try withFile("hayao.safetensors", writer.data()) { try ForeignGenerator(path: $0) }
    #expect(generator.architecture == .cartoonGAN(architecture) && generator.notes.count == 2)
    // Blue and red of what goes in and comes out have changed places.
    let x = random.tensor(Shape(1, 16, 24, 3))
    func turned(_ x: Tensor) -> Tensor {
      Tensor(x.shape, x.array.indices.map { x.data[$0 - $0 % 3 + 2 - $0 % 3] })
    }
    let ours = Network(architecture.graph, parameters: generator.parameters).forward(x)
    let theirs = Network(architecture.graph, parameters: arena).forward(turned(x))
    #expect(relativeError(ours, turned(theirs)) < 1e-5 && relativeError(ours, theirs) > 1e-3)
  }

  /// PyTorch's leaky rectifiers work in place, so that its files have them before the concatenations, too; the rectifier
  /// behind makes that the same.
  @Test func uNetsWithRectifiersInPlace() throws {
    let generator = UNetGenerator(inputChannels: 1, width: 2, downsamplings: 5)
    var graph = LayerGraph(inputChannels: 1)
    func level(
      _ depth: Int, _ prefix: String, outputs: Int, to input: LayerGraph.Value
    ) -> (read: LayerGraph.Value, made: LayerGraph.Value) {
      let inner = generator.width << min(depth, 3)
      let isInnermost = depth == generator.downsamplings - 1
      let read = depth == 0 ? input : graph.append(.activation(.leaky(0.2)), to: input)
      let down = ConvolutionGeometry(inputs: input.channels, outputs: inner, kernel: 4, stride: 2, padding: 1)
      var x = graph.append(.convolution(name: "\(prefix).\(min(depth, 1))", down, bias: false), to: read)
      if depth > 0 && !isInnermost {
        x = graph.append(.batchNorm(name: "\(prefix).2", channels: inner, .none), to: x)
      }
      if !isInnermost {
        let deeper = level(depth + 1, "\(prefix).\(depth == 0 ? 1 : 3).model", outputs: inner, to: x)
        x = graph.append(.concatenate, to: deeper.read, deeper.made)
      }
      x = graph.append(.activation(.relu), to: x)
      let module = depth == 0 || isInnermost ? 3 : 5
      let up = TransposedGeometry(inputs: x.channels, outputs: outputs, kernel: 4, stride: 2, padding: 1)
      x = graph.append(.transposedConvolution(name: "\(prefix).\(module)", up, bias: depth == 0), to: x)
      let last: LayerOperation =
        depth == 0
        ? .activation(.tanh) : .batchNorm(name: "\(prefix).\(module + 1)", channels: outputs, .none)
      return (read, graph.append(last, to: x))
    }
    graph.finish([level(0, "model.model", outputs: 3, to: graph.input).made])
    #expect(graph.parameters == generator.graph.parameters && graph != generator.graph)
    let arena = ParameterArena(graph)
    var random = RandomValues(seed: 3)
    arena.values.copy(from: random.tensor(arena.values.shape))
    var exporter = try ONNXExporter(graph, arena, operatorVersion: 17, half: false, source: "test")
    let words = ONNXExporter.Words(name: "in-place", text: "", metadata: [], input: "", output: "")
    let data = try exporter.data(words, input: .free, output: .free)
    let found = try withFile("x.onnx", data) { try ForeignGenerator(path: $0) }
    #expect(found.architecture == .uNet(generator))
    let x = random.tensor(Shape(1, 32, 32, 1))
    #expect(
      relativeError(
        Network(generator.graph, parameters: found.parameters).forward(x),
        Network(graph, parameters: arena).forward(x)) < 1e-5)
  }

  @Test func severalGeneratorsAreNamed() throws {
    let golden = try Golden("resnet_generator")
    var writer = SafetensorsWriter()
    for prefix in ["netG_A.", "netG_B."] {
      for (key, entry) in golden.file.entries where key.hasPrefix("weight.") {
        let values = try golden.floats(key)
        writer.add(
          prefix + key.dropFirst("weight.".count), shape: entry.shape, prefix == "netG_A." ? values : values.map { -$0 }
        )
      }
    }
    try withFile("x.safetensors", writer.data()) { path in
      let error = #expect(throws: CheckpointError.self) { try ForeignGenerator(path: path) }
      #expect(error?.description.contains("--part: netG_A, netG_B") == true)
      #expect(throws: CheckpointError.self) { try ForeignGenerator(path: path, part: "netG_C") }
      try check(ForeignGenerator(path: path, part: "netG_A"), "resnet_generator")
      let other = try ForeignGenerator(path: path, part: "netG_B")
      #expect(other.parameters.value("model.1.weight").data[0] == -(try golden.floats("weight.model.1.weight")[0]))
    }
  }

  // MARK: - What is refused

  private func reason(_ name: String, _ data: Data) throws -> String {
    try withFile(name, data) { path in
      do {
        _ = try ForeignGenerator(path: path)
        return ""
      } catch {
        return "\(error)"
      }
    }
  }

  @Test func otherNetworksAreTold() throws {
    let golden = "resnet_generator"
    #expect(try reason("x.safetensors", weights(golden) { $0 }) == "")
    #expect(try reason("x.safetensors", weights(golden) { $0 == "model.13.conv_block.1.weight" ? nil : $0 }) != "")
    let more = try weights(golden) { $0.hasPrefix("model.18.") ? "model.30.\($0)" : $0 }
    #expect(try reason("x.safetensors", more) != "")
    let zeros = try weights(golden) { $0.replacing("conv_block.1.", with: "conv_block.0.") }
    #expect(try reason("x.safetensors", zeros).contains("with zeros"))
    var attention = SafetensorsWriter()
    for (key, entry) in try Golden(golden).file.entries where key.hasPrefix("weight.") {
      attention.add(String(key.dropFirst(7)), shape: entry.shape, try Golden(golden).floats(key))
    }
    attention.add("attention.weight", shape: [2, 2], [1, 2, 3, 4])
    #expect(try reason("x.safetensors", attention.data()).contains("attention.weight: is part of no network"))
    #expect(try reason("x.safetensors", weights("patch_discriminator") { $0 }).contains("is a discriminator"))
    #expect(try reason("x.safetensors", SafetensorsWriter().data()).contains("no tensors"))
    #expect(try reason("x.onnx", Data("nothing".utf8)).contains("ONNX"))
    #expect(try reason("x.pth", Data("nothing at all".utf8)).contains("safetensors"))
  }

  private static func text(_ words: String) -> [UInt8] {
    [UInt8(ascii: "X")] + (0..<4).map { UInt8(truncatingIfNeeded: words.utf8.count >> (8 * $0)) } + Array(words.utf8)
  }

  /// A file of the old form with a pickle of one's own in the place of the tensors.
  private func reason(pickle: [UInt8]) throws -> String {
    let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: Self.fixture("tiny_generator_old.pth"))))
    let start = try #require(whole.firstRange(of: Array("\u{2E}\u{0}".utf8).prefix(0) + [0x80, 0x02, 0x63]))
    return try reason("x.pth", Data(whole[..<start.lowerBound] + pickle))
  }

  @Test func aFileOfAnotherKindIsCalledWhatItLooksLike() throws {
    let cases: [(Data, String)] = [
      (Data("<!DOCTYPE html><p>Not found".utf8), "a web page"), (Data("no weights\n".utf8), "a text"),
      (Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), "a picture (PNG)"), (Data(count: 4096), "zeros"),
      (Data("version https://git-lfs.github.com/spec/v1\noid sha256:0\n".utf8), "git lfs pull"),
      (Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0]), "gzip"), (Data([0x80, 4, 0x95, 1, 0]), "a pickle of Python"),
      (Data([7]), "nothing that is known here"), (Data((0..<200).map { 255 - $0 }), "nothing that is known here"),
      (Data("한글".utf8.dropLast()), "a text"),
    ]
    for (data, words) in cases {
      for name in ["latest_net_G.pth", "weights"] {
        let sentence = try reason(name, data)
        #expect(sentence.contains("looks like") && sentence.contains(words), "\(sentence)")
        #expect(!sentence.contains("header"), "\(sentence)")
      }
    }
    // What calls itself so is told what is wrong with its header.
    #expect(try reason("a.safetensors", Data([7])).contains("cannot hold a safetensors header"))
    #expect(try reason("a.pth", Data([200, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x22])).contains("cut off"))
  }

  @Test func nothingIsExecuted() throws {
    let end: [UInt8] = [UInt8(ascii: "."), 0x80, 2, UInt8(ascii: "]"), UInt8(ascii: ".")]
    func call(_ module: String, _ name: String) -> [UInt8] {
      [0x80, 2, UInt8(ascii: "c")] + "\(module)\n\(name)\n".utf8 + [UInt8(ascii: "(")] + Self.text("true")
        + [UInt8(ascii: "t"), UInt8(ascii: "R")] + end
    }
    #expect(try reason(pickle: call("os", "system")).contains("names os.system, which is no part of a tensor"))
    #expect(try reason(pickle: call("builtins", "eval")).contains("builtins.eval"))
    #expect(try reason(pickle: call("torch.nn.modules.conv", "Conv2d")).contains("torch.save(model.state_dict()"))
    #expect(try reason(pickle: call("collections", "OrderedDict")).contains("odd dictionary"))
    #expect(try reason(pickle: call("torch", "FloatStorage")).contains("not read"))
    // The same name in two words, and operations that make objects.
    let stacked: [UInt8] = [0x80, 4] + Self.text("os") + Self.text("system") + [0x93] + end
    #expect(try reason(pickle: stacked).contains("os.system"))
    for operation in [0x81, 0x92, UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "P"), 0x82, UInt8(ascii: "S")] {
      #expect(try reason(pickle: [0x80, 2, 0x4E, operation] + end).contains("nothing is executed"))
    }
    #expect(try reason(pickle: [0x80, 2, UInt8(ascii: "h"), 7] + end).contains("refers to nothing"))
    #expect(try reason(pickle: [0x80, 2, UInt8(ascii: "t")] + end).contains("makes no sense"))
    #expect(try reason(pickle: [0x80, 9] + end).contains("version 9"))
    #expect(
      try reason(pickle: [0x80, 2, UInt8(ascii: "X"), 255, 255, 255, 255]).contains("a word of 4294967295 bytes"))
    #expect(try reason(pickle: [0x80, 2]).contains("cut off"))
    #expect(try reason(pickle: [0x80, 2, UInt8(ascii: "}")] + end).contains("has no tensors"))
  }

  /// Containers within containers, and within themselves.
  @Test func nestingIsNoDanger() throws {
    let end: [UInt8] = [UInt8(ascii: "."), 0x80, 2, UInt8(ascii: "]"), UInt8(ascii: ".")]
    let deep = [UInt8](repeating: 0x85, count: 500_000)
    #expect(try reason(pickle: [0x80, 2, 0x4E] + deep + end).contains("has no tensors"))
    let tooMany = [UInt8](repeating: 0x4E, count: 1_100_000)
    #expect(try reason(pickle: [0x80, 2] + tooMany + end).contains("steps"))
    // A list that holds itself twice at each level.
    let own: [UInt8] =
      [0x80, 2, UInt8(ascii: "]"), UInt8(ascii: "q"), 0, UInt8(ascii: "(")]
      + [UInt8](repeating: 0, count: 200).flatMap { _ in [UInt8(ascii: "h"), 0] } + [UInt8(ascii: "e")] + end
    #expect(try reason(pickle: own).contains("parts"))
    // A word as long as its file, many times.
    let name = String(repeating: "n", count: 5000)
    let named: [UInt8] =
      [0x80, 2, UInt8(ascii: "}")] + Self.text(name) + [UInt8(ascii: "q"), 0, 0x4E, UInt8(ascii: "s")]
    #expect(try reason(pickle: named + end).contains("has no tensors"))
  }

  /// A file of five kilobytes that claims gigabytes.
  @Test func numbersThatAreNotThere() throws {
    var whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: Self.fixture("tiny_generator_old.pth"))))
    // The first storage's number of elements, and what stands behind it.
    let count = try #require(whole.firstRange(of: [UInt8(ascii: "K"), 147, UInt8(ascii: "N")]))
    whole.replaceSubrange(count, with: [UInt8(ascii: "J"), 0, 0, 0, 0x7F, UInt8(ascii: "N")])
    #expect(try reason("x.pth", Data(whole)).contains("few and large storages"))
    whole.replaceSubrange(count.lowerBound..<(count.lowerBound + 5), with: [UInt8(ascii: "K"), 150])
    #expect(try reason("x.pth", Data(whole)).contains("another number of them"))
    whole.replaceSubrange(count.lowerBound..<(count.lowerBound + 2), with: [UInt8(ascii: "K"), 140])
    #expect(try reason("x.pth", Data(whole)).contains("reaches beyond its numbers"))
  }

  @Test func archivesOfAnotherKind() throws {
    let whole = try Data(contentsOf: URL(fileURLWithPath: Self.fixture("tiny_generator.pth")))
    #expect(try reason("x.pth", whole) == "")
    #expect(try reason("x.pth", whole.prefix(1000)) != "")
    var big = whole
    let order = try #require(big.range(of: Data("little".utf8), in: 1000..<big.count))
    big.replaceSubrange(order, with: Data("bigger".utf8))
    #expect(try reason("x.pth", big) != "")
    let backup = try Data(contentsOf: URL(fileURLWithPath: Self.fixture("gallery-backup.zip")))
    #expect(try reason("x.pth", backup).contains("no file of tensors"))
  }
}
