import ArgumentParser
import Foundation
import Networks
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
      do {
        let card = try GeneratorCheckpoint.card(path: domain.path)
        print(verbose ? card.fullText(domain) : card.line(domain))
      } catch {
        faults += 1
        FileHandle.standardError.write(Data("\(error)\n".utf8))
      }
    }
    if faults > 0 { throw ExitCode.failure }
  }
}

extension ModelCard {
  fileprivate var summary: String {
    let network = "\(architecture.family.rawValue) width \(architecture.width), \(architecture.blocks) blocks"
    let side = nativeSize.map { ", \($0)×\($0)" } ?? ""
    return "\(network)\(side), \(steps) steps"
  }

  fileprivate func line(_ domain: DomainInfo) -> String {
    let name = domain.name.padding(toLength: max(16, domain.name.count), withPad: " ", startingAt: 0)
    return "\(name) \(titles.en) · \(titles.ko)   \(summary)\(domain.isBuiltIn ? "" : "   (yours)")"
  }

  fileprivate func fullText(_ domain: DomainInfo) -> String {
    var lines = [line(domain), "  file     \(domain.path)"]
    lines += data.map { "  data     \($0.name), \($0.licence): \($0.credit)" }
    for (key, value) in scores.sorted(by: { Self.rank($0.key) < Self.rank($1.key) }) {
      let figure = ModelFigure(rawValue: key)
      let number = String(format: figure?.isCount == true ? "%.0f" : "%.4f", value)
      lines.append("  figure   \(figure?.title ?? key) \(number)")
    }
    lines += limitations.map { "  weak     \($0)" }
    return lines.joined(separator: "\n")
  }

  /// Known figures in their usual order, others by name.
  private static func rank(_ key: String) -> (Int, String) {
    (ModelFigure.allCases.firstIndex { $0.rawValue == key } ?? ModelFigure.allCases.count, key)
  }
}
