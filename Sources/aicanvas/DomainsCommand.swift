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
      """)

  @Flag(help: "Tell everything that each model card says.")
  var verbose = false

  func run() throws {
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
