import Foundation
import Networks
import Pictures

/// Follows a cartoon generator's recipe stage by stage, each in a folder of its own, and goes on wherever it was cut.
package final class CartoonRun {
  private let recipe: CartoonRecipe
  private let data: CartoonData
  private let contentWeights: String?
  private let folder: URL
  private let interval: Int
  private let group: any ProcessGroup

  /// - Parameters:
  ///   - contentWeights: the file of the content network's weights, where the recipe needs one.
  ///   - folder: holds `stage-1`, `stage-2`, … and, at the end, `NAME.safetensors`.
  ///   - interval: steps between two saves, and between two sample sheets.
  ///   - group: the processes that train together; the folder is read and written by the first alone.
  package init(
    _ recipe: CartoonRecipe, data: CartoonData, contentWeights: String?, folder: String, interval: Int = 500,
    group: any ProcessGroup = SoleProcess()
  ) {
    self.recipe = recipe
    self.data = data
    self.contentWeights = contentWeights
    self.folder = URL(fileURLWithPath: folder)
    self.interval = interval
    self.group = group
  }

  /// Where the finished generator lies.
  package var checkpointPath: String { StagedTraining<CartoonGAN>.product(recipe.name, in: folder) }

  /// Whether any stage was begun.
  package var isBegun: Bool { StagedTraining<CartoonGAN>.isBegun(in: folder) }

  /// Trains until the last stage's end, or until `shouldStop` says so; then saves.
  ///
  /// - Parameter report: called after each step.
  /// - Throws: ``TrainingError``, also when the folder holds a run on other data, or the content network cannot be read.
  /// - Returns: whether all stages are done.
  package func run(shouldStop: () -> Bool = { false }, report: (RecipeRun.Report) -> Void) throws -> Bool {
    let options = try recipe.stages.map { stage in
      let configuration = recipe.configuration(stage, contentWeights: contentWeights)
      do throws(ArchitectureError) {
        try configuration.validate(size: stage.size)
      } catch {
        throw TrainingError("The recipe of \(recipe.name) cannot be followed: it has \(error).")
      }
      return TrainingOptions(
        model: configuration, size: stage.size, batch: stage.batch,
        schedule: LearningRateSchedule(base: stage.learningRate, steps: stage.steps, decaySteps: stage.decaySteps),
        seed: stage.seed, data: data.words, saveInterval: interval, sampleInterval: interval)
    }
    let training = StagedTraining<CartoonGAN>(
      folder: folder, name: recipe.name, options: options, dataset: data.dataset, group: group)
    return try training.run(shouldStop: shouldStop, report: report) { [self] in try write($0, to: $1) }
  }

  /// The averaged generator, for use.
  private func write(_ state: TrainingState<CartoonGAN>, to path: String) throws {
    let options = state.options
    let card = ModelCard(
      architecture: options.model.architecture, inputLayout: .picture, nativeSize: options.size, domain: recipe.name,
      titles: recipe.titles, steps: options.earlierSteps + state.step,
      data: (recipe.photos + recipe.cartoons).map {
        ModelCard.DataSource(name: $0.folder, licence: $0.licence, credit: $0.credit)
      }, limitations: recipe.limitations)
    let parameters = ParameterArena(options.model.architecture.graph)
    parameters.values.copy(from: state.average.values)
    try GeneratorCheckpoint(card: card, parameters: parameters).write(to: path, half: true)
  }
}
