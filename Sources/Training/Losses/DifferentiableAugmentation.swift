import Kernels

/// Changes that real and fake pictures go through alike before the discriminator sees them, so that it cannot learn few
/// pictures by heart, and through which the generator's gradient comes back (Zhao et al. 2020, "Differentiable
/// augmentation for data-efficient GAN training", section 4).
package struct DifferentiableAugmentation {
  package enum Kind: String, Codable, Sendable, CaseIterable {
    /// Brightness, saturation and contrast, by up to half.
    case colour
    /// By up to an eighth of the side; what comes in is grey (0).
    case translation
    /// A square of half the side becomes grey.
    case cutout
  }

  /// Random numbers in 0..<1 that decide the change of one picture.
  package static let draws = 7

  private let kinds: Set<Kind>
  /// One row of ``draws`` numbers for each picture.
  private let random: Tensor

  /// - Parameters:
  ///   - kinds: which changes; of no account in which order.
  ///   - random: (n, 1, 1, ``draws``), uniform in 0..<1.
  package init(_ kinds: some Sequence<Kind>, random: Tensor) {
    precondition(random.shape.c == Self.draws, "\(Self.draws) numbers decide a change")
    self.kinds = Set(kinds)
    self.random = random
  }

  /// The changed pictures, (n, side, side, channels).
  package func forward(_ x: Tensor) -> Tensor { applied(to: x, isBackward: false) }

  /// The gradient at the pictures, from that at the changed ones.
  package func backward(_ dy: Tensor) -> Tensor { applied(to: dy, isBackward: true) }

  /// Every change is linear but for brightness, which adds a constant; the gradient takes the transposes in reverse.
  private func applied(to x: Tensor, isBackward: Bool) -> Tensor {
    precondition(x.shape.n == random.shape.n && x.shape.h == x.shape.w, "\(x.shape) for \(random.shape)")
    let y = Tensor(x.shape, zeroed: false)
    y.copy(from: x)
    let (side, channels) = (x.shape.h, x.shape.c)
    for row in 0..<x.shape.n {
      let picture = y.data + row * side * side * channels
      let draw = random.data + row * Self.draws
      if isBackward {
        if kinds.contains(.cutout) { cut(picture, side, channels, draw) }
        if kinds.contains(.translation) { translate(picture, side, channels, draw, sign: -1) }
        if kinds.contains(.colour) { colour(picture, side, channels, draw, isBackward: true) }
      } else {
        if kinds.contains(.colour) { colour(picture, side, channels, draw, isBackward: false) }
        if kinds.contains(.translation) { translate(picture, side, channels, draw, sign: 1) }
        if kinds.contains(.cutout) { cut(picture, side, channels, draw) }
      }
    }
    return y
  }

  /// Brightness x + b; saturation s·x + (1 − s)·(mean of the pixel); contrast c·x + (1 − c)·(mean of the picture).
  /// Saturation and contrast are their own transposes, and since both keep the means they change places freely.
  private func colour(
    _ picture: UnsafeMutablePointer<Float>, _ side: Int, _ channels: Int, _ draw: UnsafeMutablePointer<Float>,
    isBackward: Bool
  ) {
    let brightness = isBackward ? 0 : draw[0] - 0.5
    let (saturation, contrast) = (2 * draw[1], draw[2] + 0.5)
    let pixels = side * side
    var sum = 0.0
    for pixel in 0..<pixels {
      let colours = picture + pixel * channels
      var mean: Float = 0
      for channel in 0..<channels {
        colours[channel] += brightness
        mean += colours[channel]
      }
      mean /= Float(channels)
      for channel in 0..<channels {
        colours[channel] = mean + saturation * (colours[channel] - mean)
        sum += Double(colours[channel])
      }
    }
    let mean = Float(sum / Double(pixels * channels))
    for index in 0..<(pixels * channels) { picture[index] = mean + contrast * (picture[index] - mean) }
  }

  /// Moves the picture by whole pixels; its transpose moves it back.
  private func translate(
    _ picture: UnsafeMutablePointer<Float>, _ side: Int, _ channels: Int, _ draw: UnsafeMutablePointer<Float>,
    sign: Int
  ) {
    let reach = (side + 4) / 8
    func shift(_ draw: Float) -> Int { sign * (min(Int(draw * Float(2 * reach + 1)), 2 * reach) - reach) }
    let (down, right) = (shift(draw[3]), shift(draw[4]))
    let old = Tensor(Shape(1, side, side, channels), zeroed: false)
    old.data.update(from: picture, count: old.count)
    picture.update(repeating: 0, count: old.count)
    let columns = max(0, -right)..<min(side, side - right)
    for row in max(0, -down)..<min(side, side - down) {
      (picture + ((row + down) * side + columns.lowerBound + right) * channels).update(
        from: old.data + (row * side + columns.lowerBound) * channels, count: columns.count * channels)
    }
  }

  /// The square may lie partly beyond the border, as its middle may be anywhere.
  private func cut(
    _ picture: UnsafeMutablePointer<Float>, _ side: Int, _ channels: Int, _ draw: UnsafeMutablePointer<Float>
  ) {
    func range(_ draw: Float) -> Range<Int> {
      let first = min(Int(draw * Float(side)), side - 1) - side / 4
      return max(0, first)..<min(side, first + side / 2)
    }
    let (rows, columns) = (range(draw[5]), range(draw[6]))
    for row in rows {
      (picture + (row * side + columns.lowerBound) * channels).update(repeating: 0, count: columns.count * channels)
    }
  }
}
