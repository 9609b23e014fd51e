import ArgumentParser
import Foundation
import Generation
import Networks
import Pictures
import Studio
import Training

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Show and measure what a generator makes of real people's doodles and of fresh pairs.",
    discussion: """
      EXAMPLES
        aicanvas evaluate panda --pairs 200 --json
        aicanvas evaluate panda --doodles panda.ndjson --sheet sheet.png
      """)

  @OptionGroup var model: ModelOptions

  @Argument(help: ArgumentHelp("The domain.", valueName: "domain"))
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

  @Option(help: "Write a contact sheet of doodles and their pictures to this PNG file.")
  var sheet: String?

  @Option(help: "Side of the doodles' pictures in pixels; what suits the generator unless given.")
  var size: Int?

  @Flag(help: "Print the figures as JSON.")
  var json = false

  @Flag(help: "Write the figures into the generator's model card.")
  var record = false

  @Option(
    parsing: .singleValue, help: "With --record: a known weak point, for people; takes the place of those in the card.")
  var weak: [String] = []

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    guard (0...100_000).contains(pairs) else { throw ValidationError("--pairs must be 0 to 100000, not \(pairs).") }
    guard !doodles.isEmpty || pairs > 0 || (record && !weak.isEmpty) else {
      throw ValidationError("Nothing to evaluate on: give --doodles, --pairs, or both.")
    }
    if sheet != nil && doodles.isEmpty { throw ValidationError("--sheet shows doodles: give --doodles too.") }
    if !weak.isEmpty && !record { throw ValidationError("--weak is written into the card: give --record too.") }
  }

  func run() throws {
    try compute.apply()
    let path = try model.path(domain: domain)
    let checkpoint = try GeneratorCheckpoint(path: path)
    let generator = try PictureGenerator(checkpoint, upscaler: try DomainCatalogue.installed().loadUpscaler())
    let side = size ?? generator.bestSide ?? 256
    guard generator.canMake(side: side), side <= 2048 else {
      let architecture = checkpoint.card.architecture
      throw ValidationError(
        "--size must be a multiple of \(architecture.sideMultiple) from \(architecture.smallestSide) to 2048.")
    }
    let doodleScores =
      doodles.isEmpty ? nil : try DoodleScores(generator, files: try DoodleFiles.read(doodles), size: side)
    if let sheet, let doodleScores { try doodleScores.sheet(size: side).write(to: sheet) }
    var pairScores: PairScores?
    if pairs > 0 {
      let fresh = try FreshPairs(domain: domain, data: data, pictures: pictures)
      if !json { print("pairs of               \(fresh.description)") }
      pairScores = try PairScores(
        checkpoint, dataset: fresh.dataset, count: pairs, size: checkpoint.card.nativeSize ?? side)
    }
    let report = EvaluationReport(pairs: pairScores, doodles: doodleScores)
    print(json ? report.json : report.text)
    if record {
      try GeneratorCheckpoint.changeCard(path: path) { card in
        card.scores.merge(report.scores) { $1 }
        if !weak.isEmpty { card.limitations = weak }
      }
    }
  }
}
