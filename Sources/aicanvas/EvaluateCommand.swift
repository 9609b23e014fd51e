import ArgumentParser
import Foundation
import Networks
import Pictures
import Studio
import Training

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Show and measure what a generator makes of real people's doodles and of fresh pairs.")

  @OptionGroup var model: ModelOptions

  @Argument(help: ArgumentHelp("The domain.", valueName: "domain"))
  var domain: String

  @Option(help: "Doodles as Quick, Draw! ndjson: a file, or a folder of files.")
  var doodles: String?

  @Option(help: "How many fresh pairs to measure on; needs a drawn domain.")
  var pairs = 0

  @Option(help: "Write a contact sheet of doodles and their pictures to this PNG file.")
  var sheet: String?

  @Option(help: "Side of the doodles' pictures in pixels; what suits the generator unless given.")
  var size: Int?

  @Flag(help: "Print the figures as JSON.")
  var json = false

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    guard (0...100_000).contains(pairs) else { throw ValidationError("--pairs must be 0 to 100000, not \(pairs).") }
    guard doodles != nil || pairs > 0 else {
      throw ValidationError("Nothing to evaluate on: give --doodles, --pairs, or both.")
    }
    if sheet != nil && doodles == nil { throw ValidationError("--sheet shows doodles: give --doodles too.") }
  }

  func run() throws {
    try compute.apply()
    let checkpoint = try model.load(domain: domain)
    let architecture = checkpoint.card.architecture
    let generator = PictureGenerator(checkpoint, enlarger: try DomainCatalogue.installed().loadEnlarger())
    let side = size ?? generator.bestSide ?? 256
    guard generator.canMake(side: side), side <= 2048 else {
      throw ValidationError(
        "--size must be a multiple of \(architecture.sideMultiple) from \(architecture.smallestSide) to 2048.")
    }
    let doodleScores = try doodles.map { path in
      try DoodleScores(generator, doodles: try QuickDraw.read(path).map(\.strokes), size: side)
    }
    if let sheet, let doodleScores { try doodleScores.sheet(size: side).write(to: sheet) }
    var pairScores: PairScores?
    if pairs > 0 {
      guard let drawn = DrawnDomains[domain] else {
        throw ValidationError("\(domain) is not a drawn domain, so there are no fresh pairs of it; leave --pairs out.")
      }
      pairScores = try PairScores(
        checkpoint, source: DrawnPairs(drawn), count: pairs, size: checkpoint.card.nativeSize ?? side)
    }
    let report = EvaluationReport(pairs: pairScores, doodles: doodleScores)
    print(json ? report.json : report.text)
  }
}
