import Synchronization

/// A newer drawing of the same canvas has come; there will be no picture of this one.
struct Superseded: Error {}

/// One drawing of a canvas that is drawn on at the moment: a quick small picture, then the picture proper.
///
/// A newer drawing ends it, but not while its draft is being made: who never stops drawing would never see anything.
final class LiveTurn: Sendable {
  let draft = Answer<MadePicture>()
  let full = Answer<MadePicture>()
  private let hasDraft: Bool
  private let hasBegun = Mutex(false)

  init(hasDraft: Bool) { self.hasDraft = hasDraft }

  /// To be called by the worker before it computes.
  func begin() { hasBegun.withLock { $0 = true } }

  func fail(_ error: any Error) {
    draft.fail(error)
    full.fail(error)
  }

  func supersede() {
    let hasBegun = hasBegun.withLock { $0 }
    if !hasBegun { return fail(Superseded()) }
    if hasDraft { full.fail(Superseded()) }
  }
}

/// The newest drawing of each canvas.
final class LiveCanvases: Sendable {
  private let turns = Mutex<[String: LiveTurn]>([:])

  /// Makes a turn the newest of its canvas.
  func begin(_ turn: LiveTurn, canvas: String) {
    turns.withLock { $0.updateValue(turn, forKey: canvas) }?.supersede()
  }

  func end(_ turn: LiveTurn, canvas: String) {
    turns.withLock { if $0[canvas] === turn { $0[canvas] = nil } }
  }
}
