import Dispatch
import Testing

/// Runs tests that wait for other programs on threads of their own.
///
/// Swift's concurrency has one thread a processor. A test that blocks one of them for seconds keeps everything else that
/// is concurrent waiting, the studio's translation queue in the tests beside it for instance.
struct BlockingTrait: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(ThreadExecutor.shared) { try await function() }
  }
}

extension Trait where Self == BlockingTrait {
  /// For suites whose tests wait for other programs.
  static var blocking: Self { Self() }
}

/// As many threads as there are blocked jobs.
private final class ThreadExecutor: TaskExecutor {
  static let shared = ThreadExecutor()
  private let queue = DispatchQueue(label: "aicanvas.blocking-tests", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedTaskExecutor()
    queue.async { job.runSynchronously(on: executor) }
  }
}
