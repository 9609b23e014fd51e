import Dispatch
import Kernels
import Synchronization

/// Draws the next step's pairs while the present step is computed.
final class BatchLoader: Sendable {
  struct Batch: Sendable {
    let sketch: Tensor
    let picture: Tensor
  }

  private let source: any PairSource
  private let seed: UInt64
  private let size: Int
  private let count: Int
  private let queue = DispatchQueue(label: "aicanvas.pairs")
  private let ready = Mutex<[Int: Batch]>([:])

  init(_ source: any PairSource, seed: UInt64, size: Int, batch count: Int) {
    self.source = source
    self.seed = seed
    self.size = size
    self.count = count
  }

  /// The pairs of step `step`. Those of the step after are begun in the background.
  func batch(step: Int) -> Batch {
    // The queue is serial: work already begun for this step is finished before this block runs.
    let batch = queue.sync { ready.withLock { $0.removeValue(forKey: step) } ?? load(step: step) }
    queue.async { [self] in
      let next = load(step: step + 1)
      ready.withLock { $0 = [step + 1: next] }
    }
    return batch
  }

  private func load(step: Int) -> Batch {
    let sketch = Tensor(Shape(count, size, size, source.inputChannels), zeroed: false)
    let picture = Tensor(Shape(count, size, size, 3), zeroed: false)
    for index in 0..<count {
      let pair = source.sample(seed: seed, step: step, index: index, size: size)
      _ = sketch.batch(index..<(index + 1)).values.update(fromContentsOf: pair.input)
      _ = picture.batch(index..<(index + 1)).values.update(fromContentsOf: pair.target)
    }
    return Batch(sketch: sketch, picture: picture)
  }
}
