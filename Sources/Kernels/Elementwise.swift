import CKernels

/// Operations on each value, sums over all values, and channels put together or taken apart.
package enum Elementwise {
  /// Values per task: enough that starting one costs nothing beside it. Sums are formed piece by piece in this size,
  /// whatever the number of threads.
  static let piece = 32 << 10

  static func split(_ count: Int, _ body: (ak_table, Range<Int>) -> Void) {
    let loops = InstructionSet.loops
    ThreadPool.shared.run((count + piece - 1) / piece) { task in
      body(loops, task * piece..<min(count, (task + 1) * piece))
    }
  }

  private static func total(_ count: Int, _ body: (ak_table, Range<Int>) -> Double) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, (count + piece - 1) / piece)) { parts in
      let base = parts.baseAddress
      parts.initialize(repeating: 0)
      split(count) { loops, range in base?[range.lowerBound / piece] = body(loops, range) }
      return parts.reduce(0, +)
    }
  }

  private static func check(_ shapes: Tensor...) {
    precondition(shapes.allSatisfy { $0.count == shapes[0].count }, "\(shapes.map(\.shape)) do not match")
  }

  /// y = a + b; y may be either.
  package static func add(_ a: Tensor, _ b: Tensor, into y: Tensor) {
    check(a, b, y)
    split(a.count) { loops, range in
      let first = range.lowerBound
      loops.add(a.data + first, b.data + first, range.count, y.data + first)
    }
  }

  /// y = a · b, value by value; y may be either.
  package static func multiply(_ a: Tensor, _ b: Tensor, into y: Tensor) {
    check(a, b, y)
    split(a.count) { loops, range in
      let first = range.lowerBound
      loops.multiply(a.data + first, b.data + first, range.count, y.data + first)
    }
  }

  /// y += alpha · x.
  package static func axpy(_ alpha: Float, _ x: Tensor, into y: Tensor) {
    check(x, y)
    split(x.count) { loops, range in
      loops.axpy(alpha, x.data + range.lowerBound, range.count, y.data + range.lowerBound)
    }
  }

  /// y = alpha · x; y may be x.
  package static func scale(_ alpha: Float, _ x: Tensor, into y: Tensor) {
    check(x, y)
    split(x.count) { loops, range in
      loops.scale(alpha, x.data + range.lowerBound, range.count, y.data + range.lowerBound)
    }
  }

  /// y = e^x; y may be x.
  package static func exponential(_ x: Tensor, into y: Tensor) {
    check(x, y)
    split(x.count) { loops, range in
      loops.exponential(x.data + range.lowerBound, range.count, y.data + range.lowerBound)
    }
  }

  /// y = alpha · sign(a - b); y may be either. The gradient of alpha · Σ |a - b|.
  package static func signOfDifference(_ a: Tensor, _ b: Tensor, scale alpha: Float, into y: Tensor) {
    check(a, b, y)
    split(a.count) { loops, range in
      let first = range.lowerBound
      loops.signOfDifference(a.data + first, b.data + first, alpha, range.count, y.data + first)
    }
  }

  /// y = alpha · (x - target); y may be x. The gradient of alpha / 2 · Σ (x - target)².
  package static func difference(_ x: Tensor, from target: Float, scale alpha: Float, into y: Tensor) {
    check(x, y)
    split(x.count) { loops, range in
      loops.differenceFrom(x.data + range.lowerBound, target, alpha, range.count, y.data + range.lowerBound)
    }
  }

  package static func sum(_ x: Tensor) -> Double {
    total(x.count) { loops, range in loops.sum(x.data + range.lowerBound, range.count) }
  }

  /// Σ a · b.
  package static func dot(_ a: Tensor, _ b: Tensor) -> Double {
    check(a, b)
    return total(a.count) { loops, range in
      loops.dot(a.data + range.lowerBound, b.data + range.lowerBound, range.count)
    }
  }

  /// Σ |a - b|.
  package static func absoluteDifference(_ a: Tensor, _ b: Tensor) -> Double {
    check(a, b)
    return total(a.count) { loops, range in
      loops.absoluteDifference(a.data + range.lowerBound, b.data + range.lowerBound, range.count)
    }
  }

  /// Σ (x - target)².
  package static func squaredDistance(_ x: Tensor, from target: Float) -> Double {
    total(x.count) { loops, range in loops.squaredDistance(x.data + range.lowerBound, target, range.count) }
  }

  /// The largest |x|; infinite if any value is not a number.
  package static func maximumMagnitude(_ x: Tensor) -> Float {
    var most: Float = 0
    for first in Swift.stride(from: 0, to: x.count, by: piece) {
      most = max(most, InstructionSet.loops.maximumMagnitude(x.data + first, min(piece, x.count - first)))
    }
    return most
  }

  package static func isFinite(_ x: Tensor) -> Bool { maximumMagnitude(x).isFinite }

  /// Index of the first value that is infinite or not a number.
  package static func firstNonFinite(_ x: Tensor) -> Int? { isFinite(x) ? nil : x.values.firstIndex { !$0.isFinite } }

  /// Puts the channels of `parts` behind each other, pixel by pixel.
  package static func concatenateChannels(_ parts: [Tensor], into y: Tensor) {
    exchange(parts, y) { part, whole, count in whole.update(from: part, count: count) }
  }

  /// Takes the channels of y apart, the adjoint of ``concatenateChannels(_:into:)``.
  package static func splitChannels(_ y: Tensor, into parts: [Tensor]) {
    exchange(parts, y) { part, whole, count in part.update(from: whole, count: count) }
  }

  private static func exchange(
    _ parts: [Tensor], _ whole: Tensor,
    _ copy: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
  ) {
    precondition(parts.reduce(0) { $0 + $1.shape.c } == whole.shape.c, "channels do not add up")
    precondition(parts.allSatisfy { $0.shape.pixels == whole.shape.pixels }, "pixels differ")
    var offset = 0
    for part in parts {
      let (channels, step) = (part.shape.c, whole.shape.c)
      let to = whole.data + offset
      ThreadPool.shared.run(count: whole.shape.pixels, grain: 4096) { pixels in
        for pixel in pixels { copy(part.data + pixel * channels, to + pixel * step, channels) }
      }
      offset += channels
    }
  }

  /// The transposed matrix, in blocks that fit the cache.
  static func transpose(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, into y: UnsafeMutablePointer<Float>
  ) {
    ak_transpose(x, rows, columns, y)
  }
}
