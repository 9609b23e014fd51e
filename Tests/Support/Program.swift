import Foundation

/// The real program, run as its users run it.
package struct Program {
  /// What a finished run left behind.
  package struct Outcome {
    package let status: Int32
    package let output: String
    package let errors: String
  }

  /// A folder of its own that stands for the user's home.
  package let home: URL

  package init() throws {
    home = FileManager.default.temporaryDirectory.appendingPathComponent("aicanvas-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
  }

  /// The repository's root.
  package static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The built program.
  package static let path = built("aicanvas")

  /// What was built under a name: beside the tests' own executable.
  package static func built(_ name: String) -> String {
    let here = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let places = [
      here, repository.appendingPathComponent(".build/release"), repository.appendingPathComponent(".build/debug"),
    ]
    let found = places.map { $0.appendingPathComponent(name).path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { preconditionFailure("build the program before its tests") }
    return found
  }

  /// What `.ci/sanitize` sets.
  private static let sanitizing = ["ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LD_PRELOAD"]

  /// The environment of a user who has nothing set up; and what sanitizers shall do, where the program has them.
  package var environment: [String: String] {
    let own = ProcessInfo.processInfo.environment
    return [
      "HOME": home.path, "PATH": own["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8",
      "AICANVAS_HOME": Self.repository.path, "TERM": "xterm-256color",
    ].merging(own.filter { Self.sanitizing.contains($0.key) }) { $1 }
  }

  package func path(_ name: String) -> String { home.appendingPathComponent(name).path }

  /// Runs to the end. Standard input is empty, output and errors are pipes.
  package func run(_ arguments: String...) throws -> Outcome { try run(arguments: arguments) }

  package func run(arguments: [String], environment changes: [String: String] = [:]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    process.environment = environment.merging(changes) { $1 }
    process.currentDirectoryURL = home
    process.standardInput = FileHandle.nullDevice
    // Files instead of pipes: nothing can fill up while nobody reads.
    let names = [path("stdout-\(UUID().uuidString)"), path("stderr-\(UUID().uuidString)")]
    for name in names { try Data().write(to: URL(fileURLWithPath: name)) }
    process.standardOutput = FileHandle(forWritingAtPath: names[0])
    process.standardError = FileHandle(forWritingAtPath: names[1])
    try process.run()
    process.waitUntilExit()
    let texts = try names.map { String(decoding: try Data(contentsOf: URL(fileURLWithPath: $0)), as: UTF8.self) }
    let status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    return Outcome(status: status, output: texts[0], errors: texts[1])
  }
}
