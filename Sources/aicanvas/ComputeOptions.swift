import ArgumentParser
import Kernels

/// Options of every command that computes.
struct ComputeOptions: ParsableArguments {
  @Option(help: "Threads to compute with; all processors unless given.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads must be 1 to 256, not \(threads).")
    }
  }

  /// Sets the number of threads. Must come before any computing.
  func apply() {
    if let threads { ThreadPool.configure(threads: threads) }
  }
}
