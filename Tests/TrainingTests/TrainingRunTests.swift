import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

/// Squares of one colour: sketch and picture that a generator can learn in a few steps.
private struct Squares: PairSource {
  let inputChannels = 1

  func sample(seed: UInt64, step: Int, index: Int, size: Int) -> (input: [Float], target: [Float]) {
    var random = SeededGenerator(seed: seed, step, index)
    let left = Int.random(in: 2..<(size / 2), using: &random)
    var input = [Float](repeating: 0, count: size * size)
    var target = [Float](repeating: -0.5, count: size * size * 3)
    for y in 4..<(size - 4) {
      for x in left..<(left + size / 3) {
        input[y * size + x] = x == left || y == 4 ? 1 : 0
        target[(y * size + x) * 3] = 0.9
      }
    }
    return (input, target)
  }
}

@Suite(.ownThread) struct TrainingRunTests {
  private let folder: URL
  private let options = TrainingOptions(
    size: 32, architecture: GeneratorArchitecture(width: 4, blocks: 1, inputChannels: 1), discriminatorWidth: 4,
    batch: 2, schedule: LearningRateSchedule(steps: 9, decaySteps: 4), seed: 11, saveInterval: 3, sampleInterval: 4)
  private var card: ModelCard {
    ModelCard(
      architecture: options.architecture, nativeSize: 32, domain: "squares",
      titles: ModelCard.Titles(en: "Squares", ko: "네모"))
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("training-\(UUID().uuidString)")
  }

  private func train(_ state: TrainingState, in name: String, stopAfter: Int? = nil) throws -> TrainingRun {
    let run = TrainingRun(
      state, source: Squares(), folder: folder.appendingPathComponent(name).path, card: card)
    try run.run(shouldStop: { stopAfter.map { state.step >= $0 } ?? false }, report: { _, _, _ in })
    return run
  }

  private func bytes(_ name: String, _ file: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(name).appendingPathComponent(file))
  }

  @Test func resumedRunEndsWithTheSameBytes() throws {
    _ = try train(TrainingState(options), in: "whole")
    // Stopped by request after step 5; then a copy of the state of step 3, as after a kill in step 4 or 5.
    _ = try train(TrainingState(options), in: "parts", stopAfter: 3)
    let early = try bytes("parts", "state.safetensors")
    let path = TrainingRun.statePath(in: folder.appendingPathComponent("parts").path)
    _ = try train(TrainingState(path: path), in: "parts", stopAfter: 5)
    try early.write(to: URL(fileURLWithPath: path))
    let resumed = try TrainingState(path: path)
    #expect(resumed.step == 3)
    _ = try train(resumed, in: "parts")
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
    _ = try train(TrainingState(options), in: "a")
    _ = try train(TrainingState(other), in: "b")
    #expect(try bytes("a", "squares.safetensors") != bytes("b", "squares.safetensors"))
  }

  @Test func learnsThePictures() throws {
    var longer = options
    longer.schedule = LearningRateSchedule(base: 2e-3, steps: 120, decaySteps: 40)
    let state = TrainingState(longer)
    let run = TrainingRun(state, source: Squares(), folder: folder.appendingPathComponent("learn").path, card: card)
    var first: [Double] = []
    var last: [Double] = []
    try run.run { step, losses, _ in
      if step <= 10 { first.append(losses.l1) }
      if step > 110 { last.append(losses.l1) }
    }
    #expect(last.reduce(0, +) < 0.5 * first.reduce(0, +))
  }

  @Test func startsFromAnothersWeights() throws {
    let first = TrainingState(options)
    _ = try train(first, in: "first")
    let fromState = TrainingState(options)
    try fromState.start(from: TrainingRun.statePath(in: folder.appendingPathComponent("first").path))
    #expect(fromState.trainer.generator.parameters.values.array == first.average.values.array)
    #expect(
      fromState.trainer.discriminator.parameters.values.array == first.trainer.discriminator.parameters.values.array)
    let fromCheckpoint = TrainingState(options)
    try fromCheckpoint.start(from: folder.appendingPathComponent("first/squares.safetensors").path)
    #expect(
      fromCheckpoint.trainer.generator.parameters.values.array
        == first.average.values.array.map { Float(Float16($0)) })
    var wider = options
    wider.architecture.width = 6
    #expect(throws: CheckpointError.self) {
      try TrainingState(wider).start(from: folder.appendingPathComponent("first/squares.safetensors").path)
    }
  }

  @Test func stateFilesAreChecked() throws {
    _ = try train(TrainingState(options), in: "first", stopAfter: 3)
    #expect(throws: CheckpointError.self) {
      _ = try TrainingState(path: folder.appendingPathComponent("first/squares.safetensors").path)
    }
    let path = TrainingRun.statePath(in: folder.appendingPathComponent("first").path)
    try bytes("first", "state.safetensors").dropLast(100).write(to: URL(fileURLWithPath: path))
    #expect(throws: CheckpointError.self) { _ = try TrainingState(path: path) }
  }

  @Test func anUnwritableFolderIsASentence() {
    let run = TrainingRun(
      TrainingState(options), source: Squares(), folder: "/proc/nothing/here", card: card)
    let error = #expect(throws: TrainingError.self) { try run.run { _, _, _ in } }
    #expect(error?.description.contains("/proc/nothing/here") == true)
  }
}
