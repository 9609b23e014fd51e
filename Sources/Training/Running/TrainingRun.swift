import Files
import Foundation
import Kernels
import Pictures

/// Carries a training state from its present step to its last, with files and reports on the way.
///
/// In the output folder: `state.safetensors` (everything, for resuming), `losses.csv`, `samples-STEP.png`, and what
/// `export` writes. Of several processes each computes its share of every batch, and the first one writes.
package final class TrainingRun<Model: TrainableModel> {
  package let state: TrainingState<Model>
  private let dataset: any Dataset
  private let folder: URL
  private let group: any ProcessGroup
  private let export: (TrainingState<Model>) throws -> Void
  private let loader: BatchLoader
  private let reducer: GradientReducer

  /// - Parameters:
  ///   - group: the processes that train together, all with the same state; each sees as many examples a step as the
  ///     state's options say.
  ///   - export: writes the product for use; called at each save.
  package init(
    _ state: TrainingState<Model>, dataset: any Dataset, folder: String, group: any ProcessGroup = SoleProcess(),
    export: @escaping (TrainingState<Model>) throws -> Void = { _ in }
  ) {
    self.state = state
    self.dataset = dataset
    self.folder = URL(fileURLWithPath: folder)
    self.group = group
    self.export = export
    let batch = state.options.batch
    loader = BatchLoader(
      dataset, seed: state.options.seed, size: state.options.size,
      indices: (group.rank * batch)..<((group.rank + 1) * batch))
    reducer = GradientReducer(state.model.networks, over: group)
  }

  /// Trains until the schedule's end, or until `shouldStop` says so in any process; then saves.
  ///
  /// - Parameter report: called after each step with the steps done, the losses over all processes in the model's order,
  ///   and its seconds.
  /// - Throws: ``TrainingError`` when a loss is no longer finite or a file cannot be written, or when another process is
  ///   gone.
  package func run(
    shouldStop: () -> Bool = { false }, report: (_ step: Int, _ losses: [Double], _ seconds: Double) -> Void
  ) throws {
    try checkAgreement()
    let log = group.isFirst ? try openLog() : nil
    let options = state.options
    var savedStep = state.step
    while try !state.isFinished && !group.any(shouldStop()) {
      let start = ContinuousClock.now
      let rate = options.schedule.rate(at: state.step)
      let losses = try group.mean(
        state.model.step(loader.batch(step: state.step), learningRate: rate, reduce: reducer.reduce))
      try reducer.averageStatistics()
      guard losses.allSatisfy(\.isFinite) else {
        throw TrainingError(
          "the losses of step \(state.step + 1) are not finite; the last good state is in \(folder.path)")
      }
      state.average.update(from: state.model.product.network.parameters)
      state.step += 1
      try log?.append(step: state.step, losses: losses, learningRate: rate)
      if state.step % options.saveInterval == 0 {
        try save(log)
        savedStep = state.step
      }
      if state.step % options.sampleInterval == 0, group.isFirst { try writeSamples() }
      report(state.step, losses, (ContinuousClock.now - start) / .seconds(1))
    }
    if savedStep != state.step { try save(log) }
  }

  /// Throws unless all processes have the same weights and go on computing the same from the same gradients.
  private func checkAgreement() throws(TrainingError) {
    guard group.size > 1 else { return }
    let loops = InstructionSet.current.name
    guard try group.areEqual(loops.utf8.reduce(0) { $0 << 8 | UInt64($1) }) else {
      throw TrainingError(
        "The processors of the machines differ (this one computes with \(loops)), so their weights would drift apart. "
          + "Start all with the same instructions, such as mpirun -x AICANVAS_KERNELS=avx2.")
    }
    guard try group.areEqual(state.fingerprint) else {
      throw TrainingError(
        "The processes no longer have the same weights after step \(state.step); the last good state is in "
          + "\(folder.path).")
    }
  }

  private func openLog() throws -> LossLog {
    do throws(SystemFailure) {
      try SystemFile.makeFolder(folder.path)
    } catch {
      throw TrainingError("\(folder.path) cannot be made: \(error.reason)")
    }
    return try LossLog(
      folder.appendingPathComponent("losses.csv").path, losses: Model.losses.map(\.name), keepingSteps: state.step)
  }

  /// - Parameter log: nil in all processes but the first.
  private func save(_ log: LossLog?) throws {
    try checkAgreement()
    guard let log else { return }
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
