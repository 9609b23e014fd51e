/// How a program becomes one of several processes that train together: `mpirun` starts it so many times.
package enum MPILaunch {
  /// The processes that this one was started with; itself alone where nobody started several.
  ///
  /// - Parameter environment: the program's, in which Open MPI says how many it has started.
  /// - Throws: where there are several, but this program was built without MPI: each would train alone, and all would
  ///   write the same files.
  package static func group(environment: [String: String]) throws(TrainingError) -> any ProcessGroup {
    guard let text = environment["OMPI_COMM_WORLD_SIZE"], let processes = Int(text) else {
      // Other MPIs have other words, and do not understand ours.
      guard let text = environment["PMI_SIZE"], let processes = Int(text), processes > 1 else { return SoleProcess() }
      throw TrainingError(
        "Started as one of \(processes) processes, but not by Open MPI, the only MPI that is understood here; use its "
          + "mpirun (Debian's package openmpi-bin).")
    }
    #if MPI
      return try MPIProcessGroup()
    #else
      guard processes > 1 else { return SoleProcess() }
      throw TrainingError(
        "Started as one of \(processes) processes, but this program was built without MPI, so each would train alone. "
          + "Install libopenmpi-dev and build it with: swift build -c release --traits MPI")
    #endif
  }
}
