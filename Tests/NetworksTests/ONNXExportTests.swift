import Foundation
import Kernels
import Networks
import Support
import Testing

/// What is written as ONNX is read again, and gives the same.
@Suite(.ownThread) struct ONNXExportTests {
  private let path = FileManager.default.temporaryDirectory.path + "/export-\(UUID().uuidString).onnx"

  private static let architectures: [GeneratorArchitecture] = [
    .resNet(ResNetGenerator(inputChannels: 1, width: 4, blocks: 2)),
    .resNet(ResNetGenerator(inputChannels: 5, width: 4, blocks: 1, affineNorms: false)),
    .uNet(UNetGenerator(inputChannels: 3, outputChannels: 1, width: 2, downsamplings: 5)),
    .uNet(UNetGenerator(inputChannels: 1, width: 2, downsamplings: 5, dropout: true, residualPairs: true)),
    .skipResNet(SkipResNetGenerator(inputChannels: 14, width: 4, blocks: 2, coreWidth: 6, styleWidth: 3)),
    .skipResNet(SkipResNetGenerator(inputChannels: 3, width: 4, blocks: 1, coreWidth: 6, styleWidth: 0)),
    .uNet(UNetGenerator(inputChannels: 3, width: 2, downsamplings: 5, affineNorms: false)),
    .cartoonGAN(CartoonGANGenerator(width: 2, blocks: 1)),
    .cartoonGAN(CartoonGANGenerator(inputChannels: 1, width: 2, blocks: 2, reflects: true, affineNorms: true)),
    .compact(CompactUpscaler(features: 4, convolutions: 2, scale: 4)),
    .mlp(MLPGenerator(latent: 6, side: 8, width: 5)), .dcgan(DCGANGenerator(latent: 5, width: 8, doublings: 2)),
  ]

  /// A network with weights of all sizes; statistics that a norm has gathered are near 1.
  private func checkpoint(_ architecture: GeneratorArchitecture) -> GeneratorCheckpoint {
    let arena = ParameterArena(architecture.graph)
    var random = RandomValues(seed: 21)
    for parameter in arena.descriptions {
      let value = arena.value(parameter.name)
      for index in value.values.indices {
        let number = 0.4 * random.value()
        value.values[index] = parameter.name.hasSuffix("running_var") ? 1 + abs(number) : number
      }
    }
    let card = ModelCard(
      architecture: architecture, inputLayout: architecture.onlyLayout, nativeSize: nil, domain: "test",
      titles: ModelCard.Titles(en: "Test", ko: "시험"))
    return GeneratorCheckpoint(card: card, parameters: arena)
  }

  private func read(_ data: Data) throws -> ONNXNetwork {
    try data.write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    let model = try ONNXModel(path: path)
    #expect(model.outputs == ["output"])
    return try model.network(giving: model.outputs)
  }

  private func answer(_ graph: LayerGraph, _ parameters: ParameterArena, _ x: Tensor) throws -> Tensor {
    let plan = InferencePlan(graph, parameters, input: x.shape)
    plan.input.copy(from: x)
    try plan.run()
    return plan.output
  }

  private func input(_ architecture: GeneratorArchitecture) -> Tensor {
    var random = RandomValues(seed: 5)
    return random.tensor(architecture.inputShape(height: 64, width: 32))
  }

  @Test(arguments: architectures) func whatIsWrittenIsReadAgain(_ architecture: GeneratorArchitecture) throws {
    let checkpoint = checkpoint(architecture)
    let x = input(architecture)
    let expected = try answer(architecture.graph, checkpoint.parameters, x)
    for version in [11, 17, 21] {
      let network = try read(
        ModelExport.generator(checkpoint).onnx(operatorVersion: version, half: false, source: "test"))
      #expect(try network.outputShapes(height: x.shape.h, width: x.shape.w) == [expected.shape])
      #expect(network.graph.parameterCount == architecture.graph.parameterCount || architecture.sideFromNoise != nil)
      #expect(relativeError(try answer(network.graph, network.parameters, x), expected) < 1e-5)
    }
  }

  @Test(arguments: architectures) func halfIsHalfAsExact(_ architecture: GeneratorArchitecture) throws {
    let checkpoint = checkpoint(architecture)
    let x = input(architecture)
    let whole = try ModelExport.generator(checkpoint).onnx(operatorVersion: 17, half: false, source: "test")
    let half = try ModelExport.generator(checkpoint).onnx(operatorVersion: 17, half: true, source: "test")
    #expect(half.count < whole.count)
    let network = try read(half)
    let expected = try answer(architecture.graph, checkpoint.parameters, x)
    let error = relativeError(try answer(network.graph, network.parameters, x), expected)
    #expect(error > 0 && error < 0.01)
  }

  @Test func theFileSaysWhatItReads() throws {
    let architecture = GeneratorArchitecture.skipResNet(
      SkipResNetGenerator(inputChannels: 17, width: 2, blocks: 1, coreWidth: 2, styleWidth: 2))
    var card = ModelCard(
      architecture: architecture, inputLayout: InputLayout([.ink, .hints, .palette, .insideMask, .height]),
      nativeSize: 64, domain: "test", titles: ModelCard.Titles(en: "Test", ko: "시험"))
    card.palettes = [["#e0403c", "#ffffff", "#000000"]]
    let export = ModelExport.generator(
      GeneratorCheckpoint(card: card, parameters: ParameterArena(architecture.graph)))
    let data = try export.onnx(operatorVersion: 17, half: false, source: "test")
    try data.write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    let metadata = try ONNXModel(path: path).metadata
    #expect(metadata["channel.0"]?.hasPrefix("ink") == true && metadata["channel.4"]?.hasPrefix("hint blue") == true)
    #expect(metadata["channel.5"]?.hasPrefix("main red") == true && metadata["channel.14"]?.hasPrefix("inside") == true)
    #expect(metadata["channel.16"]?.hasPrefix("height") == true && metadata["channel.17"] == nil)
    #expect(metadata["size"]?.contains("multiples of 8") == true && metadata["output"]?.contains("red") == true)
    #expect(metadata["title.ko"] == "시험" && metadata["model_card"]?.contains("skip-resnet") == true)
    // The same again gives the same bytes.
    #expect(try export.onnx(operatorVersion: 17, half: false, source: "test") == data)
  }

  @Test func channelsOfEveryLayoutAreCounted() {
    let parts: [InputLayout.Part] = [
      .ink, .hints, .palette, .insideMask, .coarsePicture, .picture, .height, .domain(3), .noise(7),
      .unitPicture, .page(1), .page(3),
    ]
    let layout = InputLayout(parts)
    let channels = layout.channelsInWords
    #expect(channels.flatMap { Array($0.numbers) } == Array(0..<layout.channels))
    for part in parts { #expect(InputLayout([part]).channelsInWords.last?.numbers.upperBound == part.channels) }
  }

  @Test func versionsAndNumbersThatCannotBeWrittenAreRefused() throws {
    let checkpoint = checkpoint(Self.architectures[0])
    for version in [-1, 0, 10, 22, 100] {
      #expect(throws: CheckpointError.self) {
        try ModelExport.generator(checkpoint).onnx(operatorVersion: version, half: false, source: "test")
      }
    }
    checkpoint.parameters.value("model.1.weight").data[0] = 1e6
    _ = try ModelExport.generator(checkpoint).onnx(operatorVersion: 17, half: false, source: "test")
    for write in [
      { try ModelExport.generator(checkpoint).onnx(operatorVersion: 17, half: true, source: "test") },
      { try ModelExport.generator(checkpoint).safetensors(half: true, source: "test") },
    ] {
      let error = #expect(throws: CheckpointError.self) { try write() }
      #expect(error?.description.contains("16 bits") == true)
    }
  }

  /// The classifier has poolings of the whole picture, and no size of its own choice.
  @Test func classifiers() throws {
    let network = ClassifierNetwork(inputChannels: 10, width: 4, classes: 3)
    let arena = ParameterArena(network.graph)
    var random = RandomValues(seed: 2)
    arena.values.copy(from: random.tensor(arena.values.shape))
    let card = ClassifierCard(
      inputChannels: 10, width: 4, size: 32,
      classes: ["a", "b", "c"].map { ClassifierCard.PictureClass(name: $0, words: [$0]) }, steps: 1, data: [])
    let export = ModelExport.classifier(ClassifierCheckpoint(card: card, parameters: arena))
    let read = try read(export.onnx(operatorVersion: 17, half: false, source: "test"))
    let x = random.tensor(Shape(1, 16, 16, 10))
    #expect(
      relativeError(try answer(read.graph, read.parameters, x), try answer(network.graph, arena, x)) < 1e-5)
    #expect(throws: CheckpointError.self) { try read.outputShapes(height: 32, width: 32) }
    #expect(export.interface.channels.last?.numbers == 9..<10)
  }

  @Test func safetensorsAreTheSameNetwork() throws {
    for architecture in Self.architectures {
      let checkpoint = checkpoint(architecture)
      let file = path + ".safetensors"
      defer { unlink(file) }
      try CheckpointFile.write(try ModelExport.generator(checkpoint).safetensors(half: false, source: "x"), to: file)
      let again = try GeneratorCheckpoint(path: file)
      #expect(again.card == checkpoint.card && again.parameters.values.array == checkpoint.parameters.values.array)
      #expect(try SafetensorsFile(path: file).metadata.keys.contains { $0.hasPrefix("channel.0") })
    }
  }
}
