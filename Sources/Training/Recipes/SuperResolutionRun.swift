import Foundation
import Networks
import Pictures

/// The pictures of an upscaler's recipe.
package struct SuperResolutionData: Sendable {
  /// Of each source, in the recipe's order.
  package let sources: [(name: String, crops: SharpCrops, share: Double)]
  /// Files that could not be used, with the reason.
  package let skipped: [PictureError]
  /// In words; tells the state of a run on other data.
  let words: String

  /// - Parameters:
  ///   - folder: where the sources' folders are looked for.
  ///   - part: the pictures to learn from, or those never learnt from.
  ///   - progress: called from any thread while pictures are read.
  /// - Throws: ``TrainingError`` or `PictureError` where a source cannot be read.
  package init(
    _ recipe: SuperResolutionRecipe, folder: String, part: PicturePairs.Part = .training,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws {
    var skipped: [PictureError] = []
    var words: [String] = []
    sources = try recipe.sources.map { source in
      let path = source.folder.hasPrefix("/") ? source.folder : "\(folder)/\(source.folder)"
      guard PictureFolder.isFolder(path) else {
        throw TrainingError(
          "The pictures \"\(source.folder)\" for \(recipe.name) are not in \(path); Assets/CREDITS.md says where they "
            + "come from. Name the folder that holds them with --data or AICANVAS_DATA.")
      }
      let pictures: SharpCrops.Pictures
      if source.cutouts != nil {
        let set = try CutoutSet(folder: path, limit: source.limit, progress: progress)
        skipped += set.skipped
        pictures = .cutouts(set)
      } else {
        let set = try PictureSet(folder: path, limit: source.limit, progress: progress)
        skipped += set.skipped
        pictures = .pictures(set)
      }
      let crops = SharpCrops(pictures, shrinking: source.shrinking ?? 1, part: part)
      words.append("\(crops.count) \(source.folder) \(source.share)")
      return (source.folder, crops, source.share)
    }
    self.skipped = skipped
    self.words = words.joined(separator: ", ")
  }
}

/// Follows an upscaler's recipe stage by stage, each in a folder of its own, and goes on wherever it was cut.
package final class SuperResolutionRun {
  private let recipe: SuperResolutionRecipe
  private let data: SuperResolutionData
  private let folder: URL
  private let interval: Int
  private let group: any ProcessGroup

  /// - Parameters:
  ///   - folder: holds `stage-1`, `stage-2`, … and, at the end, `NAME.safetensors`.
  ///   - interval: steps between two saves, and between two sample sheets.
  ///   - group: the processes that train together; the folder is read and written by the first alone.
  package init(
    _ recipe: SuperResolutionRecipe, data: SuperResolutionData, folder: String, interval: Int = 500,
    group: any ProcessGroup = SoleProcess()
  ) {
    self.recipe = recipe
    self.data = data
    self.folder = URL(fileURLWithPath: folder)
    self.interval = interval
    self.group = group
  }

  /// Where the finished upscaler lies.
  package var checkpointPath: String { StagedTraining<SuperResolution>.product(recipe.name, in: folder) }

  /// Whether any stage was begun.
  package var isBegun: Bool { StagedTraining<SuperResolution>.isBegun(in: folder) }

  /// Trains until the last stage's end, or until `shouldStop` says so; then saves.
  ///
  /// - Parameters:
  ///   - start: weights to begin with, a training state's or a checkpoint's; nil for fresh ones.
  ///   - report: called after each step.
  /// - Throws: ``TrainingError``, also when the folder holds a run on other data.
  /// - Returns: whether all stages are done.
  package func run(
    from start: String? = nil, shouldStop: () -> Bool = { false }, report: (RecipeRun.Report) -> Void
  ) throws -> Bool {
    let options = recipe.stages.map { stage in
      TrainingOptions(
        model: recipe.configuration, size: stage.size, batch: stage.batch,
        schedule: LearningRateSchedule(base: stage.learningRate, steps: stage.steps, decaySteps: stage.decaySteps),
        seed: stage.seed, data: data.words, saveInterval: interval, sampleInterval: interval)
    }
    let dataset = SuperResolutionDataset(
      data.sources.map { ($0.crops, $0.share) }, scale: recipe.architecture.scale)
    let training = StagedTraining<SuperResolution>(
      folder: folder, name: recipe.name, options: options, dataset: dataset, start: start, group: group)
    return try training.run(shouldStop: shouldStop, report: report) { [self] in try write($0, to: $1) }
  }

  /// The averaged network, for use.
  private func write(_ state: TrainingState<SuperResolution>, to path: String) throws {
    let options = state.options
    let card = ModelCard(
      architecture: recipe.architecture, inputLayout: .unitPicture, nativeSize: options.size, domain: recipe.name,
      titles: recipe.titles, steps: options.earlierSteps + state.step,
      data: recipe.sources.map {
        ModelCard.DataSource(name: $0.folder, licence: $0.licence, credit: $0.credit)
      }, limitations: recipe.limitations)
    let parameters = ParameterArena(recipe.architecture.graph)
    parameters.values.copy(from: state.average.values)
    try GeneratorCheckpoint(card: card, parameters: parameters).write(to: path, half: true)
  }
}
