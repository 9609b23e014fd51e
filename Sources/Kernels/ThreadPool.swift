import CKernels
import COpenBLAS
import Foundation
import Synchronization

/// The threads that share the work of every operation.
///
/// Each `run` splits its tasks into one contiguous share per thread; idle threads steal tasks from the others. A task does
/// the same on every thread, and none adds to what another writes, so results are identical from run to
/// run and for any number of threads. The calling thread takes part. A task that calls `run` again does its tasks in place,
/// and callers on several threads take turns. Denormal numbers count as zero inside.
package final class ThreadPool: Sendable {
  private struct Settings {
    var threads: Int?
    var niceness = 0
    var isStarted = false
  }

  private static let settings = Mutex(Settings())

  /// The pool in use: of the process, or the one that ``with(_:_:)`` set on this thread.
  package static var shared: ThreadPool {
    guard let own = ak_thread_value() else { return ofProcess }
    return Unmanaged<ThreadPool>.fromOpaque(own).takeUnretainedValue()
  }

  /// Runs `body` with another pool in place of the process's own on this thread.
  package static func with<Result>(_ pool: ThreadPool, _ body: () throws -> Result) rethrows -> Result {
    let former = ak_thread_value()
    ak_set_thread_value(Unmanaged.passUnretained(pool).toOpaque())
    defer { ak_set_thread_value(former) }
    return try withExtendedLifetime(pool, body)
  }

  /// The pool of the process, started at its first use.
  private static let ofProcess: ThreadPool = {
    let (threads, niceness) = settings.withLock { settings in
      settings.isStarted = true
      return (settings.threads ?? ProcessInfo.processInfo.activeProcessorCount, settings.niceness)
    }
    // Products of the library run inside our own tasks, where more threads would only get in each other's way.
    openblas_set_num_threads(1)
    return ThreadPool(threads: threads, niceness: niceness)
  }()

  /// Sets the number of threads (default: one for each processor) and how far the workers give way to other threads
  /// of the machine (0…19, as `nice`). Only before the first use of ``shared``.
  package static func configure(threads: Int, niceness: Int = 0) {
    settings.withLock { settings in
      precondition(!settings.isStarted, "the thread pool is already running")
      settings.threads = max(1, threads)
      settings.niceness = niceness
    }
  }

  /// Lets all threads of the process take small memory from the same two arenas of malloc's. Left to itself glibc gives
  /// nearly every thread one of its own, and threads come and go: what one frees, the next cannot have, and a studio that
  /// held 51 MB all the while kept another 68 after eight minutes and 93 after nineteen. Before any thread starts.
  package static func shareSmallMemory() { ak_limit_arenas(2) }

  nonisolated(unsafe) private let pool: OpaquePointer
  package let threads: Int

  /// A pool of its own, for tests. Its workers live as long as the process.
  package init(threads: Int, niceness: Int = 0) {
    guard let pool = ak_pool_make(threads, Int32(niceness)) else { preconditionFailure("out of memory") }
    self.pool = pool
    self.threads = ak_pool_threads(pool)
  }

  private struct Body {
    let run: (Int) -> Void
  }

  /// Runs `body` for every task in 0..<tasks and returns when all are done.
  package func run(_ tasks: Int, _ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { escaping in
      var context = Body(run: escaping)
      withUnsafeMutablePointer(to: &context) { context in
        ak_pool_run(
          pool, tasks,
          { context, task in context?.assumingMemoryBound(to: Body.self).pointee.run(task) }, context)
      }
    }
  }

  /// Number of tasks into which `count` rows are split: of about `grain` rows or fewer, evenly among the threads.
  func tasks(count: Int, grain: Int) -> Int {
    let wanted = (count + grain - 1) / max(1, grain)
    return min(count, (wanted + threads - 1) / threads * threads)
  }

  /// The share of task number `task` of `tasks`.
  func range(_ task: Int, of tasks: Int, count: Int) -> Range<Int> {
    count * task / tasks..<count * (task + 1) / tasks
  }

  /// Splits 0..<count into ranges of about `grain` or fewer, as many as divide evenly among the threads.
  package func run(count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    let tasks = tasks(count: count, grain: grain)
    run(tasks) { task in body(range(task, of: tasks, count: count)) }
  }
}
