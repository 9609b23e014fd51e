import Foundation
import Synchronization
import Training

/// A command that may be started several times at once, by `mpirun`, to share its work.
enum LaunchedProcesses {
  /// Does the work of this process. Only the first of several speaks, and an error of one ends all.
  static func run(_ work: (any ProcessGroup) throws -> Void) throws {
    let group = try MPILaunch.group(environment: ProcessInfo.processInfo.environment)
    Console.isMuted.store(!group.isFirst, ordering: .relaxed)
    do {
      try work(group)
    } catch {
      guard group.size > 1 else { throw error }
      // What fails in all of them is told by the first one alone: it ends the others meanwhile.
      if !group.isFirst { sleep(3) }
      Console.isMuted.store(false, ordering: .relaxed)
      Console.complain(
        "Process \(group.rank + 1) of \(group.size) on \(ProcessInfo.processInfo.hostName): "
          + AICanvasCommand.fullMessage(for: error))
      group.end(status: AICanvasCommand.exitCode(for: error).rawValue)
    }
    group.leave()
  }
}
