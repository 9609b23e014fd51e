import Foundation
import Synchronization
import Testing

/// Runs tests on threads of their own, as many tests at a time as there are processors.
///
/// Swift's shared pool has one thread per processor and expects nobody to block it or keep it long, but that is where
/// Swift Testing runs synchronous tests. Two that wait or compute for half a minute hold up every other task of the
/// process on a machine with two processors, and whatever waits for one of those tasks times out. So every suite has
/// this trait; a test in SupportTests sees to it.
///
/// Tests that wait for another program count as well: it computes in their place. A time limit (`.timeLimit`) counts the
/// time that a test waits for its turn, so tests limit what they wait for instead.
package struct OwnThreadTrait: SuiteTrait, TestTrait, TestScoping {
  /// Whether this task is admitted already; a suite within a suite must not wait for its own place.
  @TaskLocal private static var isAdmitted = false

  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil, !Self.isAdmitted else { return try await function() }
    await Admission.shared.enter()
    defer { Admission.shared.leave() }
    try await Self.$isAdmitted.withValue(true) {
      try await withTaskExecutorPreference(ThreadExecutor.shared) { try await function() }
    }
  }

  /// Whether the calling thread is one of those that the trait runs tests on.
  package static var isOnOwnThread: Bool { Thread.current.threadDictionary[ThreadExecutor.mark] != nil }
}

extension Trait where Self == OwnThreadTrait {
  /// Runs the tests on threads of their own; every suite needs this.
  package static var ownThread: Self { Self() }
}

/// Lets a number of tests run at a time; the others wait in line, without a thread.
private final class Admission: Sendable {
  static let shared = Admission(places: max(2, ProcessInfo.processInfo.activeProcessorCount))

  private struct State {
    var places: Int
    var line: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(places: Int) { state = Mutex(State(places: places)) }

  func enter() async {
    await withCheckedContinuation { continuation in
      let mayEnter = state.withLock { state in
        if state.places > 0 {
          state.places -= 1
          return true
        }
        state.line.append(continuation)
        return false
      }
      if mayEnter { continuation.resume() }
    }
  }

  func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      if !state.line.isEmpty { return state.line.removeFirst() }
      state.places += 1
      return nil
    }
    next?.resume()
  }
}

/// Gives every job a thread at once: an idle one, or a new one.
private final class ThreadExecutor: TaskExecutor, @unchecked Sendable {
  static let shared = ThreadExecutor()
  /// Tells a thread of this executor from those of Swift's shared pool.
  static let mark = "aicanvas.test"

  /// Guards the two properties below.
  private let condition = NSCondition()
  private var jobs: [UnownedJob] = []
  /// Threads without a job, those that are still starting included.
  private var idle = 0

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.lock()
    jobs.append(job)
    let needsThread = jobs.count > idle
    if needsThread { idle += 1 }
    condition.signal()
    condition.unlock()
    guard needsThread else { return }
    Thread.detachNewThread { [self] in run() }
  }

  private func run() {
    // As on the pool's threads: a signal must not interrupt what a test waits for.
    var signals = sigset_t()
    sigfillset(&signals)
    for fault in [SIGILL, SIGTRAP, SIGFPE, SIGBUS, SIGSEGV, SIGABRT] { sigdelset(&signals, fault) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Thread.current.threadDictionary[Self.mark] = true
    let executor = asUnownedTaskExecutor()
    condition.lock()
    while true {
      while jobs.isEmpty { condition.wait() }
      let job = jobs.removeFirst()
      idle -= 1
      condition.unlock()
      job.runSynchronously(on: executor)
      condition.lock()
      idle += 1
    }
  }
}
