import Pictures

/// Pairs of several sources in fixed proportions.
package struct MixedPairs: PairSource {
  private let sources: [any PairSource]
  private let shares: [Double]

  /// - Parameter sources: at least one, each with its share above 0; all of one number of channels.
  package init(_ sources: [(source: any PairSource, share: Double)]) {
    precondition(!sources.isEmpty && sources.allSatisfy { $0.share > 0 }, "nothing to mix")
    precondition(Set(sources.map(\.source.inputChannels)).count == 1, "channels differ")
    self.sources = sources.map(\.source)
    shares = sources.map(\.share)
  }

  package var inputChannels: Int { sources[0].inputChannels }

  package func sample(seed: UInt64, step: Int, index: Int, size: Int) -> (input: [Float], target: [Float]) {
    var random = SeededGenerator(seed: seed ^ 0x5_0A2C_E5, step, index)
    return sources[random.index(weights: shares)].sample(seed: seed, step: step, index: index, size: size)
  }
}
