import Foundation
import Generation
import Kernels
import Networks
import Pictures
import Support
import Testing

/// Python with ONNX Runtime and NumPy, where a machine has them.
private enum ONNXRuntime {
  static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    .map { "\($0)/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  static let isNeeded: ConditionTrait = .enabled(
    if: isThere, "Python 3 with onnxruntime and numpy is not installed; exported networks were not run in ONNX Runtime")

  private static let isThere = (try? run(["-c", "import onnxruntime, numpy"], quietly: true)) == 0

  /// The exit status; 127 where there is no Python.
  static func run(_ arguments: [String], quietly: Bool = false) throws -> Int32 {
    guard let python else { return 127 }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    if quietly { process.standardError = FileHandle.nullDevice }
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// Exported networks in ONNX Runtime: the same pictures as here, on ten inputs each.
@Suite(.ownThread, ONNXRuntime.isNeeded) struct ONNXRuntimeTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/onnx-runtime-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private static let checkpoints = Program.repository.appendingPathComponent("Checkpoints").path
  private static let count = 10

  /// Ten drawings that differ in lines and colours.
  private static func drawing(_ number: Int) -> [Stroke] {
    var random = SeededGenerator(seed: UInt64(number) + 40)
    func point() -> Point { Point(random.uniform(0.1, 0.9), random.uniform(0.1, 0.9)) }
    var strokes = (0..<(2 + number)).map { _ in Stroke(points: (0..<4).map { _ in point() }) }
    for colour in [CrayonColour.orange, .red].prefix(number % 3) {
      strokes.append(Stroke(.crayon(colour), width: Stroke.crayonWidth, points: [point()]))
    }
    return strokes + [.palette(UInt64(number))]
  }

  /// Photographs of nothing.
  private static func picture(_ number: Int, side: Int) -> Image {
    var random = SeededGenerator(seed: UInt64(number) + 90)
    var small = Image(width: 9, height: 9)
    for index in small.pixels.indices { small.pixels[index] = UInt8(random.uniform(0, 255)) }
    return small.scaled(width: side, height: side)
  }

  /// What a network reads, as far as possible what it would read in use.
  private static func input(_ card: ModelCard, _ number: Int, side: Int) -> Tensor {
    let shape = card.architecture.inputShape(height: side, width: side)
    guard let layout = card.layout, layout != .unitPicture else {
      var random = RandomValues(seed: UInt64(number))
      return random.tensor(shape)
    }
    let encoder = InputEncoder(layout)
    if layout.contains(.picture) {
      return Tensor(shape, encoder.values(.picture(picture(number, side: side)), side: side))
    }
    if card.architecture.sideFromNoise != nil {
      return Tensor(shape, encoder.values(.noise(seed: UInt64(number)), side: 1))
    }
    var material = InputMaterial(.strokes(drawing(number)), for: layout, side: side)
    material.coarsePicture = picture(number, side: side / 2)
    return Tensor(shape, encoder.values(material, side: side))
  }

  private static func channelsFirst(_ x: Tensor) -> [Float] {
    let pixels = x.shape.h * x.shape.w
    return (0..<x.count).map { x.data[$0 % pixels * x.shape.c + $0 / pixels] }
  }

  /// The mean difference of ONNX Runtime's answers from ours, in levels of 255 where −1…1 is the range.
  private func difference(
    _ export: ModelExport, _ graph: LayerGraph, _ parameters: ParameterArena, _ inputs: [Tensor], version: Int = 17,
    half: Bool = false
  ) throws -> Double {
    let file = { (name: String) in folder + "/" + name }
    try CheckpointFile.write(
      try export.onnx(operatorVersion: version, half: half, source: "test"), to: file("model.onnx"))
    let data = inputs.flatMap(Self.channelsFirst).withUnsafeBytes { Data($0) }
    try data.write(to: URL(fileURLWithPath: file("input")))
    let shape = inputs[0].shape
    let status = try ONNXRuntime.run(
      [
        Program.repository.appendingPathComponent("Tests/run_onnx.py").path, file("model.onnx"), file("input"),
        file("output"),
      ] + [shape.c, shape.h, shape.w].map(String.init))
    try #require(status == 0)
    let answers = try Data(contentsOf: URL(fileURLWithPath: file("output"))).withUnsafeBytes {
      Array($0.bindMemory(to: Float.self))
    }
    let plan = InferencePlan(graph, parameters, input: shape)
    var (sum, place) = (0.0, 0)
    for input in inputs {
      plan.input.copy(from: input)
      try plan.run()
      for value in Self.channelsFirst(plan.output) {
        sum += Double(abs(value - answers[place]))
        place += 1
      }
    }
    #expect(place == answers.count)
    return sum / Double(place) * 127.5
  }

  private func difference(_ checkpoint: GeneratorCheckpoint, side: Int, version: Int = 17, half: Bool = false) throws
    -> Double
  {
    let inputs = (0..<Self.count).map { Self.input(checkpoint.card, $0, side: side) }
    return try difference(
      .generator(checkpoint), checkpoint.card.architecture.graph, checkpoint.parameters, inputs, version: version,
      half: half)
  }

  @Test(arguments: [
    ("trunk", "panda", 256), ("trunk", "anything", 128), ("portrait", nil, 128), ("cartoon", nil, 128),
    ("colouring-page", nil, 128), ("upscaler", nil, 128), ("face-dcgan", nil, 64),
  ])
  func shippedGenerators(_ file: String, _ domain: String?, _ side: Int) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let checkpoint = try GeneratorCheckpoint(path: "\(Self.checkpoints)/\(file).safetensors", domain: domain)
    // Shipped weights have 16 bits already.
    let found = try difference(checkpoint, side: side, half: domain == nil)
    #expect(found < 0.1)
    print("ONNX Runtime and \(domain ?? file): mean difference \(found) of 255")
  }

  @Test func theClassifier() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let checkpoint = try ClassifierCheckpoint(path: "\(Self.checkpoints)/classifier.safetensors")
    let side = checkpoint.card.size
    let inputs = (0..<Self.count).map { number in
      Tensor(
        Shape(1, side / 2, side / 2, FormChannels.count), FormChannels.values(of: Self.picture(number, side: side)))
    }
    let found = try difference(
      .classifier(checkpoint), checkpoint.card.network.graph, checkpoint.parameters, inputs)
    #expect(found < 0.1)
  }

  /// Random weights of every architecture, by the oldest and the newest operators.
  @Test(arguments: [
    GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 5, width: 4, blocks: 1, affineNorms: false)),
    .uNet(UNetGenerator(inputChannels: 1, width: 4, downsamplings: 6, dropout: true, residualPairs: true)),
    .uNet(UNetGenerator(inputChannels: 3, width: 4, downsamplings: 5)),
    .skipResNet(SkipResNetGenerator(inputChannels: 5, width: 4, blocks: 1, coreWidth: 8, styleWidth: 4)),
    .uNet(UNetGenerator(inputChannels: 3, width: 4, downsamplings: 5, affineNorms: false)),
    .cartoonGAN(CartoonGANGenerator(width: 4, blocks: 1, reflects: true)),
    .compact(CompactUpscaler(features: 4, convolutions: 2, scale: 2)),
    .mlp(MLPGenerator(latent: 8, side: 16, width: 12)), .dcgan(DCGANGenerator(latent: 8, width: 4, doublings: 2)),
  ])
  func everyArchitecture(_ architecture: GeneratorArchitecture) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let network = Network(architecture.graph)
    var random = SeededGenerator(seed: 3)
    network.initialize(using: &random)
    let card = ModelCard(
      architecture: architecture, inputLayout: architecture.onlyLayout, nativeSize: nil, domain: "test",
      titles: ModelCard.Titles(en: "Test", ko: "시험"))
    let checkpoint = GeneratorCheckpoint(card: card, parameters: network.parameters)
    for version in [11, 21] {
      #expect(try difference(checkpoint, side: 64, version: version) < 0.1, "operators of version \(version)")
    }
  }
}
