import Kernels
import Networks

/// Replaces the gradients of several networks by their means over all processes that train together.
///
/// Gradients become complete from a network's last layer to its first. As soon as enough of them are, the processes begin
/// to add them up, while the backward pass goes on with the layers before (Li et al. 2020, "PyTorch Distributed:
/// Experiences on Accelerating Data Parallel Training", section 3.2.3).
package final class GradientReducer {
  /// Values from which on a sum is worth beginning: 1 MiB.
  package static let usualBucket = 1 << 18

  /// How far the sums of one network have come in the present phase.
  private final class Bucketing {
    let parameters: ParameterArena
    /// From which value on sums have begun.
    private var begun: Int

    init(_ parameters: ParameterArena) {
      self.parameters = parameters
      begun = parameters.count
    }

    /// Begins to sum the gradients from `place` on that are not summed yet, if there are at least `fewest`.
    func begin(from place: Int, fewest: Int, in group: any ProcessGroup) {
      guard begun - place >= max(1, fewest) else { return }
      group.beginSum(
        UnsafeMutableBufferPointer(start: parameters.gradients.data + place, count: begun - place))
      begun = place
    }

    func restart() { begun = parameters.count }
  }

  private let group: any ProcessGroup
  private let bucketings: [String: Bucketing]
  /// Parameters that no gradient changes, such as running averages of norms; each network's that has any.
  private let statistics: [Tensor]
  /// How long this process has waited for sums after its own backward passes.
  package private(set) var waited = Duration.zero

  /// - Parameters:
  ///   - networks: all of a model's; from now on they announce their gradients here.
  ///   - bucket: values from which on a sum is begun.
  package init(_ networks: [TrainedNetwork], over group: any ProcessGroup, bucket: Int = usualBucket) {
    self.group = group
    let bucketings = networks.map { Bucketing($0.network.parameters) }
    self.bucketings = Dictionary(uniqueKeysWithValues: zip(networks.map(\.name), bucketings))
    statistics = networks.flatMap { trained in
      let parameters = trained.network.parameters
      return parameters.descriptions.filter { !$0.isTrained }.map { parameters.value($0.name) }
    }
    guard group.size > 1 else { return }
    for (trained, bucketing) in zip(networks, bucketings) {
      trained.gradientsCompleted = { bucketing.begin(from: $0, fewest: bucket, in: group) }
    }
  }

  /// Sums what has not been announced, waits for all sums, and divides them by the number of processes.
  ///
  /// - Parameter changed: the networks whose gradients the present phase has computed.
  package func reduce(_ changed: [TrainedNetwork]) throws(TrainingError) {
    guard group.size > 1 else { return }
    let own = changed.map { trained in
      guard let bucketing = bucketings[trained.name] else { preconditionFailure("no network \(trained.name)") }
      return bucketing
    }
    for bucketing in own { bucketing.begin(from: 0, fewest: 1, in: group) }
    try wait()
    for bucketing in own {
      let gradients = bucketing.parameters.gradients
      Elementwise.scale(1 / Float(group.size), gradients, into: gradients)
      bucketing.restart()
    }
  }

  /// Replaces what no gradient changes by its mean: each process's norms have seen its own pictures alone.
  func averageStatistics() throws(TrainingError) {
    guard group.size > 1, !statistics.isEmpty else { return }
    let all = Tensor(.vector(statistics.reduce(0) { $0 + $1.count }), zeroed: false)
    func windows() -> [(Tensor, Tensor)] {
      var place = 0
      return statistics.map { tensor in
        defer { place += tensor.count }
        return (tensor, Tensor(tensor.shape, viewing: all.data + place, of: all))
      }
    }
    for (tensor, window) in windows() { window.copy(from: tensor) }
    group.beginSum(all.values)
    try wait()
    Elementwise.scale(1 / Float(group.size), all, into: all)
    for (tensor, window) in windows() { tensor.copy(from: window) }
  }

  private func wait() throws(TrainingError) {
    let start = ContinuousClock.now
    defer { waited += ContinuousClock.now - start }
    try group.finishSums()
  }
}
