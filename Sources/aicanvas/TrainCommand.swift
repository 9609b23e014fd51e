import ArgumentParser
import Foundation
import Networks
import Pictures
import Studio
import Training

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a generator: a shipped one again, or your own from a folder of pictures.",
    discussion: """
      `aicanvas train panda` follows the recipe Assets/Recipes/panda.json and repeats what was shipped. With --pictures
      FOLDER --name "My cats" it learns from your own pictures; the finished generator appears in the studio.

      Writes to the output folder, for each stage: the averaged generator, everything needed to resume
      (state.safetensors), the losses of each step (losses.csv) and sheets of samples. Ctrl-C saves and ends.
      """)

  @Argument(help: ArgumentHelp("A recipe's name: one of the domains, or enlarger.", valueName: "recipe"))
  var recipe: String?

  @OptionGroup(title: "Your own pictures") var own: OwnPictureOptions

  @OptionGroup(title: "Other than the recipe says") var stage: StageOptions

  @Option(help: "The folder that holds the picture sets; $AICANVAS_DATA, or else data, unless given.")
  var data: String?

  @Flag(help: "Go on where the run in the output folder stopped.")
  var resume = false

  @Option(help: "Steps between two saves and between two sample sheets.")
  var saveInterval = 500

  @Option(name: .customLong("out"), help: "Output folder; training/NAME unless given.")
  var output: String?

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    guard (recipe == nil) != (own.pictures == nil) else {
      throw ValidationError("Give the name of a recipe, or --pictures FOLDER with --name.")
    }
    guard saveInterval > 0 else { throw ValidationError("--save-interval must be above 0.") }
  }

  func run() throws {
    try compute.apply()
    var recipe = try own.recipe() ?? Self.shipped(self.recipe ?? "")
    let isChanged = try stage.change(&recipe)
    if let fault = recipe.fault { throw ValidationError("This cannot be trained: \(fault).") }
    let environment = ProcessInfo.processInfo.environment
    let source = try recipe.pairs(data: data ?? environment["AICANVAS_DATA"] ?? "data")
    let folder = output ?? "training/\(recipe.name)"
    let run = RecipeRun(
      recipe, source: source, folder: folder, startCheckpoint: try start(of: recipe), interval: saveInterval)
    if run.isBegun && !resume {
      throw ValidationError("\(folder) holds a run already; go on with --resume, or name another folder with --out.")
    }
    if resume && !run.isBegun {
      throw ValidationError("There is no run in \(folder) to go on with; leave --resume out to begin one.")
    }
    if isChanged && !resume { print("Not as the recipe of \(recipe.name) says: one stage with the options given.") }
    if try follow(run, recipe) {
      print("Done: \(try own.install(run.checkpointPath, name: recipe.name) ?? run.checkpointPath)")
    } else {
      print("Stopped; the same command with --resume goes on.")
    }
  }

  /// Trains with a line of progress.
  private func follow(_ run: RecipeRun, _ recipe: Recipe) throws -> Bool {
    let interrupt = Interruption()
    let line = ProgressLine()
    defer { line.end() }
    var stageShown = -1
    var progress = TrainingProgress(steps: 1)
    return try run.run(shouldStop: { interrupt.isRequested }) { stage, state, losses, seconds in
      if stage != stageShown {
        progress = TrainingProgress(steps: state.options.schedule.steps)
        stageShown = stage
      }
      let text = progress.line(step: state.step, losses: losses, seconds: seconds)
      line.show(recipe.stages.count > 1 ? "stage \(stage + 1) of \(recipe.stages.count)   \(text)" : text)
    }
  }

  /// The checkpoint or state to begin with.
  private func start(of recipe: Recipe) throws -> String? {
    if let from = stage.from { return from }
    guard let name = recipe.start else { return nil }
    guard let info = DomainCatalogue.installed()[name] else {
      throw ValidationError(
        "The recipe of \(recipe.name) begins with the generator \(name), which is not here; name one with --from.")
    }
    return info.path
  }

  private static func shipped(_ name: String) throws -> Recipe {
    guard let home = ProgramHome.find() else {
      throw ValidationError("No recipes were found. Run aicanvas from its own folder, or set AICANVAS_HOME to it.")
    }
    let folder = home + "/Assets/Recipes"
    let names = Recipe.names(in: folder)
    guard names.contains(name) else {
      throw ValidationError("There is no recipe \(name); there are: \(names.joined(separator: ", ")).")
    }
    return try Recipe(path: "\(folder)/\(name).json")
  }
}
