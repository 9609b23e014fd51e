import Dispatch
import Pictures
import Studio
import Terminal

/// The studio's loop: events and answers become messages, messages change the state, the state becomes a frame.
///
/// It alone touches the terminal, the disk and the translation queue. It runs on the thread that calls ``run()`` and
/// waits for the terminal alone; everything slow happens on the workers' threads, whose answers arrive through the
/// inbox. Nothing here runs on Swift's shared pool, so a busy pool cannot hold it up. No key ever waits, except for the
/// disk that still writes the stroke before.
package final class StudioRuntime {
  package private(set) var state: StudioState
  private let terminal: any StudioTerminal
  private let inbox: Inbox
  private let effects: EffectRunner
  private var clock = FrameClock()
  private var isOver = false
  private let sheets = CanvasSheets()
  /// Since when the screen before is still shown although another one waits for what it shows.
  private var provisionalSince: ContinuousClock.Instant?
  private static let longestProvision = Duration.milliseconds(100)
  /// The state that the screen shows.
  private var shown: StudioState?

  /// - Parameter texts: the words of the chosen language, read before the terminal is touched.
  package init(_ options: StudioOptions, texts: Texts, terminal: any StudioTerminal) {
    self.terminal = terminal
    inbox = Inbox(wake: terminal.wake)
    // The sentences themselves were for the command line.
    var problems = options.gallery.warnings.isEmpty ? [] : [texts[.problemIndexMadeAgain]]
    if options.gallery.isHeld { problems = [texts[.problemBusy]] }
    var journal: Journal?
    if options.opening == .drawing {
      do throws(JournalError) {
        journal = try Journal(folder: options.journalFolder)
      } catch {
        // Drawing goes on without a safety net; the child's parent should know.
        problems.append(texts.problem(error))
      }
    }
    let recovered = journal?.recover().map {
      RecoveredDrawing($0, prompt: journal?.recoveredPrompt, domain: journal?.recoveredDomain)
    }
    effects = EffectRunner(options, texts, journal, inbox)
    options.courier?.start { [inbox] in inbox.post(.waiting(toSend: $0)) }
    var surroundings = Surroundings(
      terminal.capabilities, texts, library: options.library, reducedMotion: options.reducedMotion,
      isPresenting: options.opening != .drawing)
    surroundings.guesses = options.domainGuesser.map(ByIdentity.init)
    if options.outliner != nil {
      surroundings.picturesFolder = options.picturesFolder
      surroundings.faces = options.faceArtist.map(ByIdentity.init)
      surroundings.cartoons = options.cartoonist.map(ByIdentity.init)
    }
    var bench = Workbench(
      surroundings, DomainChoice(options.domains, name: options.initialDomain ?? options.gallery.lastDomain),
      artist: options.gallery.lastArtist ?? options.artist, seed: options.seed)
    bench.surroundings.hasSound = options.hasSound
    if options.isLive { bench.translation.isLive = true }
    bench.lock = options.leavePhrase.map { ClassLock(phrase: $0) }
    if !options.hasSoundSettings { problems.append(texts[.problemSettings]) }
    if let problem = problems.first { bench.notice = .problem(problem) }
    // Whatever is drawn before another domain is chosen was drawn for this one.
    if recovered == nil, let domain = bench.domains.chosen?.name { try? journal?.take(domain: domain) }
    state = StudioState(
      bench, recovered: recovered, startsDemo: options.opening == .demo,
      isFirst: options.opening == .drawing && options.isFirstStart)
  }

  /// Runs until the child leaves. What is on its way to the disk is there when this returns.
  package func run() {
    defer { effects.finish() }
    present()
    while !isOver {
      var timeout = clock.timeout(interval: state.tickInterval, now: .now)
      if let since = provisionalSince {
        let rest = max(Self.longestProvision - (ContinuousClock.now - since), .zero)
        timeout = min(timeout ?? rest, rest)
      }
      let events = terminal.nextEvents(timeout: timeout)
      let messages = inbox.take()
      let tick = clock.tick(interval: state.tickInterval, now: .now)
      guard !events.isEmpty || !messages.isEmpty || tick != nil || provisionalSince != nil else { continue }
      for event in events {
        if event == .resize || event == .resumed {
          // The screen may have lost what it showed.
          shown = nil
          handle(.capabilities(terminal.capabilities))
        }
        handle(.input(event))
      }
      for message in messages { handle(message) }
      if let tick { handle(.tick(tick)) }
      if !isOver { present() }
    }
  }

  /// Shows the state, unless the screen does already: a pointer that wanders about changes nothing.
  private func present() {
    guard state != shown else { return }
    let frame = StudioView.render(state, sheets: sheets)
    if frame.isProvisional, shown != nil {
      // Most answers come before anybody could read that they are awaited.
      let since = provisionalSince ?? .now
      provisionalSince = since
      if ContinuousClock.now - since < Self.longestProvision { return }
    }
    provisionalSince = nil
    shown = state
    terminal.present(frame.grid, pictures: frame.pictures)
  }

  private func handle(_ message: StudioMessage) {
    // Keys typed ahead must not undo the decision to leave.
    guard !isOver else { return }
    for effect in StudioUpdate.update(&state, message) {
      effects.perform(effect)
      if case .quit = effect { isOver = true }
      if effect == .ring { terminal.ring() }
    }
  }
}

/// The terminal as the studio's loop sees it; a test puts a scripted one in its place.
package protocol StudioTerminal: AnyObject {
  var capabilities: Capabilities { get }
  /// Shows a frame.
  func present(_ grid: Grid, pictures: [PicturePlacement])
  /// Waits for events, but not beyond `timeout` (nil: as long as it takes). Returns early, perhaps with none, after
  /// ``wake``.
  func nextEvents(timeout: Duration?) -> [InputEvent]
  /// Rings the terminal's bell.
  func ring()
  /// Ends a wait in ``nextEvents(timeout:)``; may be called from any thread.
  var wake: @Sendable () -> Void { get }
}

extension TerminalSession: StudioTerminal {
  package var wake: @Sendable () -> Void {
    let waker = waker
    return { waker.wake() }
  }
}

/// Opens the studio in this process's terminal and returns when the child leaves it.
///
/// - Parameters:
///   - options: what the studio works with.
///   - environment: what the process was told about the terminal; also carries `--ascii`.
/// - Throws: ``TextsError`` before the terminal is touched, or ``TerminalError`` where it is of no use. Either's
///   description is one sentence for the user.
package func runStudio(options: StudioOptions, environment: TerminalEnvironment = .current()) throws {
  var texts = try Texts(options.language, folder: options.textsFolder)
  let plainTexts = try Texts(.english, folder: options.textsFolder)
  let session = try TerminalSession.open(environment: environment)
  defer { session.close() }
  // Who may not leave a class's studio may not stop it and look at what is behind it either.
  session.stopsOnKey = options.leavePhrase == nil
  // A terminal that shows ASCII only cannot show Hangul.
  if session.capabilities.unicode == .ascii { texts = plainTexts }
  StudioRuntime(options, texts: texts, terminal: session).run()
}
