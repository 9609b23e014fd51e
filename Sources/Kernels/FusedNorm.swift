import CKernels

/// An instance norm of one picture that costs no pass of its own: the layer before gathers the statistics while its
/// output is still in the cache, and the layer after applies activation(x · factor + offset) while it reads.
package final class FusedNorm: @unchecked Sendable {
  package let channels: Int
  private let scale: Tensor?
  private let shift: Tensor?
  let activation: Activation
  /// What the activation keeps the result between.
  let bounds: (lowest: Float, highest: Float)
  let factor: Tensor
  let offset: Tensor
  /// For each piece of the picture the means, then the sums of squared deviations.
  private var parts = Tensor(.vector(0))
  private var counts: [Int] = []

  /// - Parameters:
  ///   - scale: one factor for each channel, or nil for 1.
  ///   - shift: one summand for each channel, or nil for 0.
  ///   - activation: one that ``Activation/fusesWithNorm``.
  package init(channels: Int, scale: Tensor?, shift: Tensor?, activation: Activation) {
    guard let bounds = activation.bounds else { preconditionFailure("\(activation) cannot be fused with a norm") }
    precondition((scale?.count ?? channels) == channels && (shift?.count ?? channels) == channels)
    (self.channels, self.scale, self.shift) = (channels, scale, shift)
    (self.activation, self.bounds) = (activation, bounds)
    factor = Tensor(.vector(channels))
    offset = Tensor(.vector(channels))
  }

  /// Makes room for the statistics of `pieces` pieces.
  func begin(pieces: Int) {
    if parts.count != pieces * 2 * channels { parts = Tensor(Shape(1, pieces, 2, channels), zeroed: false) }
    if counts.count != pieces { counts = Array(repeating: 0, count: pieces) }
  }

  /// Where the tasks put the statistics of their pieces.
  struct Pieces {
    let parts: UnsafeMutablePointer<Float>
    let counts: UnsafeMutablePointer<Int>
    let channels: Int

    /// Statistics of `pixels` pixels at x, the piece number `piece`.
    func gather(_ piece: Int, _ x: UnsafePointer<Float>, pixels: Int, _ loops: ak_table) {
      let to = parts + piece * 2 * channels
      loops.moments(x, pixels, channels, to, to + channels)
      counts[piece] = pixels
    }
  }

  /// Runs `body`, whose tasks gather all pieces, and sets factor and offset from what they found.
  func gathering(pieces: Int, _ body: (Pieces) -> Void) {
    begin(pieces: pieces)
    counts.withUnsafeMutableBufferPointer { counts in
      guard let base = counts.baseAddress else { return }
      body(Pieces(parts: parts.data, counts: base, channels: channels))
    }
    finish()
  }

  /// Joins the pieces in order and in double precision (Chan, Golub and LeVeque 1979).
  private func finish() {
    let pixels = Double(counts.reduce(0, +))
    for channel in 0..<channels {
      var (mean, squares, counted) = (0.0, 0.0, 0.0)
      for (piece, count) in counts.enumerated() where count > 0 {
        let from = parts.data + piece * 2 * channels + channel
        let share = Double(count) / (counted + Double(count))
        let difference = Double(from[0]) - mean
        mean += difference * share
        squares += Double(from[channels]) + difference * difference * counted * share
        counted += Double(count)
      }
      let inverse = 1 / (squares / pixels + Double(ChannelNorm.epsilon)).squareRoot()
      let factor = inverse * Double(scale?.data[channel] ?? 1)
      self.factor.data[channel] = Float(factor)
      offset.data[channel] = Float(Double(shift?.data[channel] ?? 0) - mean * factor)
    }
  }

  /// y = residual + norm(x); y may be either.
  package func add(_ x: Tensor, to residual: Tensor, into y: Tensor) {
    precondition(x.shape == y.shape && x.shape == residual.shape && x.shape.c == channels)
    forRows(x) { loops, first, pixels in
      loops.normaliseAdd(
        x.data + first, pixels, channels, factor.data, offset.data, bounds.lowest, bounds.highest,
        residual.data + first, y.data + first)
    }
  }

  private func forRows(_ x: Tensor, _ body: (ak_table, Int, Int) -> Void) {
    let loops = InstructionSet.loops
    ThreadPool.shared.run(count: x.shape.pixels, grain: ChannelSums.piece(channels)) { pixels in
      body(loops, pixels.lowerBound * channels, pixels.count)
    }
  }
}
