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
    case .none, .relu, .leaky: break
    case .tanh, .sigmoid: preconditionFailure("a norm is followed by none, relu or leaky")
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
        x.data + first * channels, count, channels, factor, factor + channels, activation.code, activation.slope,
        y.data + first * channels)
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
        factor + channels, activation.code, activation.slope, to, to + channels)
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
        factor, slope, slope + channels, activation.code, activation.slope, dx.data + first * channels)
    }
  }
}
