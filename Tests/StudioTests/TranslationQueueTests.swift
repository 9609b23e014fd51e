import Foundation
import Generation
import Pictures
import Studio
import Support
import Synchronization
import Testing

/// A translator whose work lasts until a test lets it go on.
private final class HeldTranslator: Translator {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// How many calls may return; the others wait.
  private let permits = Mutex(0)
  private let calls = Mutex<[String]>([])
  private let inputs = Mutex<[GenerationInput]>([])
  private let drafts = Mutex<[Int]>([])

  var log: [String] { calls.withLock { $0 } }
  var drawings: [GenerationInput] { inputs.withLock { $0 } }
  /// Sizes of what was asked for as a draft.
  var draftSizes: [Int] { drafts.withLock { $0 } }

  func release(_ count: Int = 1) { permits.withLock { $0 += count } }

  func picture(
    domain: String, _ input: GenerationInput, size: Int, isDraft: Bool, isCancelled: () -> Bool,
    progress: (Double) -> Void
  ) throws -> Image {
    if domain == "broken" { throw Failure(description: "The checkpoint broken.safetensors is damaged.") }
    calls.withLock { $0.append("\(domain) \(size)") }
    drafts.withLock { if isDraft { $0.append(size) } }
    inputs.withLock { $0.append(input) }
    progress(0.25)
    while true {
      if isCancelled() { throw CancellationError() }
      let mayGo = permits.withLock { permits in
        guard permits > 0 else { return false }
        permits -= 1
        return true
      }
      if mayGo { break }
      usleep(500)
    }
    progress(.nan)
    progress(7)
    if domain == "failing" { throw Failure(description: "There is not enough memory.") }
    return Image(width: size, height: size)
  }
}

private final class Busy: Sendable {
  let value = Mutex(true)
}

/// What a queue has said, for a test that waits for it.
private final class Heard: Sendable {
  private let events = Mutex<[TranslationEvent]>([])
  private let arrived = DispatchSemaphore(value: 0)

  func add(_ event: TranslationEvent) {
    events.withLock { $0.append(event) }
    arrived.signal()
  }

  /// The next event; nil if none comes.
  func next() -> TranslationEvent? {
    guard arrived.wait(timeout: .now() + 60) == .success else { return nil }
    return events.withLock { $0.removeFirst() }
  }
}

@Suite(.ownThread) struct TranslationQueueTests {
  private let translator = HeldTranslator()

  /// A queue, and what is heard from it.
  private func open(capacity: Int = 8) -> (TranslationQueue, Heard) {
    let heard = Heard()
    return (TranslationQueue(translator, capacity: capacity) { heard.add($0) }, heard)
  }

  private func request(
    _ revision: Int, canvas: Int = 0, domain: String = "panda", draft: Int? = 16
  ) -> TranslationRequest {
    TranslationRequest(
      canvas: CanvasID(canvas), revision: revision,
      strokes: [Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.8)])], domain: domain, draftSize: draft, fullSize: 32)
  }

  /// A short name for an event: revision and kind.
  private func name(_ event: TranslationEvent) -> String {
    switch event.kind {
    case .queued: "\(event.revision) queued"
    case .started: "\(event.revision) started"
    case .progress(let share): "\(event.revision) progress \((share * 100).rounded() / 100)"
    case .draft(let image): "\(event.revision) draft \(image.width)"
    case .finished(let image, let milliseconds): "\(event.revision) finished \(image.width) \(milliseconds >= 0)"
    case .cancelled: "\(event.revision) cancelled"
    case .failed(let sentence): "\(event.revision) failed: \(sentence)"
    }
  }

  /// Reads events until one has the name; gives the names of all but progress.
  private func read(_ events: Heard, progress: Bool = false, until last: String) -> [String] {
    var names: [String] = []
    while let event = events.next() {
      let name = name(event)
      if progress || !name.contains("progress") { names.append(name) }
      if name == last { return names }
    }
    Issue.record("\(last) did not come after \(names)")
    return names
  }

  @Test func draftThenPictureWithProgress() {
    let (queue, events) = open()
    translator.release(2)
    queue.submit(request(7))
    // A quarter of the draft's fifth, the whole fifth, a quarter of the rest, all.
    #expect(
      read(events, progress: true, until: "7 finished 32 true") == [
        "7 queued", "7 started", "7 progress 0.05", "7 progress 0.2", "7 draft 16", "7 progress 0.4", "7 progress 1.0",
        "7 finished 32 true",
      ])
    #expect(translator.log == ["panda 16", "panda 32"] && translator.draftSizes == [16])
    #expect(translator.drawings == Array(repeating: .strokes(request(7).strokes), count: 2))
  }

  @Test func withoutDraft() {
    let (queue, events) = open()
    translator.release()
    queue.submit(request(1, domain: "plain", draft: nil))
    #expect(read(events, until: "1 finished 32 true") == ["1 queued", "1 started", "1 finished 32 true"])
    #expect(translator.drawings.count == 1)
  }

  @Test func theNewestOfACanvasWins() {
    let (queue, events) = open()
    queue.submit(request(1))
    _ = read(events, until: "1 started")
    for revision in 2...5 { queue.submit(request(revision)) }
    // The draft under way is still shown; then it is the newest's turn, and the ones between never start.
    var names = read(events, until: "5 queued")
    translator.release(3)
    names += read(events, until: "5 finished 32 true")
    #expect(
      names == [
        "2 queued", "2 cancelled", "3 queued", "3 cancelled", "4 queued", "4 cancelled", "5 queued", "1 draft 16",
        "1 cancelled", "5 started", "5 draft 16", "5 finished 32 true",
      ])
    #expect(translator.log == ["panda 16", "panda 16", "panda 32"])
  }

  @Test func theFullPictureOfAnOldDrawingIsDropped() {
    let (queue, events) = open()
    translator.release()
    queue.submit(request(1))
    _ = read(events, until: "1 draft 16")
    queue.submit(request(2))
    #expect(read(events, until: "2 queued") == ["1 cancelled", "2 queued"])
    translator.release(3)
    #expect(
      read(events, until: "2 finished 32 true") == ["2 started", "2 draft 16", "2 finished 32 true"])
  }

  @Test func anotherDomainReplacesAtOnce() {
    let (queue, events) = open()
    queue.submit(request(1))
    _ = read(events, until: "1 started")
    queue.submit(request(1, domain: "plain", draft: nil))
    let names = read(events, until: "1 started")
    #expect(names == ["1 cancelled", "1 queued", "1 started"])
    translator.release()
    #expect(read(events, until: "1 finished 32 true") == ["1 finished 32 true"])
  }

  @Test func nothingIsHeardAfterCancelling() {
    let (queue, events) = open()
    queue.submit(request(1))
    queue.submit(request(1, canvas: 1))
    _ = read(events, until: "1 started")
    queue.cancelAll()
    _ = read(events, until: "1 cancelled")
    #expect(read(events, until: "1 cancelled") == ["1 cancelled"])
    translator.release(9)
    queue.submit(request(2))
    #expect(
      read(events, progress: true, until: "2 finished 32 true").allSatisfy { $0.hasPrefix("2 ") })
  }

  @Test func cancellingOneCanvasLeavesTheOthers() {
    let (queue, events) = open()
    queue.submit(request(1, canvas: 1, draft: nil))
    queue.submit(request(2, canvas: 2, draft: nil))
    _ = read(events, until: "1 started")
    queue.cancel(CanvasID(1))
    _ = read(events, until: "1 cancelled")
    translator.release(2)
    let names = read(events, until: "2 finished 32 true").filter { $0 != "2 queued" }
    #expect(names == ["2 started", "2 finished 32 true"])
  }

  @Test func canvasesTakeTurns() {
    let (queue, events) = open()
    for canvas in 1...3 { queue.submit(request(canvas, canvas: canvas, draft: nil)) }
    translator.release(3)
    let names = read(events, until: "3 finished 32 true").filter { $0.contains("finished") }
    #expect(names == ["1 finished 32 true", "2 finished 32 true", "3 finished 32 true"])
  }

  @Test func isBounded() {
    let (queue, events) = open(capacity: 2)
    queue.submit(request(1, canvas: 1, draft: nil))
    _ = read(events, until: "1 started")
    for canvas in 2...4 { queue.submit(request(canvas, canvas: canvas, draft: nil)) }
    let refusal = "4 failed: Too many drawings are waiting for their pictures; try again in a moment."
    #expect(read(events, until: refusal) == ["2 queued", "3 queued", refusal])
    // A canvas that waits already may still change its mind.
    queue.submit(request(5, canvas: 3, draft: nil))
    #expect(read(events, until: "5 queued") == ["3 cancelled", "5 queued"])
    translator.release(3)
    #expect(read(events, until: "5 finished 32 true").count { $0.contains("finished") } == 3)
  }

  @Test func failuresAreSentencesAndTheQueueGoesOn() {
    let (queue, events) = open()
    translator.release(9)
    queue.submit(request(1, domain: "broken"))
    let damaged = "1 failed: The checkpoint broken.safetensors is damaged."
    #expect(read(events, until: damaged) == ["1 queued", "1 started", damaged])
    queue.submit(request(2, domain: "failing"))
    let memory = "2 failed: There is not enough memory."
    #expect(read(events, until: memory) == ["2 queued", "2 started", memory])
    queue.submit(request(3))
    #expect(read(events, until: "3 finished 32 true").last == "3 finished 32 true")
  }

  @Test func nothingIsHeardAfterClosing() {
    let heard = Mutex<[String]>([])
    let queue = TranslationQueue(translator) { [self] event in heard.withLock { $0.append(name(event)) } }
    queue.submit(request(1))
    queue.close()
    let names = heard.withLock { $0 }
    #expect(names.filter { !$0.contains("progress") && !$0.contains("started") } == ["1 queued", "1 cancelled"])
    queue.submit(request(2))
    translator.release(9)
    queue.close()
    #expect(heard.withLock { $0 } == names)
  }

  @Test func aQueueThatNobodyHoldsStopsWorking() {
    var (queue, events): (TranslationQueue?, _) = open()
    queue?.submit(request(1))
    queue?.submit(request(2, canvas: 2))
    _ = read(events, until: "1 started")
    queue = nil
    var names = read(events, until: "1 cancelled")
    if !names.contains("2 cancelled") { names += read(events, until: "2 cancelled") }
    #expect(!names.contains { $0.contains("draft") })
  }

  @Test func eventsComeInOrderOneAtATime() {
    let seen = Mutex<(revisions: [Int], isInside: Bool, overlaps: Int)>(([], false, 0))
    let finished = DispatchSemaphore(value: 0)
    let queue = TranslationQueue(translator) { event in
      seen.withLock {
        if $0.isInside { $0.overlaps += 1 }
        $0.isInside = true
        if event.kind == .queued { $0.revisions.append(event.revision) }
      }
      usleep(100)
      seen.withLock { $0.isInside = false }
      if case .finished = event.kind, event.revision == 200 { finished.signal() }
    }
    translator.release(1000)
    for revision in 1...200 { queue.submit(request(revision, canvas: revision % 3)) }
    finished.wait()
    #expect(seen.withLock { $0.revisions } == Array(1...200))
    #expect(seen.withLock { $0.overlaps } == 0)
  }

  @Test func worksWhileTheSharedThreadsAreBusy() {
    let heard = Mutex<[String]>([])
    let queue = TranslationQueue(translator) { [self] event in heard.withLock { $0.append(name(event)) } }
    // Every thread of the shared pool waits until the picture has been heard of, or never will be.
    let busy = Busy()
    for _ in 0..<(2 * ProcessInfo.processInfo.activeProcessorCount) {
      Task.detached { while busy.value.withLock({ $0 }) { usleep(1000) } }
    }
    translator.release(2)
    queue.submit(request(1))
    let deadline = Date(timeIntervalSinceNow: 20)
    while heard.withLock({ $0.last }) != "1 finished 32 true", Date() < deadline { usleep(1000) }
    busy.value.withLock { $0 = false }
    #expect(heard.withLock { $0.last } == "1 finished 32 true")
  }
}
