import Kernels
import Networks
import Pictures
import Training

/// What `aicanvas bench` measures.
package enum Benchmark {
  /// Pictures through a plan, so many at once. Weights that are not given are random.
  package static func inference(
    _ checkpoint: GeneratorCheckpoint, size: Int, batch: Int = 1, runs: Int, threads: Int,
    precision: Precision = .float32
  ) throws -> BenchmarkResult {
    let architecture = checkpoint.card.architecture
    let plan = InferencePlan(
      architecture.graph, checkpoint.parameters, input: Shape(batch, size, size, architecture.inputChannels),
      precision: precision)
    var random = SeededGenerator(seed: 1)
    for index in 0..<plan.input.count { plan.input.data[index] = Float.random(in: 0..<1, using: &random) }
    return try BenchmarkResult(runs: runs, threads: threads, size: size, pictures: batch) { try plan.run() }
  }

  /// One training step: discriminator, then generator, both with Adam. Of several processes each takes a step with
  /// pictures of its own.
  package static func training(
    _ configuration: Pix2Pix.Configuration, size: Int, batch: Int = 1, runs: Int, threads: Int,
    group: any ProcessGroup = SoleProcess()
  ) throws -> BenchmarkResult {
    let model = Pix2Pix(configuration, seed: 1)
    var random = SeededGenerator(seed: 1)
    let channels = configuration.architecture.inputChannels
    let sketch = Tensor(Shape(batch, size, size, channels))
    let picture = Tensor(Shape(batch, size, size, 3))
    for index in 0..<sketch.count { sketch.data[index] = Float.random(in: 0..<1, using: &random) }
    for index in 0..<picture.count { picture.data[index] = Float.random(in: -1..<1, using: &random) }
    let examples = Batch([.input: sketch, .target: picture])
    let reducer = GradientReducer(model.networks, over: group)
    var waits: [Double] = []
    var result = try BenchmarkResult(runs: runs, threads: threads, size: size) {
      let before = reducer.waited
      _ = try model.step(examples, learningRate: 2e-4, reduce: reducer.reduce)
      waits.append((reducer.waited - before) / .milliseconds(1))
    }
    if group.size > 1 {
      let values = model.networks.reduce(0) { $0 + $1.network.parameters.count }
      result.exchange = BenchmarkResult.Exchange(
        processes: group.size, gradientMb: Double(values * MemoryLayout<Float>.stride) / 1e6,
        // The first run does not count.
        waitedMs: waits.dropFirst().sorted()[runs / 2])
    }
    return result
  }

  /// A generator with random weights.
  package static func randomGenerator(_ architecture: GeneratorArchitecture) -> GeneratorCheckpoint {
    let network = Network(architecture.graph)
    var random = SeededGenerator(seed: 1)
    network.initialize(using: &random)
    let card = ModelCard(
      architecture: architecture, nativeSize: nil, domain: "random", titles: ModelCard.Titles(en: "Random", ko: "무작위"))
    return GeneratorCheckpoint(card: card, parameters: network.parameters)
  }
}
