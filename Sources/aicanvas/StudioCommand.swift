import ArgumentParser
import Foundation
import Networks
import Pictures
import Studio
import Terminal

struct StudioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "studio", abstract: "Open the studio: draw, and see the picture.")

  @Option(help: "The domain to begin with; `aicanvas domains` lists them.")
  var domain: String?

  @OptionGroup var folder: GalleryOptions

  @Option(name: .customLong("lang"), help: "Language: en or ko; from LANG unless given.")
  var language: Language?

  @Flag(help: "Use plain letters instead of blocks and braille dots.")
  var ascii = false

  @Flag(help: "Translate while the pen moves, from the beginning.")
  var live = false

  @Flag(help: "For an audience: a large canvas that is translated while you draw, and no questions.")
  var present = false

  @Flag(help: "The same with recorded drawings through every domain, until a key is pressed.")
  var demo = false

  @Flag(help: "Nothing moves by itself: pictures appear at once, replays jump from stroke to stroke.")
  var reducedMotion = false

  @OptionGroup var compute: ComputeOptions

  func run() throws {
    // Computing gives way to the screen.
    try compute.apply(niceness: 5)
    guard let home = ProgramHome.find() else {
      throw ValidationError("Assets and Checkpoints were not found; set AICANVAS_HOME to the folder that holds both.")
    }
    let catalogue = DomainCatalogue.installed()
    guard !catalogue.domains.isEmpty else { throw ValidationError(catalogue.missing("any")) }
    if let domain, catalogue[domain] == nil { throw ValidationError(catalogue.missing(domain)) }
    let options = StudioOptions(
      translator: CheckpointTranslator(catalogue), domains: catalogue.domains, initialDomain: domain,
      gallery: try folder.open(), journalFolder: StoragePaths().journal, lineMeasure: LineFollowing.share,
      checkpointDigest: { catalogue[$0].flatMap { CheckpointDigest.of(fileAt: $0.path) } },
      language: language ?? Language(environment: ProcessInfo.processInfo.environment),
      textsFolder: home + "/Assets/Texts", isLive: live,
      opening: demo ? .demo : present ? .presenter : .drawing,
      library: StudioLibrary(assets: home + "/Assets", domains: catalogue.domains.map(\.name)),
      reducedMotion: reducedMotion)
    try runStudio(options: options, environment: .current(ascii: ascii))
  }
}

extension Language: ExpressibleByArgument {}
