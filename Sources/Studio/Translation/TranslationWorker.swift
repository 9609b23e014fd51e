import Dispatch
import Pictures

/// Does the heavy work, one run at a time, on a thread of low priority: inference gives way to the user interface.
actor TranslationWorker {
  private let translator: any Translator
  private let executor = WorkExecutor("aicanvas.translation", priority: .utility)

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ translator: any Translator) {
    self.translator = translator
  }

  /// Draft, then picture; every outcome is reported as an event of the run.
  func work(on run: TranslationRun) {
    let request = run.request
    guard !run.isOver else { return }
    run.report(.started)
    let start = ContinuousClock.now
    do {
      let channels = try translator.inputChannels(domain: request.domain)
      // Work grows with the number of pixels.
      let draftWork = request.draftSize.map { Double($0 * $0) } ?? 0
      let fullWork = Double(request.fullSize * request.fullSize)
      let draftShare = draftWork / (draftWork + fullWork)
      if let size = request.draftSize {
        let draft = try picture(run, size, channels) { run.report(progress: $0 * draftShare) }
        run.report(draft: draft)
      }
      guard !run.isOver else { return }
      let full = try picture(run, request.fullSize, channels) {
        run.report(progress: draftShare + $0 * (1 - draftShare))
      }
      let elapsed = ContinuousClock.now - start
      run.report(.finished(full, milliseconds: elapsed / .milliseconds(1)))
    } catch is CancellationError {
      run.cancel()
    } catch {
      run.report(.failed("\(error)"))
    }
  }

  private func picture(
    _ run: TranslationRun, _ size: Int, _ channels: Int, progress: @escaping (Double) -> Void
  ) throws -> Image {
    try translator.translate(
      domain: run.request.domain, size: size, isCancelled: { run.isOver },
      progress: { progress(min(max($0, 0), 1)) },
      sketch: { SketchRaster.networkInput(run.request.strokes, size: $0, channels: channels) })
  }
}
