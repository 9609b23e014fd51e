import Glibc

/// Asks the terminal what it can do.
enum TerminalProbe {
  /// The answers after which no other is to be expected.
  private enum Sentinel { case attributes, status }

  struct Answers {
    var replies: [TerminalReply] = []
    /// What was typed meanwhile.
    var events: [InputEvent] = []
    /// Continues where the answers ended, perhaps within a sequence.
    var parser = InputParser()
  }

  /// Writes all questions at once and reads until the last one is answered. The terminal must be raw.
  ///
  /// - Parameter patience: how long to wait for a terminal that answers nothing.
  static func ask(_ device: TerminalDevice, _ environment: TerminalEnvironment, patience: Duration) -> Answers {
    var answers = Answers()
    // A pixel that only a terminal on this machine can read; the one that does removes it.
    let sharedPixel = environment.takesApplicationCommands ? SharedMemory.make([0, 0, 0][...]) : nil
    defer { SharedMemory.removeAll() }
    device.write(Capabilities.query(for: environment, sharedPixel: sharedPixel))
    var missing: Set<Sentinel> = [.attributes]
    // What is passed through tmux is answered later than what tmux answers itself.
    if environment.isTmux && environment.takesApplicationCommands { missing.insert(.status) }
    let clock = ContinuousClock()
    let deadline = clock.now + patience
    while true {
      let left = Int32(clamping: (deadline - clock.now).inMilliseconds)
      if left <= 0 { return answers }
      var waiting = pollfd(fd: device.input, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, left) > 0 else { continue }
      guard case .bytes(let bytes) = device.read() else {
        if waiting.revents & Int16(POLLHUP | POLLERR) != 0 { return answers }
        continue
      }
      for item in answers.parser.read(bytes) {
        switch item {
        case .event(let event): answers.events.append(event)
        case .reply(let reply):
          answers.replies.append(reply)
          if case .attributes = reply { missing.remove(.attributes) }
          if case .status = reply { missing.remove(.status) }
        }
      }
      if missing.isEmpty { return answers }
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
    let answers = TerminalProbe.ask(device, environment, patience: .milliseconds(250))
    return Capabilities(
      replies: answers.replies, size: WindowSize(descriptor: device.output), environment: environment)
  }
}
