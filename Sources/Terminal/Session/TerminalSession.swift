import CTerminal
import Glibc

/// The terminal while the studio is open: frames go out, events come in, and whatever happens it is left as it was.
///
/// One instance, used from one thread; only ``Waker/wake()`` may be called from others.
package final class TerminalSession {
  /// Ends the wait in ``nextEvents(timeout:)`` from any thread.
  package struct Waker: Sendable {
    package func wake() { terminal_guard_wake() }
  }

  private let device: TerminalDevice
  private let signals: SignalGuard
  private let environment: TerminalEnvironment
  private let display: Display
  private var parser: InputParser
  private var waiting: [InputEvent]
  private var isOpen = true
  /// Whether Ctrl-Z stops the program, as it does others; otherwise the key does nothing.
  package var stopsOnKey = true

  /// How long to wait for the rest of a sequence before a lone `ESC` counts as the Escape key.
  private static let escapeDelay = Duration.milliseconds(50)
  /// When the last byte came.
  private var lastRead = ContinuousClock.now

  /// Asks the terminal what it can do and takes it over.
  ///
  /// - Parameters:
  ///   - environment: what the process was told about the terminal.
  ///   - input: the terminal's descriptor to read from.
  ///   - output: its descriptor to write to.
  ///   - patience: how long to wait for a terminal that does not answer.
  package static func open(
    environment: TerminalEnvironment = .current(), input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO,
    patience: Duration = .milliseconds(250)
  ) throws(TerminalError) -> TerminalSession {
    try TerminalSession(
      environment: environment, device: TerminalDevice(input: input, output: output), patience: patience)
  }

  private init(
    environment: TerminalEnvironment, device: TerminalDevice, patience: Duration
  ) throws(TerminalError) {
    if environment.term == "dumb" { throw .dumb }
    let signals = try SignalGuard(device)
    device.makeRaw()
    let probe = TerminalProbe.ask(device, environment, patience: patience)
    let capabilities = Capabilities(
      replies: probe.replies, size: WindowSize(descriptor: device.output), environment: environment)
    do throws(TerminalError) {
      display = try Display(device: device, type: environment.term, capabilities: capabilities) {
        terminal_guard_wake()
      }
    } catch {
      device.restore()
      signals.remove()
      throw error
    }
    // Curses puts handlers of its own on some signals unless there are others, as there were.
    self.device = device
    self.signals = signals
    self.environment = environment
    parser = probe.parser
    waiting = probe.events
    measureMouse()
    device.write(modes)
  }

  deinit { close() }

  /// What the terminal can do; changes with the window's size.
  package var capabilities: Capabilities { display.capabilities }

  package var waker: Waker { Waker() }

  /// Shows a frame: the cells of `grid`, and the pictures over them as well as the terminal can.
  package func present(_ grid: Grid, pictures: [PicturePlacement] = []) {
    guard isOpen else { return }
    display.present(grid, pictures: pictures)
  }

  /// Waits for events, but not beyond `timeout` (nil: for ever) nor ``Waker/wake()``; then the list may be empty.
  package func nextEvents(timeout: Duration? = nil) -> [InputEvent] {
    guard isOpen else { return [] }
    if !waiting.isEmpty {
      defer { waiting = [] }
      return waiting
    }
    var limit = timeout.map { Int32(clamping: max($0.inMilliseconds, 0)) } ?? -1
    // A lone ESC becomes the Escape key after a while of silence. The caller's own waits may be shorter than that, so
    // silence is counted from the last byte on. Pieces of a drawing are joined when the hand rests; a frame waits a
    // moment for its pictures.
    let silence = parser.isPending ? Self.escapeDelay - (ContinuousClock.now - lastRead) : nil
    for wait in [silence, display.waitsToSettle, display.waitsToShow].compactMap({ $0 }) {
      let milliseconds = Int32(clamping: max(wait.inMilliseconds, 0) + 1)
      limit = limit < 0 ? milliseconds : min(limit, milliseconds)
    }
    var ends = [
      pollfd(fd: device.input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(&ends, 2, limit)
    var events: [InputEvent] = []
    if ready == 0, parser.isPending, ContinuousClock.now - lastRead >= Self.escapeDelay { events += parser.flush() }
    if ready == 0, let wait = display.waitsToSettle, wait <= .zero { display.settle() }
    if let wait = display.waitsToShow, wait <= .zero { display.showHeldFrame() }
    if ready > 0, ends[0].revents != 0 { events += read() }
    if ready > 0, ends[1].revents != 0 { events += answer(signals.notices()) }
    return stopping(at: events)
  }

  /// Rings the bell, as softly as the terminal is set to.
  package func ring() { device.write("\u{7}") }

  /// Restores the terminal. Calling it again does nothing.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    display.end()
    device.write(SignalGuard.restoreString)
    device.restore()
    signals.remove()
  }

  private func read() -> [InputEvent] {
    switch device.read() {
    case .nothing: return []
    case .ended:
      // The window is gone, and the kernel may not have sent the signal itself.
      raise(SIGHUP)
      close()
      exit(128 + SIGHUP)
    case .bytes(let bytes):
      lastRead = .now
      return parser.read(bytes).compactMap { item in
        switch item {
        case .event(let event): return event
        case .reply(let reply): return learn(reply)
        }
      }
    }
  }

  /// Late answers are ignored, except for the size of a cell, which has no other source.
  private func learn(_ reply: TerminalReply) -> InputEvent? {
    guard case .cell(let height, let width) = reply, WindowSize(descriptor: device.output).cell == nil,
      let cell = Capabilities.PixelSize(width: width, height: height).plausibleCell,
      cell != display.capabilities.cell
    else { return nil }
    display.capabilities.cell = cell
    display.capabilities.cellSizeKnown = true
    measureMouse()
    display.resize()
    return .resize
  }

  private func answer(_ notices: Set<SignalGuard.Notice>) -> [InputEvent] {
    var events: [InputEvent] = []
    if notices.contains(.stop) {
      events += stop(job: false)
    } else if notices.contains(.continued) {
      // SIGSTOP cannot be caught, and the shell has used the terminal since.
      events += resume()
    }
    if notices.contains(.resized) { events += resize() }
    if notices.contains(.woken) { display.showFinishedPictures() }
    return events
  }

  /// Ctrl-Z among the keys stops the job, as it would without a studio; or nothing comes of it.
  private func stopping(at events: [InputEvent]) -> [InputEvent] {
    guard stopsOnKey else { return events.filter { $0 != .key(.control("z")) } }
    guard let index = events.firstIndex(of: .key(.control("z"))) else { return events }
    return Array(events[..<index]) + stop(job: true) + stopping(at: Array(events[(index + 1)...]))
  }

  private func stop(job: Bool) -> [InputEvent] {
    display.leave()
    device.write(SignalGuard.restoreString)
    device.restore()
    terminal_guard_stop(job ? 1 : 0)
    // The process continues here. SIGCONT was also noted by the guard; that is no news.
    let notices = signals.notices()
    return resume() + (notices.contains(.resized) ? resize() : [])
  }

  private func resume() -> [InputEvent] {
    device.makeRaw()
    let events = resize().isEmpty ? [] : [InputEvent.resize]
    display.resume()
    device.write(modes)
    return parser.releaseMouse() + [.resumed] + events
  }

  private func resize() -> [InputEvent] {
    let size = WindowSize(descriptor: device.output)
    let old = display.capabilities
    display.capabilities.columns = size.columns
    display.capabilities.rows = size.rows
    if let cell = size.cell {
      display.capabilities.cell = cell
      display.capabilities.cellSizeKnown = true
    } else {
      device.write(Capabilities.cellQuery)
    }
    guard display.capabilities != old else { return [] }
    measureMouse()
    display.resize()
    return [.resize]
  }

  private func measureMouse() {
    parser.measureMouse(cell: display.capabilities.cell, pixels: display.capabilities.pixelMouse)
  }

  /// Drags (1002), and all movements (1003) where the terminal has that, for shapes that follow the pointer between two
  /// clicks; in numbers of any size (1006), in pixels where that is offered (1016); pasted text marked as such (2004), or
  /// its letters would be taken for keys.
  private var modes: String {
    "\u{1B}[?1002h\u{1B}[?1003h\u{1B}[?1006h" + (display.capabilities.pixelMouse ? "\u{1B}[?1016h" : "")
      + "\u{1B}[?2004h"
  }
}
