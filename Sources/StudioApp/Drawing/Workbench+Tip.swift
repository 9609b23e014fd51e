import Studio

/// What could be done next.
package enum NextStep { case draw, drawMore, magic, wait, keep, magicAgain, newPage }

extension Workbench {
  /// Follows from what the child has done; never from the clock.
  package var nextStep: NextStep {
    let drawing = canvas.drawing
    if drawing.isEmpty { return .draw }
    if translation.underWay?.byHand == true { return .wait }
    if let picture = translation.picture, !picture.isDraft, picture.revision == drawing.revision {
      return picture.keeping == .no ? .keep : .newPage
    }
    if translation.keptRevision == drawing.revision { return .newPage }
    if translation.picture != nil && !translation.isLive { return .magicAgain }
    return drawing.strokes.count < 2 ? .drawMore : .magic
  }

  /// The one short tip that the mascot gives.
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
}
