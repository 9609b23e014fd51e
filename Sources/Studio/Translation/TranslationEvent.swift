import Generation
import Pictures

/// Which canvas a translation belongs to; the newest request of a canvas replaces its older ones.
package struct CanvasID: Hashable, Sendable {
  package let value: Int

  package init(_ value: Int = 0) {
    self.value = value
  }
}

/// One drawing to be turned into a picture.
package struct TranslationRequest: Equatable, Sendable {
  package var canvas: CanvasID
  /// The drawing's revision; comes back with every event so that late answers are known as such.
  package var revision: Int
  package var strokes: [Stroke]
  /// The domain's name, as in `DomainInfo`.
  package var domain: String
  /// Side in pixels of the quick first picture; nil for none.
  package var draftSize: Int?
  /// Side in pixels of the picture proper.
  package var fullSize: Int

  package init(
    canvas: CanvasID = CanvasID(), revision: Int, strokes: [Stroke], domain: String, draftSize: Int? = 128,
    fullSize: Int = 256
  ) {
    self.canvas = canvas
    self.revision = revision
    self.strokes = strokes
    self.domain = domain
    self.draftSize = draftSize
    self.fullSize = fullSize
  }
}

/// News of one request. After `finished`, `cancelled` or `failed` nothing more is heard of it.
package struct TranslationEvent: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    /// Waits for its turn.
    case queued
    case started
    /// Share of the whole work done so far, draft included: 0…1, never falling.
    case progress(Double)
    /// The quick small picture.
    case draft(Image)
    /// The picture, and how long the work took, draft included, from start to end.
    case finished(Image, milliseconds: Double)
    /// Withdrawn by the user, or replaced by a newer request of the same canvas.
    case cancelled
    /// One sentence for the user.
    case failed(String)
  }

  package var canvas: CanvasID
  package var revision: Int
  package var domain: String
  package var kind: Kind
  /// Whether the newest picture was made by another machine.
  package var isElsewhere = false

  package init(canvas: CanvasID, revision: Int, domain: String, kind: Kind) {
    self.canvas = canvas
    self.revision = revision
    self.domain = domain
    self.kind = kind
  }
}
