import Kernels
import Networks
import Pictures

/// Networks that are trained together, and how: what a training run carries from step to step.
///
/// One step is one phase after the other. Each phase computes gradients from a batch; then the gradients are reduced
/// (over several processes, where there are several) and applied. Runs, saved states, logs and sample sheets know a
/// model only by what stands here.
package protocol TrainableModel: AnyObject {
  /// Everything that decides the model's form and losses; saved with its state.
  associatedtype Configuration: ModelConfiguration
  /// A part of a step.
  associatedtype Phase: Hashable

  /// The model's name in files.
  static var name: String { get }
  /// What ``gradients(_:_:)`` reports over all phases, in the log's order.
  static var losses: [LossDescription] { get }
  /// The network that training is for: its weights are averaged, and exported.
  static var product: String { get }

  /// Fresh networks; the seed decides their weights.
  init(_ configuration: Configuration, seed: UInt64)

  /// In the order in which they are saved.
  var networks: [TrainedNetwork] { get }

  /// The parts of a step, in order; for a model of one network a single one.
  var phases: [Phase] { get }

  /// The names of the networks that a phase changes.
  func networks(changedBy phase: Phase) -> [String]

  /// Computes the gradients of the networks that the phase changes, and its losses by name. Of a loss that several
  /// phases report the last one counts.
  func gradients(_ phase: Phase, _ batch: Batch) -> [String: Double]

  /// Brings the weights that a phase has changed back within their bounds, where a model has any.
  func constrain(changedBy phase: Phase)

  /// Rows of pictures that show what the product makes of some examples.
  ///
  /// - Parameter weights: the product's parameters, such as their average.
  func samples(_ examples: [Example], weights: Tensor) throws -> [[Image]]
}

extension TrainableModel {
  /// One step: for each phase gradients, reduction, update.
  ///
  /// - Parameters:
  ///   - learningRate: of every network.
  ///   - reduce: given the networks that a phase has changed before their gradients are applied, to replace these by the
  ///     mean over all processes that train together; see `GradientReducer`.
  /// - Returns: the losses in the order of ``losses``.
  package func step<Failure: Error>(
    _ batch: Batch, learningRate: Float, reduce: ([TrainedNetwork]) throws(Failure) -> Void
  ) throws(Failure) -> [Double] {
    var values: [String: Double] = [:]
    for phase in phases {
      values.merge(gradients(phase, batch)) { $1 }
      let names = networks(changedBy: phase)
      let changed = networks.filter { names.contains($0.name) }
      try reduce(changed)
      for trained in changed { trained.optimizer.update(learningRate: learningRate) }
      constrain(changedBy: phase)
    }
    return Self.losses.map { loss in
      guard let value = values[loss.name] else { preconditionFailure("no phase reported the loss \(loss.name)") }
      return value
    }
  }

  /// One step of a process that trains alone.
  package func step(_ batch: Batch, learningRate: Float) -> [Double] {
    step(batch, learningRate: learningRate) { _ in }
  }

  package func constrain(changedBy phase: Phase) {}

  /// The network that training is for.
  package var product: TrainedNetwork {
    guard let product = networks.first(where: { $0.name == Self.product }) else {
      preconditionFailure("the model has no network \(Self.product)")
    }
    return product
  }
}

extension TrainableModel where Phase: CaseIterable {
  package var phases: [Phase] { Array(Phase.allCases) }
}

/// What decides a model's form. Data from a file is checked by ``validate(size:)`` before a model is made of it.
package protocol ModelConfiguration: Codable, Equatable, Sendable {
  /// Throws unless a model can be made and trained on pictures of this side in pixels.
  func validate(size: Int) throws(ArchitectureError)
  /// Values that the model has at least, so that a file which claims more than it holds is refused before memory is
  /// taken.
  var fewestParameters: Int { get }
}

extension ModelConfiguration {
  package var fewestParameters: Int { 0 }
}

/// A network with its optimiser.
package final class TrainedNetwork {
  /// Within its model; the prefix of its tensors in saved states.
  package let name: String
  package let network: Network
  package let optimizer: any Optimizer
  /// Told while ``completeGradients(from:tape:)`` goes on from which gradient on all are complete.
  var gradientsCompleted: ((Int) -> Void)?

  /// - Parameter optimizer: over the network's parameters; nil for Adam with pix2pix's numbers.
  package init(_ name: String, _ network: Network, _ optimizer: (any Optimizer)? = nil) {
    self.name = name
    self.network = network
    self.optimizer = optimizer ?? AdamOptimizer(network.parameters)
  }

  /// The last backward pass of a phase to the network's parameters. While it goes on, other processes may already be
  /// given the gradients that are complete; what a phase computes by other passes they are given at its end.
  package func completeGradients(from dy: Tensor, tape: Tape) {
    network.backward(dy, tape: tape, gradients: .parameters, completed: gradientsCompleted)
  }
}

/// A loss's names: in logs, and on the line of progress.
package struct LossDescription: Equatable, Sendable {
  package let name: String
  package let label: String
  /// Digits after the point on the line of progress.
  package let digits: Int

  package init(_ name: String, label: String? = nil, digits: Int = 4) {
    self.name = name
    self.label = label ?? name
    self.digits = digits
  }
}
