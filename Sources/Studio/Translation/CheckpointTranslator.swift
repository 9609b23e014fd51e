import Networks
import Pictures
import Synchronization
import Training

/// Runs the generators of a catalogue's checkpoints.
///
/// Weights are read when a domain is first asked for; the last two domains stay in memory.
package final class CheckpointTranslator: Translator {
  private let catalogue: DomainCatalogue
  private let loaded = Mutex(Loaded())
  private static let domainsKept = 2

  private struct Loaded {
    /// Most recently used last.
    var generators: [(name: String, generator: PictureGenerator)] = []
    var enlarger: GeneratorCheckpoint?
    var hasLookedForEnlarger = false
  }

  package init(_ catalogue: DomainCatalogue) {
    self.catalogue = catalogue
  }

  package func inputChannels(domain: String) throws -> Int {
    try load(domain).card.architecture.inputChannels
  }

  package func translate(
    domain: String, size: Int, isCancelled: @escaping () -> Bool, progress: @escaping (Double) -> Void,
    sketch: (Int) -> [Float]
  ) throws -> Image {
    let generator = try load(domain)
    let size = generator.suitableSide(size)
    guard generator.canMake(side: size) else {
      throw TranslationError(
        "\(domain) makes pictures whose side is a multiple of \(generator.card.architecture.sideMultiple), not \(size) "
          + "pixels.")
    }
    return try generator.picture(side: size, isCancelled: isCancelled, progress: progress, sketch: sketch)
  }

  private func load(_ domain: String) throws -> PictureGenerator {
    try loaded.withLock { kept in
      if let index = kept.generators.firstIndex(where: { $0.name == domain }) {
        let found = kept.generators.remove(at: index)
        kept.generators.append(found)
        return found.generator
      }
      guard let info = catalogue[domain] else {
        throw TranslationError("There is no domain called \(domain); `aicanvas domains` lists them.")
      }
      if !kept.hasLookedForEnlarger {
        kept.enlarger = try catalogue.enlarger.map { try GeneratorCheckpoint(path: $0) }
        kept.hasLookedForEnlarger = true
      }
      let new = PictureGenerator(try GeneratorCheckpoint(path: info.path), enlarger: kept.enlarger)
      kept.generators.append((domain, new))
      if kept.generators.count > Self.domainsKept { kept.generators.removeFirst() }
      return new
    }
  }
}
