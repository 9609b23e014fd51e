import Files
import Foundation
import Generation
import Pictures

/// What came with the program to play with: ideas, outlines to trace, a sample picture of each domain, and
/// recorded drawings.
package struct StudioLibrary: Equatable, Sendable {
  package var prompts = PromptList()
  /// By the domain's name.
  package var starters: [String: [Starter]] = [:]
  /// What a child should know about a domain's magic, in a child's words; by the domain's name.
  package var tips: [String: [DomainTitles]] = [:]
  /// Small pictures, by the domain's name.
  package var samples: [String: Image] = [:]
  /// Recorded drawings for a demonstration, in the order of the domains.
  package var demos: [DemoDrawing] = []
  /// What could not be read, one sentence each.
  package var problems: [String] = []

  package init() {}

  /// Reads the folder `Assets`. What is missing or damaged is left out and noted in ``problems``: a studio without ideas
  /// is still a studio.
  ///
  /// - Parameters:
  ///   - domains: the domains whose starters and samples are wanted.
  ///   - own: a folder with samples of the user's own domains, which go before.
  package init(assets: String, domains: [String], own: String? = nil) {
    let list = assets + "/Prompts.json"
    prompts = PromptList(Self.read([Prompt].self, list, &problems) ?? [])
    let cards = assets + "/Cards.json"
    if SystemFile.exists(cards), let all = Self.read([String: [Tip]].self, cards, &problems) {
      tips = all.mapValues { $0.map(\.words) }
    }
    for domain in domains {
      let outlines = assets + "/Starters/" + domain + ".json"
      // A domain of the user's own has neither.
      if SystemFile.exists(outlines) { starters[domain] = Self.read([Starter].self, outlines, &problems) }
      let demo = assets + "/Demo/" + domain + ".json"
      if SystemFile.exists(demo), let drawing = Self.read(DemoDrawing.self, demo, &problems) { demos.append(drawing) }
      let places = [own.map { "\($0)/\(domain).png" }, "\(assets)/Samples/\(domain).png"].compactMap { $0 }
      guard let sample = places.first(where: SystemFile.exists) else { continue }
      do throws(PictureError) {
        samples[domain] = try Image(contentsOf: sample)
      } catch {
        problems.append(error.description)
      }
    }
  }

  private struct Tip: Decodable {
    let words: DomainTitles

    private enum CodingKeys: String, CodingKey { case en, ko }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      words = DomainTitles(
        english: try fields.decode(String.self, forKey: .en), korean: try fields.decode(String.self, forKey: .ko))
    }
  }

  private static func read<Value: Decodable>(_ type: Value.Type, _ path: String, _ problems: inout [String]) -> Value? {
    guard let data = FileManager.default.contents(atPath: path) else {
      problems.append("\(path) cannot be read; install AICanvas again.")
      return nil
    }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      problems.append("\(path) is damaged; install AICanvas again.")
      return nil
    }
  }
}
