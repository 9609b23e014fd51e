import ArgumentParser
import Benchmarks
import Foundation
import Kernels
import Networks
import Training

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how long a picture, a training step or a key press takes on this machine.",
    discussion: """
      One run warms up and is not counted. Measure with nothing else at work.

      EXAMPLES
        aicanvas bench --size 256 --runs 10
        aicanvas bench --table                  # by size and width
        aicanvas bench --studio                 # from key to screen, from mouse to ink
        aicanvas bench --gallery 1000           # a large gallery
        aicanvas bench --onnx faces.onnx --size 320
        mpirun -n 2 aicanvas bench --training   # a step that two processes take together
      """)

  @Option(help: "The generator's checkpoint; one with random weights unless given.")
  var checkpoint: String?

  @Flag(help: "Measure a training step: discriminator, then generator.")
  var training = false

  @Option(help: "Kind of generator without a checkpoint: resnet, unet or skip-resnet.")
  var network = GeneratorArchitecture.Family.resnet

  @Option(help: "Channels of the generator's first layer, and of the discriminator's.")
  var width = 32

  @Option(help: "Input channels.")
  var inputs = 5

  @Option(help: "Residual blocks, 9 unless given, 6 of a skip-resnet; a U-Net's downsamplings, 7 unless given.")
  var blocks: Int?

  @Option(help: "Side of the pictures in pixels.")
  var size = 256

  @Option(help: "Pictures at once, of one size; times are for one of them, with --training for a step.")
  var batch = 1

  @Option(
    name: .customLong("runs"), help: "Counted runs; 5 unless given, and 200 key presses and movements with --studio.")
  var wantedRuns: Int?

  private var runs: Int { wantedRuns ?? (studio ? 200 : 5) }

  @Flag(help: "Print JSON: median_ms, min_ms, threads, size, peak_rss_mb.")
  var json = false

  @Flag(help: "Print where the time of a picture goes, step by step, beside what the machine could do at most.")
  var profile = false

  @Flag(help: "Print what a picture costs at 128 to 1024 pixels and widths of 16, 32 and 64.")
  var table = false

  @Flag(
    help:
      "Measure the studio: from key press to changed screen and from mouse to ink while pictures are made without pause; and how many pictures an audience sees."
  )
  var studio = false

  @Option(help: "Measure a gallery of so many generated creations: to open, look through, verify, export.")
  var gallery: Int?

  @Option(
    help: "Measure the network of this ONNX file, up to its heads, on pictures of --size or of the size that it reads.")
  var onnx: String?

  @OptionGroup var precision: PrecisionOptions

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    let ranges = [
      ("width", width, 1...512), ("inputs", inputs, 1...64), ("blocks", blocks ?? 9, 0...64), ("size", size, 32...4096),
      ("runs", runs, 1...10_000), ("batch", batch, 1...64), ("gallery", gallery ?? 1, 1...100_000),
    ]
    for (name, value, range) in ranges where !range.contains(value) {
      throw ValidationError("--\(name) must be \(range.lowerBound) to \(range.upperBound), not \(value).")
    }
    if profile && (training || json) {
      throw ValidationError("--profile shows a picture's steps as a table; leave --training and --json out.")
    }
    if [training, profile, table, studio, gallery != nil].count(where: { $0 }) > 1 {
      throw ValidationError(
        "--training, --profile, --table, --studio and --gallery are different measurements; choose one.")
    }
    if onnx != nil && (checkpoint != nil || training || table || studio || gallery != nil || batch > 1) {
      throw ValidationError("--onnx measures one network's pictures; leave the other measurements out.")
    }
    if batch > 1 && (profile || table || studio || gallery != nil) {
      throw ValidationError("--batch is for pictures; leave the other measurements out.")
    }
    if precision.precision != nil && (training || table || studio || gallery != nil) {
      throw ValidationError("--precision is for pictures; leave the other measurements out.")
    }
    if network != .resnet && (table || checkpoint != nil) {
      throw ValidationError("--table measures ResNets, and --checkpoint says what it holds; leave --network out.")
    }
    if training && checkpoint != nil {
      throw ValidationError("--training starts from random weights; leave --checkpoint out.")
    }
  }

  func run() throws {
    if let gallery { return try GalleryBenchmark.run(count: gallery, json: json) }
    if studio { return try StudioLatencyBenchmark.run(count: runs, json: json) }
    try compute.apply()
    if table { return try printTable() }
    if let onnx { return try measureNetwork(of: onnx) }
    let threads = ThreadPool.shared.threads
    let architecture = GeneratorArchitecture(network, inputChannels: inputs, width: width, blocks: blocks)
    do {
      try architecture.validate()
    } catch {
      throw ValidationError("No \(network.rawValue) has \(error).")
    }
    if training {
      guard architecture.canMake(side: size) else {
        throw ValidationError("--size must be a multiple of \(architecture.sideMultiple).")
      }
      return try LaunchedProcesses.run { group in
        let result = try Benchmark.training(
          Pix2Pix.Configuration(architecture: architecture, discriminatorWidth: width), size: size, batch: batch,
          runs: runs, threads: threads, group: group)
        print(
          result, of: batch == 1 ? "training step" : "training step of \(batch) pictures", height: size, width: size)
      }
    }
    let generator = try checkpoint.map { try GeneratorCheckpoint(path: $0) } ?? Benchmark.randomGenerator(architecture)
    let multiple = generator.card.architecture.sideMultiple
    guard size % multiple == 0, size >= generator.card.architecture.smallestSide else {
      throw ValidationError("--size must be a multiple of \(multiple) for this generator.")
    }
    let precision = precision.policy().precision(of: generator).pictures
    if profile { return printProfile(InferencePlan(generator, height: size, width: size, precision: precision)) }
    let result = try Benchmark.inference(
      generator, size: size, batch: batch, runs: runs, threads: threads, precision: precision)
    print(result, of: "picture in \(precision.rawValue)", height: size, width: size)
  }

  /// What a network from elsewhere multiplies: of such pictures nothing was measured, so that floats are usual.
  private var networkPrecision: Precision { precision.precision == .bfloat16 ? .bfloat16 : .float32 }

  private func print(_ result: BenchmarkResult, of what: String, height: Int, width: Int) {
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      Console.say((try? encoder.encode(result)).map { String(decoding: $0, as: UTF8.self) } ?? "{}")
    } else {
      Console.say(
        "\(what) \(width)×\(height), \(result.threads) threads: "
          + String(
            format: "median %.1f ms, least %.1f ms, peak memory %.0f MB", result.medianMs, result.minMs,
            result.peakRssMb))
      guard let exchange = result.exchange else { return }
      Console.say(
        "\(exchange.processes) processes: "
          + String(
            format: "%.1f MB of gradients a step, %.1f ms of it waited for their sums", exchange.gradientMb,
            exchange.waitedMs))
    }
  }

  private func printProfile(_ plan: InferencePlan) {
    let profile = plan.profile(runs: runs)
    Console.say(ProfileTable(profile, machine: .measured(), threads: ThreadPool.shared.threads).text)
  }

  private func measureNetwork(of path: String) throws {
    let model = try ONNXModel(path: path)
    let network = try model.network(giving: model.heads)
    let (height, width) = (network.height ?? size, network.width ?? size)
    _ = try network.outputShapes(height: height, width: width)
    let plan = InferencePlan(
      network.graph, network.parameters, input: Shape(1, height, width, network.graph.input.channels),
      precision: networkPrecision)
    if profile { return printProfile(plan) }
    let result = try BenchmarkResult(runs: runs, threads: ThreadPool.shared.threads, size: width) { try plan.run() }
    print(result, of: "picture in \(networkPrecision.rawValue)", height: height, width: width)
  }

  private func printTable() throws {
    let line = ProgressLine()
    let table = try CostTable(inputs: inputs, blocks: blocks ?? 9, runs: runs, threads: ThreadPool.shared.threads) {
      line.show($0)
    }
    line.end()
    Console.say(table.text)
  }
}
