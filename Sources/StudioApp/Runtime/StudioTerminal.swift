import Terminal

/// The terminal as the studio's loop sees it; a test puts a scripted one in its place.
package protocol StudioTerminal: AnyObject {
  var capabilities: Capabilities { get }
  /// Shows a frame.
  func present(_ grid: Grid, pictures: [PicturePlacement])
  /// Waits for events, but not beyond `timeout` (nil: as long as it takes). Returns early, perhaps with none, after
  /// ``wake``.
  func nextEvents(timeout: Duration?) -> [InputEvent]
  /// Ends a wait in ``nextEvents(timeout:)``; may be called from any thread.
  var wake: @Sendable () -> Void { get }
}

extension TerminalSession: StudioTerminal {
  package var wake: @Sendable () -> Void {
    let waker = waker
    return { waker.wake() }
  }
}
