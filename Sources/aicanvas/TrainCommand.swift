import ArgumentParser
import Foundation
import Generation
import Networks
import Pictures
import Studio
import Training

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a generator, a shipped one again or your own from a folder of pictures; or the classifier.",
    discussion: """
      `aicanvas train trunk` follows the recipe Assets/Recipes/trunk.json, of all domains at once; `aicanvas train panda`
      trains one of them on. With --pictures FOLDER --name "My cats" it learns from your own pictures; the finished
      generator appears in the studio.

      `aicanvas train face --model dcgan` makes a generator of faces from noise; --model is vanilla, dcgan, wgan (with \
      clipped weights) or wgan-gp (with a gradient penalty), --kind portrait, cartoon or toy.

      Writes to the output folder, for each stage: the averaged generator, everything needed to resume
      (state.safetensors), the losses of each step (losses.csv) and sheets of samples. Ctrl-C saves and ends.

      Built with `--traits MPI`, `mpirun -n 4 aicanvas train …` trains with four processes, on one machine or several.
      """)

  @Argument(
    help: ArgumentHelp(
      "A recipe's name: trunk, one of the domains, portrait, colouring-page, cartoon, upscaler, super-resolution, face, or classifier.",
      valueName: "recipe"))
  var recipe: String?

  @OptionGroup(title: "Faces from noise") var faces: FaceOptions

  @OptionGroup(title: "Your own pictures") var own: OwnPictureOptions

  @OptionGroup(title: "Other than the recipe says") var stage: StageOptions

  @OptionGroup(title: "What it sees") var data: DataOptions

  @OptionGroup(title: "Cartoons") var cartoon: CartoonOptions

  @Flag(help: "Go on where the run in the output folder stopped.")
  var resume = false

  @Option(help: "Steps between two saves and between two sample sheets.")
  var saveInterval = 500

  @Option(name: .customLong("out"), help: "Output folder; training/NAME unless given.")
  var output: String?

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    try own.check(against: recipe)
    guard saveInterval > 0 else { throw ValidationError("--save-interval must be above 0.") }
  }

  func run() throws {
    try compute.apply()
    try LaunchedProcesses.run(train)
  }

  private func train(in group: any ProcessGroup) throws {
    try own.checkNumber()
    if let recipe, let path = try ShippedRecipes.classifier(recipe) {
      try faces.checkAreNone()
      return try trainClassifier(path, in: group)
    }
    if let recipe, let path = try ShippedRecipes.cartoon(recipe) {
      try faces.checkAreNone()
      return try trainCartoon(path, in: group)
    }
    guard !cartoon.isGiven else {
      throw ValidationError(
        "--loss, --content, --content-weights, --content-weight and --colour-weight are for cartoon alone.")
    }
    if let recipe, let path = try ShippedRecipes.superResolution(recipe) {
      try faces.checkAreNone()
      return try trainSuperResolution(path, in: group)
    }
    if let recipe, let faces = try ShippedRecipes.faces(recipe, model: faces.model) {
      return try trainFaces(faces, in: group)
    }
    try faces.checkAreNone()
    var recipe = try own.recipe(or: self.recipe)
    let isSeenChanged = data.change(&recipe)
    let isChanged = try stage.change(&recipe) || isSeenChanged
    if let fault = recipe.fault { throw ValidationError("This cannot be trained: \(fault).") }
    let folder = output ?? "training/\(recipe.name)"
    let seen = try data.open(recipe, start: stage.from)
    let start = group.isFirst ? try start(of: recipe, seen) : nil
    let run = RecipeRun(
      recipe, data: seen, folder: folder, startCheckpoint: start?.path, startDomain: start?.domain,
      interval: saveInterval, group: group)
    try check(folder, isBegun: run.isBegun, in: group)
    if isChanged && !resume && !own.isGiven { Console.say("Not as the recipe of \(recipe.name) says.") }
    if try follow(stages: recipe.stages.count, in: group, run.run) {
      guard group.isFirst else { return }
      let place = try own.install(run.checkpointPath, name: recipe.name)
      Console.say("Done: \(place ?? run.checkpointPath)")
      if place != nil, let home = ProgramHome.find() { own.drawSample(of: recipe.name, home: home) }
      if place != nil { Console.say("The studio lists it now: aicanvas studio --domain \(recipe.name)") }
    } else {
      Console.say("Stopped; the same command with --resume goes on.")
    }
  }

  private func trainClassifier(_ path: String, in group: any ProcessGroup) throws {
    var recipe = try ClassifierRecipe(path: path)
    let isChanged = try stage.change(&recipe)
    if let fault = recipe.fault { throw ValidationError("This cannot be trained: \(fault).") }
    let folder = output ?? "training/\(recipe.name)"
    let run = ClassifierRun(recipe, data: try data.open(recipe), folder: folder, interval: saveInterval, group: group)
    try check(folder, isBegun: run.isBegun, in: group)
    try carryOut(recipe.name, isChanged: isChanged, run.checkpointPath, stages: 1, in: group, run.run)
  }

  private func trainCartoon(_ path: String, in group: any ProcessGroup) throws {
    var recipe = try CartoonRecipe(path: path)
    try cartoon.change(&recipe)
    let isChanged = try stage.change(&recipe) || cartoon.isGiven
    if let fault = recipe.fault { throw ValidationError("This cannot be trained: \(fault).") }
    let folder = output ?? "training/\(recipe.name)"
    let run = CartoonRun(
      recipe, data: try data.open(recipe), contentWeights: try cartoon.weights(for: recipe), folder: folder,
      interval: saveInterval, group: group)
    try check(folder, isBegun: run.isBegun, in: group)
    try carryOut(
      recipe.name, isChanged: isChanged, run.checkpointPath, stages: recipe.stages.count, in: group, run.run)
  }

  private func trainSuperResolution(_ path: String, in group: any ProcessGroup) throws {
    var recipe = try SuperResolutionRecipe(path: path)
    let isChanged = try stage.change(&recipe)
    if let fault = recipe.fault { throw ValidationError("This cannot be trained: \(fault).") }
    let folder = output ?? "training/\(recipe.name)"
    let run = SuperResolutionRun(
      recipe, data: try data.open(recipe), folder: folder, interval: saveInterval, group: group)
    try check(folder, isBegun: run.isBegun, in: group)
    try carryOut(recipe.name, isChanged: isChanged, run.checkpointPath, stages: recipe.stages.count, in: group) {
      try run.run(from: stage.from, shouldStop: $0, report: $1)
    }
  }

  private func trainFaces(_ recipe: NoiseRecipe, in group: any ProcessGroup) throws {
    var recipe = try recipe.single(faces.kind)
    let isChanged = try stage.change(&recipe)
    if let fault = recipe.fault { throw ValidationError("This cannot be trained: \(fault).") }
    let folder = output ?? "training/\(recipe.name)"
    let run = NoiseRun(recipe, data: try data.open(recipe), folder: folder, interval: saveInterval, group: group)
    try check(folder, isBegun: run.isBegun, in: group)
    try carryOut(recipe.name, isChanged: isChanged, run.checkpointPath, stages: 1, in: group) {
      try run.run(from: stage.from, shouldStop: $0, report: $1)
    }
  }

  /// Trains by a recipe that is followed to the letter or not, and says how it ended.
  private func carryOut(
    _ name: String, isChanged: Bool, _ checkpoint: String, stages: Int, in group: any ProcessGroup,
    _ run: (_ shouldStop: () -> Bool, _ report: (RecipeRun.Report) -> Void) throws -> Bool
  ) throws {
    if isChanged && !resume { Console.say("Not as the recipe of \(name) says.") }
    let isDone = try follow(stages: stages, in: group, run)
    Console.say(isDone ? "Done: \(checkpoint)" : "Stopped; the same command with --resume goes on.")
  }

  /// Throws where a run would overwrite another, or go on with none, or where its files have no room. Of several
  /// processes only the first one's folder counts.
  private func check(_ folder: String, isBegun: Bool, in group: any ProcessGroup) throws {
    guard group.isFirst else { return }
    if isBegun && !resume {
      throw ValidationError("\(folder) holds a run already; go on with --resume, or name another folder with --out.")
    }
    if resume && !isBegun {
      throw ValidationError("There is no run in \(folder) to go on with; leave --resume out to begin one.")
    }
    try FreeSpace.check(folder: folder)
  }

  /// Trains with a line of progress.
  private func follow(
    stages: Int, in group: any ProcessGroup,
    _ run: (_ shouldStop: () -> Bool, _ report: (RecipeRun.Report) -> Void) throws -> Bool
  ) throws -> Bool {
    let isAlone = group.size == 1
    let interrupt = Interruption {
      // This is also how mpirun ends all when one was killed; then no step is finished any more.
      if !isAlone {
        Console.complain(
          "Told to end: all processes save after this step. Should one of them be gone, the same command with --resume "
            + "goes on after the last save.")
      }
    }
    let line = ProgressLine()
    defer { line.end() }
    var stageShown = -1
    var progress = TrainingProgress([], steps: 1)
    return try run({ interrupt.isRequested }) { report in
      if report.stage != stageShown {
        progress = TrainingProgress(report.losses, steps: report.steps)
        stageShown = report.stage
      }
      let text = progress.line(step: report.step, losses: report.values, seconds: report.seconds)
      line.show(stages > 1 ? "stage \(report.stage + 1) of \(stages)   \(text)" : text)
    }
  }

  /// The checkpoint or state to begin with: for a user's own pictures, the generator that does best on them already.
  private func start(of recipe: Recipe, _ data: TrainingData) throws -> (path: String, domain: String?)? {
    if let from = stage.from { return (from, recipe.start ?? recipe.name) }
    let catalogue = DomainCatalogue.installed()
    if own.isGiven {
      return try NearestGenerator.choose(
        among: catalogue.domains.filter { $0.isBuiltIn && $0.problem == nil }.map { ($0.path, $0.name) },
        architecture: recipe.architecture, for: data.dataset)
    }
    guard let name = recipe.start else { return nil }
    // What draws lines is no domain.
    if recipe.drawsLines, let path = catalogue.lineArtist { return (path, nil) }
    guard let info = catalogue[name] else {
      throw ValidationError(
        "The recipe of \(recipe.name) begins with the generator \(name), which is not here; name one with --from.")
    }
    return (info.path, info.name)
  }
}
