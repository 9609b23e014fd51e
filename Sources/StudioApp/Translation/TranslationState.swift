import Pictures
import Studio

/// The picture beside the canvas: the one shown, the one being made, and what is to become of them.
package struct TranslationState: Equatable, Sendable {
  /// Whether every change of the drawing asks for a picture.
  package var isLive = false
  /// The work under way.
  package var underWay: TranslationStatus?
  package var picture: ShownPicture?
  /// Grows with every picture shown, so that the terminal sees a new one.
  package var generation = 0
  /// How long the newest whole picture took, in milliseconds.
  package var milliseconds: Double?

  /// Whether a window with room for one of them shows the picture rather than the canvas.
  package var isInFront = false
  /// The picture that is just arriving.
  package var reveal: Reveal?
  /// The drawing in the picture's place, to compare the two.
  package var sketch: Image?

  /// The picture is to be kept as soon as it is complete.
  package var keepsWhenReady = false
  /// The studio closes as soon as the picture is kept.
  package var leavesWhenKept = false
  /// The drawing's revision when it was last kept or taken from the gallery.
  package var keptRevision: Int?

  package init() {}

  /// Shows a picture; an old one and what was compared with it are gone.
  mutating func show(_ picture: ShownPicture) {
    generation += 1
    sketch = nil
    self.picture = picture
    self.picture?.generation = generation
  }

  /// Moves on the picture that arrives.
  mutating func tick(_ seconds: Double) {
    guard var reveal else { return }
    reveal.position += seconds
    generation += 1
    reveal.generation = generation
    self.reveal = reveal.isOver || picture == nil ? nil : reveal
    if reveal.isOver { picture?.generation = generation }
  }

  /// What is kept when the work is done, and whether the studio closes then, was for work that ends here.
  mutating func forgetPlans() {
    keepsWhenReady = false
    leavesWhenKept = false
  }
}

/// A translation that the queue works on.
package struct TranslationStatus: Equatable, Sendable {
  package var revision: Int
  /// The drawing that is being translated.
  package var strokes: [Stroke]
  /// Share done, 0…1; nil while it waits for its turn.
  package var share: Double?
  package var hasDraft = false
  /// Whether the child pressed Enter for it, rather than live mode.
  package var byHand: Bool

  package init(revision: Int, strokes: [Stroke], byHand: Bool) {
    self.revision = revision
    self.strokes = strokes
    self.byHand = byHand
  }
}

/// The picture beside the canvas and the drawing that it was made from.
package struct ShownPicture: Equatable, Sendable {
  package var image: Image
  package var isDraft: Bool
  package var revision: Int
  package var strokes: [Stroke]
  package var domain: String
  /// Which of the pictures shown since the start this is.
  package var generation = 0
  package var milliseconds: Double?
  /// Its stars, none to three, once measured.
  package var stars: Int?
  package var keeping = Keeping.no
  /// Whether another machine made it.
  package var isElsewhere = false

  /// Whether the gallery has it.
  package enum Keeping: Hashable, Sendable { case no, asked, done }
}
