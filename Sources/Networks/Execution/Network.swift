import Kernels

/// A description together with its parameters, able to run forward and backward.
package final class Network {
  package let description: [LayerDescription]
  package let parameters: ParameterArena
  private let layers: LayerSequence

  /// A network whose parameters are all zero; fill ``parameters`` or call ``initialize(using:)``.
  package init(_ description: [LayerDescription], parameters: ParameterArena? = nil) {
    self.description = description
    self.parameters = parameters ?? ParameterArena(description)
    layers = LayerSequence(description, self.parameters)
  }

  /// The output for `x`. With a tape, everything the backward pass needs is recorded on it.
  package func forward(_ x: Tensor, tape: Tape? = nil) -> Tensor {
    layers.forward(x, tape: tape)
  }

  /// Carries `dy`, the loss's gradient at the output, back to the parameters and the input.
  ///
  /// - Parameters:
  ///   - tape: what the matching forward pass recorded; used up.
  ///   - gradients: what is wanted. Gradients of parameters are added to `parameters.gradients`.
  /// - Returns: the gradient at the input, if wanted.
  @discardableResult
  package func backward(_ dy: Tensor, tape: Tape, gradients: WantedGradients) -> Tensor? {
    let dx = layers.backward(dy, tape: tape, gradients: gradients)
    precondition(tape.isEmpty, "the tape belongs to another pass")
    return dx
  }

  /// Weights from a normal distribution of deviation 0.02 around 0 (around 1 for norm scales), biases and shifts 0:
  /// the initialisation of pix2pix (Isola et al. 2017, section 6.2).
  package func initialize(using generator: inout some RandomNumberGenerator) {
    for parameter in parameters.descriptions {
      let value = parameters.value(parameter.name)
      switch parameter.kind {
      case .convolution, .transposedConvolution: value.fillNormal(mean: 0, deviation: 0.02, using: &generator)
      case .normScale: value.fillNormal(mean: 1, deviation: 0.02, using: &generator)
      case .bias, .normShift: value.fill(0)
      }
    }
  }
}

/// Which gradients a backward pass shall compute.
package struct WantedGradients: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let parameters = WantedGradients(rawValue: 1)
  package static let input = WantedGradients(rawValue: 2)
}
