import Studio
import Terminal

/// The gallery's pictures one after the other, each with its drawing first. No words are needed.
package struct Slideshow: Hashable, Sendable {
  /// Seconds that a picture is seen.
  package static let pictureSeconds = 4.0
  /// The most seconds that a drawing takes to draw itself before its picture appears.
  package static let drawingSeconds = 3.0

  /// Seconds since the picture that is on the screen came.
  package var position = 0.0
  /// The next picture has been asked for.
  package var isLeafing = false

  package init() {}

  /// Begins with the chosen picture.
  static func start(_ state: inout StudioState) -> [StudioEffect] {
    guard let item = state.gallery.selectedItem else { return [] }
    state.gallery.slideshow = Slideshow()
    state.notice = Notice(.slideshowHint)
    // The opened picture can be shown at once.
    if state.screen == .creation, let opened = state.creation, opened.creation.id == item.id {
      return CreationScreen.opened(opened, &state)
    }
    return [.loadCreation(item.id)]
  }

  /// A picture has come onto the screen.
  mutating func begin(_ creation: CreationState, _ replay: inout RunningReplay?, _ reducedMotion: Bool) {
    self = Slideshow()
    guard !reducedMotion, !creation.strokes.isEmpty, creation.picture != nil else {
      replay = nil
      return
    }
    var running = RunningReplay(creation.strokes)
    running.replay = StrokeReplay(creation.strokes, longest: Self.drawingSeconds)
    replay = running
  }

  /// Time passes; behind the last picture comes the first.
  static func tick(_ seconds: Double, _ state: inout StudioState) -> [StudioEffect] {
    guard var show = state.gallery.slideshow, state.gallery.replay == nil, !show.isLeafing else { return [] }
    show.position += seconds
    state.gallery.slideshow = show
    guard show.position >= pictureSeconds, state.gallery.total > 0 else { return [] }
    state.gallery.slideshow?.isLeafing = true
    let isLast = state.gallery.selected >= state.gallery.total - 1
    return CreationScreen.show(isLast ? 0 : state.gallery.selected + 1, &state)
  }
}
