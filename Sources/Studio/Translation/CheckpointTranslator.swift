import Networks
import Pictures
import Synchronization

/// Runs the generators of a catalogue's checkpoints.
///
/// Weights are read when a domain is first asked for; the last two domains stay in memory, each with one plan per
/// picture size.
package final class CheckpointTranslator: Translator {
  private final class Loaded: Sendable {
    let name: String
    let checkpoint: GeneratorCheckpoint
    /// By picture side.
    let plans = Mutex<[Int: InferencePlan]>([:])

    init(name: String, checkpoint: GeneratorCheckpoint) {
      self.name = name
      self.checkpoint = checkpoint
    }
  }

  private let catalogue: DomainCatalogue
  /// Most recently used last.
  private let loaded = Mutex<[Loaded]>([])
  private static let domainsKept = 2

  package init(_ catalogue: DomainCatalogue) {
    self.catalogue = catalogue
  }

  package func inputChannels(domain: String) throws -> Int {
    try load(domain).checkpoint.card.architecture.inputChannels
  }

  package func translate(
    domain: String, input: [Float], size: Int, isCancelled: @escaping () -> Bool, progress: @escaping (Double) -> Void
  ) throws -> Image {
    let loaded = try load(domain)
    let architecture = loaded.checkpoint.card.architecture
    guard size % architecture.sideMultiple == 0, size >= architecture.smallestSide else {
      throw TranslationError(
        "\(domain) makes pictures whose side is a multiple of \(architecture.sideMultiple), not \(size) pixels.")
    }
    precondition(input.count == size * size * architecture.inputChannels, "input does not fill the picture")
    // The lock is held while the plan runs: a plan serves one caller at a time.
    return try loaded.plans.withLock { plans in
      let plan = plans[size] ?? InferencePlan(loaded.checkpoint, height: size, width: size)
      plans[size] = plan
      _ = plan.input.values.update(fromContentsOf: input)
      try plan.run(isCancelled: isCancelled, progress: progress)
      return Image(activations: plan.output.data, width: size, height: size)
    }
  }

  private func load(_ domain: String) throws -> Loaded {
    try loaded.withLock { kept in
      if let index = kept.firstIndex(where: { $0.name == domain }) {
        let found = kept.remove(at: index)
        kept.append(found)
        return found
      }
      guard let info = catalogue[domain] else {
        throw TranslationError("There is no domain called \(domain); `aicanvas domains` lists them.")
      }
      let new = Loaded(name: domain, checkpoint: try GeneratorCheckpoint(path: info.path))
      kept.append(new)
      if kept.count > Self.domainsKept { kept.removeFirst() }
      return new
    }
  }
}
