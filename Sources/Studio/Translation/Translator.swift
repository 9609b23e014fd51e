import Pictures

/// Turns a drawing into a picture. The studio's own runs a checkpoint; tests put something simpler in its place.
///
/// Called on the queue's thread, one call at a time.
package protocol Translator: Sendable {
  /// How many channels the domain's network takes: 1 (ink) or 5 (ink, hint mask, hint colour).
  ///
  /// - Throws: an error whose description is one sentence for the user.
  func inputChannels(domain: String) throws -> Int

  /// The picture of `size` × `size` pixels for a sketch, or a smaller one where the network cannot make it as large.
  ///
  /// - Parameters:
  ///   - isCancelled: asked between layers; the translator throws `CancellationError` soon after it turns true.
  ///   - progress: told the share of this call's work done so far, 0…1.
  ///   - sketch: gives the network input at a side in pixels, `side · side · inputChannels` values, NHWC (see
  ///     `SketchRaster.networkInput`). A picture may be made in several sizes, one from the other.
  /// - Throws: `CancellationError`, or an error whose description is one sentence for the user.
  func translate(
    domain: String, size: Int, isCancelled: @escaping () -> Bool, progress: @escaping (Double) -> Void,
    sketch: (Int) -> [Float]
  ) throws -> Image
}
