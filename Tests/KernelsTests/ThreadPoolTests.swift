import Kernels
import Support
import Synchronization
import Testing

/// The thread pool: every task once, safe when nested or called from several threads, and results that do not depend
/// on the run or on the number of threads.
@Suite(.ownThread) struct ThreadPoolTests {
  @Test(arguments: [1, 2, 3]) func everyTaskRunsOnce(_ threads: Int) {
    let pool = ThreadPool(threads: threads)
    for tasks in [0, 1, 2, 3, 7, 1000] {
      let counts = (0..<max(1, tasks)).map { _ in Counter() }
      pool.run(tasks) { counts[$0].add() }
      #expect(counts.prefix(tasks).allSatisfy { $0.value == 1 })
    }
  }

  @Test func nestedRunsAreDoneInPlace() {
    let pool = ThreadPool(threads: 3)
    let total = Counter()
    pool.run(10) { _ in pool.run(10) { _ in total.add() } }
    #expect(total.value == 100)
  }

  @Test func callersTakeTurns() async {
    let pool = ThreadPool(threads: 2, niceness: 5)
    let total = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<50 { pool.run(9) { _ in total.add() } } }
      }
    }
    #expect(total.value == 8 * 50 * 9)
  }

  @Test func resultsDoNotDependOnRunsOrThreads() {
    var outcomes: [[Float]] = []
    for threads in [2, 1, 3, 2] {
      ThreadPool.with(ThreadPool(threads: threads)) { outcomes.append(everything()) }
    }
    for outcome in outcomes.dropFirst() { #expect(outcome == outcomes[0]) }
  }

  /// A pass through the operations that sum across threads' shares.
  private func everything() -> [Float] {
    var random = RandomValues(seed: 12)
    var result: [Float] = []
    for g in [
      ConvolutionGeometry(inputs: 32, outputs: 16, kernel: 3, padding: 1, paddingMode: .reflect),
      ConvolutionGeometry(inputs: 32, outputs: 3, kernel: 7, padding: 3, paddingMode: .reflect),
      ConvolutionGeometry(inputs: 32, outputs: 40, kernel: 4, stride: 2, padding: 1),
    ] {
      let x = random.tensor(Shape(2, 33, 35, g.inputs))
      let weight = random.tensor(g.weightShape)
      let y = Tensor(g.outputShape(for: x.shape))
      Convolution.forward(x, weight: weight, bias: nil, g, into: y)
      let (dx, dw, db) = (Tensor(x.shape), Tensor(weight.shape), Tensor(.vector(g.outputs)))
      Convolution.backwardInput(y, weight: weight, g, into: dx)
      Convolution.backwardParameters(x, y, g, weight: dw, bias: db)
      let statistics = Tensor(InstanceNorm.statisticsShape(for: y.shape))
      InstanceNorm.forward(y, scale: nil, shift: nil, activation: .relu, into: y, statistics: statistics)
      result += y.array + dx.array + dw.array + db.array + statistics.array + [Float(Elementwise.sum(x))]
    }
    return result
  }

  private final class Counter: Sendable {
    private let count = Atomic(0)
    func add() { count.add(1, ordering: .relaxed) }
    var value: Int { count.load(ordering: .relaxed) }
  }
}
