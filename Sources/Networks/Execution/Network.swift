import Kernels

/// A layer graph together with its parameters, able to run forward and backward.
package final class Network {
  package let graph: LayerGraph
  package let parameters: ParameterArena
  let layers: [any Layer]
  /// How often each value is read, so that its memory is given back after the last time.
  private let readers: [Int]
  /// For each node with parameters, where they begin in ``parameters``.
  private let places: [Int?]

  /// A network whose parameters are all zero; fill ``parameters`` or call ``initialize(using:)``.
  package init(_ graph: LayerGraph, parameters: ParameterArena? = nil) {
    precondition(!graph.outputs.isEmpty, "the graph was not finished")
    let parameters = parameters ?? ParameterArena(graph)
    self.graph = graph
    self.parameters = parameters
    layers = graph.nodes.map { $0.operation.layer(parameters) }
    readers = graph.readerCounts
    places = graph.nodes.map { node in node.operation.parameters.first.map { parameters.place(of: $0.name) } }
  }

  /// The first output for `x`. With a tape, everything the backward pass needs is recorded on it; then norms that keep
  /// running averages use the batch's own statistics, and their averages move.
  package func forward(_ x: Tensor, tape: Tape? = nil) -> Tensor {
    forward(x, giving: [graph.outputs[0]], tape: tape)[0]
  }

  /// Several values for `x`: outputs of the graph, or its taps.
  package func forward(_ x: Tensor, giving wanted: [LayerGraph.Value], tape: Tape? = nil) -> [Tensor] {
    precondition(x.shape.c == graph.input.channels, "\(x.shape) for \(graph.input.channels) channels")
    var values = [Tensor?](repeating: nil, count: graph.valueCount)
    values[0] = x
    var readers = readers
    for value in wanted { readers[value.index] += 1 }
    tape?.begin(nodes: layers.count)
    for (index, node) in graph.nodes.enumerated() {
      let inputs = node.inputs.map { Self.known(values[$0.index]) }
      let (output, saved) =
        tape.map { tape in
          layers[index].forwardInTraining(
            inputs,
            TrainingPass(
              momentum: tape.momentum, seed: tape.seed.map { $0 &+ UInt64(index) }, firstExample: tape.firstExample))
        } ?? layers[index].forward(inputs)
      values[node.output.index] = output
      tape?.save(saved, node: index)
      for input in node.inputs {
        readers[input.index] -= 1
        if readers[input.index] == 0 { values[input.index] = nil }
      }
    }
    return wanted.map { Self.known(values[$0.index]) }
  }

  /// Carries `dy`, the loss's gradient at the first output, back to the parameters and the input.
  ///
  /// - Parameter completed: told how far the gradients of parameters are complete, as below.
  /// - Returns: the gradient at the input, if requested.
  @discardableResult
  package func backward(
    _ dy: Tensor, tape: Tape, gradients: RequestedGradients, completed: ((Int) -> Void)? = nil
  ) -> Tensor? {
    backward([(graph.outputs[0], dy)], tape: tape, gradients: gradients, completed: completed)
  }

  /// Carries gradients at several values back to the parameters and the input.
  ///
  /// - Parameters:
  ///   - ends: values of the graph with the loss's gradients there.
  ///   - tape: what the matching forward pass recorded; used up.
  ///   - requested: what is wanted. Gradients of parameters are added to `parameters.gradients`.
  ///   - completed: told, after each layer with parameters, from which of `parameters.gradients` on this pass changes
  ///     none any more. The number falls from call to call, in the end to 0.
  /// - Returns: the gradient at the input, if requested.
  @discardableResult
  package func backward(
    _ ends: [(value: LayerGraph.Value, gradient: Tensor)], tape: Tape, gradients requested: RequestedGradients,
    completed: ((Int) -> Void)? = nil
  ) -> Tensor? {
    let isWanted = leadsToRequested(requested)
    var gradients = [Tensor?](repeating: nil, count: graph.valueCount)
    func gather(_ gradient: Tensor, at index: Int) {
      guard let before = gradients[index] else {
        gradients[index] = gradient
        return
      }
      // A new tensor, since one gradient may stand at several values.
      let sum = Tensor(gradient.shape, zeroed: false)
      Elementwise.add(before, gradient, into: sum)
      gradients[index] = sum
    }
    for end in ends { gather(end.gradient, at: end.value.index) }
    for (index, node) in graph.nodes.enumerated().reversed() {
      // Also where nothing came back: then the gradients stay as they are.
      defer { if let place = places[index] { completed?(place) } }
      let saved = tape.take(node: index)
      guard let dy = gradients[node.output.index], isWanted[node.output.index] else { continue }
      gradients[node.output.index] = nil
      let inward = layers[index].backward(
        dy, saved: saved, parameters: requested.contains(.parameters), wanted: node.inputs.map { isWanted[$0.index] })
      for (input, gradient) in zip(node.inputs, inward) where isWanted[input.index] {
        if let gradient { gather(gradient, at: input.index) }
      }
    }
    tape.end()
    return requested.contains(.input) ? gradients[0] : nil
  }

  /// For each value whether a gradient there reaches anything requested.
  private func leadsToRequested(_ requested: RequestedGradients) -> [Bool] {
    var leads = [Bool](repeating: false, count: graph.valueCount)
    leads[0] = requested.contains(.input)
    for node in graph.nodes {
      let hasParameters = requested.contains(.parameters) && !node.operation.parameters.isEmpty
      leads[node.output.index] = hasParameters || node.inputs.contains { leads[$0.index] }
    }
    return leads
  }

  private static func known(_ value: Tensor?) -> Tensor {
    guard let value else { preconditionFailure("a value was given back while somebody still reads it") }
    return value
  }

  /// Weights from a normal distribution of deviation 0.02 around 0 (around 1 for norm scales), biases and shifts 0:
  /// the initialisation of pix2pix (Isola et al. 2017, section 6.2) and DCGAN. Linear layers by He et al. 2015,
  /// equation 10: the next rectifier sees values of the same size, however many there are. Slopes as in that paper's
  /// section 2.1.
  package func initialize(using generator: inout some RandomNumberGenerator) {
    for parameter in parameters.descriptions {
      let value = parameters.value(parameter.name)
      switch parameter.kind {
      case .convolution, .transposedConvolution, .depthwiseConvolution:
        value.fillNormal(mean: 0, deviation: 0.02, using: &generator)
      case .normScale: value.fillNormal(mean: 1, deviation: 0.02, using: &generator)
      case .bias, .normShift, .runningMean: value.fill(0)
      case .runningVariance: value.fill(1)
      case .slope: value.fill(0.25)
      case .linear(let inputs, _):
        value.fillNormal(mean: 0, deviation: (2 / Float(inputs)).squareRoot(), using: &generator)
      }
    }
  }
}

/// What one forward pass leaves for its backward pass.
package final class Tape {
  private var saved: [[Tensor]] = []
  /// How far running averages of norms move towards this pass's statistics, 0…1.
  let momentum: Float
  /// Decides whatever is random in the pass; nil where nothing shall be.
  let seed: UInt64?
  /// The number of the pass's first example in a larger batch, of which it sees a part: what is random is what it would
  /// be in a pass of the whole.
  let firstExample: Int

  package init(momentum: Float = 0.1, seed: UInt64? = nil, firstExample: Int = 0) {
    self.momentum = momentum
    self.seed = seed
    self.firstExample = firstExample
  }

  func begin(nodes: Int) {
    precondition(saved.isEmpty, "the tape holds another pass")
    saved = Array(repeating: [], count: nodes)
  }

  func save(_ tensors: [Tensor], node: Int) { saved[node] = tensors }

  func end() { saved = [] }

  /// What a node saved; the tape lets go of it.
  func take(node: Int) -> [Tensor] {
    precondition(saved.indices.contains(node), "backward without a matching forward")
    defer { saved[node] = [] }
    return saved[node]
  }
}

/// Which gradients a backward pass shall compute.
package struct RequestedGradients: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let parameters = RequestedGradients(rawValue: 1)
  package static let input = RequestedGradients(rawValue: 2)
}
