import Kernels
import Networks
import Synchronization

/// A network's inference plans, lent to one caller each: several callers run at once, and none holds a lock while its
/// network runs.
final class PlanPool: Sendable {
  private let graph: LayerGraph
  private let parameters: ParameterArena
  private let precision: Precision
  private struct Size: Hashable {
    var width: Int
    var height: Int
  }

  /// Plans that nobody uses, by their size; one for each size at most, since a plan holds packed weights and buffers.
  private let idle = Mutex<[Size: InferencePlan]>([:])
  private let most: Int

  /// - Parameter most: how many idle plans are kept; those of files of all sizes are not worth keeping.
  init(
    _ graph: LayerGraph, _ parameters: ParameterArena, keepingAtMost most: Int = .max, precision: Precision = .float32
  ) {
    self.graph = graph
    self.precision = precision
    self.parameters = parameters
    self.most = most
  }

  convenience init(
    _ checkpoint: GeneratorCheckpoint, keepingAtMost most: Int = .max, precision: Precision = .float32
  ) {
    self.init(
      checkpoint.card.architecture.graph, checkpoint.parameters, keepingAtMost: most, precision: precision)
  }

  /// Runs the network on an input of `side` × `side` pixels.
  func run<Result>(
    side: Int, input: [Float], isCancelled: () -> Bool, progress: (Double) -> Void,
    read: (UnsafePointer<Float>) -> Result
  ) throws -> Result {
    try run(width: side, height: side, input: input, isCancelled: isCancelled, progress: progress, read: read)
  }

  /// Runs the network on an input of `width` × `height` pixels.
  ///
  /// - Parameters:
  ///   - input: fills the plan's input exactly.
  ///   - read: looks at the output, one value for each pixel and channel in −1…1, NHWC; they are gone afterwards.
  /// - Throws: `CancellationError`.
  func run<Result>(
    width: Int, height: Int, input: [Float], isCancelled: () -> Bool, progress: (Double) -> Void,
    read: (UnsafePointer<Float>) -> Result
  ) throws -> Result {
    try run(
      width: width, height: height, input: input, isCancelled: isCancelled, progress: progress,
      outputs: { outputs in
        read(outputs[0].data)
      })
  }

  /// The same for a network with several outputs.
  ///
  /// - Parameter outputs: looks at all of them, in the graph's order; they are gone afterwards.
  func run<Result>(
    width: Int, height: Int, input: [Float], isCancelled: () -> Bool = { false },
    progress: (Double) -> Void = { _ in }, outputs read: ([Tensor]) -> Result
  ) throws -> Result {
    let size = Size(width: width, height: height)
    let plan =
      idle.withLock { $0.removeValue(forKey: size) }
      ?? InferencePlan(
        graph, parameters, input: Shape(1, height, width, graph.input.channels), precision: precision)
    defer { idle.withLock { if $0.count < most { $0[size] = plan } } }
    precondition(input.count == plan.input.values.count, "the input does not fill the plan's")
    _ = plan.input.values.update(fromContentsOf: input)
    try plan.run(isCancelled: isCancelled, progress: progress)
    return read(plan.outputs)
  }
}
