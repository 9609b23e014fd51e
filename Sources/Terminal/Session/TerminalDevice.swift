import Glibc

/// The two ends of the terminal and its settings before we changed them.
struct TerminalDevice {
  let input: Int32
  let output: Int32
  let original: termios

  /// Checks that both ends are a terminal and remembers its settings.
  init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) throws(TerminalError) {
    var settings = termios()
    guard isatty(input) == 1, isatty(output) == 1, tcgetattr(input, &settings) == 0 else {
      throw .notATerminal
    }
    self.input = input
    self.output = output
    original = settings
  }

  /// Every byte as it is typed: no echo, no lines, no signals from keys, no flow control.
  func makeRaw() {
    var raw = original
    raw.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INLCR | IGNCR | ISTRIP | IXON)
    raw.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | ISIG | IEXTEN)
    raw.c_cflag = raw.c_cflag & ~tcflag_t(CSIZE | PARENB) | tcflag_t(CS8)
    withUnsafeMutableBytes(of: &raw.c_cc) { keys in
      keys[Int(VMIN)] = 1
      keys[Int(VTIME)] = 0
    }
    change(to: raw)
  }

  /// Restores the settings. Unread input is dropped, so that late answers do not end up on the shell's command line.
  func restore() {
    tcflush(input, TCIFLUSH)
    change(to: original)
  }

  private func change(to settings: termios) {
    var settings = settings
    while tcsetattr(input, TCSANOW, &settings) != 0 && errno == EINTR {}
  }

  func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes everything, however little the kernel takes at a time; gives up when the terminal is gone.
  func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = Glibc.write(output, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written > 0 {
          rest = rest.dropFirst(written)
        } else if written < 0, errno == EAGAIN {
          var waiting = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
          _ = poll(&waiting, 1, 1000)
        } else if written == 0 || errno != EINTR {
          return
        }
      }
    }
  }

  enum Input {
    case bytes([UInt8])
    case nothing
    /// The terminal is gone.
    case ended
  }

  /// Reads what is there, up to 64 KiB; called when `poll` says that something is.
  func read() -> Input {
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(input, &chunk, chunk.count)
    if count > 0 { return .bytes(Array(chunk[..<count])) }
    if count < 0, errno == EINTR || errno == EAGAIN { return .nothing }
    return .ended
  }
}
