import CTerminal
import Glibc

/// Keeps the terminal safe from signals: those that end the process restore it first, the others wake the event loop.
struct SignalGuard {
  enum Notice: Hashable {
    case woken, resized, stop, continued
  }

  /// The end of the pipe to poll.
  let descriptor: Int32

  static var restoreString: String { String(cString: terminal_restore_string()) }

  init(_ device: TerminalDevice) throws(TerminalError) {
    var original = device.original
    descriptor = terminal_guard_install(device.input, device.output, &original)
    if descriptor < 0 { throw .failed("the system gave no pipe, \(String(cString: strerror(errno)))") }
  }

  func remove() { terminal_guard_remove() }

  /// Everything that happened since the last call.
  func notices() -> Set<Notice> {
    var bytes = [UInt8](repeating: 0, count: 256)
    var notices: Set<Notice> = []
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      if count <= 0 { return notices }
      for byte in bytes[..<count] {
        switch Int(byte) {
        case TERMINAL_RESIZED: notices.insert(.resized)
        case TERMINAL_STOP: notices.insert(.stop)
        case TERMINAL_CONTINUED: notices.insert(.continued)
        default: notices.insert(.woken)
        }
      }
    }
  }
}
