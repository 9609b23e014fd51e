import ArgumentParser
import Foundation
import Networks
import Pictures
import Training

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a domain's generator.",
    discussion: """
      Writes to the output folder: the averaged generator (DOMAIN.safetensors), everything needed to resume
      (state.safetensors), the losses of each step (losses.csv) and sheets of samples. Ctrl-C saves and ends.
      """)

  @Argument(help: ArgumentHelp("The drawn domain: \(DrawnDomains.names.joined(separator: ", ")).", valueName: "domain"))
  var domain: String

  @Option(help: "Side of the training pictures in pixels, a multiple of 4.")
  var size = 128

  @Option(help: "Channels of the generator's first layer.")
  var width = 32

  @Option(help: "Residual blocks of the generator.")
  var blocks = 9

  @Option(help: "Channels of the discriminator's first layer.")
  var discriminatorWidth = 32

  @Option(help: "Pairs per step.")
  var batch = 1

  @Option(help: "Training steps.")
  var steps = 5000

  @Option(help: "How many of the steps, at the end, the learning rate falls to zero; half of them unless given.")
  var decaySteps: Int?

  @Option(help: "Learning rate of Adam.")
  var learningRate: Float = 2e-4

  @Option(help: "Adversarial loss: \(AdversarialLoss.allCases.map(\.rawValue).joined(separator: " or ")).")
  var loss = AdversarialLoss.leastSquares

  @Option(help: "Weight of the L1 loss.")
  var lambda: Float = 10

  @Option(help: "Start from this generator's checkpoint, or from another run's state.safetensors.")
  var from: String?

  @Flag(help: "Go on where the run in the output folder stopped, with that run's options.")
  var resume = false

  @Option(help: "Decides the first weights and every training pair.")
  var seed: UInt64 = 1

  @Option(help: "Steps between two saves.")
  var saveInterval = 500

  @Option(help: "Steps between two sample sheets.")
  var sampleInterval = 500

  @Option(name: .customLong("out"), help: "Output folder; training/DOMAIN unless given.")
  var output: String?

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    guard DrawnDomains[domain] != nil else {
      throw ValidationError("There is no drawn domain \(domain); choose \(DrawnDomains.names.joined(separator: ", ")).")
    }
    let ranges = [
      ("size", size, 16...1024), ("width", width, 1...512), ("blocks", blocks, 0...64),
      ("discriminator-width", discriminatorWidth, 1...512), ("batch", batch, 1...256),
      ("steps", steps, 1...100_000_000), ("decay-steps", decaySteps ?? 0, 0...steps),
      ("save-interval", saveInterval, 1...Int.max), ("sample-interval", sampleInterval, 1...Int.max),
    ]
    for (name, value, range) in ranges where !range.contains(value) {
      throw ValidationError("--\(name) must be \(range.lowerBound) to \(range.upperBound), not \(value).")
    }
    // The discriminator's last layers need five pixels after three halvings.
    guard size % 4 == 0, size >= 32 else { throw ValidationError("--size must be a multiple of 4, at least 32.") }
    guard learningRate > 0, learningRate.isFinite, lambda >= 0, lambda.isFinite else {
      throw ValidationError("--learning-rate must be above 0 and --lambda not below it.")
    }
    if resume && from != nil { throw ValidationError("--resume goes on with a run; --from begins a new one.") }
  }

  func run() throws {
    try compute.apply()
    guard let drawn = DrawnDomains[domain] else { throw ValidationError("There is no drawn domain \(domain).") }
    let folder = output ?? "training/\(domain)"
    let state = try makeState(folder: folder)
    let card = ModelCard(
      architecture: state.options.architecture, nativeSize: state.options.size, domain: domain,
      titles: ModelCard.Titles(en: type(of: drawn).titles.english, ko: type(of: drawn).titles.korean),
      data: [ModelCard.DataSource(name: "Drawn \(domain)", licence: "MIT", credit: "AICanvas, drawn by program")])
    let run = TrainingRun(state, source: DrawnPairs(drawn), folder: folder, card: card)
    let interrupt = Interruption()
    let line = ProgressLine()
    var progress = TrainingProgress(steps: state.options.schedule.steps)
    do {
      try run.run(shouldStop: { interrupt.isRequested }) { step, losses, seconds in
        line.show(progress.line(step: step, losses: losses, seconds: seconds))
      }
    } catch {
      line.end()
      throw error
    }
    line.end()
    let steps = state.options.schedule.steps
    if state.step < steps {
      print(
        "Stopped after step \(state.step) of \(steps); `--resume` goes on. The generator so far: \(run.checkpointPath)")
    } else {
      print("Done: \(run.checkpointPath)")
    }
  }

  private func makeState(folder: String) throws -> TrainingState {
    let path = TrainingRun.statePath(in: folder)
    if resume { return try TrainingState(path: path) }
    guard !FileManager.default.fileExists(atPath: path) else {
      throw ValidationError("\(folder) holds a run already; go on with --resume, or name another folder with --out.")
    }
    let options = TrainingOptions(
      size: size, architecture: GeneratorArchitecture(.resnet, width: width, blocks: blocks, inputChannels: 5),
      discriminatorWidth: discriminatorWidth, batch: batch,
      schedule: LearningRateSchedule(base: learningRate, steps: steps, decaySteps: decaySteps ?? steps / 2),
      loss: loss, l1Weight: lambda, seed: seed, earlierSteps: try from.map(TrainingState.steps(behind:)) ?? 0,
      saveInterval: saveInterval, sampleInterval: sampleInterval)
    let state = TrainingState(options)
    if let from { try state.start(from: from) }
    return state
  }
}

extension AdversarialLoss: ExpressibleByArgument {}
