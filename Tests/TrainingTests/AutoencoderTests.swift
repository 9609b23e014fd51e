import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

/// A trainable model that the program does not know: it squeezes pictures through a narrow layer and compares them with
/// themselves.
private final class Autoencoder: TrainableModel {
  struct Configuration: ModelConfiguration {
    var width: Int

    func validate(size: Int) throws(ArchitectureError) { try ArchitectureError.check("width", width, in: 1...64) }
  }

  enum Phase: CaseIterable { case whole }

  static let name = "autoencoder"
  static let losses = [LossDescription("reconstruction")]
  static let product = "autoencoder"
  let networks: [TrainedNetwork]

  init(_ configuration: Configuration, seed: UInt64) {
    let down = ConvolutionGeometry(inputs: 3, outputs: configuration.width, kernel: 4, stride: 2, padding: 1)
    let up = TransposedGeometry(inputs: configuration.width, outputs: 3, kernel: 4, stride: 2, padding: 1)
    let network = Network(
      LayerGraph(
        inputChannels: 3,
        chain: [
          .convolution(name: "down", down, bias: true), .activation(.relu),
          .transposedConvolution(name: "up", up, bias: true),
        ]))
    var random = SeededGenerator(seed: seed)
    network.initialize(using: &random)
    networks = [TrainedNetwork(Self.product, network)]
  }

  func networks(changedBy phase: Phase) -> [String] { [Self.product] }

  func gradients(_ phase: Phase, _ batch: Batch) -> [String: Double] {
    let tape = Tape()
    let output = product.network.forward(batch[.target], tape: tape)
    let gradient = Tensor(output.shape)
    let loss = MeanAbsoluteError.evaluate(output, batch[.target], weight: 1, addingTo: gradient)
    product.network.backward(gradient, tape: tape, gradients: .parameters)
    return ["reconstruction": loss]
  }

  func samples(_ examples: [Example], weights: Tensor) throws -> [[Image]] {
    [examples.map { Image(activations: $0[.target].values, width: $0[.target].shape.w, height: $0[.target].shape.h) }]
  }
}

private struct Shades: Dataset {
  func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    var random = SeededGenerator(seed: seed, step, index)
    let shade = Float(random.uniform(-1, 1))
    let values = [Float](repeating: shade, count: size * size * 3)
    return Example([.target: Example.Part(Shape(1, size, size, 3), values)])
  }
}

/// Runs, resuming, logs and sheets know no model by name: an unknown one goes through them all.
@Suite(.ownThread) final class AutoencoderTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "autoencoder-\(UUID())").path
  private let options = TrainingOptions(
    model: Autoencoder.Configuration(width: 6), size: 16, batch: 2,
    schedule: LearningRateSchedule(base: 5e-3, steps: 60, decaySteps: 20), seed: 3, saveInterval: 20, sampleInterval: 30
  )

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func run(_ state: TrainingState<Autoencoder>, _ name: String, until step: Int = .max) throws -> [[Double]] {
    var losses: [[Double]] = []
    try TrainingRun(state, dataset: Shades(), folder: "\(folder)/\(name)").run(shouldStop: { state.step >= step }) {
      losses.append($1)
      #expect($0 == state.step && $2 >= 0)
    }
    return losses
  }

  private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")) }

  @Test func runsResumesAndLogs() throws {
    let losses = try run(TrainingState(options), "whole")
    #expect(losses.count == 60 && losses.allSatisfy { $0.count == 1 })
    let (first, last) = (losses.prefix(5).map { $0[0] }, losses.suffix(5).map { $0[0] })
    #expect(last.reduce(0, +) < 0.7 * first.reduce(0, +))

    _ = try run(TrainingState(options), "parts", until: 33)
    let state = try TrainingState<Autoencoder>(path: TrainingFolder.state(in: folder + "/parts"))
    #expect(state.step == 33)
    _ = try run(state, "parts")
    for file in ["state.safetensors", "losses.csv", "samples-000060.png"] {
      #expect(try bytes("whole/" + file) == bytes("parts/" + file), "\(file)")
    }
    let log = String(decoding: try bytes("parts/losses.csv"), as: UTF8.self).split(separator: "\n")
    #expect(log.first == "step,reconstruction,learning_rate" && log.count == 61)
    var line = TrainingProgress(Autoencoder.losses, steps: 60)
    #expect(line.line(step: 30, losses: [0.25], seconds: 0.5).hasPrefix("step 30 of 60   reconstruction 0.2500   2.00"))
  }

  @Test func anothersStateIsNotTaken() throws {
    _ = try run(TrainingState(options), "own", until: 20)
    let path = TrainingFolder.state(in: folder + "/own")
    let error = #expect(throws: CheckpointError.self) { _ = try TrainingState<Pix2Pix>(path: path) }
    #expect(error?.description.contains("belongs to a run of autoencoder, not of pix2pix") == true)
  }

  @Test func theReductionSeesEachGradientBeforeItIsApplied() {
    // Two workers that see other examples and apply the mean of their gradients stay equal.
    let workers = [Autoencoder(options.model, seed: 1), Autoencoder(options.model, seed: 1)]
    let batches = (0..<2).map { index in Batch([Shades().example(seed: 1, step: 0, index: index, size: 16)]) }
    var gradients: [[Float]] = []
    for (worker, batch) in zip(workers, batches) {
      _ = worker.gradients(.whole, batch)
      gradients.append(worker.product.network.parameters.gradients.array)
      worker.product.network.parameters.clearGradients()
    }
    let mean = zip(gradients[0], gradients[1]).map { ($0 + $1) / 2 }
    for (worker, batch) in zip(workers, batches) {
      _ = worker.step(batch, learningRate: 1e-3) { changed in
        for trained in changed { _ = trained.network.parameters.gradients.values.update(fromContentsOf: mean) }
      }
    }
    let weights = workers.map { $0.product.network.parameters.values.array }
    #expect(weights[0] == weights[1])
    let fresh = Autoencoder(options.model, seed: 1).product.network.parameters.values.array
    #expect(weights[0] != fresh)
  }
}
