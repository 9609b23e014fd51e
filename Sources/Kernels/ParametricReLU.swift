import CKernels

/// A rectifier that learns its slope below zero, one for each channel: y = x < 0 ? slope[c] · x : x (He et al. 2015,
/// "Delving deep into rectifiers", equation 1).
package enum ParametricReLU {
  /// y may be x.
  ///
  /// - Parameters:
  ///   - x: (n, h, w, c).
  ///   - slope: c values.
  package static func forward(_ x: Tensor, slope: Tensor, into y: Tensor) {
    precondition(x.shape == y.shape && slope.count == x.shape.c, "\(x.shape), \(y.shape), \(slope.count) slopes")
    let loops = InstructionSet.loops
    forPieces(x.shape) { _, first, count in
      let offset = first * x.shape.c
      loops.parametricRelu(x.data + offset, count, x.shape.c, slope.data, y.data + offset)
    }
  }

  /// Writes the gradient with respect to x into dx, which may be dy, and adds that with respect to the slopes to
  /// `slopeGradient`. The derivative at 0 is the slope.
  package static func backward(x: Tensor, dy: Tensor, slope: Tensor, into dx: Tensor, slopeGradient: Tensor?) {
    let channels = x.shape.c
    precondition(x.shape == dy.shape && dy.shape == dx.shape, "\(x.shape), \(dy.shape), \(dx.shape)")
    precondition(
      slope.count == channels && (slopeGradient?.count ?? channels) == channels, "one slope for each channel")
    let loops = InstructionSet.loops
    let parts = Tensor(Shape(1, 1, pieces(x.shape), channels), zeroed: false)
    forPieces(x.shape) { piece, first, count in
      let offset = first * channels
      loops.parametricReluGradient(
        x.data + offset, dy.data + offset, count, channels, slope.data, dx.data + offset, parts.data + piece * channels)
    }
    guard let slopeGradient else { return }
    for piece in 0..<pieces(x.shape) {
      loops.add(parts.data + piece * channels, slopeGradient.data, channels, slopeGradient.data)
    }
  }

  private static func pieces(_ x: Shape) -> Int {
    let piece = ChannelSums.piece(x.c)
    return (x.pixels + piece - 1) / piece
  }

  /// Runs `body(piece, first pixel of all, pixels)` for pieces of a fixed size, so that sums do not depend on the number
  /// of threads.
  private static func forPieces(_ x: Shape, _ body: (Int, Int, Int) -> Void) {
    let piece = ChannelSums.piece(x.c)
    ThreadPool.shared.run(pieces(x)) { index in body(index, index * piece, min(piece, x.pixels - index * piece)) }
  }
}
