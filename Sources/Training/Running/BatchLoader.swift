import Dispatch
import Pictures
import Synchronization

/// Draws the next step's examples while the present step is computed.
final class BatchLoader: Sendable {
  private let dataset: any Dataset
  private let seed: UInt64
  private let size: Int
  private let indices: Range<Int>
  private let queue = DispatchQueue(label: "aicanvas.examples")
  private let ready = Mutex<[Int: Batch]>([:])

  /// - Parameter indices: of this process's examples within each step's batch.
  init(_ dataset: any Dataset, seed: UInt64, size: Int, indices: Range<Int>) {
    self.dataset = dataset
    self.seed = seed
    self.size = size
    self.indices = indices
  }

  /// The examples of step `step`. Those of the step after are begun in the background.
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
    var random = SeededGenerator(seed: seed ^ 0x57E9, step)
    return Batch(
      indices.map { dataset.example(seed: seed, step: step, index: $0, size: size) }, seed: random.next(),
      firstExample: indices.lowerBound)
  }
}
