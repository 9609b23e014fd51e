import Foundation
import Networks

/// Follows a recipe for faces from noise, and goes on wherever it was cut.
package final class NoiseRun {
  private let recipe: NoiseRecipe
  private let data: NoiseData
  private let folder: URL
  private let interval: Int

  /// - Parameters:
  ///   - recipe: of a single kind of faces.
  ///   - folder: holds the state and, after each save, `NAME.safetensors`.
  ///   - interval: steps between two saves, and between two sample sheets.
  package init(_ recipe: NoiseRecipe, data: NoiseData, folder: String, interval: Int = 500) {
    precondition(recipe.kinds.count == 1, "a generator learns one kind of faces")
    self.recipe = recipe
    self.data = data
    self.folder = URL(fileURLWithPath: folder)
    self.interval = interval
  }

  /// Where the generator lies.
  package var checkpointPath: String { folder.appendingPathComponent("\(recipe.name).safetensors").path }

  package var isBegun: Bool { FileManager.default.fileExists(atPath: TrainingFolder.state(in: folder.path)) }

  /// Trains until the last step, or until `shouldStop` says so; then saves.
  ///
  /// - Parameters:
  ///   - start: weights to begin with, a training state's or a checkpoint's; nil for fresh ones.
  ///   - report: called after each step.
  /// - Throws: ``TrainingError``, also when the folder holds a run on other data.
  /// - Returns: whether it is done.
  package func run(
    from start: String? = nil, shouldStop: () -> Bool = { false }, report: (RecipeRun.Report) -> Void
  ) throws -> Bool {
    let state = try self.state(from: start)
    let dataset = NoiseDataset(
      data.faces, latent: recipe.generator.inputChannels, criticSteps: recipe.criticSteps)
    let run = TrainingRun(state, dataset: dataset, folder: folder.path) { [self] state in try write(state) }
    if !state.isFinished {
      try run.run(shouldStop: shouldStop) { step, values, seconds in
        report(
          RecipeRun.Report(
            stage: 0, step: step, steps: state.options.schedule.steps, values: values, losses: NoiseGAN.losses,
            seconds: seconds))
      }
    }
    // A run that was finished before makes its checkpoint anew, should it be gone.
    if state.isFinished, !FileManager.default.fileExists(atPath: checkpointPath) { try write(state) }
    return state.isFinished
  }

  private func state(from start: String?) throws -> TrainingState<NoiseGAN> {
    if isBegun {
      let path = TrainingFolder.state(in: folder.path)
      let state = try TrainingState<NoiseGAN>(path: path)
      guard state.options.data == data.description, state.options.model == recipe.configuration else {
        throw TrainingError(
          "\(path) is another network's, or was trained on other pictures than there are now. Give the same options and "
            + "pictures again, or begin anew in another folder with --out.")
      }
      return state
    }
    let state = TrainingState<NoiseGAN>(
      TrainingOptions(
        model: recipe.configuration, size: recipe.size, batch: recipe.batch,
        schedule: LearningRateSchedule(base: recipe.learningRate, steps: recipe.steps, decaySteps: recipe.decaySteps),
        seed: recipe.seed, earlierSteps: try start.map(TrainingStateHeader.steps(behind:)) ?? 0,
        data: data.description, saveInterval: interval, sampleInterval: interval))
    if let start { try state.start(from: start) }
    return state
  }

  /// The averaged generator, for use.
  private func write(_ state: TrainingState<NoiseGAN>) throws {
    let kind = recipe.kinds[0]
    let card = ModelCard(
      architecture: recipe.generator, inputLayout: InputLayout([.noise(recipe.generator.inputChannels)]),
      nativeSize: recipe.size, domain: recipe.name, titles: kind.titles,
      steps: state.options.earlierSteps + state.step, data: data.credits, limitations: kind.limitations)
    let parameters = NoiseGAN.settled(recipe.generator.graph, weights: state.average.values)
    try GeneratorCheckpoint(card: card, parameters: parameters).write(to: checkpointPath, half: true)
  }
}
