/// The extent of an NHWC activation: batch, height, width, channels.
///
/// Parameters use the same four numbers with another reading, given where they are declared: a convolution's weight
/// is (kernel rows, kernel columns, inputs, outputs), a vector is (1, 1, 1, length).
package struct Shape: Hashable, Sendable, CustomStringConvertible {
  package var n: Int
  package var h: Int
  package var w: Int
  package var c: Int

  package init(_ n: Int, _ h: Int, _ w: Int, _ c: Int) {
    precondition(n >= 0 && h >= 0 && w >= 0 && c >= 0, "negative extent")
    (self.n, self.h, self.w, self.c) = (n, h, w, c)
  }

  /// A vector of `length` values.
  package static func vector(_ length: Int) -> Shape { Shape(1, 1, 1, length) }

  /// Number of values.
  package var count: Int { n * h * w * c }

  /// Number of pixels over the whole batch.
  package var pixels: Int { n * h * w }

  package var description: String { "\(n)×\(h)×\(w)×\(c)" }
}
