import Generation
import Kernels
import Networks
import Pictures

/// Training of a network that enlarges pictures, by the mean absolute difference from the sharp ones.
package final class SuperResolution: TrainableModel {
  package struct Configuration: ModelConfiguration {
    package var architecture: GeneratorArchitecture

    package init(architecture: GeneratorArchitecture) {
      self.architecture = architecture
    }

    package func validate(size: Int) throws(ArchitectureError) {
      try architecture.validate()
      guard architecture.scale > 1 else { throw ArchitectureError("a network that does not enlarge pictures") }
      guard architecture.canMake(side: size), size >= 8 * architecture.scale else {
        throw ArchitectureError(
          "a size of \(size), expected a multiple of \(architecture.scale), at least \(8 * architecture.scale)")
      }
    }

    package var fewestParameters: Int { architecture.graph.parameterCount }
  }

  package enum Phase: CaseIterable { case whole }

  package static let name = "super-resolution"
  package static let product = "upscaler"
  package static let losses = [LossDescription("l1", label: "L1", digits: 5)]

  package let networks: [TrainedNetwork]

  package init(_ configuration: Configuration, seed: UInt64) {
    let network = Network(configuration.architecture.graph)
    var random = SeededGenerator(seed: seed)
    network.initialize(using: &random)
    let weights = network.parameters.descriptions.filter {
      if case .convolution = $0.kind { true } else { false }
    }
    for (number, parameter) in weights.enumerated() {
      guard case .convolution(let inputs, _, let kernel) = parameter.kind else { continue }
      // Keeps the size of what passes through rectifiers of slope 1/4 (He et al. 2015, equation 15); the last layer
      // begins with hardly more than the repeated pixels.
      let deviation = (2 / (1 + 0.25 * 0.25) / Float(inputs * kernel * kernel)).squareRoot()
      network.parameters.value(parameter.name).fillNormal(
        mean: 0, deviation: number == weights.count - 1 ? 0.1 * deviation : deviation, using: &random)
    }
    networks = [TrainedNetwork(Self.product, network, AdamOptimizer(network.parameters, beta1: 0.9, beta2: 0.99))]
  }

  package func networks(changedBy phase: Phase) -> [String] { [Self.product] }

  /// - Parameter batch: `input` (n, h, w, 3) and `target` (n, scale·h, scale·w, 3), both in 0…1.
  package func gradients(_ phase: Phase, _ batch: Batch) -> [String: Double] {
    let tape = Tape()
    let made = product.network.forward(batch[.input], tape: tape)
    let gradient = Tensor(made.shape)
    let loss = MeanAbsoluteError.evaluate(made, batch[.target], weight: 1, addingTo: gradient)
    product.completeGradients(from: gradient, tape: tape)
    return ["l1": loss]
  }

  /// The small pictures, enlarged by Lanczos's window, by the network, and the sharp ones.
  package func samples(_ examples: [Example], weights: Tensor) throws -> [[Image]] {
    guard let (small, large) = examples.first.map({ ($0[.input].shape, $0[.target].shape) }) else { return [] }
    let graph = product.network.graph
    let parameters = ParameterArena(graph)
    parameters.values.copy(from: weights)
    let plan = InferencePlan(graph, parameters, input: small)
    var rows: [[Image]] = [[], [], []]
    for example in examples {
      _ = plan.input.values.update(fromContentsOf: example[.input].values)
      try plan.run()
      rows[0].append(
        Image(unitValues: plan.input.data, width: small.w, height: small.h)
          .resampled(width: large.w, height: large.h, by: .lanczos))
      rows[1].append(Image(unitValues: plan.output.data, width: large.w, height: large.h))
      rows[2].append(
        example[.target].values.withUnsafeBufferPointer { values in
          values.baseAddress.map { Image(unitValues: $0, width: large.w, height: large.h) }
            ?? Image(width: large.w, height: large.h)
        })
    }
    return rows
  }
}
