import ArgumentParser
import Generation
import Kernels
import Networks
import Pictures
import Studio
import StudioApp
import Training

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Show and measure what a generator makes of real people's doodles and of fresh pairs.",
    discussion: """
      EXAMPLES
        aicanvas evaluate panda --pairs 200 --json
        aicanvas evaluate panda --doodles panda.ndjson --sheet sheet.png
        aicanvas evaluate panda --doodles panda.ndjson --judge --reference pictures/
        aicanvas evaluate panda --doodles panda.ndjson --precision bfloat16 --record
        aicanvas evaluate panda --doodles panda.ndjson --compare new.safetensors --sheet blind.png
        aicanvas evaluate colouring-page --pairs 150 --data pictures/ --sheet lines.png
        aicanvas evaluate super-resolution --pairs 20 --data pictures/ --sheet crops.png
        aicanvas evaluate cartoon --pairs 44 --data pictures/ --sheet cartoons.png
        aicanvas evaluate face --data pictures/ --sheet faces.png --nearest copies.png
      """)

  @OptionGroup var model: ModelOptions

  @Argument(help: ArgumentHelp("The domain, or face for generators from noise.", valueName: "domain"))
  var domain: String

  @Option(
    parsing: .upToNextOption, help: "Doodles as Quick, Draw! ndjson: files, or folders of files.")
  var doodles: [String] = []

  @Option(help: "How many fresh pairs to measure on: drawn ones, and pictures of the domain's sets never learnt from.")
  var pairs = 0

  @Option(help: "The folder that holds the picture sets; $AICANVAS_DATA, or else data, unless given.")
  var data: String?

  @Option(help: "Measure on pairs of these pictures instead, for a generator of your own.")
  var pictures: String?

  @Option(help: "Write a contact sheet of doodles and their pictures, or of faces, to this PNG file.")
  var sheet: String?

  @Option(help: "Side of the doodles' pictures in pixels; what suits the generator unless given.")
  var size: Int?

  @Flag(
    help: "Judge the doodles' pictures: colour, variety of hues, mud, detail, weave, evenness, and what is recognised.")
  var judge = false

  @Option(help: "With --judge: a folder of real pictures to measure the distance to; cut-out ones are judged too.")
  var reference: String?

  @Option(
    help: ArgumentHelp(
      "With --sheet: another generator, shown beside this one without saying which is which; the key is written beside "
        + "the sheet.", valueName: "checkpoint"))
  var compare: String?

  @Option(help: "With --compare: decides which picture lies on which side; for face: decides the faces.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "What the generator multiplies, float32 or bfloat16. Pictures in bfloat16 are compared with those in float32, and "
        + "--record writes that comparison alone: for checkpoints that came with the program into Assets/Precision.json.",
      valueName: "float32|bfloat16"))
  var precision = Precision.float32

  @Flag(help: "Print the figures as JSON.")
  var json = false

  @Flag(help: "Write the figures into the generator's model card.")
  var record = false

  @Option(
    parsing: .singleValue, help: "With --record: a known weak point, for people; takes the place of those in the card.")
  var weak: [String] = []

  @OptionGroup(title: "Faces from noise") var faces: FaceEvaluationOptions

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    guard (0...100_000).contains(pairs) else { throw ValidationError("--pairs must be 0 to 100000, not \(pairs).") }
    if isOfFaces {
      guard doodles.isEmpty, pairs == 0, model.checkpoint == nil, compare == nil, !judge, !record,
        precision == .float32
      else {
        throw ValidationError(
          "Of faces from noise only --data, --sheet, --seed, --json and their own options are known.")
      }
      return
    }
    try faces.checkAreNone()
    guard !doodles.isEmpty || pairs > 0 || (record && !weak.isEmpty) else {
      throw ValidationError("Nothing to evaluate on: give --doodles, --pairs, or both.")
    }
    if judge && doodles.isEmpty { throw ValidationError("--judge looks at pictures of doodles: give --doodles too.") }
    if reference != nil && !judge { throw ValidationError("--reference is for the judges: give --judge too.") }
    if compare != nil && sheet == nil { throw ValidationError("--compare needs a file to show on: give --sheet too.") }
    if precision != .float32 && (doodles.isEmpty || compare != nil || !weak.isEmpty) {
      throw ValidationError(
        "--precision compares pictures of doodles: give --doodles, and leave out --compare and --weak.")
    }
    if !weak.isEmpty && !record { throw ValidationError("--weak is written into the card: give --record too.") }
  }

  private var isOfFaces: Bool { domain == FaceEvaluationOptions.domain }

  func run() throws {
    try compute.apply()
    if isOfFaces { return try faces.run(data: data, sheet: sheet, seed: seed, json: json, judges: Judges()) }
    if try evaluatesLines() || evaluatesUpscaling() || evaluatesCartoons() { return }
    let found = try model.find(domain: self.domain)
    let (path, domain) = (found.path, found.domain ?? self.domain)
    let checkpoint = try GeneratorCheckpoint(path: path, domain: domain)
    let generator = try self.generator(checkpoint, precision)
    let side = try self.side(of: generator)
    if sheet != nil && doodles.isEmpty { throw ValidationError("--sheet shows doodles: give --doodles too.") }
    let files = try DoodleFiles.read(doodles)
    let judges = judge ? try Judges() : nil
    let real = try reference.flatMap { folder in
      try judges.map { try JudgeReference(folder: folder, extractors: $0.extractors) }
    }
    let doodleScores = doodles.isEmpty ? nil : try DoodleScores(generator, files: files, size: side)
    var comparedScores: DoodleScores?
    if let compare {
      let other = try self.generator(try GeneratorCheckpoint(path: compare, domain: domain), precision)
      comparedScores = try DoodleScores(other, files: files, size: try self.side(of: other))
    }
    if let sheet, let doodleScores {
      if let compare, let comparedScores {
        let key = try BlindSheet((path, doodleScores), (compare, comparedScores), seed: seed).write(to: sheet)
        if !json { Console.say("which is which: \(key)\n") }
      } else {
        try doodleScores.sheet(size: side).write(to: sheet)
      }
    }
    var pairScores: PairScores?
    var (jury, doodleJury) = (try faceJury(), try faceJury())
    for result in doodleScores?.results ?? [] { try doodleJury?.look(at: result.picture) }
    if pairs > 0 {
      let fresh = try FreshPairs(domain: domain, data: data, pictures: pictures)
      if !json { Console.say("pairs of               \(fresh.description)") }
      pairScores = try PairScores(
        checkpoint, dataset: fresh.dataset, count: pairs, size: checkpoint.card.nativeSize ?? side,
        precision: precision
      ) { try jury?.look(at: $0, truth: $1) }
    }
    let comparison = try comparedWithFloats(checkpoint, generator, doodles: files.flatMap(\.doodles), side: side)
    let report = EvaluationReport(
      pairs: pairScores, doodles: doodleScores, judge: judges?.scores(doodleScores, real),
      comparedJudge: judges?.scores(comparedScores, real), faces: jury?.scores, doodleFaces: doodleJury?.scores,
      questions: questions(doodleScores, judges), precision: comparison)
    Console.say(json ? report.json : report.text)
    guard record else { return }
    if let comparison, try isShipped(path) {
      var records = PrecisionRecords.installed
      try records.note(
        PrecisionRecords.Record(
          weights: checkpoint.parameters.fingerprint, bfloat16: comparison.rounded,
          drawings: files.reduce(0) { $0 + $1.doodles.count }, side: side),
        of: checkpoint.card.domain, path: PrecisionRecords.path(home: ProgramHome.required()))
      return
    }
    try GeneratorCheckpoint.changeCard(path: path) { card in
      card.change(domain) { scores, limitations in
        scores.merge(comparison?.rounded.scores ?? report.scores) { $1 }
        if !weak.isEmpty { limitations = weak }
      }
    }
  }

  /// How the pictures differ from those in float32; nil where they are that.
  private func comparedWithFloats(
    _ checkpoint: GeneratorCheckpoint, _ generator: PictureGenerator, doodles: [[Stroke]], side: Int
  ) throws -> PrecisionFigures? {
    guard precision != .float32 else { return nil }
    return try PrecisionFigures(
      generator, beside: self.generator(checkpoint, .float32), doodles: doodles, side: side)
  }

  /// Whether a checkpoint came with the program, and is not written again for a figure.
  private func isShipped(_ path: String) throws -> Bool {
    path.hasPrefix(try ProgramHome.required() + "/Checkpoints/")
  }

  /// How often the studio would ask what is drawn: it asks only where the domain for everything has painted.
  private func questions(_ doodles: DoodleScores?, _ judges: Judges?) -> QuestionScores? {
    guard domain == DomainChoice.anything, let doodles, let recogniser = judges?.recogniser else { return nil }
    return QuestionScores(doodles, recogniser: recogniser)
  }

  /// Where the name is that of a recipe for lines: compares the ways to find them, and tells that it did.
  private func evaluatesLines() throws -> Bool {
    guard let recipe = try? ShippedRecipes.recipe(domain), recipe.drawsLines else { return false }
    guard let source = recipe.sources.compactMap(\.lined).first, pairs > 0, doodles.isEmpty else {
      throw ValidationError("\(domain) draws lines: give --pairs COUNT and the --data folder of its pictures.")
    }
    let artist =
      try model.checkpoint.map { try LineArtist(GeneratorCheckpoint(path: $0)) }
      ?? DomainCatalogue.installed().loadLineArtist()
    let methods = LineDrawing.Method.allCases.filter { $0 != .learned || artist != nil }
    let ways = try methods.map { LineComparison.Way(try LineDrawing($0, artist: artist)) } + [.tracer]
    let folder = try LinedFolder(folder: "\(DataOptions.folder(data))/\(source)", part: .heldOut)
    let comparison = try LineComparison(folder, drawn: Panda(), count: pairs, ways: ways)
    if let sheet { try LineComparison.sheet(folder, drawn: Panda(), ways: ways).write(to: sheet) }
    Console.say(json ? comparison.json : comparison.text)
    return true
  }

  /// Where the name is that of a recipe for enlarging: compares the ways to do it, and tells that it did.
  private func evaluatesUpscaling() throws -> Bool {
    guard let path = try ShippedRecipes.superResolution(domain) else { return false }
    guard pairs > 0, doodles.isEmpty, pictures == nil, !record else {
      throw ValidationError(
        "\(domain) enlarges pictures: give --pairs COUNT, of each of its sources, and the --data folder that holds them."
      )
    }
    let upscaler = try UpscaleCommand.upscaler(model.checkpoint)
    let opened = try DataOptions.open(SuperResolutionRecipe(path: path), data: data, part: .heldOut)
    let sources = opened.sources.map { ($0.name, $0.crops) }
    let scores = try UpscalingScores(upscaler, sources, count: pairs)
    if let sheet { try UpscalingScores.sheet(upscaler, sources).write(to: sheet) }
    Console.say(json ? scores.json : scores.text)
    return true
  }

  /// Where the name is that of a recipe for cartoons: measures how like cartoons its pictures of photographs are and what
  /// is left of those, and tells that it did.
  private func evaluatesCartoons() throws -> Bool {
    guard let path = try ShippedRecipes.cartoon(domain) else { return false }
    guard pairs > 0, doodles.isEmpty, pictures == nil, !record else {
      throw ValidationError(
        "\(domain) makes cartoons of photographs: give --pairs COUNT, how many of them, and the --data folder that "
          + "holds them.")
    }
    let artist =
      try model.checkpoint.map { try CartoonArtist(GeneratorCheckpoint(path: $0)) }
      ?? DomainCatalogue.installed().loadCartoonArtist()
    guard let artist else {
      throw ValidationError("There is nobody among the checkpoints who makes cartoons: aicanvas train cartoon")
    }
    let opened = try DataOptions.open(CartoonRecipe(path: path), data: data)
    let finder = try FaceDetectorKind.yunet.detector(in: ProgramHome.required() + "/Checkpoints")
    let trial = CartoonTrial(opened, photographs: pairs)
    let scores = try CartoonScores(artist, trial, extractors: Judges().extractors, finder: finder)
    if let sheet { try trial.sheet(artist).write(to: sheet) }
    Console.say(json ? scores.json : scores.text)
    return true
  }

  /// Whether what should be faces looks like faces; nil for what shows none.
  private func faceJury() throws -> FaceJury? {
    guard let recipe = try? ShippedRecipes.recipe(domain), recipe.makesPortraits else { return nil }
    return try FaceJury(checkpoints: ProgramHome.required() + "/Checkpoints")
  }

  private func generator(_ checkpoint: GeneratorCheckpoint, _ precision: Precision) throws -> PictureGenerator {
    try PictureGenerator(
      checkpoint, upscaler: try DomainCatalogue.installed().loadUpscaler(),
      precision: GeneratorPrecision(pictures: precision, drafts: precision))
  }

  /// The side of the doodles' pictures in pixels.
  private func side(of generator: PictureGenerator) throws -> Int {
    let side = size ?? generator.bestSide ?? 256
    guard generator.canMake(side: side), side <= 2048 else {
      let architecture = generator.card.architecture
      throw ValidationError(
        "--size must be a multiple of \(architecture.sideMultiple) from \(architecture.smallestSide) to 2048.")
    }
    return side
  }
}

/// Those who judge made pictures.
struct Judges {
  /// Nil where no classifier came with the program.
  let recogniser: PictureRecogniser?
  let extractors: [any FeatureExtractor]

  init() throws {
    recogniser = try DomainCatalogue.installed().loadClassifier().map { try PictureRecogniser($0) }
    if recogniser == nil {
      Console.complain("Judged without recognising what is shown: there is no classifier among the checkpoints.")
    }
    extractors = [RandomFeatures()] + (recogniser.map { [$0] } ?? [])
  }

  func scores(_ scores: DoodleScores?, _ real: JudgeReference?) -> JudgeScores? {
    scores.map { JudgeScores($0, reference: real, extractors: extractors, recogniser: recogniser) }
  }
}
