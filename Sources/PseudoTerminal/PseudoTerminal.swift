import Glibc

/// A pseudo-terminal: a benchmark or a test holds the terminal's side, a program or a session the other.
package final class PseudoTerminal: Sendable {
  package enum Failure: Error, CustomStringConvertible {
    case system(String, Int32)

    package var description: String {
      switch self {
      case .system(let call, let code): "No pseudo-terminal can be had (\(call): \(String(cString: strerror(code))))."
      }
    }
  }

  /// How a program ended, or that it was stopped.
  package enum Status: Hashable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
    case stopped(signal: Int32)
  }

  /// The terminal's side.
  package let descriptor: Int32
  /// The name of the program's side.
  package let path: String

  /// - Parameters:
  ///   - cellWidth: pixels, told to the kernel as a terminal does; 0 to tell nothing.
  package init(columns: Int = 80, rows: Int = 24, cellWidth: Int = 10, cellHeight: Int = 20) throws {
    var terminal: Int32 = -1
    var program: Int32 = -1
    guard openpty(&terminal, &program, nil, nil, nil) == 0 else { throw Failure.system("openpty", errno) }
    defer { Glibc.close(program) }
    var name = [CChar](repeating: 0, count: 256)
    let error = ttyname_r(program, &name, name.count)
    guard error == 0 else { throw Failure.system("ttyname", error) }
    // The program must not inherit the terminal's side.
    _ = fcntl(terminal, F_SETFD, FD_CLOEXEC)
    descriptor = terminal
    path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    resize(columns: columns, rows: rows, cellWidth: cellWidth, cellHeight: cellHeight)
  }

  deinit { close(descriptor) }

  /// The program's side for a session within this process.
  package func open() throws -> Int32 {
    let end = Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard end >= 0 else { throw Failure.system("open \(path)", errno) }
    return end
  }

  /// Changes the window; the kernel sends SIGWINCH to a program whose terminal this is.
  package func resize(columns: Int, rows: Int, cellWidth: Int = 10, cellHeight: Int = 20) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: UInt16(columns * cellWidth),
      ws_ypixel: UInt16(rows * cellHeight))
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  /// The terminal's settings as the program's side sees them.
  package var settings: termios {
    var settings = termios()
    tcgetattr(descriptor, &settings)
    return settings
  }

  /// Starts a program as the leader of a session of its own with this as its terminal.
  ///
  /// - Returns: its process number.
  package func spawn(_ program: String, _ arguments: [String] = [], environment: [String: String]) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var all = sigset_t()
    var none = sigset_t()
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    // 0x80 is POSIX_SPAWN_SETSID, which glibc's header hides from Swift. The session is made before the files are
    // opened, and the first terminal that its leader opens becomes its own.
    posix_spawnattr_setflags(&attributes, Int16(0x80 | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&files, 0, 1)
    posix_spawn_file_actions_adddup2(&files, 0, 2)
    var process: pid_t = 0
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    let error = posix_spawn(&process, program, &files, &attributes, words, variables)
    guard error == 0 else { throw Failure.system("posix_spawn \(program)", error) }
    return process
  }

  /// What the program wrote; empty after `timeout` milliseconds of silence, nil when its side is closed.
  package func read(timeout: Int = 100) -> [UInt8]? {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, Int32(timeout)) > 0 else { return [] }
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(descriptor, &chunk, chunk.count)
    if count > 0 { return Array(chunk[..<count]) }
    return count < 0 && errno == EINTR ? [] : nil
  }

  /// How many bytes the program has written that were not read yet.
  package var unread: Int {
    var count: Int32 = 0
    return ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }

  package func write(_ text: String) { write(Array(text.utf8)) }

  package func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written <= 0 && errno != EINTR { return }
      rest = rest.dropFirst(max(written, 0))
    }
  }

  /// Waits until the process ends or stops; nil if it does neither in time. A program that leaves waits for its disk, which
  /// others may keep busy.
  package static func wait(for process: pid_t, milliseconds: Int = 60_000) -> Status? {
    for _ in 0...(milliseconds / 10) {
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG | WUNTRACED) == process {
        let low = status & 0x7F
        if low == 0 { return .exited(status >> 8 & 0xFF) }
        return low == 0x7F ? .stopped(signal: status >> 8 & 0xFF) : .killed(signal: low)
      }
      usleep(10_000)
    }
    return nil
  }
}
