import Foundation
import Kernels
import Networks
import Pictures

/// Training of a network that says what a picture shows.
package final class Classifier: TrainableModel {
  package struct Configuration: ModelConfiguration {
    package var network: ClassifierNetwork
    /// Share of each label that all classes get alike, 0..<1.
    package var labelSmoothing: Float

    package init(network: ClassifierNetwork, labelSmoothing: Float = 0.1) {
      self.network = network
      self.labelSmoothing = labelSmoothing
    }

    package func validate(size: Int) throws(ArchitectureError) {
      try network.validate()
      guard labelSmoothing >= 0, labelSmoothing < 1 else {
        throw ArchitectureError("a label smoothing of \(labelSmoothing), expected 0 or more and below 1")
      }
      guard network.inputChannels == FormChannels.count else {
        throw ArchitectureError("\(network.inputChannels) input channels, expected \(FormChannels.count)")
      }
      // Form channels are given for cells of two by two pixels.
      let multiple = 2 * ClassifierNetwork.sideMultiple
      guard size > 0, size % multiple == 0 else {
        throw ArchitectureError("a size of \(size), expected a multiple of \(multiple)")
      }
    }
  }

  package enum Phase: CaseIterable { case whole }

  package static let name = "classifier"
  package static let product = "classifier"
  package static let losses = [
    LossDescription("cross_entropy", label: "CE", digits: 3),
    // Share of the batch whose most likely class is another one.
    LossDescription("wrong", digits: 3),
  ]

  package let networks: [TrainedNetwork]
  private let labelSmoothing: Float

  package init(_ configuration: Configuration, seed: UInt64) {
    let network = Network(configuration.network.graph)
    var random = SeededGenerator(seed: seed)
    network.initialize(using: &random)
    for parameter in network.parameters.descriptions {
      guard case .convolution(let inputs, _, let kernel) = parameter.kind else { continue }
      // Keeps the size of what passes through rectifiers (He et al. 2015, equation 10).
      let deviation =
        ClassifierNetwork.endsBranch(parameter.name) ? 0 : (2 / Float(inputs * kernel * kernel)).squareRoot()
      network.parameters.value(parameter.name).fillNormal(mean: 0, deviation: deviation, using: &random)
    }
    networks = [TrainedNetwork(Self.product, network, AdamOptimizer(network.parameters, beta1: 0.9))]
    labelSmoothing = configuration.labelSmoothing
  }

  package func networks(changedBy phase: Phase) -> [String] { [Self.product] }

  /// - Parameter batch: `input` (n, h, w, ``FormChannels/count``) and `label` (n, 1, 1, classes), 1 for the right class.
  package func gradients(_ phase: Phase, _ batch: Batch) -> [String: Double] {
    let tape = Tape()
    let scores = product.network.forward(batch[.input], tape: tape)
    let gradient = Tensor(scores.shape, zeroed: false)
    let labels = batch[.label]
    let loss = SoftmaxCrossEntropy.evaluate(scores, targets: labels, smoothing: labelSmoothing, gradient: gradient)
    product.completeGradients(from: gradient, tape: tape)
    let wrong = (0..<scores.shape.n).count { row in
      Self.likeliest(scores.batch(row..<(row + 1))) != Self.likeliest(labels.batch(row..<(row + 1)))
    }
    return ["cross_entropy": loss, "wrong": Double(wrong) / Double(scores.shape.n)]
  }

  private static func likeliest(_ row: Tensor) -> Int {
    (0..<row.count).reduce(0) { row.data[$1] > row.data[$0] ? $1 : $0 }
  }

  /// The pictures, each with a tick or a cross below it.
  package func samples(_ examples: [Example], weights: Tensor) throws -> [[Image]] {
    guard let first = examples.first?[.picture].shape else { return [] }
    let parameters = ParameterArena(product.network.graph)
    parameters.values.copy(from: weights)
    let network = Network(product.network.graph, parameters: parameters)
    let batch = Batch(examples)
    let scores = network.forward(batch[.input])
    let verdicts = examples.indices.map { row in
      let isRight =
        Self.likeliest(scores.batch(row..<(row + 1))) == Self.likeliest(batch[.label].batch(row..<(row + 1)))
      return Image.words(
        isRight ? "✓" : "✗", letters: isRight ? (20, 130, 40) : (200, 40, 40), sheet: (255, 255, 255), width: first.w,
        height: first.h)
    }
    return [
      examples.map { Image(activations: $0[.picture].values, width: first.w, height: first.h) }, verdicts,
    ]
  }
}

extension TensorName {
  /// For people, what the input is made of: red, green and blue in −1…1.
  package static let picture = TensorName("picture")
  /// What a picture shows: 1 for its class, 0 for the others.
  package static let label = TensorName("label")
}
