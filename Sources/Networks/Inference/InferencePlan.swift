import Kernels

/// A generator made ready for one picture size: buffers taken once, nothing allocated per picture.
///
/// One plan serves one caller at a time.
package final class InferencePlan: @unchecked Sendable {
  /// One picture's input, (1, height, width, channels). Fill it before ``run(isCancelled:progress:)``.
  package let input: Tensor
  /// The picture, (1, height, width, 3) in −1…1, valid until the next run.
  package let output: Tensor
  let steps: [InferenceStep]
  private let totalWork: Double
  private let parameters: ParameterArena

  /// - Parameters:
  ///   - height: rows of pixels; a multiple of the architecture's `sideMultiple`, at least its `smallestSide`.
  ///   - width: columns of pixels, likewise.
  package convenience init(_ checkpoint: GeneratorCheckpoint, height: Int, width: Int) {
    let architecture = checkpoint.card.architecture
    for side in [height, width] {
      precondition(side % architecture.sideMultiple == 0 && side >= architecture.smallestSide, "side \(side)")
    }
    self.init(
      architecture.layers, checkpoint.parameters, input: Shape(1, height, width, architecture.inputChannels))
  }

  package init(_ layers: [LayerDescription], _ parameters: ParameterArena, input shape: Shape) {
    self.parameters = parameters
    input = Tensor(shape)
    var compiler = PlanCompiler(parameters)
    compiler.keep(input)
    output = compiler.compile(layers, from: input)
    steps = compiler.steps
    totalWork = steps.reduce(0) { $0 + $1.work }
  }

  /// Turns ``input`` into ``output``.
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
  /// Multiplications and additions.
  let work: Double
  let perform: () -> Void
}
