import Files
import Foundation
import Networks
import Pictures

/// Follows a cartoon generator's recipe stage by stage, each in a folder of its own, and goes on wherever it was cut.
package final class CartoonRun {
  private let recipe: CartoonRecipe
  private let dataset: CartoonDataset
  private let dataWords: String
  private let contentWeights: String?
  private let folder: URL
  private let interval: Int

  /// Files that could not be used, with the reason.
  package let skipped: [PictureError]

  /// - Parameters:
  ///   - data: where the sources' folders are looked for.
  ///   - contentWeights: the file of the content network's weights, where the recipe needs one.
  ///   - folder: holds `stage-1`, `stage-2`, … and, at the end, `NAME.safetensors`.
  ///   - interval: steps between two saves, and between two sample sheets.
  ///   - progress: called from any thread while pictures are read.
  /// - Throws: ``TrainingError`` or `PictureError` where a source cannot be read.
  package init(
    _ recipe: CartoonRecipe, data: String, contentWeights: String?, folder: String, interval: Int = 500,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws {
    self.recipe = recipe
    self.contentWeights = contentWeights
    self.folder = URL(fileURLWithPath: folder)
    self.interval = interval
    var skipped: [PictureError] = []
    var words: [String] = []
    func open(
      _ sources: [CartoonRecipe.Source], _ kind: PictureCrops.Kind
    ) throws -> [(crops: PictureCrops, share: Double)] {
      try sources.map { source in
        let path = source.folder.hasPrefix("/") ? source.folder : "\(data)/\(source.folder)"
        guard PictureFolder.isFolder(path) else {
          throw TrainingError(
            "The pictures \"\(source.folder)\" for \(recipe.name) are not in \(path); Assets/CREDITS.md says where they "
              + "come from. Name the folder that holds them with --data or AICANVAS_DATA.")
        }
        let set = try PictureSet(folder: path, limit: source.limit, progress: progress)
        skipped += set.skipped
        words.append("\(set.count) \(source.folder) \(source.share)")
        return (PictureCrops(set, kind), source.share)
      }
    }
    dataset = CartoonDataset(
      photos: try open(recipe.photos, .photograph), cartoons: try open(recipe.cartoons, .drawing))
    self.skipped = skipped
    dataWords = words.joined(separator: ", ")
  }

  /// Where the finished generator lies.
  package var checkpointPath: String { folder.appendingPathComponent("\(recipe.name).safetensors").path }

  /// Whether any stage was begun.
  package var isBegun: Bool { FileManager.default.fileExists(atPath: statePath(0)) }

  /// Trains until the last stage's end, or until `shouldStop` says so; then saves.
  ///
  /// - Parameter report: called after each step.
  /// - Throws: ``TrainingError``, also when the folder holds a run on other data.
  /// - Returns: whether all stages are done.
  package func run(shouldStop: () -> Bool = { false }, report: (RecipeRun.Report) -> Void) throws -> Bool {
    for (number, stage) in recipe.stages.enumerated() {
      let state = try state(of: stage, number: number)
      let product = stageFolder(number).appendingPathComponent("\(recipe.name).safetensors").path
      let run = TrainingRun(state, dataset: dataset, folder: stageFolder(number).path) { [self] state in
        try write(state, to: product)
      }
      if !state.isFinished {
        try run.run(shouldStop: shouldStop) { step, values, seconds in
          report(
            RecipeRun.Report(
              stage: number, step: step, steps: state.options.schedule.steps, values: values,
              losses: CartoonGAN.losses, seconds: seconds))
        }
      }
      guard state.isFinished else { return false }
      if number == recipe.stages.count - 1 {
        do {
          try AtomicFile.write(try SystemFile.read(product, limit: .max), to: checkpointPath)
        } catch {
          throw TrainingError("\(checkpointPath) cannot be written; the generator lies in \(product).")
        }
      }
    }
    return true
  }

  private func stageFolder(_ number: Int) -> URL { folder.appendingPathComponent("stage-\(number + 1)") }

  private func statePath(_ number: Int) -> String { TrainingFolder.state(in: stageFolder(number).path) }

  private func state(of stage: CartoonRecipe.Stage, number: Int) throws -> TrainingState<CartoonGAN> {
    let path = statePath(number)
    if FileManager.default.fileExists(atPath: path) {
      let state = try TrainingState<CartoonGAN>(path: path)
      guard state.options.data == dataWords else {
        throw TrainingError(
          "\(path) was trained on other pictures than there are now. Give the same ones again, or begin anew in another "
            + "folder with --out.")
      }
      return state
    }
    let configuration = recipe.configuration(stage, contentWeights: contentWeights)
    do {
      try configuration.validate(size: stage.size)
    } catch {
      throw TrainingError("The recipe of \(recipe.name) cannot be followed: it has \(error).")
    }
    let start = number == 0 ? nil : statePath(number - 1)
    let state = TrainingState<CartoonGAN>(
      TrainingOptions(
        model: configuration, size: stage.size, batch: stage.batch,
        schedule: LearningRateSchedule(base: stage.learningRate, steps: stage.steps, decaySteps: stage.decaySteps),
        seed: stage.seed, earlierSteps: try start.map(TrainingStateHeader.steps(behind:)) ?? 0, data: dataWords,
        saveInterval: interval, sampleInterval: interval))
    if let start { try state.start(from: start) }
    return state
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
