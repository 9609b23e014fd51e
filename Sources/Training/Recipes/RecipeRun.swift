import Foundation
import Networks
import Pictures

/// Follows a recipe stage by stage, each in a folder of its own, and goes on wherever it was cut.
package final class RecipeRun {
  private let recipe: Recipe
  private let data: TrainingData
  private let folder: URL
  private let startCheckpoint: String?
  /// Steps between two saves, and between two sample sheets.
  private let interval: Int

  /// - Parameters:
  ///   - folder: holds `stage-1`, `stage-2`, … and, at the end, `NAME.safetensors`.
  ///   - startCheckpoint: the weights that the first stage begins with; nil for fresh ones.
  package init(
    _ recipe: Recipe, data: TrainingData, folder: String, startCheckpoint: String?, interval: Int = 500
  ) {
    self.recipe = recipe
    self.data = data
    self.folder = URL(fileURLWithPath: folder)
    self.startCheckpoint = startCheckpoint
    self.interval = interval
  }

  /// Where the finished generator lies.
  package var checkpointPath: String { folder.appendingPathComponent("\(recipe.name).safetensors").path }

  /// Whether any stage was begun.
  package var isBegun: Bool { FileManager.default.fileExists(atPath: TrainingRun.statePath(in: stageFolder(0))) }

  /// Trains until the last stage's end, or until `shouldStop` says so; then saves.
  ///
  /// - Parameter report: called after each step with the stage's number, the run and the losses.
  /// - Throws: ``TrainingError``, also when the folder holds a run on other data.
  /// - Returns: whether all stages are done.
  package func run(
    shouldStop: () -> Bool = { false },
    report: (_ stage: Int, _ state: TrainingState, SketchToPictureTrainer.Losses, _ seconds: Double) -> Void
  ) throws -> Bool {
    for (number, stage) in recipe.stages.enumerated() {
      let state = try state(of: stage, number: number)
      let run = TrainingRun(state, source: data.pairs, folder: stageFolder(number), card: card(state.options))
      if state.step < state.options.schedule.steps {
        try run.run(shouldStop: shouldStop) { _, losses, seconds in report(number, state, losses, seconds) }
      }
      guard state.step >= state.options.schedule.steps else { return false }
      if number == recipe.stages.count - 1 { try finish(run.checkpointPath) }
    }
    return true
  }

  private func stageFolder(_ number: Int) -> String { folder.appendingPathComponent("stage-\(number + 1)").path }

  private func state(of stage: Recipe.Stage, number: Int) throws -> TrainingState {
    let path = TrainingRun.statePath(in: stageFolder(number))
    if FileManager.default.fileExists(atPath: path) {
      let state = try TrainingState(path: path)
      if let before = state.options.data, before != data.description {
        throw TrainingError(
          "\(path) was trained on other data (\(before)) than there is now (\(data.description)). Give the same "
            + "options and pictures again, or begin anew in another folder with --out.")
      }
      return state
    }
    let start = number == 0 ? startCheckpoint : TrainingRun.statePath(in: stageFolder(number - 1))
    let options = TrainingOptions(
      size: stage.size, architecture: recipe.architecture, discriminatorWidth: recipe.discriminatorWidth,
      batch: stage.batch,
      schedule: LearningRateSchedule(base: stage.learningRate, steps: stage.steps, decaySteps: stage.decaySteps),
      l1Weight: stage.lambda, seed: stage.seed, earlierSteps: try start.map(TrainingState.steps(behind:)) ?? 0,
      data: data.description, saveInterval: interval, sampleInterval: interval)
    let state = TrainingState(options)
    if let start { try state.start(from: start) }
    return state
  }

  private func finish(_ path: String) throws {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      try data.write(to: URL(fileURLWithPath: checkpointPath), options: .atomic)
    } catch {
      throw TrainingError("\(checkpointPath) cannot be written; the generator lies in \(path).")
    }
  }

  /// What the checkpoint shall say of itself; steps are filled in as it is trained.
  private func card(_ options: TrainingOptions) -> ModelCard {
    // Whatever the first weights were trained on has its part in the result.
    let earlier = startCheckpoint.flatMap { try? GeneratorCheckpoint.card(path: $0) }?.data ?? []
    return ModelCard(
      architecture: options.architecture, nativeSize: options.size, domain: recipe.name, titles: recipe.titles,
      data: data.credits + earlier.filter { !data.credits.contains($0) }, limitations: recipe.limitations)
  }
}
