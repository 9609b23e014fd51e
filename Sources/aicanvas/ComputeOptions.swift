import ArgumentParser
import Foundation
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
  ///
  /// - Parameters:
  ///   - usual: how many where the command line does not tell; all processors where nil.
  ///   - niceness: how much computing gives way to other work, 0…19.
  func apply(usually usual: Int? = nil, niceness: Int = 0) throws {
    if let wanted = ProcessInfo.processInfo.environment["AICANVAS_KERNELS"] {
      let names = InstructionSet.available.map(\.name)
      guard names.contains(wanted) else {
        throw ValidationError("AICANVAS_KERNELS=\(wanted): this machine has \(names.joined(separator: ", ")).")
      }
    }
    if threads ?? usual != nil || niceness != 0 {
      ThreadPool.configure(
        threads: threads ?? usual ?? ProcessInfo.processInfo.activeProcessorCount, niceness: niceness)
    }
  }
}
