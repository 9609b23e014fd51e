import Pictures

/// Where training pairs come from: the arguments alone decide a pair, so that a resumed run sees what an uninterrupted
/// one would have seen.
package protocol PairSource: Sendable {
  /// Channels of an input: 1 (ink), 5 (ink, hint mask, hint colour) or 8 (those five and a smaller picture's colours).
  var inputChannels: Int { get }

  /// One pair.
  ///
  /// - Returns: an input, `size · size · inputChannels` values, and its picture, `size · size · 3` values in −1…1.
  func sample(seed: UInt64, step: Int, index: Int, size: Int) -> (input: [Float], target: [Float])
}

extension DrawnPairs: PairSource {
  package var inputChannels: Int { 5 }
}

extension EnlargingPairs: PairSource {
  package var inputChannels: Int { Self.channels }
}

extension PicturePairs: PairSource {
  package var inputChannels: Int { 5 }
}

extension PairFolder: PairSource {}
