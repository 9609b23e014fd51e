import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

/// The losses that may join pix2pix' own: further discriminators and feature matching.
@Suite(.ownThread) struct Pix2PixTests {
  private let input = Tensor(Shape(2, 64, 64, 1))
  private let target = Tensor(Shape(2, 64, 64, 3))

  init() {
    var random = SeededGenerator(seed: 4)
    input.fillNormal(mean: 0, deviation: 1, using: &random)
    target.fillNormal(mean: 0, deviation: 0.4, using: &random)
  }

  private var batch: Batch { Batch([.input: input, .target: target]) }

  /// A generator of one convolution, so that its gradient is easily compared with finite differences.
  private func model(_ loss: AdversarialLoss, featureWeight: Float, scales: Int) -> Pix2Pix {
    let graph = LayerGraph(
      inputChannels: 1,
      chain: [
        .convolution(
          name: "only", ConvolutionGeometry(inputs: 1, outputs: 3, kernel: 3, padding: 1), bias: true),
        .activation(.tanh),
      ])
    var random = SeededGenerator(seed: 6)
    func network(_ graph: LayerGraph, deviation: Float) -> Network {
      let network = Network(graph)
      network.parameters.values.fillNormal(mean: 0, deviation: deviation, using: &random)
      return network
    }
    return Pix2Pix(
      generator: network(graph, deviation: 0.3),
      discriminators: (0..<scales).map { _ in
        network(PatchDiscriminator(inputChannels: 4, width: 2).graph, deviation: 0.2)
      },
      loss: loss, l1Weight: 0, featureWeight: featureWeight)
  }

  /// The loss that the generator reports is the one whose gradient it takes.
  @Test(arguments: [(AdversarialLoss.hinge, Float(0), 1), (.hinge, 3, 1), (.leastSquares, 0, 2), (.hinge, 2, 2)])
  func generatorsGradientIsTheSlope(_ loss: AdversarialLoss, featureWeight: Float, scales: Int) {
    let model = model(loss, featureWeight: featureWeight, scales: scales)
    let parameters = model.networks[0].network.parameters
    func value() -> Double {
      _ = model.gradients(.discriminator, batch)
      return model.gradients(.generator, batch)["adversarial"] ?? .nan
    }
    parameters.clearGradients()
    _ = value()
    let gradients = parameters.gradients.array
    var (measured, expected) = ([Float](), [Float]())
    for index in [0, 5, 13, 26] {
      let kept = parameters.values.data[index]
      let step: Float = 2e-3
      parameters.values.data[index] = kept + step
      let above = value()
      parameters.values.data[index] = kept - step
      let below = value()
      parameters.values.data[index] = kept
      measured.append(Float((above - below) / Double(2 * step)))
      expected.append(gradients[index])
    }
    #expect(relativeError(measured, expected) < 0.03, "\(measured) \(expected)")
  }

  @Test func severalDiscriminatorsLearnAndAreSaved() throws {
    let configuration = Pix2Pix.Configuration(
      architecture: .skipResNet(
        SkipResNetGenerator(inputChannels: 1, width: 4, blocks: 1, coreWidth: 8, styleWidth: 4)),
      discriminatorWidth: 4, loss: .hinge, featureWeight: 5, discriminatorScales: 2)
    try configuration.validate(size: 64)
    #expect(throws: ArchitectureError.self) { try configuration.validate(size: 32) }
    let model = Pix2Pix(configuration, seed: 1)
    #expect(model.networks.map(\.name) == ["generator", "discriminator", "discriminator2"])
    let before = model.networks.map { $0.network.parameters.values.array }
    let losses = model.step(batch, learningRate: 1e-3)
    #expect(losses.count == 3 && losses.allSatisfy(\.isFinite))
    for (network, old) in zip(model.networks, before) { #expect(network.network.parameters.values.array != old) }
    let folder = FileManager.default.temporaryDirectory.appending(path: "pix2pix-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let state = TrainingState<Pix2Pix>(
      TrainingOptions(model: configuration, size: 64, schedule: LearningRateSchedule(steps: 3, decaySteps: 0)))
    _ = state.model.step(batch, learningRate: 1e-3)
    try state.save(to: folder + "/state.safetensors")
    let read = try TrainingState<Pix2Pix>(path: folder + "/state.safetensors")
    for (a, b) in zip(read.model.networks, state.model.networks) {
      #expect(a.network.parameters.values.array == b.network.parameters.values.array)
    }
  }

  /// What is off by default leaves no trace in files of before.
  @Test func plainConfigurationsAreSpelledAsBefore() throws {
    let json = String(decoding: try JSONEncoder().encode(Pix2Pix.Configuration()), as: UTF8.self)
    #expect(!json.contains("feature") && !json.contains("Scales"))
    #expect(try JSONDecoder().decode(Pix2Pix.Configuration.self, from: Data(json.utf8)) == Pix2Pix.Configuration())
  }
}
