import CKernels

/// What instance norm and batch norm share: groups of pixels, each normalised channel by channel,
/// y = activation((x - mean) / √(variance + ε) · scale + shift), variance over the group's own pixels (biased).
///
/// Statistics lie as (groups, 1, 2, channels): the means, then 1 / √(variance + ε).
struct ChannelNorm {
  static let epsilon: Float = 1e-5

  let groups: Int
  /// Pixels of one group.
  let pixels: Int
  let channels: Int
  let scale: Tensor?
  let shift: Tensor?
  let activation: Activation

  init(_ x: Shape, wholeBatch: Bool, scale: Tensor?, shift: Tensor?, activation: Activation) {
    groups = wholeBatch ? 1 : x.n
    pixels = wholeBatch ? x.pixels : x.h * x.w
    channels = x.c
    precondition((scale?.count ?? x.c) == x.c && (shift?.count ?? x.c) == x.c, "one scale and shift for each channel")
    switch activation {
    case .none, .relu, .leaky, .clip, .clippedRelu: break
    case .tanh, .sigmoid: preconditionFailure("a norm is not followed by \(activation)")
    }
    (self.scale, self.shift, self.activation) = (scale, shift, activation)
  }

  private var piece: Int { ChannelSums.piece(channels) }
  private var pieces: Int { (pixels + piece - 1) / piece }

  /// Runs `body(group, piece, first pixel of all, pixels)` for all pieces.
  private func forPieces(_ body: (_ group: Int, _ piece: Int, _ first: Int, _ count: Int) -> Void) {
    let (piece, pieces) = (piece, pieces)
    ThreadPool.shared.run(groups * pieces) { index in
      let (group, part) = (index / pieces, index % pieces)
      body(group, part, group * pixels + part * piece, min(piece, pixels - part * piece))
    }
  }

  func forward(_ x: Tensor, into y: Tensor, statistics: Tensor) {
    precondition(x.shape == y.shape, "\(x.shape) into \(y.shape)")
    gather(x, into: statistics)
    apply(x, into: y, statistics: statistics)
  }

  /// Mean and 1 / √(variance + ε) of each group and channel. Pieces are joined by the formula of Chan, Golub and
  /// LeVeque (1979), in double precision and in order.
  private func gather(_ x: Tensor, into statistics: Tensor) {
    precondition(statistics.shape == Shape(groups, 1, 2, channels), "statistics \(statistics.shape)")
    let parts = Tensor(Shape(groups, pieces, 2, channels), zeroed: false)
    let (loops, pieces) = (InstructionSet.loops, pieces)
    forPieces { group, part, first, count in
      let to = parts.data + (group * pieces + part) * 2 * channels
      loops.moments(x.data + first * channels, count, channels, to, to + channels)
    }
    for group in 0..<groups {
      var pairs: [(mean: Double, squares: Double)] = Array(repeating: (0, 0), count: channels)
      var counted = 0
      for part in 0..<pieces {
        let count = min(piece, pixels - part * piece)
        let share = Double(count) / Double(counted + count)
        let weight = Double(counted) * share
        let from = parts.data + (group * pieces + part) * 2 * channels
        for channel in 0..<channels {
          let difference = Double(from[channel]) - pairs[channel].mean
          pairs[channel].mean += difference * share
          pairs[channel].squares += Double(from[channels + channel]) + difference * difference * weight
        }
        counted += count
      }
      let to = statistics.data + group * 2 * channels
      for channel in 0..<channels {
        to[channel] = Float(pairs[channel].mean)
        to[channels + channel] = Float(
          1 / (pairs[channel].squares / Double(pixels) + Double(Self.epsilon)).squareRoot())
      }
    }
  }

  /// Writes x with the given statistics into y.
  func apply(_ x: Tensor, into y: Tensor, statistics: Tensor) {
    let (loops, factors) = (InstructionSet.loops, factors(statistics))
    forPieces { group, _, first, count in
      let factor = factors.data + group * 2 * channels
      loops.normalise(
        x.data + first * channels, count, channels, factor, factor + channels, activation.code, activation.parameter,
        y.data + first * channels, channels)
    }
  }

  /// The norm as x · factor + offset: for each group the factors, then the offsets.
  private func factors(_ statistics: Tensor) -> Tensor {
    let result = Tensor(Shape(groups, 1, 2, channels), zeroed: false)
    for group in 0..<groups {
      let from = statistics.data + group * 2 * channels
      let to = result.data + group * 2 * channels
      for channel in 0..<channels {
        to[channel] = from[channels + channel] * (scale?.data[channel] ?? 1)
        to[channels + channel] = (shift?.data[channel] ?? 0) - from[channel] * to[channel]
      }
    }
    return result
  }

  /// dx = scale · inverse · (g - mean(g) - x̂ · mean(g · x̂)), with g = dy behind the activation.
  func backward(
    x: Tensor, dy: Tensor, statistics: Tensor, into dx: Tensor, scaleGradient: Tensor?, shiftGradient: Tensor?
  ) {
    precondition(x.shape == dy.shape && dy.shape == dx.shape, "\(x.shape), \(dy.shape), \(dx.shape)")
    precondition(statistics.shape == Shape(groups, 1, 2, channels), "statistics \(statistics.shape)")
    let (loops, factors, pieces) = (InstructionSet.loops, factors(statistics), pieces)
    let parts = Tensor(Shape(groups, pieces, 2, channels), zeroed: false)
    forPieces { group, part, first, count in
      let mean = statistics.data + group * 2 * channels
      let factor = factors.data + group * 2 * channels
      let to = parts.data + (group * pieces + part) * 2 * channels
      loops.normGradientSums(
        x.data + first * channels, dy.data + first * channels, count, channels, mean, mean + channels, factor,
        factor + channels, activation.code, activation.parameter, to, to + channels)
    }
    let sums = Tensor(Shape(groups, 1, 2, channels))
    for group in 0..<groups {
      let to = sums.data + group * 2 * channels
      for part in 0..<pieces {
        loops.add(parts.data + (group * pieces + part) * 2 * channels, to, 2 * channels, to)
      }
      if let shiftGradient { loops.add(to, shiftGradient.data, channels, shiftGradient.data) }
      if let scaleGradient { loops.add(to + channels, scaleGradient.data, channels, scaleGradient.data) }
    }
    // dx = factor · g + slope · (x - mean) + constant.
    let slopes = Tensor(Shape(groups, 1, 2, channels), zeroed: false)
    for group in 0..<groups {
      let offset = group * 2 * channels
      for channel in 0..<channels {
        let factor = factors.data[offset + channel]
        let inverse = statistics.data[offset + channels + channel]
        slopes.data[offset + channel] = -factor * inverse * sums.data[offset + channels + channel] / Float(pixels)
        slopes.data[offset + channels + channel] = -factor * sums.data[offset + channel] / Float(pixels)
      }
    }
    forPieces { group, _, first, count in
      let mean = statistics.data + group * 2 * channels
      let factor = factors.data + group * 2 * channels
      let slope = slopes.data + group * 2 * channels
      loops.normGradient(
        x.data + first * channels, dy.data + first * channels, count, channels, mean, factor, factor + channels,
        factor, slope, slope + channels, activation.code, activation.parameter, dx.data + first * channels)
    }
  }
}

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

/// Instance norm: each picture and channel by the mean and variance of its own pixels, ε = 1e-5.
///
/// Statistics have the shape (n, 1, 2, c): the means, then 1 / √(variance + ε).
package enum InstanceNorm {
  package static func statisticsShape(for x: Shape) -> Shape { Shape(x.n, 1, 2, x.c) }

  /// y = activation(norm(x) · scale + shift); y may be x if backward is not needed. `activation` is not tanh or sigmoid.
  package static func forward(
    _ x: Tensor, scale: Tensor?, shift: Tensor?, activation: Activation, into y: Tensor, statistics: Tensor
  ) {
    ChannelNorm(x.shape, wholeBatch: false, scale: scale, shift: shift, activation: activation)
      .forward(x, into: y, statistics: statistics)
  }

  /// Writes dx, which may be dy, and adds to the gradients. x is the input of forward.
  package static func backward(
    x: Tensor, dy: Tensor, scale: Tensor?, shift: Tensor?, activation: Activation, statistics: Tensor,
    into dx: Tensor, scaleGradient: Tensor?, shiftGradient: Tensor?
  ) {
    ChannelNorm(x.shape, wholeBatch: false, scale: scale, shift: shift, activation: activation)
      .backward(
        x: x, dy: dy, statistics: statistics, into: dx, scaleGradient: scaleGradient, shiftGradient: shiftGradient)
  }
}

/// Batch norm: each channel by the mean and variance over all pixels of the batch, ε = 1e-5.
///
/// Statistics have the shape (1, 1, 2, c): the means, then 1 / √(variance + ε).
package enum BatchNorm {
  package static func statisticsShape(for x: Shape) -> Shape { Shape(1, 1, 2, x.c) }

  /// y = activation(norm(x) · scale + shift) with the batch's own statistics; y may be x if backward is not needed.
  package static func forward(
    _ x: Tensor, scale: Tensor?, shift: Tensor?, activation: Activation, into y: Tensor, statistics: Tensor
  ) {
    ChannelNorm(x.shape, wholeBatch: true, scale: scale, shift: shift, activation: activation)
      .forward(x, into: y, statistics: statistics)
  }

  /// Writes dx, which may be dy, and adds to the gradients. x is the input of forward.
  package static func backward(
    x: Tensor, dy: Tensor, scale: Tensor?, shift: Tensor?, activation: Activation, statistics: Tensor,
    into dx: Tensor, scaleGradient: Tensor?, shiftGradient: Tensor?
  ) {
    ChannelNorm(x.shape, wholeBatch: true, scale: scale, shift: shift, activation: activation)
      .backward(
        x: x, dy: dy, statistics: statistics, into: dx, scaleGradient: scaleGradient, shiftGradient: shiftGradient)
  }

  /// Moves a running mean and variance (vectors) towards those of one batch, as PyTorch does: its variance is taken
  /// without bias.
  ///
  /// - Parameters:
  ///   - statistics: what ``forward(_:scale:shift:activation:into:statistics:)`` wrote.
  ///   - pixels: of the whole batch.
  ///   - momentum: the new batch's share, 0…1.
  package static func updateAverages(
    from statistics: Tensor, pixels: Int, momentum: Float, mean: Tensor, variance: Tensor
  ) {
    let channels = statistics.shape.c
    precondition(mean.count == channels && variance.count == channels, "one mean and variance for each channel")
    let correction = Double(pixels) / Double(max(1, pixels - 1))
    for channel in 0..<channels {
      let inverse = Double(statistics.data[channels + channel])
      let batch = max(0, 1 / (inverse * inverse) - Double(ChannelNorm.epsilon)) * correction
      mean.data[channel] += momentum * (statistics.data[channel] - mean.data[channel])
      variance.data[channel] += momentum * (Float(batch) - variance.data[channel])
    }
  }

  /// The norm under a running mean and variance as x · factor + offset: what a convolution before it can take over.
  package static func factors(
    mean: Tensor, variance: Tensor, scale: Tensor, shift: Tensor
  ) -> (factor: [Float], offset: [Float]) {
    let factor = (0..<mean.count).map {
      scale.data[$0] / (variance.data[$0] + ChannelNorm.epsilon).squareRoot()
    }
    return (factor, (0..<mean.count).map { shift.data[$0] - mean.data[$0] * factor[$0] })
  }

  /// The same with a running mean and variance (vectors) in place of the batch's own; y may be x.
  package static func inference(
    _ x: Tensor, mean: Tensor, variance: Tensor, scale: Tensor?, shift: Tensor?, activation: Activation, into y: Tensor
  ) {
    precondition(mean.count == x.shape.c && variance.count == x.shape.c, "one mean and variance for each channel")
    let statistics = Tensor(statisticsShape(for: x.shape), zeroed: false)
    for channel in 0..<x.shape.c {
      statistics.data[channel] = mean.data[channel]
      statistics.data[x.shape.c + channel] = 1 / (variance.data[channel] + ChannelNorm.epsilon).squareRoot()
    }
    ChannelNorm(x.shape, wholeBatch: true, scale: scale, shift: shift, activation: activation)
      .apply(x, into: y, statistics: statistics)
  }
}
