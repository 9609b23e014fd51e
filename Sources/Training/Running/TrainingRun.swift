import Files
import Foundation
import Pictures

/// Carries a training state from its present step to its last, with files and reports on the way.
///
/// In the output folder: `state.safetensors` (everything, for resuming), `losses.csv`, `samples-STEP.png`, and what
/// `export` writes.
package final class TrainingRun<Model: TrainableModel> {
  package let state: TrainingState<Model>
  private let dataset: any Dataset
  private let folder: URL
  private let export: (TrainingState<Model>) throws -> Void
  private let loader: BatchLoader

  /// - Parameter export: writes the product for use; called at each save.
  package init(
    _ state: TrainingState<Model>, dataset: any Dataset, folder: String,
    export: @escaping (TrainingState<Model>) throws -> Void = { _ in }
  ) {
    self.state = state
    self.dataset = dataset
    self.folder = URL(fileURLWithPath: folder)
    self.export = export
    loader = BatchLoader(
      dataset, seed: state.options.seed, size: state.options.size, batch: state.options.batch)
  }

  /// Trains until the schedule's end, or until `shouldStop` says so; then saves.
  ///
  /// - Parameter report: called after each step with the steps done, the losses in the model's order, and its seconds.
  /// - Throws: ``TrainingError`` when a loss is no longer finite or a file cannot be written.
  package func run(
    shouldStop: () -> Bool = { false }, report: (_ step: Int, _ losses: [Double], _ seconds: Double) -> Void
  ) throws {
    do throws(SystemFailure) {
      try SystemFile.makeFolder(folder.path)
    } catch {
      throw TrainingError("\(folder.path) cannot be made: \(error.reason)")
    }
    let log = try LossLog(
      folder.appendingPathComponent("losses.csv").path, losses: Model.losses.map(\.name), keepingSteps: state.step)
    let options = state.options
    var savedStep = state.step
    while !state.isFinished, !shouldStop() {
      let start = ContinuousClock.now
      let rate = options.schedule.rate(at: state.step)
      let losses = state.model.step(loader.batch(step: state.step), learningRate: rate)
      guard losses.allSatisfy(\.isFinite) else {
        throw TrainingError(
          "the losses of step \(state.step + 1) are not finite; the last good state is in \(folder.path)")
      }
      state.average.update(from: state.model.product.network.parameters)
      state.step += 1
      try log.append(step: state.step, losses: losses, learningRate: rate)
      if state.step % options.saveInterval == 0 {
        try save(log)
        savedStep = state.step
      }
      if state.step % options.sampleInterval == 0 { try writeSamples() }
      report(state.step, losses, (ContinuousClock.now - start) / .seconds(1))
    }
    if savedStep != state.step { try save(log) }
  }

  private func save(_ log: LossLog) throws {
    // Before the state, which goes on after its own step: lines of steps that are not taken again must be there.
    try log.sync()
    // Likewise: a run that has ended is not gone on with, so its product must be there before the state says so.
    try export(state)
    try state.save(to: TrainingFolder.state(in: folder.path))
  }

  /// Eight fixed examples, and what the averaged product makes of them.
  private func writeSamples() throws {
    let size = state.options.size
    let examples = (0..<8).map {
      dataset.example(seed: TrainingFolder.sampleSeed, step: 0, index: $0, size: size)
    }
    let rows = try state.model.samples(examples, weights: state.average.values)
    let sheet = ContactSheet(rows: rows.map { $0.map { ContactSheet.Cell($0) } }, cellSize: size).image()
    let name = String(format: "samples-%06d.png", state.step)
    try sheet.write(to: folder.appendingPathComponent(name).path)
  }
}

/// Where a run keeps its files.
package enum TrainingFolder {
  package static func state(in folder: String) -> String {
    URL(fileURLWithPath: folder).appendingPathComponent("state.safetensors").path
  }

  /// Far from any training seed, so that the samples' examples are fresh.
  static let sampleSeed: UInt64 = 0x5EED_0F5A_3913_5EE7
}
