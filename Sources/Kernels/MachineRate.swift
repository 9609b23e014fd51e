import CKernels

/// The most that this machine does at the moment: what its processor multiplies while nothing is loaded or stored, and
/// how fast it copies memory. Measured in less than a second, each figure as the best of several tries.
package struct MachineRate: Sendable {
  /// Billions of multiplications and additions per second of all threads together; a product and its sum are two.
  package let float32: Double
  /// Nil where the instruction set in use has no products of bfloat16.
  package let bfloat16: Double?
  /// Nil where it has none of bytes.
  package let int8: Double?
  /// Billions of bytes per second that are read and written while all threads copy a block larger than the caches.
  package let copying: Double

  private static let tries = 5
  /// Bytes of the copied block.
  private static let copiedBytes = 128 << 20

  /// Keeps all threads of the pool busy for about half a second.
  package static func measured() -> MachineRate {
    let loops = InstructionSet.loops
    return MachineRate(
      float32: loops.floatPeak.map(multiplied) ?? 0, bfloat16: loops.bfloat16Peak.map(multiplied),
      int8: loops.int8Peak.map(multiplied), copying: copied())
  }

  /// Multiplications and additions per second with numbers of this kind, in billions; nil where the processor has no
  /// products of them.
  package func multiplying(_ precision: Precision) -> Double? {
    switch precision {
    case .float32: float32
    case .bfloat16: bfloat16
    }
  }

  private static func multiplied(_ peak: @convention(c) (Int, UnsafeMutablePointer<Float>?) -> Int) -> Double {
    // Several tasks for each thread, so that one that was held up leaves its share to the others.
    let tasks = 8 * ThreadPool.shared.threads
    let operations = Tensor(.vector(tasks))
    return best {
      ThreadPool.shared.run(tasks) { task in
        var sink: Float = 0
        operations.data[task] = Float(peak(200_000, &sink))
        withExtendedLifetime(sink) {}
      }
      return operations.array.reduce(0) { $0 + Double($1) }
    }
  }

  private static func copied() -> Double {
    let pieces = 8 * ThreadPool.shared.threads
    let count = copiedBytes / MemoryLayout<Float>.stride / pieces
    let (from, to) = (Tensor(.vector(count * pieces)), Tensor(.vector(count * pieces)))
    return best {
      ThreadPool.shared.run(pieces) { piece in
        (to.data + piece * count).update(from: from.data + piece * count, count: count)
      }
      return Double(2 * copiedBytes)
    }
  }

  /// Billions per second of what `body` says it has done, at its fastest.
  private static func best(_ body: () -> Double) -> Double {
    (0..<tries).map { _ in
      var done = 0.0
      let time = ContinuousClock().measure { done = body() }
      return done / (time / .nanoseconds(1))
    }.max() ?? 0
  }
}
