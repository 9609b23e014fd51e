import Pictures
import Synchronization

/// One request on its way through the queue; all of its events come from here.
///
/// The queue may cancel it while it works on another thread. One lock makes sure that nothing is reported after the last
/// event.
final class TranslationRun: Sendable {
  let request: TranslationRequest
  private let reporter: TranslationReporter
  private let state = Mutex(State())

  private struct State {
    var isOver = false
    /// A newer request waits: stop as soon as the draft has been shown.
    var endsAfterDraft = false
    var hasDraft = false
    /// The progress last reported, in whole hundredths.
    var hundredths = -1
    /// Whether another machine made the newest picture.
    var isElsewhere = false
  }

  init(_ request: TranslationRequest, _ reporter: TranslationReporter) {
    self.request = request
    self.reporter = reporter
  }

  /// Whether to stop working.
  var isOver: Bool { state.withLock { $0.isOver } }

  func report(_ kind: TranslationEvent.Kind) {
    state.withLock { report(kind, &$0) }
  }

  /// Reports progress, at most once per hundredth.
  func report(progress: Double) {
    state.withLock { state in
      // NaN compares false, so it counts as zero.
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

  /// Makes way for a newer request of the same canvas.
  ///
  /// A draft of the same domain is still finished and shown; otherwise a child who never stops drawing would never see
  /// anything.
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
    var event = TranslationEvent(
      canvas: request.canvas, revision: request.revision, domain: request.domain, kind: kind)
    event.isElsewhere = state.isElsewhere
    reporter.report(event)
  }

  /// Makes the draft, then the picture; every outcome is reported.
  func work(_ translator: any Translator) {
    guard !isOver else { return }
    report(.started)
    let start = ContinuousClock.now
    do {
      // Work grows with the number of pixels.
      let draftWork = request.draftSize.map { Double($0 * $0) } ?? 0
      let fullWork = Double(request.fullSize * request.fullSize)
      let draftShare = draftWork / (draftWork + fullWork)
      if let size = request.draftSize {
        let draft = try picture(translator, size, isDraft: true) { self.report(progress: $0 * draftShare) }
        report(draft: draft)
      }
      guard !isOver else { return }
      let full = try picture(translator, request.fullSize, isDraft: false) {
        self.report(progress: draftShare + $0 * (1 - draftShare))
      }
      let elapsed = ContinuousClock.now - start
      report(.finished(full, milliseconds: elapsed / .milliseconds(1)))
    } catch is CancellationError {
      cancel()
    } catch {
      report(.failed("\(error)"))
    }
  }

  private func picture(
    _ translator: any Translator, _ size: Int, isDraft: Bool, progress: (Double) -> Void
  ) throws -> Image {
    let picture = try translator.picture(
      domain: request.domain, .strokes(request.strokes), size: size, isDraft: isDraft, isCancelled: { isOver },
      progress: { progress(min(max($0, 0), 1)) })
    state.withLock { $0.isElsewhere = translator.isElsewhere }
    return picture
  }
}
