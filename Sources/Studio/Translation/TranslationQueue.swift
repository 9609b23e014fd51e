import Dispatch

/// Turns drawings into pictures in the background: bounded, the newest request of a canvas only, cancellable.
///
/// Requests of different canvases are served in the order in which they came. A request that is followed by a newer one
/// of its canvas is cancelled; if it is being worked on, its draft is finished first (see `TranslationRun.supersede`), so
/// that live drawing always shows something.
///
/// `submit` and `cancel` can be called from anywhere, never wait, and take effect in the order of the calls. The actor
/// keeps the books only, on a serial executor of its own, so that it answers even while other work keeps the shared
/// threads busy.
package actor TranslationQueue {
  /// News of all requests, for one listener. Ends when the queue is closed.
  package nonisolated let events: AsyncStream<TranslationEvent>

  private let eventsOut: AsyncStream<TranslationEvent>.Continuation
  private let executor = WorkExecutor("aicanvas.queue", priority: .userInitiated)
  private let worker: TranslationWorker
  private let capacity: Int
  /// In the order of their turns; one for each canvas at most.
  private var waiting: [TranslationRun] = []
  private var current: TranslationRun?
  private var isClosed = false

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - translator: does the work.
  ///   - capacity: how many canvases may wait; a request beyond that fails at once, with a sentence that says so.
  package init(_ translator: any Translator, capacity: Int = 8) {
    precondition(capacity > 0, "a queue needs room for one request")
    self.capacity = capacity
    worker = TranslationWorker(translator)
    // A listener that stops listening must not fill the memory: the oldest news goes first.
    (events, eventsOut) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1024))
  }

  deinit {
    eventsOut.finish()
  }

  /// Asks for a picture; what becomes of it is told by `events`.
  package nonisolated func submit(_ request: TranslationRequest) {
    precondition(request.fullSize > 0 && (request.draftSize ?? 1) > 0, "a picture needs pixels")
    executor.run { self.assumeIsolated { $0.enqueue(request) } }
  }

  /// Withdraws the requests of a canvas, the one being worked on included.
  package nonisolated func cancel(_ canvas: CanvasID) {
    executor.run { self.assumeIsolated { queue in queue.withdraw { $0.request.canvas == canvas } } }
  }

  /// Withdraws all requests.
  package nonisolated func cancelAll() {
    executor.run { self.assumeIsolated { queue in queue.withdraw { _ in true } } }
  }

  /// Withdraws all requests, ends `events`, and takes no more requests.
  package nonisolated func close() {
    executor.run {
      self.assumeIsolated { queue in
        queue.withdraw { _ in true }
        queue.isClosed = true
        queue.eventsOut.finish()
      }
    }
  }

  private func withdraw(_ isMeant: (TranslationRun) -> Bool) {
    for run in waiting where isMeant(run) { run.cancel() }
    waiting.removeAll(where: isMeant)
    if let current, isMeant(current) { current.cancel() }
  }

  private func enqueue(_ request: TranslationRequest) {
    guard !isClosed else { return }
    let run = TranslationRun(request, events: eventsOut)
    if let current, current.request.canvas == request.canvas { current.supersede(by: request) }
    if let place = waiting.firstIndex(where: { $0.request.canvas == request.canvas }) {
      // The newer request keeps the older one's turn.
      waiting[place].cancel()
      waiting[place] = run
    } else if waiting.count >= capacity {
      run.report(.failed("Too many drawings are waiting for their pictures; try again in a moment."))
      return
    } else {
      waiting.append(run)
    }
    run.report(.queued)
    startNext()
  }

  private func startNext() {
    guard current == nil, !waiting.isEmpty else { return }
    let run = waiting.removeFirst()
    current = run
    let worker = worker
    Task {
      await worker.work(on: run)
      ended()
    }
  }

  private func ended() {
    current = nil
    startNext()
  }
}
