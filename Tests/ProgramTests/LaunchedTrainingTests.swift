import Foundation
import Networks
import Support
import Testing

/// Open MPI's launcher, and whether the program knows what to do with it.
private enum Launcher {
  static let mpirun = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/mpirun" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  static var isPossible: Bool {
    #if MPI
      mpirun != nil
    #else
      false
    #endif
  }
}

/// `mpirun` starts the real program several times. `.ci/mpi` builds it so that it can be, and runs these.
@Suite(.ownThread, .serialized, .enabled(if: Launcher.isPossible, "the program was built without --traits MPI"))
struct LaunchedTrainingTests {
  private let program: Program
  private let small = [
    "panda", "--only", "drawn", "--size", "64", "--width", "4", "--blocks", "1", "--discriminator-width", "4",
    "--decay-steps", "0", "--threads", "1",
  ]

  init() throws { program = try Program() }

  private struct Run: @unchecked Sendable {
    let process: Process
    let output: String
    let errors: String

    func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

    /// Waits for the end.
    var status: Int32 {
      process.waitUntilExit()
      return process.terminationStatus
    }

    var said: String { text(output) }
    var complained: String { text(errors) }
  }

  /// Starts `mpirun` with parts of options and programs, such as `[["-n", "2"], …]`, put together by colons.
  private func launch(_ parts: [(processes: Int, arguments: [String])]) throws -> Run {
    let run = Run(
      process: Process(), output: program.path("out-\(UUID())"), errors: program.path("errors-\(UUID())"))
    for path in [run.output, run.errors] { try Data().write(to: URL(fileURLWithPath: path)) }
    run.process.executableURL = URL(fileURLWithPath: try #require(Launcher.mpirun))
    run.process.arguments =
      ["--oversubscribe", "--bind-to", "none", "--mca", "odls_base_sigkill_timeout", "5"]
      + Array(parts.map { ["-n", "\($0.processes)", Program.path] + $0.arguments }.joined(separator: [":"]))
    run.process.environment = program.environment.merging([
      "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
    ]) { $1 }
    run.process.currentDirectoryURL = program.home
    run.process.standardInput = FileHandle.nullDevice
    run.process.standardOutput = FileHandle(forWritingAtPath: run.output)
    run.process.standardError = FileHandle(forWritingAtPath: run.errors)
    // A new process begins with its parent thread's mask, and the tests' threads take no signals.
    nonisolated(unsafe) var result: Result<Void, any Error> = .success(())
    let started = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      var none = sigset_t()
      sigemptyset(&none)
      pthread_sigmask(SIG_SETMASK, &none, nil)
      result = Result { try run.process.run() }
      started.signal()
    }
    started.wait()
    try result.get()
    return run
  }

  private func launch(_ processes: Int, _ arguments: [String]) throws -> Run { try launch([(processes, arguments)]) }

  private func state(_ folder: String) -> String { program.path("\(folder)/stage-1/state.safetensors") }

  private func steps(_ folder: String) throws -> Int {
    let header = try #require(try SafetensorsFile(path: state(folder)).metadata["training"])
    let object = try JSONSerialization.jsonObject(with: Data(header.utf8)) as? [String: Any]
    return try #require(object?["step"] as? Int)
  }

  /// Waits until a run has saved for the first time.
  private func awaitState(_ folder: String, of run: Run) throws {
    let end = ContinuousClock.now + .seconds(60)
    while !FileManager.default.fileExists(atPath: state(folder)) {
      try #require(run.process.isRunning && ContinuousClock.now < end, "\(run.complained)")
      usleep(20_000)
    }
  }

  /// The process of a number among those that a launcher has started.
  private func member(_ rank: Int, of run: Run) throws -> pid_t {
    for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
      guard let number = pid_t(name), let stat = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
        // After the name in brackets: state, parent.
        stat.split(separator: ")").last?.split(separator: " ").dropFirst().first == "\(run.process.processIdentifier)",
        let environment = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(name)/environ")),
        String(decoding: environment, as: UTF8.self).contains("OMPI_COMM_WORLD_RANK=\(rank)\0")
      else { continue }
      return number
    }
    throw CocoaError(.fileNoSuchFile)
  }

  @Test func twoTrainAsOneDoesWithTwiceTheBatch() throws {
    let options = ["train"] + small + ["--steps", "3"]
    let two = try launch(2, options + ["--batch", "2", "--out", "two"])
    #expect(two.status == 0, "\(two.complained)")
    #expect(two.said.split(separator: "\n").count { $0.hasPrefix("Done") } == 1, "one of them speaks: \(two.said)")
    let one = try program.run(arguments: options + ["--batch", "4", "--out", "one"])
    #expect(one.status == 0, "\(one.errors)")
    let (ours, theirs) = (try SafetensorsFile(path: state("two")), try SafetensorsFile(path: state("one")))
    #expect(Set(ours.entries.keys) == Set(theirs.entries.keys))
    for prefix in ["generator.", "discriminator.", "average."] {
      func values(_ file: SafetensorsFile) throws -> [Float] {
        try file.entries.keys.sorted().filter {
          $0.hasPrefix(prefix) && !$0.contains("first.") && !$0.contains("second.")
        }
        .flatMap { try file.floats($0) }
      }
      let error = relativeError(try values(ours), try values(theirs))
      #expect(error < 1e-4, "\(prefix) \(error)")
    }
  }

  @Test func aKilledProcessEndsAllAndAnotherNumberGoesOn() throws {
    let options = ["train"] + small + ["--out", "run"]
    let run = try launch(2, options + ["--steps", "100000", "--save-interval", "2"])
    try awaitState("run", of: run)
    kill(try member(1, of: run), SIGKILL)
    #expect(run.status != 0)
    #expect(run.complained.contains("the same command with --resume goes on"), "\(run.complained)")
    let before = try steps("run")
    let further = try launch(3, options + ["--resume"])
    let end = ContinuousClock.now + .seconds(60)
    while try steps("run") == before {
      try #require(further.process.isRunning && ContinuousClock.now < end, "\(further.complained)")
      usleep(20_000)
    }
    // Told to end, all save after the same step.
    further.process.interrupt()
    _ = further.status
    #expect(further.said.contains("Stopped"), "\(further.said) \(further.complained)")
    let log = try String(contentsOfFile: program.path("run/stage-1/losses.csv"), encoding: .utf8)
    #expect(try log.split(separator: "\n").count == steps("run") + 1)
  }

  @Test func whatOneCannotDoEndsAllWithOneSentence() throws {
    let options = ["train"] + small + ["--steps", "3", "--out", "run"]
    let other = try launch([(1, options), (1, options + ["--distractors", "0.5"])])
    #expect(other.status != 0)
    #expect(
      other.complained.contains("Process 2 of 2 on ")
        && other.complained.contains("does not see the same pictures as the first one"), "\(other.complained)")
    let none = try launch(2, ["train", "unicorn"])
    #expect(none.status != 0)
    #expect(none.complained.contains("Process 1 of 2 on ") && none.complained.contains("no recipe unicorn"))
  }
}
