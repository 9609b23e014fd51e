import Pictures
import Synchronization

/// One request on its way through the queue: the only place that its events come from.
///
/// The queue cancels it while the worker reports from another thread; one lock makes sure that nothing is heard of a
/// request after its last event.
final class TranslationRun: Sendable {
  let request: TranslationRequest
  private let events: AsyncStream<TranslationEvent>.Continuation
  private let state = Mutex(State())

  private struct State {
    var isOver = false
    /// A newer request waits: stop as soon as the draft has been shown.
    var endsAfterDraft = false
    var hasDraft = false
    /// The progress that was last told, in whole hundredths.
    var hundredths = -1
  }

  init(_ request: TranslationRequest, events: AsyncStream<TranslationEvent>.Continuation) {
    self.request = request
    self.events = events
  }

  /// Whether the worker should stop.
  var isOver: Bool { state.withLock { $0.isOver } }

  func report(_ kind: TranslationEvent.Kind) {
    state.withLock { report(kind, &$0) }
  }

  /// Tells the progress, at most once per hundredth.
  func report(progress: Double) {
    state.withLock { state in
      // Written so that what is not a number counts as nothing.
      let share = progress > 0 ? min(progress, 1) : 0
      let hundredths = Int(share * 100)
      guard hundredths > state.hundredths else { return }
      state.hundredths = hundredths
      report(.progress(share), &state)
    }
  }

  /// Shows the draft; ends there if a newer request waits.
  func report(draft: Image) {
    state.withLock { state in
      report(.draft(draft), &state)
      state.hasDraft = true
      if state.endsAfterDraft { report(.cancelled, &state) }
    }
  }

  func cancel() { report(.cancelled) }

  /// Makes way for a newer request of the same canvas. The draft under way is still shown, if it is of the same domain:
  /// otherwise a child who never stops drawing would never see anything.
  func supersede(by newer: TranslationRequest) {
    state.withLock { state in
      if request.draftSize != nil, !state.hasDraft, newer.domain == request.domain {
        state.endsAfterDraft = true
      } else {
        report(.cancelled, &state)
      }
    }
  }

  private func report(_ kind: TranslationEvent.Kind, _ state: inout State) {
    guard !state.isOver else { return }
    switch kind {
    case .finished, .cancelled, .failed: state.isOver = true
    case .queued, .started, .progress, .draft: break
    }
    events.yield(
      TranslationEvent(canvas: request.canvas, revision: request.revision, domain: request.domain, kind: kind))
  }
}
