import ArgumentParser
import Files
import Foundation
import Generation
import Studio

struct DomainsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "domains", abstract: "List the domains that there are generators for.",
    discussion: """
      Generators come with the program, in Checkpoints, or are your own, in aicanvas/checkpoints in your data folder. \
      One of yours that has a shipped one's name takes its place.

      EXAMPLES
        aicanvas domains
        aicanvas domains --verbose              # data, licences, scores, limits
        aicanvas domains --card panda > README.md    # the card as model hubs show it
      """)

  @Flag(help: "Tell everything that each model card says.")
  var verbose = false

  @Option(
    help: ArgumentHelp(
      "Print the model card of this one as the page that model hubs show (YAML and Markdown).", valueName: "name"))
  var card: String?

  func validate() throws {
    if card != nil && verbose { throw ValidationError("Give --card NAME or --verbose, not both.") }
  }

  func run() throws {
    if let card {
      let named = try NamedModel(card)
      let sample = named.samplePath == nil ? nil : "\(card).png"
      Console.say(named.model.page(sample: sample))
      return
    }
    let catalogue = DomainCatalogue.installed()
    guard !catalogue.domains.isEmpty else { throw ValidationError(catalogue.missing("any")) }
    var faults = 0
    for domain in catalogue.domains {
      if let card = domain.card { Console.say(verbose ? card.fullText(domain) : card.line(domain)) }
      if let problem = domain.problem {
        faults += 1
        Console.complain("\(problem)")
      }
    }
    for artist in catalogue.pictureArtists {
      if let card = artist.card { Console.say(verbose ? card.fullText(artist) : card.line(artist)) }
    }
    if faults > 0 { throw ExitCode.failure }
  }
}

extension DomainCard {
  fileprivate func line(_ domain: DomainInfo) -> String {
    let name = domain.name.shown().padding(toLength: max(16, domain.name.count), withPad: " ", startingAt: 0)
    let whose = domain.isBuiltIn ? "" : "   (yours)"
    let use = domain.problem == nil ? "" : "   (cannot be used, see below)"
    return "\(name) \(titles.english) · \(titles.korean)   \(network), \(steps) steps\(whose)\(use)"
  }

  fileprivate func fullText(_ domain: DomainInfo) -> String {
    var lines = [line(domain), "  file     \(domain.path)"]
    lines += data.map { "  data     \($0.line)" }
    lines += figures.map { "  figure   \($0.line)" }
    lines += limitations.map { "  weak     \($0)" }
    return lines.joined(separator: "\n")
  }
}
