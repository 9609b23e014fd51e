import Dispatch

/// Runs an actor's jobs one after the other on a dispatch queue of its own.
///
/// Heavy work in an actor on the shared pool starves everything else there (on two cores, sleeping tasks wake seconds
/// late). `DispatchSerialQueue` is not an executor on Linux.
final class WorkExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(_ label: String, priority: DispatchQoS) {
    queue = DispatchQueue(label: label, qos: priority)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  /// Runs a closure in its turn among the actor's jobs; inside, `assumeIsolated` holds.
  func run(_ body: @escaping @Sendable () -> Void) {
    queue.async(execute: body)
  }

  /// Lets `assumeIsolated` recognise closures that came by `run`.
  func checkIsolated() {
    dispatchPrecondition(condition: .onQueue(queue))
  }
}
