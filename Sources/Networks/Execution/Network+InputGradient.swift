import Kernels

/// A layer that is linear wherever its kinks are not crossed: its gradient with respect to the input depends on its
/// parameters, and on the input only through the side of each kink.
protocol PiecewiseLinearLayer: Layer {
  /// How the output moves with the input.
  ///
  /// - Parameter saved: what the forward pass returned.
  func tangent(_ dx: Tensor, saved: [Tensor]) -> Tensor

  /// Adds the gradient of the inner product of `dy` with the tangent of `dx` to the parameters' gradients.
  func addGradients(tangent dx: Tensor, dy: Tensor)
}

extension PiecewiseLinearLayer {
  func addGradients(tangent dx: Tensor, dy: Tensor) {}
}

extension ConvolutionLayer: PiecewiseLinearLayer {
  func tangent(_ dx: Tensor, saved: [Tensor]) -> Tensor {
    let y = Tensor(geometry.outputShape(for: dx.shape), zeroed: false)
    Convolution.forward(dx, weight: weight.value, bias: nil, geometry, into: y)
    return y
  }

  func addGradients(tangent dx: Tensor, dy: Tensor) {
    Convolution.backwardParameters(dx, dy, geometry, weight: weight.gradient, bias: nil)
  }
}

extension LinearLayer: PiecewiseLinearLayer {
  func tangent(_ dx: Tensor, saved: [Tensor]) -> Tensor {
    let y = Tensor(Shape(dx.shape.n, 1, 1, outputs), zeroed: false)
    Linear.forward(dx, weight: weight.value, bias: nil, into: y)
    return y
  }

  func addGradients(tangent dx: Tensor, dy: Tensor) {
    Linear.backwardParameters(dx, dy, weight: weight.gradient, bias: nil)
  }
}

extension ActivationLayer: PiecewiseLinearLayer {
  func tangent(_ dx: Tensor, saved: [Tensor]) -> Tensor {
    switch activation {
    case .none, .relu, .leaky, .clip, .clippedRelu: break
    case .tanh, .sigmoid: preconditionFailure("\(activation) is curved; its second derivative is not written out")
    }
    let y = Tensor(dx.shape, zeroed: false)
    Activations.backward(y: saved[0], dy: dx, activation, into: y)
    return y
  }
}

extension FlattenLayer: PiecewiseLinearLayer {
  func tangent(_ dx: Tensor, saved: [Tensor]) -> Tensor { forward([dx]).output }
}

/// The gradient of a network's output with respect to its input, and what its own gradient needs.
package struct InputGradient {
  /// Of the sum over the first output; of the input's shape.
  package let value: Tensor
  /// By node: what the forward pass saved, and the gradient at the node's output.
  fileprivate let saved: [[Tensor]]
  fileprivate let outward: [Tensor]
}

extension Network {
  /// The gradient of the sum over the output with respect to `x`, for a chain of piecewise linear layers.
  package func inputGradient(at x: Tensor) -> InputGradient {
    var saved: [[Tensor]] = []
    var value = x
    for (index, node) in graph.nodes.enumerated() {
      precondition(node.inputs.map(\.index) == [index], "the network is no chain")
      let (output, kept) = layers[index].forward([value])
      saved.append(kept)
      value = output
    }
    var gradient = Tensor(value.shape, zeroed: false)
    gradient.fill(1)
    var outward: [Tensor] = []
    for (layer, kept) in zip(layers, saved).reversed() {
      outward.append(gradient)
      guard let inward = layer.backward(gradient, saved: kept, parameters: false, wanted: [true])[0] else {
        preconditionFailure("the input's gradient was asked for")
      }
      gradient = inward
    }
    return InputGradient(value: gradient, saved: saved, outward: outward.reversed())
  }

  /// The second derivative in one direction: adds the gradient of the inner product of `direction` with the input's
  /// gradient to `parameters.gradients`.
  ///
  /// The input's gradient is the transposed layers applied to 1, one after the other, so its product with a direction
  /// is the direction sent forward through the layers without their biases, up to any layer, times what comes back to
  /// that layer; each layer's weight has part in it once. Biases only decide on which side of a kink a value lies.
  ///
  /// - Parameter direction: of the input's shape.
  package func backward(_ direction: Tensor, through gradient: InputGradient) {
    precondition(direction.shape == gradient.value.shape, "\(direction.shape) for \(gradient.value.shape)")
    var tangent = direction
    for (index, layer) in layers.enumerated() {
      guard let layer = layer as? any PiecewiseLinearLayer else {
        preconditionFailure("\(graph.nodes[index].operation) has no second derivative written out")
      }
      layer.addGradients(tangent: tangent, dy: gradient.outward[index])
      tangent = layer.tangent(tangent, saved: gradient.saved[index])
    }
  }
}
