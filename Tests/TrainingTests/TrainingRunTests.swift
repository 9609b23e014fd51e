import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

@Suite(.ownThread) struct TrainingRunTests {
  private let folder: URL
  private let options = TrainingOptions(
    model: Pix2Pix.Configuration(
      architecture: .resNet(ResNetGenerator(inputChannels: 1, width: 4, blocks: 1)), discriminatorWidth: 4),
    size: 32, batch: 2, schedule: LearningRateSchedule(steps: 9, decaySteps: 4), seed: 11, saveInterval: 3,
    sampleInterval: 4)

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("training-\(UUID().uuidString)")
  }

  private func run(_ state: TrainingState<Pix2Pix>, in name: String) -> TrainingRun<Pix2Pix> {
    let folder = folder.appendingPathComponent(name).path
    return TrainingRun(state, dataset: Squares(), folder: folder) { state in
      let card = ModelCard(
        architecture: state.options.model.architecture, nativeSize: 32, domain: "squares",
        titles: ModelCard.Titles(en: "Squares", ko: "네모"), steps: state.step)
      let parameters = ParameterArena(card.architecture.graph)
      parameters.values.copy(from: state.average.values)
      try GeneratorCheckpoint(card: card, parameters: parameters).write(
        to: folder + "/squares.safetensors", half: true)
    }
  }

  private func train(_ state: TrainingState<Pix2Pix>, in name: String, stopAfter: Int? = nil) throws {
    try run(state, in: name).run(
      shouldStop: { stopAfter.map { state.step >= $0 } ?? false }, report: { _, _, _ in })
  }

  private func bytes(_ name: String, _ file: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(name).appendingPathComponent(file))
  }

  @Test func resumedRunEndsWithTheSameBytes() throws {
    try train(TrainingState<Pix2Pix>(options), in: "whole")
    // Stopped by request after step 5; then a copy of the state of step 3, as after a kill in step 4 or 5.
    try train(TrainingState<Pix2Pix>(options), in: "parts", stopAfter: 3)
    let early = try bytes("parts", "state.safetensors")
    let path = TrainingFolder.state(in: folder.appendingPathComponent("parts").path)
    try train(TrainingState<Pix2Pix>(path: path), in: "parts", stopAfter: 5)
    try early.write(to: URL(fileURLWithPath: path))
    let resumed = try TrainingState<Pix2Pix>(path: path)
    #expect(resumed.step == 3)
    try train(resumed, in: "parts")
    for file in ["state.safetensors", "squares.safetensors", "losses.csv", "samples-000008.png"] {
      #expect(try bytes("whole", file) == bytes("parts", file), "\(file)")
    }
    let rows = String(decoding: try bytes("parts", "losses.csv"), as: UTF8.self).split(separator: "\n")
    #expect(rows.count == 10)
    #expect(
      try GeneratorCheckpoint(path: folder.appendingPathComponent("whole/squares.safetensors").path).card.steps == 9)
  }

  @Test func anotherSeedTrainsOtherWeights() throws {
    var other = options
    other.seed = 12
    try train(TrainingState<Pix2Pix>(options), in: "a")
    try train(TrainingState<Pix2Pix>(other), in: "b")
    #expect(try bytes("a", "squares.safetensors") != bytes("b", "squares.safetensors"))
  }

  @Test func learnsThePictures() throws {
    var longer = options
    longer.schedule = LearningRateSchedule(base: 2e-3, steps: 120, decaySteps: 40)
    let state = TrainingState<Pix2Pix>(longer)
    var first: [Double] = []
    var last: [Double] = []
    try run(state, in: "learn").run { step, losses, _ in
      if step <= 10 { first.append(losses[2]) }
      if step > 110 { last.append(losses[2]) }
    }
    #expect(last.reduce(0, +) < 0.5 * first.reduce(0, +))
  }

  private func weights(_ state: TrainingState<Pix2Pix>, _ network: Int) -> [Float] {
    state.model.networks[network].network.parameters.values.array
  }

  @Test func startsFromAnothersWeights() throws {
    let first = TrainingState<Pix2Pix>(options)
    try train(first, in: "first")
    let fromState = TrainingState<Pix2Pix>(options)
    try fromState.start(from: TrainingFolder.state(in: folder.appendingPathComponent("first").path))
    #expect(weights(fromState, 0) == first.average.values.array)
    #expect(weights(fromState, 1) == weights(first, 1))
    let fromCheckpoint = TrainingState<Pix2Pix>(options)
    try fromCheckpoint.start(from: folder.appendingPathComponent("first/squares.safetensors").path)
    #expect(weights(fromCheckpoint, 0) == first.average.values.array.map { Float(Float16($0)) })
    var wider = options
    wider.model.architecture = .resNet(ResNetGenerator(inputChannels: 1, width: 6, blocks: 1))
    #expect(throws: CheckpointError.self) {
      try TrainingState<Pix2Pix>(wider).start(from: folder.appendingPathComponent("first/squares.safetensors").path)
    }
  }

  @Test func stateFilesAreChecked() throws {
    try train(TrainingState<Pix2Pix>(options), in: "first", stopAfter: 3)
    #expect(throws: CheckpointError.self) {
      _ = try TrainingState<Pix2Pix>(path: folder.appendingPathComponent("first/squares.safetensors").path)
    }
    let path = TrainingFolder.state(in: folder.appendingPathComponent("first").path)
    try bytes("first", "state.safetensors").dropLast(100).write(to: URL(fileURLWithPath: path))
    #expect(throws: CheckpointError.self) { _ = try TrainingState<Pix2Pix>(path: path) }
  }

  /// Numbers from a file reach neither the allocator nor a precondition.
  @Test func impossibleOptionsAreSentences() throws {
    try train(TrainingState<Pix2Pix>(options), in: "first", stopAfter: 3)
    let path = TrainingFolder.state(in: folder.appendingPathComponent("first").path)
    let header = try #require(try SafetensorsFile(path: path).metadata["training"])
    func message(_ old: String, _ new: String) throws -> String {
      #expect(header.contains(old), "\(old) in \(header)")
      var writer = SafetensorsWriter()
      writer.metadata["training"] = header.replacing(old, with: new)
      try writer.write(to: path)
      let error = #expect(throws: CheckpointError.self) { _ = try TrainingState<Pix2Pix>(path: path) }
      return error?.description ?? ""
    }
    #expect(try message("\"saveInterval\":3", "\"saveInterval\":0").contains("0 steps between two saves"))
    #expect(try message("\"sampleInterval\":4", "\"sampleInterval\":-4").contains("sample sheets"))
    #expect(try message("\"width\":4", "\"width\":4000000").contains("width 4000000"))
    #expect(try message("\"size\":32", "\"size\":30").contains("size of 30"))
    #expect(try message("\"decaySteps\":4", "\"decaySteps\":10").contains("10 decay steps"))
    #expect(try message("\"step\":3", "\"step\":-3").contains("cannot be read"))
    #expect(try message("\"earlierSteps\":0", "\"earlierSteps\":9223372036854775807").contains("cannot be read"))
    #expect(
      try message(
        "\"family\":\"resnet\",\"inputChannels\":1,\"width\":4", "\"family\":\"unet\",\"inputChannels\":1,\"width\":4"
      )
      .contains("1 downsamplings, expected 5…10"))
  }

  @Test func anUnwritableFolderIsASentence() {
    let run = TrainingRun(TrainingState<Pix2Pix>(options), dataset: Squares(), folder: "/proc/nothing/here")
    let error = #expect(throws: TrainingError.self) { try run.run { _, _, _ in } }
    #expect(error?.description.contains("/proc/nothing/here") == true)
  }
}
