import Foundation
import Kernels
import Networks
import Pictures

/// Carries a training state from its present step to its last, with files and reports on the way.
///
/// In the output folder: `state.safetensors` (everything, for resuming), `NAME.safetensors` (the averaged generator),
/// `losses.csv`, and `samples-STEP.png` (sketch, picture and truth).
package final class TrainingRun {
  package let state: TrainingState
  private let source: any PairSource
  private let folder: URL
  private let card: ModelCard
  private let loader: BatchLoader

  /// The state's place in an output folder.
  package static func statePath(in folder: String) -> String {
    URL(fileURLWithPath: folder).appendingPathComponent("state.safetensors").path
  }

  /// - Parameter card: what the checkpoint shall say of itself; its steps are filled in.
  package init(_ state: TrainingState, source: any PairSource, folder: String, card: ModelCard) {
    precondition(source.inputChannels == state.options.architecture.inputChannels, "channels differ")
    self.state = state
    self.source = source
    self.folder = URL(fileURLWithPath: folder)
    self.card = card
    loader = BatchLoader(
      source, seed: state.options.seed, size: state.options.size, batch: state.options.batch)
  }

  /// The averaged generator's place.
  package var checkpointPath: String { folder.appendingPathComponent("\(card.domain).safetensors").path }

  /// Trains until the schedule's end, or until `shouldStop` says so; then saves.
  ///
  /// - Parameter report: called after each step with the steps done, its losses and its seconds.
  /// - Throws: ``TrainingError`` when a loss is no longer finite or a file cannot be written.
  package func run(
    shouldStop: () -> Bool = { false },
    report: (_ step: Int, SketchToPictureTrainer.Losses, _ seconds: Double) -> Void
  ) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw TrainingError("\(folder.path) cannot be made: \(error.localizedDescription)")
    }
    let log = try LossLog(folder.appendingPathComponent("losses.csv").path, keepingSteps: state.step)
    let options = state.options
    var savedStep = state.step
    while state.step < options.schedule.steps, !shouldStop() {
      let start = ContinuousClock.now
      let batch = loader.batch(step: state.step)
      let rate = options.schedule.rate(at: state.step)
      let losses = state.trainer.step(sketch: batch.sketch, picture: batch.picture, learningRate: rate)
      guard losses.discriminator.isFinite, losses.adversarial.isFinite, losses.l1.isFinite else {
        throw TrainingError(
          "the losses of step \(state.step + 1) are not finite; the last good state is in \(folder.path)")
      }
      state.average.update(from: state.trainer.generator.parameters)
      state.step += 1
      try log.append(step: state.step, losses: losses, learningRate: rate)
      if state.step % options.saveInterval == 0 {
        try save()
        savedStep = state.step
      }
      if state.step % options.sampleInterval == 0 { try writeSamples() }
      report(state.step, losses, (ContinuousClock.now - start) / .seconds(1))
    }
    if savedStep != state.step { try save() }
  }

  private func save() throws {
    try state.save(to: Self.statePath(in: folder.path))
    var card = card
    card.steps = state.options.earlierSteps + state.step
    try state.checkpoint(card: card).write(to: checkpointPath, half: true)
  }

  private func writeSamples() throws {
    let sheet = try SampleSheet(source, architecture: state.options.architecture)
      .draw(with: state.average.values, size: state.options.size)
    let name = String(format: "samples-%06d.png", state.step)
    try sheet.write(to: folder.appendingPathComponent(name).path)
  }
}
