import Generation
import Pictures

/// Turns a drawing into a picture: the generators of a catalogue, or something simpler in tests.
///
/// Called on the queue's thread.
package protocol Translator: Sendable {
  /// The picture of `size` × `size` pixels, or a smaller one where the network cannot make it as large.
  ///
  /// - Parameters:
  ///   - isDraft: whether it only stands until a better one is there; then speed counts for more.
  ///   - isCancelled: asked between layers; `CancellationError` is thrown soon after it turns true.
  ///   - progress: told the share of this call's work done so far, 0…1.
  /// - Throws: `CancellationError`, or an error whose description is one sentence for the user.
  func picture(
    domain: String, _ input: GenerationInput, size: Int, isDraft: Bool, isCancelled: () -> Bool,
    progress: (Double) -> Void
  ) throws -> Image

  /// Whether the last picture was made by another machine.
  var isElsewhere: Bool { get }
}

extension Translator {
  package var isElsewhere: Bool { false }
}

extension GeneratorLibrary: Translator {}
