import Glibc

/// Asks the terminal what it can do.
enum TerminalProbe {
  /// How long to wait for a terminal that answers nothing.
  static let timeout = Duration.milliseconds(300)

  struct Answers {
    var replies: [TerminalReply] = []
    /// What was typed meanwhile.
    var events: [InputEvent] = []
    /// Continues where the answers ended, perhaps within a sequence.
    var parser = InputParser()
  }

  /// Writes all questions at once and reads until the last one is answered. The terminal must be raw.
  static func ask(_ device: TerminalDevice) -> Answers {
    var answers = Answers()
    device.write(Capabilities.query)
    let clock = ContinuousClock()
    let deadline = clock.now + timeout
    while true {
      let left = Int32(clamping: (deadline - clock.now).inMilliseconds)
      if left <= 0 { return answers }
      var waiting = pollfd(fd: device.input, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, left) > 0 else { continue }
      guard case .bytes(let bytes) = device.read() else {
        if waiting.revents & Int16(POLLHUP | POLLERR) != 0 { return answers }
        continue
      }
      var finished = false
      for item in answers.parser.read(bytes) {
        switch item {
        case .event(let event): answers.events.append(event)
        case .reply(let reply):
          answers.replies.append(reply)
          if case .attributes = reply { finished = true }
        }
      }
      if finished { return answers }
    }
  }
}

extension Duration {
  var inMilliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}

extension Capabilities {
  /// Finds out what the terminal of this process can do and leaves its settings as they were.
  package static func detect(
    environment: TerminalEnvironment = .current(), input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO
  ) throws(TerminalError) -> Capabilities {
    let device = try TerminalDevice(input: input, output: output)
    if environment.term == "dumb" { throw .dumb }
    let signals = try SignalGuard(device)
    device.makeRaw()
    defer {
      device.restore()
      signals.remove()
    }
    let answers = TerminalProbe.ask(device)
    return Capabilities(
      replies: answers.replies, size: WindowSize(descriptor: device.output), environment: environment)
  }
}
