import ArgumentParser
import Foundation
import Generation
import Networks
import Pictures
import Studio
import Training

/// What a generator sees: where a recipe's pictures lie, and how sketches are made of them.
struct DataOptions: ParsableArguments {
  @Option(help: "The folder that holds the picture sets; $AICANVAS_DATA, or else data, unless given.")
  var data: String?

  @Option(help: "Which of a recipe's sources to use: all, drawn or pictures.")
  var only = TrainingData.Choice.all

  @Option(help: "Use at most so many pictures of each set, evenly spread.")
  var limit: Int?

  @Option(
    help: "Who draws the sketches: sketched (a hurried person), edges (nobody) or learned (the network for lines).")
  var lines: PairStyle.Lines?

  @Flag(help: "Without colour hints.")
  var noHints = false

  @Option(help: "Share of the pairs with distractor strokes, which belong to nothing, 0 to 1.")
  var distractors: Double?

  func validate() throws {
    if let limit, limit < PictureSet.fewest {
      throw ValidationError("--limit must be at least \(PictureSet.fewest), not \(limit).")
    }
    if let distractors, !(0...1).contains(distractors) {
      throw ValidationError("--distractors must be 0 to 1, not \(distractors).")
    }
  }

  /// Changes how the sketches of a recipe are made; tells whether anything was to be changed.
  func change(_ recipe: inout Recipe) -> Bool {
    guard lines != nil || noHints || distractors != nil else { return only != .all || limit != nil }
    var style = recipe.style ?? PairStyle()
    if let lines { style.lines = lines }
    if noHints { style.hasHints = false }
    if let distractors { style.distractors = distractors }
    recipe.style = style
    return true
  }

  /// Finds and opens a recipe's sources.
  ///
  /// - Parameter start: the checkpoint that training begins with, which finds the lines of pictures without line art;
  ///   nil for the installed one.
  func open(_ recipe: Recipe, start: String? = nil) throws -> TrainingData {
    try Self.open(recipe, data: data, start: start, only: only, limit: limit)
  }

  /// Finds and opens a recipe's sources; tells on standard error which files could not be used.
  static func open(
    _ recipe: Recipe, data: String?, start: String? = nil, only: TrainingData.Choice = .all, limit: Int? = nil,
    part: PicturePairs.Part = .training
  ) throws -> TrainingData {
    let reading = ReadingLine()
    defer { reading.end() }
    var drawer: LineDrawer?
    if recipe.style?.lines == .learned || recipe.learnsFoundLines {
      if recipe.drawsLines, let start {
        drawer = try LineDrawer(GeneratorCheckpoint(path: start))
      } else {
        drawer = try LineDrawer.shipped()
      }
    }
    let opened = try TrainingData(
      recipe, folder: folder(data), choice: only, limit: limit, part: part, faces: faceFinder,
      linesBy: drawer,
      progress: { reading.show(done: $0, of: $1) })
    reading.end()
    tell(opened.skipped)
    return opened
  }

  /// Finds and reads the pictures of a classifier's recipe.
  func open(_ recipe: ClassifierRecipe) throws -> ClassifierData {
    guard only == .all, limit == nil, lines == nil, !noHints, distractors == nil else {
      throw ValidationError(
        "A classifier sees no sketches: leave out --only, --limit, --lines, --no-hints and --distractors.")
    }
    let reading = ReadingLine()
    defer { reading.end() }
    let opened = try ClassifierData(recipe, folder: Self.folder(data)) { reading.show(done: $0, of: $1) }
    reading.end()
    Self.tell(opened.skipped)
    return opened
  }

  /// Finds and reads the pictures of a cartoon generator's recipe.
  func open(_ recipe: CartoonRecipe) throws -> CartoonData {
    guard only == .all, limit == nil, lines == nil, !noHints, distractors == nil else {
      throw ValidationError(
        "A cartoon generator sees no sketches: leave out --only, --limit, --lines, --no-hints and --distractors.")
    }
    return try Self.open(recipe, data: data)
  }

  static func open(_ recipe: CartoonRecipe, data: String?) throws -> CartoonData {
    let reading = ReadingLine()
    defer { reading.end() }
    let opened = try CartoonData(recipe, folder: folder(data)) { reading.show(done: $0, of: $1) }
    reading.end()
    tell(opened.skipped)
    return opened
  }

  /// Finds and reads the pictures of an upscaler's recipe.
  func open(_ recipe: SuperResolutionRecipe) throws -> SuperResolutionData {
    guard only == .all, limit == nil, lines == nil, !noHints, distractors == nil else {
      throw ValidationError(
        "An upscaler sees no sketches: leave out --only, --limit, --lines, --no-hints and --distractors.")
    }
    return try Self.open(recipe, data: data)
  }

  static func open(
    _ recipe: SuperResolutionRecipe, data: String?, part: PicturePairs.Part = .training
  ) throws -> SuperResolutionData {
    let reading = ReadingLine()
    defer { reading.end() }
    let opened = try SuperResolutionData(recipe, folder: folder(data), part: part) { reading.show(done: $0, of: $1) }
    reading.end()
    tell(opened.skipped)
    return opened
  }

  /// The detector that came with the program.
  private static func faceFinder() throws -> any FaceFinder {
    guard let home = ProgramHome.find() else {
      throw ValidationError(
        "The face detector was not found. Run aicanvas from its own folder, or set AICANVAS_HOME to it.")
    }
    return try FaceDetectorKind.yunet.detector(in: home + "/Checkpoints")
  }

  /// Finds and reads the faces of a recipe of a single kind.
  func open(_ recipe: NoiseRecipe) throws -> NoiseData {
    guard only == .all, lines == nil, !noHints, distractors == nil else {
      throw ValidationError(
        "Faces from noise see no sketches: leave out --only, --lines, --no-hints and --distractors.")
    }
    return try Self.open(recipe, data: data, limit: limit)
  }

  static func open(_ recipe: NoiseRecipe, data: String?, limit: Int? = nil) throws -> NoiseData {
    let reading = ReadingLine()
    defer { reading.end() }
    let opened = try NoiseData(
      recipe.kinds[0], side: recipe.size, folder: folder(data), limit: limit,
      progress: { reading.show(done: $0, of: $1) })
    reading.end()
    tell(opened.skipped)
    return opened
  }

  static func folder(_ data: String?) -> String {
    let environment = ProcessInfo.processInfo.environment["AICANVAS_DATA"].flatMap { $0.isEmpty ? nil : $0 }
    return data ?? environment ?? "data"
  }

  private static func tell(_ skipped: [PictureError]) {
    for error in skipped { Console.complain("Left out: \(error)") }
  }
}

extension LineDrawer {
  /// The network that draws the lines of pages to colour in, of the user's or of this installation.
  static func shipped() throws -> LineDrawer {
    guard let path = DomainCatalogue.installed().lineArtist else {
      throw ValidationError(
        "Learned lines need a checkpoint that draws them; use --lines edges, or train one: "
          + "aicanvas train colouring-page-first.")
    }
    return try LineDrawer(GeneratorCheckpoint(path: path))
  }
}

extension TrainingData.Choice: ExpressibleByArgument {}
extension PairStyle.Lines: ExpressibleByArgument {}
