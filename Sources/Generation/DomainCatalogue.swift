import Foundation
import Networks
import Pictures

/// The domains that there are checkpoints for.
package struct DomainCatalogue: Hashable, Sendable {
  /// Sorted by name; names are unique. Those with a ``DomainInfo/problem`` cannot be chosen.
  package let domains: [DomainInfo]
  /// The checkpoint that doubles pictures, where there is one; it is no domain of its own.
  package let upscaler: String?

  /// Looks for `*.safetensors` files and checks each: its card, its network's tensors, and whether a drawing can fill
  /// the network's input. Weights stay on disk.
  ///
  /// - Parameters:
  ///   - builtIn: the folder of the checkpoints that came with the program; nil for none.
  ///   - own: the folder of the user's own. One that has the name of a built-in domain takes its place: somebody who
  ///     trains a panda wants to see that panda.
  package init(builtIn: String?, own: String?) {
    var found: [String: DomainInfo] = [:]
    var upscaler: String?
    for (folder, isBuiltIn) in [(builtIn, true), (own, false)] {
      guard let folder else { continue }
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for file in files.sorted() where file.hasSuffix(Self.ending) && !file.hasPrefix(".") {
        let path = folder + "/" + file
        guard !PictureFolder.isFolder(path) else { continue }
        switch Self.inspect(path) {
        case .upscaler: upscaler = path
        case .domain(let card, let problem):
          let name = String(file.dropLast(Self.ending.count))
          found[name] = DomainInfo(
            name: name, titles: card?.titles ?? Self.titles(from: name), path: path, isBuiltIn: isBuiltIn, card: card,
            problem: problem)
        }
      }
    }
    self.upscaler = upscaler
    domains = found.values.sorted { $0.name < $1.name }
  }

  package subscript(name: String) -> DomainInfo? { domains.first { $0.name == name } }

  /// Reads the upscaler's weights, where there is one.
  package func loadUpscaler() throws -> Upscaler? { try upscaler.map { try Upscaler(GeneratorCheckpoint(path: $0)) } }

  private enum Finding {
    case upscaler
    case domain(DomainCard?, DomainProblem?)
  }

  private static func inspect(_ path: String) -> Finding {
    let card: ModelCard
    do throws(CheckpointError) {
      card = try GeneratorCheckpoint.inspect(path: path)
    } catch {
      return .domain(nil, .unusable("\(error). Put a whole checkpoint in its place, or take the file away."))
    }
    let shown = DomainCard(card)
    guard let layout = card.layout else {
      return .domain(
        shown,
        .notForDrawing(
          "\(path): its network takes \(card.architecture.inputChannels) input channels and its card does not say what "
            + "they are; a drawing fills 1 (ink) or 5 (ink and crayon)."))
    }
    if layout == .upscaling {
      guard Upscaler.canServe(card.architecture) else {
        return .domain(
          shown,
          .notForDrawing(
            "\(path): it doubles pictures, but only those of \(card.architecture.sideMultiple) pixels' steps; one for the "
              + "studio takes steps of \(Upscaler.sideMultiple)."))
      }
      return .upscaler
    }
    guard InputEncoder(layout).accepts(.strokes([])) else {
      return .domain(shown, .notForDrawing("\(path): its network works from something else than a drawing."))
    }
    return .domain(shown, nil)
  }

  private static let ending = ".safetensors"

  /// `space-ship` becomes "Space ship".
  private static func titles(from name: String) -> DomainTitles {
    let words = name.split { $0 == "-" || $0 == "_" }.joined(separator: " ")
    let title = words.prefix(1).uppercased() + words.dropFirst()
    return DomainTitles(english: title, korean: title)
  }
}
