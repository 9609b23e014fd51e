import Studio
import Terminal

/// What could be done next: the one short tip that the mascot gives, and the button that goes with it.
extension StudioState {
  /// Follows from what the child has done; never from the clock.
  package var tip: Notice {
    switch nextStep {
    case .draw: Notice(.tipDraw)
    case .drawMore: Notice(.tipDrawMore)
    case .magic: Notice(.tipMagic)
    case .wait: Notice(.tipWait)
    case .keep: Notice(.tipKeep)
    case .magicAgain: Notice(.tipMagicAgain)
    case .newPage: Notice(.tipNewPage)
    }
  }

  /// The button that stands out; nil while there is none to press.
  package var suggestedAction: StudioAction? {
    switch nextStep {
    case .draw, .drawMore: .tool(.pencil)
    case .magic, .magicAgain: .magic
    case .wait: nil
    case .keep: .keep
    case .newPage: .freshPage
    }
  }

  private enum NextStep { case draw, drawMore, magic, wait, keep, magicAgain, newPage }

  private var nextStep: NextStep {
    if drawing.isEmpty { return .draw }
    if let translation, translation.byHand { return .wait }
    if let picture, !picture.isDraft, picture.revision == drawing.revision {
      return picture.keeping == .no ? .keep : .newPage
    }
    if keptRevision == drawing.revision { return .newPage }
    if picture != nil && !isLive { return .magicAgain }
    return drawing.strokes.count < 2 ? .drawMore : .magic
  }
}
