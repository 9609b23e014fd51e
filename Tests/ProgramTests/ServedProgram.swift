import Foundation
import Support

/// `aicanvas serve` or `aicanvas class serve` as their users start them.
final class ServedProgram {
  let process = Process()
  let port: Int
  private let output: String
  private let errors: String

  /// Returns when it listens, on a free port unless the arguments name one.
  ///
  /// - Parameters:
  ///   - arguments: behind those of the command.
  ///   - classFolder: what is served; the panda's generator where nil.
  ///   - shell: limits the program before it begins.
  /// - Throws: a ``Failure`` with what the program said where it ends instead.
  init(
    _ program: Program, _ arguments: [String] = [], classFolder: String? = nil, through shell: String? = nil
  ) throws {
    let name = UUID().uuidString
    output = program.path("serve-\(name).out")
    errors = program.path("serve-\(name).err")
    for file in [output, errors] { try Data().write(to: URL(fileURLWithPath: file)) }
    let command = classFolder.map { ["class", "serve", $0] } ?? ["serve", "--domains", "panda"]
    let words = command + (arguments.contains("--port") ? [] : ["--port", "0"]) + arguments
    process.executableURL = URL(fileURLWithPath: shell == nil ? Program.path : "/bin/sh")
    process.arguments = shell.map { ["-c", "\($0); exec \"$0\" \"$@\"", Program.path] + words } ?? words
    process.environment = program.environment
    process.currentDirectoryURL = program.home
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    var found: Int?
    while found == nil, process.isRunning {
      usleep(10_000)
      found = (try? String(contentsOfFile: output, encoding: .utf8))?.firstMatch(of: /Listening on http:.+:(\d+)\/\n/)
        .flatMap { Int($0.1) }
    }
    guard let found else {
      process.waitUntilExit()
      let words = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
      throw Failure(status: process.terminationStatus, errors: words)
    }
    port = found
  }

  struct Failure: Error {
    let status: Int32
    let errors: String
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// What it wrote to its log.
  var log: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

  /// Waits until `/health/ready` says yes.
  func waitUntilReady() throws {
    for _ in 0..<6000 {
      if try HTTPConnection(port: port).request("GET", "/health/ready")?.status == 200 { return }
      usleep(10_000)
    }
    throw Failure(status: -1, errors: "never ready: \(log)")
  }

  func stop(_ signal: Int32 = SIGTERM) { kill(process.processIdentifier, signal) }

  /// The exit status; 128 and the signal's number where one ended it.
  func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
  }

  static let json = ["Content-Type": "application/json"]
  static let drawing = Array(#"{"strokes":[{"points":[[0.2,0.2],[0.8,0.3],[0.5,0.9],[0.2,0.2]]}]}"#.utf8)
}
