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
  private let group: any ProcessGroup

  /// - Parameters:
  ///   - folder: holds `stage-1`, `stage-2`, … and, at the end, `NAME.safetensors`.
  ///   - startCheckpoint: the weights that the first stage begins with; nil for fresh ones.
  ///   - startDomain: of a checkpoint that makes several domains, the one to begin with.
  ///   - group: the processes that train together; the folder and the weights are read and written by the first alone.
  package init(
    _ recipe: Recipe, data: TrainingData, folder: String, startCheckpoint: String?, startDomain: String? = nil,
    interval: Int = 500, group: any ProcessGroup = SoleProcess()
  ) {
    self.recipe = recipe
    self.data = data
    self.folder = URL(fileURLWithPath: folder)
    self.startCheckpoint = startCheckpoint
    self.startDomain = startDomain
    self.interval = interval
    self.group = group
  }

  /// Where the finished generator lies.
  package var checkpointPath: String { StagedTraining<Pix2Pix>.product(recipe.name, in: folder) }

  /// Whether any stage was begun.
  package var isBegun: Bool { StagedTraining<Pix2Pix>.isBegun(in: folder) }

  /// Trains until the last stage's end, or until `shouldStop` says so; then saves.
  ///
  /// - Parameter report: called after each step.
  /// - Throws: ``TrainingError``, also when the folder holds a run on other data.
  /// - Returns: whether all stages are done.
  package func run(shouldStop: () -> Bool = { false }, report: (Report) -> Void) throws -> Bool {
    switch recipe.model ?? .pix2pix {
    case .pix2pix:
      let training = StagedTraining<Pix2Pix>(
        folder: folder, name: recipe.name,
        options: recipe.stages.map { stage in
          TrainingOptions(
            model: pix2pix(stage), size: stage.size, batch: stage.batch,
            schedule: LearningRateSchedule(base: stage.learningRate, steps: stage.steps, decaySteps: stage.decaySteps),
            seed: stage.seed, data: data.description, saveInterval: interval, sampleInterval: interval)
        }, dataset: data.dataset, start: startCheckpoint, startDomain: startDomain,
        group: group)
      return try training.run(shouldStop: shouldStop, report: report) { [self] in try writeGenerator($0, to: $1) }
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
    let isPortrait = recipe.makesPortraits
    guard let layout = recipe.layout, let palettes = data.palettes(layout, mostlyBright: !isPortrait) else {
      return (nil, nil)
    }
    guard isPortrait else { return palettesInUse(palettes, of: recipe.name, hasOwn: recipe.hasOwnColours == true) }
    // A face that lies half in shadow, or hair that covers it, gives a palette of no face.
    let own = palettes.filter { $0.main.isOfSkin }
    return own.isEmpty ? (palettes, nil) : (own + palettes.filter { !$0.main.isOfSkin }, own.count)
  }()
  private lazy var domainPalettes: [(palettes: [Palette]?, own: Int?)] = (recipe.domains ?? []).map { domain in
    guard let layout = recipe.layout,
      let palettes = data.palettes(layout, domain: domain.name, mostlyBright: true)
    else { return (nil, nil) }
    return palettesInUse(palettes, of: domain.name, hasOwn: domain.hasOwnColours == true)
  }

  /// The palettes behind those of the domain's own, where it has some.
  private func palettesInUse(
    _ palettes: [Palette], of domain: String, hasOwn: Bool
  ) -> (palettes: [Palette]?, own: Int?) {
    let own = hasOwn ? data.ownPalettes(domain: domain) : []
    return (own + palettes, own.isEmpty ? nil : own.count)
  }

  /// Side of the largest pictures that training showed, whole or in parts.
  private func nativeSize(_ size: Int) -> Int { (recipe.closeUps ?? 0) > 0 ? 2 * size : size }

  /// Of the weights that the first stage begins with. A training's state has none; its generator lies beside it.
  private var startCard: ModelCard? {
    guard let startCheckpoint else { return nil }
    if let card = try? GeneratorCheckpoint.card(path: startCheckpoint) { return card }
    let folder = URL(fileURLWithPath: startCheckpoint).deletingLastPathComponent()
    return try? GeneratorCheckpoint.card(path: StagedTraining<Pix2Pix>.product(recipe.name, in: folder))
  }

  /// The averaged generator, for use.
  private func writeGenerator(_ state: TrainingState<Pix2Pix>, to path: String) throws {
    let options = state.options
    // Whatever the first weights were trained on has its part in the result.
    let earlier = startCard?.data ?? []
    let domains = recipe.domains?.enumerated().map { number, domain in
      ModelCard.Domain(
        name: domain.name, titles: domain.titles, data: data.credits(of: domain.name),
        limitations: domain.limitations ?? [], palettes: domainPalettes[number].palettes?.map(\.hex),
        ownPalettes: domainPalettes[number].own, makesFaces: domain.makesFaces,
        coloursRegions: domain.coloursRegions)
    }
    let card = ModelCard(
      architecture: options.model.architecture, inputLayout: options.model.inputLayout,
      nativeSize: nativeSize(options.size), hasFixedSize: recipe.hasFixedSize,
      domain: recipe.name, titles: recipe.titles, steps: options.earlierSteps + state.step,
      data: data.credits + earlier.filter { !data.credits.contains($0) }, limitations: recipe.limitations,
      palettes: domains == nil ? palettes.palettes?.map(\.hex) : nil,
      ownPalettes: domains == nil ? palettes.own : nil, makesFaces: recipe.makesFaces,
      coloursRegions: recipe.coloursRegions, domains: domains)
    let parameters = ParameterArena(options.model.architecture.graph)
    parameters.values.copy(from: state.average.values)
    try GeneratorCheckpoint(card: card, parameters: parameters).write(to: path, half: true)
  }
}
