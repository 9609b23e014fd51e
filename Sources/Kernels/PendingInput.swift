import CKernels

/// What a layer reads: pictures side by side in their channels, each with a norm and an activation that nobody has
/// applied yet. A layer that copies rows of its input anyway joins, normalises and activates while it copies, so that
/// none of these takes a way through memory of its own.
package struct PendingInput {
  /// Some of the channels.
  package struct Part {
    package let picture: Tensor
    package let norm: FusedNorm?
    /// What follows a norm that has no activation of its own.
    fileprivate let later: Activation

    /// What is applied after the norm.
    package var activation: Activation { later == .none ? norm?.activation ?? .none : later }

    /// Writes what becomes of pixels at x, which belong to the picture or are a copy of some of it, to places `step`
    /// floats apart.
    func write(
      _ x: UnsafePointer<Float>, pixels: Int, to y: UnsafeMutablePointer<Float>, step: Int, _ loops: ak_table
    ) {
      loops.normalise(
        x, pixels, picture.shape.c, norm.map { UnsafePointer($0.factor.data) },
        norm.map { UnsafePointer($0.offset.data) }, activation.code, activation.parameter, y, step)
    }
  }

  package let parts: [Part]
  /// Of all parts together.
  package let shape: Shape

  private init(_ parts: [Part]) {
    self.parts = parts
    var shape = parts[0].picture.shape
    shape.c = parts.reduce(0) { $0 + $1.picture.shape.c }
    self.shape = shape
  }

  /// - Parameters:
  ///   - picture: (n, h, w, c); a norm is for n = 1.
  ///   - norm: c channels.
  package init(_ picture: Tensor, norm: FusedNorm? = nil) {
    precondition(norm == nil || picture.shape.n == 1, "a fused norm is for one picture")
    precondition((norm?.channels ?? picture.shape.c) == picture.shape.c, "a norm of another picture")
    self.init([Part(picture: picture, norm: norm, later: .none)])
  }

  /// Several inputs of the same extent side by side in their channels.
  package init(joining inputs: [PendingInput]) {
    self.init(inputs.flatMap(\.parts))
    let extents = Set(parts.map { [$0.picture.shape.n, $0.picture.shape.h, $0.picture.shape.w] })
    precondition(extents.count == 1, "\(parts.map(\.picture.shape)) do not lie side by side")
  }

  /// The picture, if it is the only one and nothing is to be done.
  package var plain: Tensor? {
    guard parts.count == 1, parts[0].norm == nil, parts[0].activation == .none else { return nil }
    return parts[0].picture
  }

  /// The norm of the only picture, if nothing else is to be done; see ``plain``.
  package var onlyNorm: FusedNorm? {
    guard parts.count == 1, parts[0].later == .none else { return nil }
    return parts[0].norm
  }

  /// The same with an activation behind it; nil where there is one already, or where applying it for each reader anew
  /// would take longer than storing what it gives.
  package func activated(_ activation: Activation) -> PendingInput? {
    switch activation {
    case .tanh, .sigmoid: return nil
    case .none, .relu, .leaky, .clip, .clippedRelu: break
    }
    guard parts.allSatisfy({ $0.activation == .none }) else { return nil }
    return PendingInput(parts.map { Part(picture: $0.picture, norm: $0.norm, later: activation) })
  }

  /// Writes a run of pixels, the first of them number `first` of all pictures, one behind the other.
  func write(_ first: Int, pixels: Int, to y: UnsafeMutablePointer<Float>, _ loops: ak_table) {
    var channel = 0
    for part in parts {
      let channels = part.picture.shape.c
      part.write(part.picture.data + first * channels, pixels: pixels, to: y + channel, step: shape.c, loops)
      channel += channels
    }
  }

  /// Writes what is read into y, which may be the only picture.
  package func write(into y: Tensor) {
    precondition(y.shape == shape, "\(shape) into \(y.shape)")
    let loops = InstructionSet.loops
    ThreadPool.shared.run(count: shape.pixels, grain: ChannelSums.piece(shape.c)) { pixels in
      write(pixels.lowerBound, pixels: pixels.count, to: y.data + pixels.lowerBound * shape.c, loops)
    }
  }
}
