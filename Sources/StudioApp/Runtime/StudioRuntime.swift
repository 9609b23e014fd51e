import Dispatch
import Pictures
import Studio
import Terminal

/// The studio's loop: events and answers become messages, messages change the state, the state becomes a frame.
///
/// It alone touches the terminal, the disk and the translation queue. Everything slow happens on other threads, whose
/// answers arrive through the inbox; no key ever waits, except for the disk that still writes the stroke before.
package final class StudioRuntime {
  package private(set) var state: StudioState
  private let terminal: any StudioTerminal
  private let inbox: Inbox
  private let queue: TranslationQueue
  private let gallery: GalleryWorker
  private var journal: JournalWriter?
  private let measuring = DispatchQueue(label: "aicanvas.measuring", qos: .utility)
  private let lineMeasure: Gallery.LineMeasure
  private var metronome = Metronome()
  private let startsWithDemo: Bool
  /// How long the child has been drawing this page.
  private var drawingClock = DrawingClock()
  private var isOver = false
  /// The state that the screen shows.
  private var shown: StudioState?

  /// - Parameter texts: the words of the chosen language, read before the terminal is touched.
  package init(_ options: StudioOptions, texts: Texts, terminal: any StudioTerminal) {
    self.terminal = terminal
    startsWithDemo = options.opening == .demo
    inbox = Inbox(wake: terminal.wake)
    queue = TranslationQueue(options.translator) { [inbox] in inbox.post(.translation($0)) }
    gallery = GalleryWorker(options, texts, inbox)
    lineMeasure = options.lineMeasure
    // The sentences themselves were for the command line.
    var problems = options.gallery.warnings.isEmpty ? [] : [texts[.problemIndexMadeAgain]]
    var recovered: Drawing?
    var prompt: String?
    journal = nil
    if options.opening == .drawing {
      do throws(JournalError) {
        let journal = try Journal(folder: options.journalFolder)
        recovered = journal.recover()
        prompt = journal.recoveredPrompt
        self.journal = JournalWriter(journal, texts, inbox)
      } catch {
        // Drawing goes on without a safety net; the child's parent should know.
        problems.append(texts.problem(error))
      }
    }
    state = StudioState(
      capabilities: terminal.capabilities, texts: texts, domains: options.domains, domain: options.initialDomain,
      isLive: options.isLive, reducedMotion: options.reducedMotion, library: options.library, recovered: recovered,
      prompt: prompt, artist: options.gallery.lastArtist ?? options.artist, seed: options.seed)
    if options.opening != .drawing { state.present() }
    if !options.hasSoundSettings { problems.append(texts[.problemSettings]) }
    state.lock = options.leavePhrase.map { ClassLock(phrase: $0) }
    if let problem = problems.first { state.notice = .problem(problem) }
  }

  /// Runs until the child leaves. What is on its way to the disk is there when this returns.
  package func run() {
    defer {
      queue.close()
      journal?.waitUntilWritten()
      gallery.waitUntilDone()
    }
    if startsWithDemo {
      for effect in state.startDemo() { perform(effect) }
    }
    present()
    while !isOver {
      let patience = metronome.patience(interval: Motion.interval(state), now: .now)
      let events = terminal.nextEvents(timeout: patience)
      let before = inbox.take()
      let tick = metronome.tick(interval: Motion.interval(state), now: .now)
      guard !events.isEmpty || !before.isEmpty || tick != nil else { continue }
      for event in events {
        if event == .resize || event == .resumed {
          // The screen may have lost what it showed.
          shown = nil
          handle(.capabilities(terminal.capabilities))
        }
        handle(.input(event))
      }
      for message in before { handle(message) }
      if let tick { handle(.tick(tick)) }
      if !isOver { present() }
    }
  }

  /// Shows the state, unless the screen does already: a pointer that wanders about changes nothing.
  private func present() {
    guard state != shown else { return }
    shown = state
    let frame = StudioView.render(state)
    terminal.present(frame.grid, pictures: frame.pictures)
  }

  private func handle(_ message: StudioMessage) {
    // Keys typed ahead must not undo the decision to leave.
    guard !isOver else { return }
    for effect in StudioUpdate.update(&state, message) { perform(effect) }
  }

  private func perform(_ effect: StudioEffect) {
    switch effect {
    case .translate(let request): queue.submit(request)
    case .cancelTranslation(let canvas): queue.cancel(canvas)
    case .measure(let canvas, let revision, let strokes, let picture):
      measure(canvas, revision, strokes, picture)
    case .journal(let entry):
      journal?.write(entry)
      time(entry)
    case .awaitJournal:
      journal?.waitUntilWritten()
      drawingClock.penMoved(at: Self.now)
    case .lookAtCalendar: inbox.post(.today(CalendarDay(.now)))
    case .keep(var request):
      request.story.seconds = drawingClock.seconds
      gallery.keep(request)
    case .loadPage(let query): gallery.load(query)
    case .loadCreation(let id): gallery.open(id)
    case .moveToTrash(let id): gallery.moveToTrash(id)
    case .restore(let id): gallery.restore(id)
    case .setFavourite(let id, let isFavourite): gallery.setFavourite(isFavourite, id)
    case .loadRecord(let artist): gallery.loadRecord(of: artist)
    case .remember(let artist): gallery.remember(artist)
    case .quit(let forgetDrawing):
      if forgetDrawing { journal?.write(.forget) }
      isOver = true
    }
  }

  /// Every stroke that ends is drawing time; what begins a page begins it anew.
  private func time(_ entry: JournalEntry) {
    switch entry {
    case .stroke, .strokes: drawingClock.penMoved(at: Self.now)
    case .clear, .replace, .start, .resume, .forget: drawingClock.reset()
    case .undo, .redo, .prompt: break
    }
  }

  /// Seconds after a fixed moment.
  private static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

  /// Line following and stars as the gallery will reckon them.
  private func measure(_ canvas: CanvasID, _ revision: Int, _ strokes: [Stroke], _ picture: Image) {
    measuring.async { [inbox, lineMeasure] in
      let measures = Measures(strokes, picture, lineMeasure)
      inbox.post(.measured(canvas, revision: revision, lineFollowing: measures.lines, stars: measures.stars))
    }
  }
}
