import Kernels

/// A network made ready for one input size: buffers taken once, nothing allocated per picture.
///
/// One plan serves one caller at a time.
package final class InferencePlan: @unchecked Sendable {
  /// One input, (1, height, width, channels). Fill it before ``run(isCancelled:progress:)``.
  package let input: Tensor
  /// The graph's outputs, valid until the next run.
  package let outputs: [Tensor]
  let steps: [InferenceStep]
  private let totalWork: Double
  private let parameters: ParameterArena

  /// The first output; for a generator the picture, (1, height, width, 3) in −1…1.
  package var output: Tensor { outputs[0] }

  /// - Parameters:
  ///   - height: rows of pixels of the picture; a multiple of the architecture's `sideMultiple`, at least its `smallestSide`.
  ///   - width: columns of pixels, likewise.
  ///   - precision: what the convolutions multiply.
  package convenience init(
    _ checkpoint: GeneratorCheckpoint, height: Int, width: Int, precision: Precision = .float32
  ) {
    let architecture = checkpoint.card.architecture
    for side in [height, width] { precondition(architecture.canMake(side: side), "side \(side)") }
    self.init(
      architecture.graph, checkpoint.parameters, input: architecture.inputShape(height: height, width: width),
      precision: precision)
  }

  package init(
    _ graph: LayerGraph, _ parameters: ParameterArena, input shape: Shape, precision: Precision = .float32
  ) {
    self.parameters = parameters
    input = Tensor(shape)
    var compiler = PlanCompiler(graph, parameters, precision)
    outputs = compiler.compile(from: input)
    steps = compiler.steps
    totalWork = steps.reduce(0) { $0 + $1.work }
  }

  /// Turns ``input`` into ``outputs``.
  ///
  /// - Parameters:
  ///   - isCancelled: asked before each layer.
  ///   - progress: told after each layer which share of the work is done, 0…1.
  package func run(
    isCancelled: () -> Bool = { false }, progress: (Double) -> Void = { _ in }
  ) throws(CancellationError) {
    var done = 0.0
    for step in steps {
      if isCancelled() { throw CancellationError() }
      step.perform()
      done += step.work
      progress(done / totalWork)
    }
  }
}

/// One operation of a plan, bound to its buffers.
struct InferenceStep {
  /// The layer's name for profiles, such as `model.1`.
  let name: String
  let cost: OperationCost
  let perform: () -> Void

  /// Multiplications and additions of the plain algorithm.
  var work: Double { Double(cost.work) }
}
