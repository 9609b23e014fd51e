import Dispatch
import Synchronization

/// Turns drawings into pictures in the background: bounded, latest-wins per canvas, cancellable.
///
/// Requests of different canvases are served first come, first served. A newer request of the same canvas cancels the
/// older one; if that one is being worked on, its draft is finished first (see `TranslationRun.supersede`), so that live
/// drawing always shows something.
///
/// `submit` and `cancel` may be called from any thread, never wait for work or for the listener, and take effect before
/// they return. The queue has two threads of its own, one that works and one that reports; nothing in it runs on
/// Swift's shared pool, which other code can keep busy.
package final class TranslationQueue: Sendable {
  private let capacity: Int
  private let translator: any Translator
  private let reporter: TranslationReporter
  /// Low priority, because inference gives way to the user interface.
  private let work = DispatchQueue(label: "aicanvas.translation", qos: .utility)
  private let books = Mutex(Books())

  private struct Books {
    /// In the order of their turns; one for each canvas at most.
    var waiting: [TranslationRun] = []
    var current: TranslationRun?
    var isClosed = false
  }

  /// - Parameters:
  ///   - translator: does the work.
  ///   - capacity: how many canvases may wait; a request beyond that fails at once, with a sentence that says so.
  ///   - onEvent: hears what becomes of all requests, one event at a time and in order, on a thread of the queue.
  package init(
    _ translator: any Translator, capacity: Int = 8, onEvent: @escaping @Sendable (TranslationEvent) -> Void
  ) {
    precondition(capacity > 0, "a queue needs room for one request")
    self.capacity = capacity
    self.translator = translator
    reporter = TranslationReporter(onEvent)
  }

  deinit {
    for run in books.withLock({ $0.waiting + [$0.current].compactMap(\.self) }) { run.cancel() }
  }

  /// Asks for a picture; `onEvent` hears what becomes of it.
  package func submit(_ request: TranslationRequest) {
    precondition(request.fullSize > 0 && (request.draftSize ?? 1) > 0, "a picture needs pixels")
    books.withLock { books in
      guard !books.isClosed else { return }
      let run = TranslationRun(request, reporter)
      if let current = books.current, current.request.canvas == request.canvas { current.supersede(by: request) }
      if let place = books.waiting.firstIndex(where: { $0.request.canvas == request.canvas }) {
        // The newer request keeps the older one's turn.
        books.waiting[place].cancel()
        books.waiting[place] = run
      } else if books.waiting.count >= capacity {
        run.report(.failed("Too many drawings are waiting for their pictures; try again in a moment."))
        return
      } else {
        books.waiting.append(run)
      }
      run.report(.queued)
      startNext(&books)
    }
  }

  /// Withdraws the requests of a canvas, the one being worked on included.
  package func cancel(_ canvas: CanvasID) {
    books.withLock { Self.withdraw(&$0) { $0.request.canvas == canvas } }
  }

  /// Withdraws all requests.
  package func cancelAll() {
    books.withLock { Self.withdraw(&$0) { _ in true } }
  }

  /// Withdraws all requests and takes no more.
  ///
  /// When this returns, `onEvent` has heard the last event and is not called again; so do not call it from there.
  package func close() {
    books.withLock { books in
      Self.withdraw(&books) { _ in true }
      books.isClosed = true
    }
    reporter.waitUntilHeard()
  }

  private static func withdraw(_ books: inout Books, _ isMeant: (TranslationRun) -> Bool) {
    for run in books.waiting where isMeant(run) { run.cancel() }
    books.waiting.removeAll(where: isMeant)
    if let current = books.current, isMeant(current) { current.cancel() }
  }

  private func startNext(_ books: inout Books) {
    guard books.current == nil, !books.waiting.isEmpty else { return }
    let run = books.waiting.removeFirst()
    books.current = run
    // The translator must not keep a queue alive that nobody else holds.
    work.async { [translator, weak self] in
      run.work(translator)
      guard let self else { return }
      self.books.withLock { books in
        books.current = nil
        self.startNext(&books)
      }
    }
  }
}

/// Tells a listener what happens, event by event, on a thread of its own.
final class TranslationReporter: Sendable {
  private let onEvent: @Sendable (TranslationEvent) -> Void
  private let queue = DispatchQueue(label: "aicanvas.translation.events", qos: .userInitiated)

  init(_ onEvent: @escaping @Sendable (TranslationEvent) -> Void) {
    self.onEvent = onEvent
  }

  func report(_ event: TranslationEvent) {
    queue.async { self.onEvent(event) }
  }

  func waitUntilHeard() {
    queue.sync {}
  }
}
