import Pictures
import Studio

/// The last splash of colours on the canvas.
package struct Splash: Equatable, Sendable {
  private let surprise: SurpriseColours
  /// The drawing's revision with it.
  private let revision: Int

  package init(_ surprise: SurpriseColours, revision: Int) {
    self.surprise = surprise
    self.revision = revision
  }

  /// The colour that rules in it.
  package var colour: CrayonColour { surprise.colour }

  /// Whether nothing was drawn since: one undo takes the splash away and nothing else.
  package func isLastStep(of drawing: Drawing) -> Bool {
    drawing.revision == revision && drawing.strokes.suffix(surprise.dabs.count) == surprise.dabs[...]
  }
}
