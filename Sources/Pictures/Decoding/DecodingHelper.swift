import Files
import Glibc

/// Decodes pictures in a process of its own: this program, run again. A decoder that a damaged picture makes crash, hang
/// or take memory ends with that process, and the picture is one that cannot be read.
///
/// PNG and JPEG, whose decoders all the world leans on, are read without it.
package struct DecodingHelper: Sendable {
  /// The program's subcommand that calls ``serve(format:mostPixels:longSide:)``.
  package static let subcommand = "decode-picture"
  /// Seconds of the processor for a picture.
  private static let cpuSeconds: rlim_t = 30
  /// Bytes beyond what the program itself takes: 64 million pixels, decoded, turned upright, and as they are sent.
  private static let memory: rlim_t = 3 << 29

  private let command: [String]
  private let seconds: Double

  /// - Parameters:
  ///   - command: the program and its first arguments; nil for this program.
  ///   - seconds: after so many, a picture cannot be read.
  package init(command: [String]? = nil, seconds: Double = 60) {
    self.command = command ?? [Self.program, Self.subcommand]
    self.seconds = seconds
  }

  /// This program, even if its file was replaced meanwhile; tests have it beside their own executable.
  private static let program: String = {
    let own = "/proc/self/exe"
    let path = realpath(own, nil).map { path in
      defer { free(path) }
      return String(cString: path)
    }
    guard let path, path.hasSuffix(".xctest"), let slash = path.lastIndex(of: "/") else { return own }
    return path[...slash] + "aicanvas"
  }()

  // MARK: - Asking

  /// The pixels of a picture file, upright.
  ///
  /// - Parameters:
  ///   - shouldStop: asked every twentieth of a second.
  /// - Throws: ``PictureError``.
  package func reply(
    to file: [UInt8], format: PictureFormat, name: String, mostPixels: Int, longSide: Int?, shouldStop: () -> Bool
  ) throws(PictureError) -> DecodingReply {
    func failure(_ reason: String) -> PictureError { .notAPicture(name: name, reason: reason) }
    let arguments = command + [format.rawValue, "\(mostPixels)"] + (longSide.map { ["\($0)"] } ?? [])
    let started: (process: pid_t, socket: Int32)
    do throws(SystemFailure) {
      started = try Self.start(arguments)
    } catch {
      throw failure("the program that decodes it cannot be started: \(error.reason)")
    }
    let answer = converse(started.socket, file, shouldStop: shouldStop)
    close(started.socket)
    // One that has answered ends by itself; all others must.
    if answer.end != .finished { kill(started.process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(started.process, &status, 0) < 0 && errno == EINTR {}
    switch answer.end {
    case .late: throw failure("reading it took too long")
    case .tooMuch: throw failure("its decoder gave nonsense")
    case .finished:
      guard let reply = DecodingReply(answer.bytes) else {
        throw failure(
          status & 0x7F == SIGXCPU || status & 0x7F == SIGKILL
            ? "reading it took too long" : "it makes its decoder crash")
      }
      return reply
    }
  }

  private enum End { case finished, late, tooMuch }

  /// Sends the file and receives the answer, at most as much as its head announces.
  private func converse(
    _ socket: Int32, _ file: [UInt8], shouldStop: () -> Bool
  ) -> (bytes: [UInt8], end: End) {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var sent = 0
    var isSending = true
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if shouldStop() || ContinuousClock.now > deadline { return ([], .late) }
      var waiting = pollfd(fd: socket, events: Int16(isSending ? POLLIN | POLLOUT : POLLIN), revents: 0)
      guard poll(&waiting, 1, 50) > 0 else { continue }
      if isSending && waiting.revents & Int16(POLLOUT) != 0 {
        let count = file.withUnsafeBytes {
          send(
            socket, $0.baseAddress.map { $0 + sent }, $0.count - sent,
            Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        if count > 0 { sent += count }
        // Whoever does not listen any more may still have answered.
        let isDeaf = count < 0 && errno != EAGAIN && errno != EINTR
        if sent == file.count || isDeaf {
          isSending = false
          shutdown(socket, Int32(SHUT_WR))
        }
      }
      guard waiting.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 else { continue }
      let count = recv(socket, &piece, piece.count, Int32(MSG_DONTWAIT))
      if count < 0 && (errno == EAGAIN || errno == EINTR) { continue }
      if count <= 0 { return (answer, .finished) }
      answer += piece[..<count]
      if answer.count >= DecodingReply.headSize {
        guard let size = DecodingReply.size(answer), answer.count <= size else { return ([], .tooMuch) }
        answer.reserveCapacity(size)
      }
    }
  }

  /// Starts a program with one end of a pair of sockets for its input and output.
  private static func start(_ arguments: [String]) throws(SystemFailure) -> (process: pid_t, socket: Int32) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw SystemFailure(arguments[0]) }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // Signals as in a program that a shell starts, whatever this thread does about them.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    // The linear algebra library would start a thread for each processor.
    var environment: [UnsafeMutablePointer<CChar>?] = [strdup("OPENBLAS_NUM_THREADS=1")]
    var other = environ
    while let entry = other.pointee {
      environment.append(strdup(entry))
      other += 1
    }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { for text in environment + words { free(text) } }
    environment.append(nil)
    words.append(nil)
    var process: pid_t = 0
    let failure = posix_spawn(&process, arguments[0], &actions, &attributes, words, environment)
    guard failure == 0 else {
      close(ends[0])
      throw SystemFailure(arguments[0], code: failure)
    }
    return (process, ends[0])
  }

  // MARK: - Answering

  /// The helper's whole work: reads a picture file from standard input and writes the answer to standard output.
  package static func serve(format: String, mostPixels: Int, longSide: Int?) {
    // Nothing that the program which asks has open is any business of a decoder.
    for descriptor in Int32(3)..<1024 { close(descriptor) }
    limit(RLIMIT_CORE, 0)
    limit(RLIMIT_FSIZE, 0)
    limit(RLIMIT_CPU, cpuSeconds)
    limit(RLIMIT_DATA, privateMemory + memory)
    let reply = answer(readToEnd(), format: format, mostPixels: mostPixels, longSide: longSide)
    for part in [reply.parts.head, reply.parts.rest] { try? SystemFile.writeAll(part, to: 1, "the answer") }
  }

  /// What the helper answers about a file.
  package static func answer(
    _ file: [UInt8], format: String, mostPixels: Int = Image.maximumPixels, longSide: Int? = nil
  ) -> DecodingReply {
    guard let format = PictureFormat(rawValue: format) else { return .refused(reason: "its format is unknown") }
    do throws(PictureError) {
      return try Image.decodedHere(file, format: format, name: "", mostPixels: mostPixels, longSide: longSide) {
        .pixels(width: $0.width, height: $0.height, channels: $0.channels, $0.bytes)
      }
    } catch .tooLarge(_, let width, let height, _) {
      return .tooLarge(width: width, height: height)
    } catch .notAPicture(_, let reason) {
      return .refused(reason: reason)
    } catch {
      return .refused(reason: "\(error)")
    }
  }

  private static func readToEnd() -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(0, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }

  private static func limit(_ resource: __rlimit_resource, _ value: rlim_t) {
    var limits = rlimit(rlim_cur: value, rlim_max: value)
    setrlimit(__rlimit_resource_t(resource.rawValue), &limits)
  }

  /// Bytes that the program has of its own before it decodes: libraries, their threads, a sanitizer's shadow.
  private static var privateMemory: rlim_t {
    var text = [UInt8](repeating: 0, count: 256)
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    let count = max(0, read(file, &text, text.count))
    // proc(5): the sixth number is data and stack, in pages.
    let numbers = String(decoding: text[..<count], as: UTF8.self).split(separator: " ").map { rlim_t($0) ?? 0 }
    return numbers.count > 5 ? numbers[5] * rlim_t(sysconf(Int32(_SC_PAGESIZE))) : 1 << 30
  }
}
