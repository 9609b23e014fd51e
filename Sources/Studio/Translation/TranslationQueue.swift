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

  private enum Command: Sendable {
    case submit(TranslationRequest)
    /// nil for all canvases.
    case cancel(CanvasID?)
  }

  private nonisolated let commands: AsyncStream<Command>.Continuation
  private let eventsOut: AsyncStream<TranslationEvent>.Continuation
  private let executor = WorkExecutor("aicanvas.queue", priority: .userInitiated)
  private let worker: TranslationWorker
  private let capacity: Int
  /// In the order of their turns; one for each canvas at most.
  private var waiting: [TranslationRun] = []
  private var current: TranslationRun?

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
    let (inbox, commands) = AsyncStream.makeStream(of: Command.self)
    self.commands = commands
    Task { [weak self] in
      for await command in inbox { await self?.carryOut(command) }
      await self?.finish()
    }
  }

  deinit {
    commands.finish()
    eventsOut.finish()
  }

  /// Asks for a picture; what becomes of it is told by `events`.
  package nonisolated func submit(_ request: TranslationRequest) {
    precondition(request.fullSize > 0 && (request.draftSize ?? 1) > 0, "a picture needs pixels")
    commands.yield(.submit(request))
  }

  /// Withdraws the requests of a canvas, the one being worked on included.
  package nonisolated func cancel(_ canvas: CanvasID) { commands.yield(.cancel(canvas)) }

  /// Withdraws all requests.
  package nonisolated func cancelAll() { commands.yield(.cancel(nil)) }

  /// Withdraws all requests and ends `events`.
  package nonisolated func close() {
    commands.yield(.cancel(nil))
    commands.finish()
  }

  private func carryOut(_ command: Command) {
    switch command {
    case .submit(let request): enqueue(request)
    case .cancel(let canvas):
      for run in waiting + [current].compactMap({ $0 }) where canvas == nil || run.request.canvas == canvas {
        run.cancel()
      }
      waiting.removeAll { $0.isOver }
    }
  }

  private func enqueue(_ request: TranslationRequest) {
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
    Task { [weak self] in
      await worker.work(on: run)
      await self?.ended()
    }
  }

  private func ended() {
    current = nil
    startNext()
  }

  private func finish() {
    eventsOut.finish()
  }
}
