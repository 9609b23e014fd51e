import Files
import Foundation

/// One stage of training in a folder of its own: begun there, or gone on with wherever it was cut.
struct TrainingStage<Model: TrainableModel> {
  let folder: URL
  /// Of a stage that begins; their `data` tells the state of another run from one of this.
  var options: TrainingOptions<Model.Configuration>
  let dataset: any Dataset
  /// Counted from 0.
  var number = 0
  /// The processes that train together; the folder is the first one's alone.
  var group: any ProcessGroup = SoleProcess()

  /// Whether the folder holds a state.
  var isBegun: Bool { FileManager.default.fileExists(atPath: statePath) }

  var statePath: String { TrainingFolder.state(in: folder.path) }

  /// Trains until the last step, or until `shouldStop` says so; then saves.
  ///
  /// - Parameters:
  ///   - start: weights to begin with, a training state's or a checkpoint's; nil for fresh ones.
  ///   - domain: of a checkpoint that makes several domains, the one to begin with.
  ///   - isOwn: whether a state with these options may be gone on with, beside having seen the same data.
  ///   - report: called after each step.
  ///   - export: writes the product for use; called at each save.
  /// - Throws: ``TrainingError``, also when the folder holds another run.
  /// - Returns: the state as it is then, finished or not.
  func run(
    from start: String?, domain: String? = nil,
    isOwn: (TrainingOptions<Model.Configuration>) -> Bool = { _ in true }, shouldStop: () -> Bool,
    report: (RecipeRun.Report) -> Void, export: @escaping (TrainingState<Model>) throws -> Void
  ) throws -> TrainingState<Model> {
    let state = try self.state(from: start, domain: domain, isOwn: isOwn)
    guard !state.isFinished else { return state }
    try TrainingRun(state, dataset: dataset, folder: folder.path, group: group, export: export).run(
      shouldStop: shouldStop
    ) {
      step, values, seconds in
      report(
        RecipeRun.Report(
          stage: number, step: step, steps: state.options.schedule.steps, values: values, losses: Model.losses,
          seconds: seconds))
    }
    return state
  }

  /// The state of the folder or a fresh one, the same in all processes.
  private func state(
    from start: String?, domain: String?, isOwn: (TrainingOptions<Model.Configuration>) -> Bool
  ) throws -> TrainingState<Model> {
    guard group.isFirst else {
      let state = try TrainingState<Model>(from: group)
      guard sees(state.options), isOwn(state.options) else {
        throw TrainingError(
          "This process does not see the same pictures as the first one, or was started with other options. All machines "
            + "need the same files in the folder of --data.")
      }
      return state
    }
    let state = try ownState(from: start, domain: domain, isOwn: isOwn)
    try state.share(with: group)
    return state
  }

  /// Whether a state learnt from the same pictures. Files of the first version do not tell what they saw.
  private func sees(_ saved: TrainingOptions<Model.Configuration>) -> Bool {
    saved.data == nil || saved.data == options.data
  }

  private func ownState(
    from start: String?, domain: String?, isOwn: (TrainingOptions<Model.Configuration>) -> Bool
  ) throws -> TrainingState<Model> {
    if isBegun {
      let state = try TrainingState<Model>(path: statePath)
      guard sees(state.options), isOwn(state.options) else {
        throw TrainingError(
          "\(statePath) is another run's: it was trained on other pictures than there are now, or with other options. "
            + "Give the same ones again, or begin anew in another folder with --out.")
      }
      return state
    }
    var options = options
    options.earlierSteps = try start.map(TrainingStateHeader.steps(behind:)) ?? 0
    let state = TrainingState<Model>(options)
    if let start { try state.start(from: start, domain: domain) }
    return state
  }
}

/// Stages one after the other in the folders `stage-1`, `stage-2`, …: each begins with the weights that the one before
/// ended with, and what the last one makes is the run's.
struct StagedTraining<Model: TrainableModel> {
  let folder: URL
  /// Of the product's file, without its ending.
  let name: String
  /// Of each stage.
  let options: [TrainingOptions<Model.Configuration>]
  let dataset: any Dataset
  /// What the first stage begins with; nil for fresh weights. See `TrainingStage.run`.
  var start: String?
  var startDomain: String?
  /// The processes that train together; the folder is the first one's alone.
  var group: any ProcessGroup = SoleProcess()

  /// Trains until the last stage's end, or until `shouldStop` says so; then saves.
  ///
  /// - Parameter export: writes the product of a state to a path.
  /// - Returns: whether all stages are done; then the product lies in the run's own folder.
  func run(
    shouldStop: () -> Bool, report: (RecipeRun.Report) -> Void,
    export: @escaping (TrainingState<Model>, _ path: String) throws -> Void
  ) throws -> Bool {
    var start = start
    var product = ""
    for (number, options) in options.enumerated() {
      let stage = TrainingStage<Model>(
        folder: folder.appendingPathComponent("stage-\(number + 1)"), options: options, dataset: dataset,
        number: number, group: group)
      product = stage.folder.appendingPathComponent("\(name).safetensors").path
      let state = try stage.run(
        from: start, domain: startDomain, shouldStop: shouldStop, report: report
      ) { [product] in try export($0, product) }
      guard state.isFinished else { return false }
      start = stage.statePath
    }
    guard group.isFirst else { return true }
    let path = Self.product(name, in: folder)
    do {
      try AtomicFile.write(try SystemFile.read(product, limit: .max), to: path)
    } catch {
      throw TrainingError("\(path) cannot be written; the generator lies in \(product).")
    }
    return true
  }

  /// Where the finished product lies.
  static func product(_ name: String, in folder: URL) -> String {
    folder.appendingPathComponent("\(name).safetensors").path
  }

  /// Whether the first stage was begun.
  static func isBegun(in folder: URL) -> Bool {
    FileManager.default.fileExists(
      atPath: TrainingFolder.state(in: folder.appendingPathComponent("stage-1").path))
  }
}
