import Kernels
import Networks
import Pictures

/// What `aicanvas bench` measures.
package enum Benchmark {
  /// One picture through a plan. Weights that are not given are random.
  package static func inference(
    _ checkpoint: GeneratorCheckpoint, size: Int, runs: Int, threads: Int
  ) throws -> BenchmarkResult {
    let plan = InferencePlan(checkpoint, height: size, width: size)
    var random = SeededGenerator(seed: 1)
    for index in 0..<plan.input.count { plan.input.data[index] = Float.random(in: 0..<1, using: &random) }
    return try BenchmarkResult(runs: runs, threads: threads, size: size) { try plan.run() }
  }

  /// One training step: discriminator, then generator, both with Adam.
  package static func training(_ options: TrainingOptions, runs: Int, threads: Int) -> BenchmarkResult {
    let state = TrainingState(options)
    var random = SeededGenerator(seed: 1)
    let channels = options.architecture.inputChannels
    let sketch = Tensor(Shape(options.batch, options.size, options.size, channels))
    let picture = Tensor(Shape(options.batch, options.size, options.size, 3))
    for index in 0..<sketch.count { sketch.data[index] = Float.random(in: 0..<1, using: &random) }
    for index in 0..<picture.count { picture.data[index] = Float.random(in: -1..<1, using: &random) }
    return BenchmarkResult(runs: runs, threads: threads, size: options.size) {
      _ = state.trainer.step(sketch: sketch, picture: picture, learningRate: 2e-4)
    }
  }

  /// A generator with random weights.
  package static func randomGenerator(_ architecture: GeneratorArchitecture) -> GeneratorCheckpoint {
    let network = Network(architecture.layers)
    var random = SeededGenerator(seed: 1)
    network.initialize(using: &random)
    let card = ModelCard(
      architecture: architecture, nativeSize: nil, domain: "random", titles: ModelCard.Titles(en: "Random", ko: "무작위"))
    return GeneratorCheckpoint(card: card, parameters: network.parameters)
  }
}
