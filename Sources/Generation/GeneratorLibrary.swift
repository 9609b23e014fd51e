import Networks
import Pictures
import Synchronization

/// The generators of a catalogue's domains, ready to make pictures.
///
/// Weights are read when a domain is first asked for; the last few domains stay in memory. Any number of callers may
/// make pictures at once.
package final class GeneratorLibrary: Sendable {
  private let catalogue: DomainCatalogue
  private let loaded = Mutex(Loaded())
  private let domainsKept: Int
  private let precision: PrecisionPolicy

  private struct Loaded {
    /// Most recently used last.
    var generators: [(name: String, generator: PictureGenerator)] = []
    var upscaler: Upscaler?
    var hasLookedForUpscaler = false
  }

  /// - Parameters:
  ///   - domainsKept: how many domains stay in memory, at least one.
  ///   - precision: decides what the generators multiply.
  package init(_ catalogue: DomainCatalogue, keeping domainsKept: Int = 2, precision: PrecisionPolicy = .float32) {
    precondition(domainsKept > 0, "a domain in use is in memory")
    self.catalogue = catalogue
    self.domainsKept = domainsKept
    self.precision = precision
  }

  /// The picture of `size` × `size` pixels for an input, or a smaller one where the network cannot make it as large.
  ///
  /// - Parameters:
  ///   - isDraft: whether it only stands until a better one is there.
  ///   - isCancelled: asked between layers.
  ///   - progress: told the share of the work done so far, 0…1.
  /// - Throws: `CancellationError`, or an error whose description is one sentence for the user.
  package func picture(
    domain: String, _ input: GenerationInput, size: Int, isDraft: Bool = false, isCancelled: () -> Bool = { false },
    progress: (Double) -> Void = { _ in }
  ) throws -> Image {
    let generator = try generator(domain)
    let side = generator.suitableSide(size)
    guard generator.canMake(side: side) else {
      throw GenerationError(
        "\(domain) makes pictures whose side is a multiple of \(generator.card.architecture.sideMultiple), not \(side) "
          + "pixels.")
    }
    return try generator.picture(input, side: side, isDraft: isDraft, isCancelled: isCancelled, progress: progress)
  }

  /// The generator of a domain, read from disk if need be.
  ///
  /// - Throws: an error whose description is one sentence for the user.
  package func generator(_ domain: String) throws -> PictureGenerator {
    try loaded.withLock { kept in
      if let index = kept.generators.firstIndex(where: { $0.name == domain }) {
        let found = kept.generators.remove(at: index)
        kept.generators.append(found)
        return found.generator
      }
      guard let info = catalogue[domain] else {
        throw GenerationError("There is no domain called \(domain); `aicanvas domains` lists them.")
      }
      if let problem = info.problem { throw GenerationError("\(problem)") }
      if !kept.hasLookedForUpscaler {
        kept.upscaler = try catalogue.loadUpscaler()
        kept.hasLookedForUpscaler = true
      }
      let checkpoint = try GeneratorCheckpoint(path: info.path, domain: domain)
      let new = try PictureGenerator(
        checkpoint, upscaler: kept.upscaler, precision: precision.precision(of: checkpoint))
      kept.generators.append((domain, new))
      if kept.generators.count > domainsKept { kept.generators.removeFirst() }
      return new
    }
  }
}
