import Files
import Foundation
import Networks
import Pictures

/// Follows a recipe stage by stage, each in a folder of its own, and goes on wherever it was cut.
package final class RecipeRun {
  /// One step of one stage.
  package struct Report {
    /// Counted from 0.
    package let stage: Int
    package let step: Int
    /// Of the stage.
    package let steps: Int
    /// In the order of ``losses``.
    package let values: [Double]
    package let losses: [LossDescription]
    package let seconds: Double
  }

  private let recipe: Recipe
  private let data: TrainingData
  private let folder: URL
  private let startCheckpoint: String?
  private let startDomain: String?
  /// Steps between two saves, and between two sample sheets.
  private let interval: Int

  /// - Parameters:
  ///   - folder: holds `stage-1`, `stage-2`, … and, at the end, `NAME.safetensors`.
  ///   - startCheckpoint: the weights that the first stage begins with; nil for fresh ones.
  ///   - startDomain: of a checkpoint that makes several domains, the one to begin with.
  package init(
    _ recipe: Recipe, data: TrainingData, folder: String, startCheckpoint: String?, startDomain: String? = nil,
    interval: Int = 500
  ) {
    self.recipe = recipe
    self.data = data
    self.folder = URL(fileURLWithPath: folder)
    self.startCheckpoint = startCheckpoint
    self.startDomain = startDomain
    self.interval = interval
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
  package func run(shouldStop: () -> Bool = { false }, report: (Report) -> Void) throws -> Bool {
    switch recipe.model ?? .pix2pix {
    case .pix2pix:
      try run(shouldStop: shouldStop, report: report, configuration: pix2pix) { [self] in try writeGenerator($0, to: $1)
      }
    }
  }

  /// All stages of one kind of model.
  ///
  /// - Parameters:
  ///   - configuration: of a stage.
  ///   - export: writes the product of a state to a path.
  private func run<Model: TrainableModel>(
    shouldStop: () -> Bool, report: (Report) -> Void, configuration: (Recipe.Stage) -> Model.Configuration,
    export: @escaping (TrainingState<Model>, _ path: String) throws -> Void
  ) throws -> Bool {
    for (number, stage) in recipe.stages.enumerated() {
      let state: TrainingState<Model> = try state(of: stage, number: number, configuration(stage))
      let product = stageFolder(number).appendingPathComponent("\(recipe.name).safetensors").path
      let run = TrainingRun(state, dataset: data.dataset, folder: stageFolder(number).path) { try export($0, product) }
      if !state.isFinished {
        try run.run(shouldStop: shouldStop) { step, values, seconds in
          report(
            Report(
              stage: number, step: step, steps: state.options.schedule.steps, values: values, losses: Model.losses,
              seconds: seconds))
        }
      }
      guard state.isFinished else { return false }
      if number == recipe.stages.count - 1 { try finish(product) }
    }
    return true
  }

  private func stageFolder(_ number: Int) -> URL { folder.appendingPathComponent("stage-\(number + 1)") }

  private func statePath(_ number: Int) -> String { TrainingFolder.state(in: stageFolder(number).path) }

  private func state<Model: TrainableModel>(
    of stage: Recipe.Stage, number: Int, _ configuration: Model.Configuration
  ) throws -> TrainingState<Model> {
    let path = statePath(number)
    if FileManager.default.fileExists(atPath: path) {
      let state = try TrainingState<Model>(path: path)
      if let before = state.options.data, before != data.description {
        throw TrainingError(
          "\(path) was trained on other data (\(before)) than there is now (\(data.description)). Give the same "
            + "options and pictures again, or begin anew in another folder with --out.")
      }
      return state
    }
    let start = number == 0 ? startCheckpoint : statePath(number - 1)
    let state = TrainingState<Model>(
      TrainingOptions(
        model: configuration, size: stage.size, batch: stage.batch,
        schedule: LearningRateSchedule(base: stage.learningRate, steps: stage.steps, decaySteps: stage.decaySteps),
        seed: stage.seed, earlierSteps: try start.map(TrainingStateHeader.steps(behind:)) ?? 0, data: data.description,
        saveInterval: interval, sampleInterval: interval))
    if let start { try state.start(from: start, domain: startDomain) }
    return state
  }

  private func finish(_ path: String) throws {
    do {
      try AtomicFile.write(try SystemFile.read(path, limit: .max), to: checkpointPath)
    } catch {
      throw TrainingError("\(checkpointPath) cannot be written; the generator lies in \(path).")
    }
  }

  // MARK: - pix2pix

  private func pix2pix(_ stage: Recipe.Stage) -> Pix2Pix.Configuration {
    Pix2Pix.Configuration(
      architecture: recipe.architecture, inputLayout: recipe.layout, discriminatorWidth: recipe.discriminatorWidth,
      loss: recipe.loss ?? .leastSquares, l1Weight: stage.lambda, featureWeight: recipe.featureWeight,
      discriminatorScales: recipe.discriminatorScales, discriminatorNorm: recipe.discriminatorNorm)
  }

  /// What a drawing's palette is chosen from; for each domain its own.
  private lazy var palettes: (palettes: [Palette]?, own: Int?) = {
    guard let palettes = recipe.layout.flatMap({ data.palettes($0) }) else { return (nil, nil) }
    guard recipe.sources.contains(where: { $0.portraits != nil }) else { return (palettes, nil) }
    // A face that lies half in shadow, or hair that covers it, gives a palette of no face.
    let own = palettes.filter { $0.main.isOfSkin }
    return own.isEmpty ? (palettes, nil) : (own + palettes.filter { !$0.main.isOfSkin }, own.count)
  }()
  private lazy var domainPalettes: [(palettes: [Palette]?, own: Int?)] = (recipe.domains ?? []).map { domain in
    guard let palettes = recipe.layout.flatMap({ data.palettes($0, domain: domain.name) }) else { return (nil, nil) }
    let own = domain.hasOwnColours == true ? data.ownPalettes(domain: domain.name) : []
    return (own + palettes, own.isEmpty ? nil : own.count)
  }

  /// Side of the largest pictures that training showed, whole or in parts.
  private func nativeSize(_ size: Int) -> Int { (recipe.closeUps ?? 0) > 0 ? 2 * size : size }

  /// The averaged generator, for use.
  private func writeGenerator(_ state: TrainingState<Pix2Pix>, to path: String) throws {
    let options = state.options
    // Whatever the first weights were trained on has its part in the result.
    let earlier = startCheckpoint.flatMap { try? GeneratorCheckpoint.card(path: $0) }?.data ?? []
    let domains = recipe.domains?.enumerated().map { number, domain in
      ModelCard.Domain(
        name: domain.name, titles: domain.titles, data: data.credits(of: domain.name),
        limitations: domain.limitations ?? [], palettes: domainPalettes[number].palettes?.map(\.hex),
        ownPalettes: domainPalettes[number].own)
    }
    let card = ModelCard(
      architecture: options.model.architecture, inputLayout: options.model.inputLayout,
      nativeSize: nativeSize(options.size),
      domain: recipe.name, titles: recipe.titles, steps: options.earlierSteps + state.step,
      data: data.credits + earlier.filter { !data.credits.contains($0) }, limitations: recipe.limitations,
      palettes: domains == nil ? palettes.palettes?.map(\.hex) : nil,
      ownPalettes: domains == nil ? palettes.own : nil, domains: domains)
    let parameters = ParameterArena(options.model.architecture.graph)
    parameters.values.copy(from: state.average.values)
    try GeneratorCheckpoint(card: card, parameters: parameters).write(to: path, half: true)
  }
}
