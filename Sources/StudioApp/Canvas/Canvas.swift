import Pictures
import Studio

/// The page: what is on the paper, what it answers, and how it came about.
package struct Canvas: Equatable, Sendable {
  package var drawing = Drawing()
  /// Numbers the pages since the start; identifies the canvas to the translation queue.
  package var page = 0 {
    didSet { if page != oldValue { (story, isQuestioned) = (PageStory(), false) } }
  }
  /// Whether it was asked on this page what is drawn.
  package var isQuestioned = false
  /// How this page comes about, for the gallery's records.
  package var story = PageStory()
  /// The idea that the child took and has not answered yet.
  package var prompt: Prompt?
  /// The lines to trace, seen faintly below the drawing and no part of it.
  package var outline: [Stroke] = []
  /// The colours that ruled the last splashes, five at most, the newest last.
  package var splashColours: [CrayonColour] = []
  /// What the newest splash laid on the page.
  package var lastSplash: [Stroke] = []
  /// The drawing that draws itself again, if it does.
  package var replay: RunningReplay?
  /// For surprises; seeded from outside so that updates stay pure.
  package var random = SeededGenerator(seed: 0)

  package init() {}

  package var id: CanvasID { CanvasID(page) }
}
