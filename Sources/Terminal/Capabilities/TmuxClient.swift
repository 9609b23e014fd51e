import Foundation
import Glibc

/// What tmux tells about the terminal around it.
package struct TmuxClient: Equatable, Sendable {
  /// The terminal's own name and version, as in “kitty(0.32.2)” or “ghostty 1.1.0”; empty where it told tmux none.
  package var terminal: String
  /// Whether sequences can be passed through to it (`allow-passthrough`).
  package var passesThrough: Bool

  package init(terminal: String, passesThrough: Bool) {
    self.terminal = terminal
    self.passesThrough = passesThrough
  }

  /// Whether the terminal is known to draw kitty's Unicode placeholders: kitty since 0.28, and Ghostty.
  var drawsPlaceholders: Bool {
    if terminal.lowercased().hasPrefix("ghostty") { return true }
    guard terminal.hasPrefix("kitty(") else { return false }
    let version = terminal.dropFirst("kitty(".count).split(separator: ".").prefix(2).compactMap { Int($0) }
    return version.count == 2 && (version[0], version[1]) >= (0, 28)
  }

  /// Asks the tmux of this process; nil where it does not answer within a moment.
  static func ask() -> TmuxClient? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tmux", "display-message", "-p", "#{client_termtype}\t#{allow-passthrough}"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    var waiting = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, 150) > 0 else {
      process.terminate()
      return nil
    }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = read(waiting.fd, &bytes, bytes.count)
    return TmuxClient(answer: String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self))
  }

  /// Reads `name ⇥ on`; nil where it is something else.
  package init?(answer: String) {
    let fields = answer.split(separator: "\n", maxSplits: 1).first?.split(
      separator: "\t", omittingEmptySubsequences: false)
    guard let fields, fields.count == 2 else { return nil }
    let name = fields[0].unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    // tmux 3.3 says 1, later ones on or all.
    self.init(
      terminal: String(String.UnicodeScalarView(name.prefix(64))),
      passesThrough: ["1", "on", "all"].contains(fields[1]))
  }
}
