import Files
import Foundation
import Generation
import Kernels
import Networks
import Pictures

/// Follows a classifier's recipe, and goes on wherever it was cut.
package final class ClassifierRun {
  private let recipe: ClassifierRecipe
  private let data: ClassifierData
  private let folder: URL
  private let interval: Int
  private let group: any ProcessGroup

  /// - Parameters:
  ///   - folder: holds the state and, after each save, `NAME.safetensors`.
  ///   - interval: steps between two saves, and between two sample sheets.
  ///   - group: the processes that train together; the folder is read and written by the first alone.
  package init(
    _ recipe: ClassifierRecipe, data: ClassifierData, folder: String, interval: Int = 500,
    group: any ProcessGroup = SoleProcess()
  ) {
    self.recipe = recipe
    self.data = data
    self.folder = URL(fileURLWithPath: folder)
    self.interval = interval
    self.group = group
  }

  /// Where the classifier lies.
  package var checkpointPath: String { folder.appendingPathComponent("\(recipe.name).safetensors").path }

  package var isBegun: Bool { FileManager.default.fileExists(atPath: TrainingFolder.state(in: folder.path)) }

  /// Trains until the last step, or until `shouldStop` says so; then saves.
  ///
  /// - Parameter report: called after each step.
  /// - Throws: ``TrainingError``, also when the folder holds a run on other data.
  /// - Returns: whether it is done; then the checkpoint's card holds what was measured on held-out pictures.
  package func run(shouldStop: () -> Bool = { false }, report: (RecipeRun.Report) -> Void) throws -> Bool {
    let stage = TrainingStage<Classifier>(
      folder: folder,
      options: TrainingOptions(
        model: recipe.configuration, size: recipe.size, batch: recipe.batch,
        schedule: LearningRateSchedule(base: recipe.learningRate, steps: recipe.steps, decaySteps: recipe.decaySteps),
        seed: recipe.seed, data: data.description, saveInterval: interval, sampleInterval: interval),
      dataset: LabelledDataset(data.learnt, drawnShare: recipe.drawnShare), group: group)
    let state = try stage.run(from: nil, shouldStop: shouldStop, report: report) { [self] state in try write(state) }
    // A run that was finished before makes its checkpoint anew, should it be gone.
    if state.isFinished, group.isFirst, !FileManager.default.fileExists(atPath: checkpointPath) { try write(state) }
    return state.isFinished
  }

  /// The averaged classifier, for use, with what it makes of the held-out pictures.
  private func write(_ state: TrainingState<Classifier>) throws {
    let parameters = ParameterArena(recipe.configuration.network.graph)
    parameters.values.copy(from: state.average.values)
    var card = ClassifierCard(
      inputChannels: FormChannels.count, width: recipe.width, size: recipe.size,
      classes: recipe.classes.map { ClassifierCard.PictureClass(name: $0.name, words: $0.words) }, steps: state.step,
      data: data.credits, heldOutData: data.heldOutCredits, limitations: recipe.limitations)
    let recogniser = try PictureRecogniser(ClassifierCheckpoint(card: card, parameters: parameters))
    var all: [PictureRecogniser.Guess] = []
    for (number, things) in data.heldOut.enumerated() {
      let guesses = things.map { recogniser.guess(Self.onPaper($0), rightClass: number) }
      card.classes[number].heldOut = ClassifierCard.Recall(guesses)
      all += guesses
    }
    card.heldOut = ClassifierCard.Recall(all)
    try ClassifierCheckpoint(card: card, parameters: parameters).write(to: checkpointPath)
  }

  /// As the reference pictures of the judges lie: on a sheet of nearly white, with a margin.
  private static func onPaper(_ thing: Cutout) -> Image {
    let side = thing.colours.width
    let framed = thing.framed(side: side * 5 / 4, margin: side / 8)
    return framed.over(Image(width: side * 5 / 4, height: side * 5 / 4, red: 246, green: 246, blue: 250))
  }
}

extension ClassifierCard.Recall {
  /// - Returns: nil for no guesses.
  init?(_ guesses: [PictureRecogniser.Guess]) {
    guard !guesses.isEmpty else { return nil }
    func share(_ places: Int) -> Double {
      Double(guesses.count { $0.place < places }) / Double(guesses.count)
    }
    self.init(pictures: guesses.count, top1: share(1), top3: share(3))
  }
}
