import Foundation
import Networks

/// Follows a recipe for faces from noise, and goes on wherever it was cut.
package final class NoiseRun {
  private let recipe: NoiseRecipe
  private let data: NoiseData
  private let folder: URL
  private let interval: Int
  private let group: any ProcessGroup

  /// - Parameters:
  ///   - recipe: of a single kind of faces.
  ///   - folder: holds the state and, after each save, `NAME.safetensors`.
  ///   - interval: steps between two saves, and between two sample sheets.
  ///   - group: the processes that train together; the folder is read and written by the first alone.
  package init(
    _ recipe: NoiseRecipe, data: NoiseData, folder: String, interval: Int = 500,
    group: any ProcessGroup = SoleProcess()
  ) {
    precondition(recipe.kinds.count == 1, "a generator learns one kind of faces")
    self.recipe = recipe
    self.data = data
    self.folder = URL(fileURLWithPath: folder)
    self.interval = interval
    self.group = group
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
    let dataset = NoiseDataset(
      data.faces, latent: recipe.generator.inputChannels, criticSteps: recipe.criticSteps)
    let state = try stage(dataset).run(
      from: start, isOwn: { [recipe] in $0.model == recipe.configuration }, shouldStop: shouldStop, report: report
    ) { [self] state in try write(state) }
    // A run that was finished before makes its checkpoint anew, should it be gone.
    if state.isFinished, group.isFirst, !FileManager.default.fileExists(atPath: checkpointPath) { try write(state) }
    return state.isFinished
  }

  private func stage(_ dataset: any Dataset) -> TrainingStage<NoiseGAN> {
    TrainingStage(
      folder: folder,
      options: TrainingOptions(
        model: recipe.configuration, size: recipe.size, batch: recipe.batch,
        schedule: LearningRateSchedule(base: recipe.learningRate, steps: recipe.steps, decaySteps: recipe.decaySteps),
        seed: recipe.seed, data: data.description, saveInterval: interval, sampleInterval: interval),
      dataset: dataset, group: group)
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
