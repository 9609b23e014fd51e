import Foundation
import Networks
import Support
import Testing
import Training

/// The power is cut at every operation on the disk while a generator learns.
@Suite(.ownThread, .enabled(if: FileRecorder.works)) struct TrainingPowerCutTests {
  private let home = FileManager.default.temporaryDirectory.path + "/training-cuts-\(UUID().uuidString)"
  private let options = TrainingOptions(
    model: Pix2Pix.Configuration(
      architecture: .resNet(ResNetGenerator(inputChannels: 1, width: 2, blocks: 0)), discriminatorWidth: 1),
    size: 32, batch: 1, schedule: LearningRateSchedule(steps: 5, decaySteps: 2), seed: 11, saveInterval: 2,
    sampleInterval: 100)

  private func train(
    _ state: TrainingState<Pix2Pix>, in home: String, report: (_ step: Int) -> Void = { _ in }
  ) throws {
    let folder = home + "/runs/squares"
    let run = TrainingRun(state, dataset: Squares(), folder: folder) { state in
      let card = ModelCard(
        architecture: state.options.model.architecture, nativeSize: 32, domain: "squares",
        titles: ModelCard.Titles(en: "Squares", ko: "네모"), steps: state.step)
      let parameters = ParameterArena(card.architecture.graph)
      parameters.values.copy(from: state.average.values)
      try GeneratorCheckpoint(card: card, parameters: parameters).write(
        to: folder + "/squares.safetensors", half: true)
    }
    try run.run { step, _, _ in report(step) }
  }

  /// What was saved is there, and a run that goes on ends with the same bytes as one that was not cut.
  @Test func aRunGoesOnFromItsLastSave() throws {
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: home) }
    var saves: [(moment: Int, step: Int)] = []
    let operations = try FileRecorder.record(home) {
      try train(TrainingState<Pix2Pix>(options), in: home) { step in
        if step % 2 == 0 { saves.append((FileRecorder.count, step)) }
      }
    }
    let end = try FileTree(home)
    let cuts = PowerCuts(before: FileTree(), operations, promises: saves.map(\.moment))
    #expect(cuts.end == end, "the recording lacks something")
    let count = try cuts.forEach { cut in
      let folder = FileManager.default.temporaryDirectory.path + "/training-cut-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try cut.tree.write(to: folder)
      let state = TrainingFolder.state(in: folder + "/runs/squares")
      let isThere = FileManager.default.fileExists(atPath: state)
      let saved = saves.last { $0.moment <= cut.moment }?.step ?? 0
      let resumed = isThere ? try TrainingState<Pix2Pix>(path: state) : TrainingState<Pix2Pix>(options)
      #expect(resumed.step >= saved, "\(cut.description): step \(resumed.step) of \(saved)")
      try train(resumed, in: folder)
      let found = try FileTree(folder)
      for (path, bytes) in end.files where !path.contains(".unfinished") {
        #expect(found.files[path] == bytes, "\(cut.description): \(path) is another file")
      }
    }
    print("power cuts of a training: \(operations.count) operations, \(count) different folders")
  }
}
