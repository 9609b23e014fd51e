import CKernels

/// Sums over pixels, channel by channel.
enum ChannelSums {
  /// Pixels in one partial sum; fixed, so that the result does not depend on the number of threads.
  static func piece(_ channels: Int) -> Int { max(64, (32 << 10) / (channels * 4)) }

  /// Adds the sum of x over its pixels to `result`, a vector of its channels.
  static func add(of x: Tensor, into result: Tensor) {
    let (pixels, channels) = (x.shape.pixels, x.shape.c)
    precondition(result.count == channels, "\(result.count) sums of \(channels) channels")
    let piece = piece(channels)
    let pieces = (pixels + piece - 1) / piece
    let parts = Tensor(Shape(1, 1, pieces, channels), zeroed: false)
    let loops = InstructionSet.loops
    ThreadPool.shared.run(pieces) { index in
      let first = index * piece
      loops.channelSums(x.data + first * channels, min(piece, pixels - first), channels, parts.data + index * channels)
    }
    for index in 0..<pieces { loops.add(parts.data + index * channels, result.data, channels, result.data) }
  }
}
