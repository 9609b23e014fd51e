/// Every text of the studio, named by its key in Assets/Texts.
///
/// The part before the first full stop says where a text stands and so how much room it has: see ``room``.
package enum TextKey: String, CaseIterable, Sendable {
  // Labels of buttons.
  case pencil = "button.pencil"
  case eraser = "button.eraser"
  case line = "button.line"
  case ellipse = "button.ellipse"
  case scribble = "button.scribble"
  case stamp = "button.stamp"
  case crayon = "button.crayon"
  case size = "button.size"
  case mirror = "button.mirror"
  case joinGaps = "button.join-gaps"
  case surprise = "button.surprise"
  case undo = "button.undo"
  case redo = "button.redo"
  case freshPage = "button.fresh-page"
  case magic = "button.magic"
  case live = "button.live"
  case seePicture = "button.see-picture"
  case seeCanvas = "button.see-canvas"
  case keep = "button.keep"
  case gallery = "button.gallery"
  case nextDomain = "button.next-domain"
  case help = "button.help"
  case quit = "button.quit"
  case open = "button.open"
  case editAgain = "button.edit-again"
  case moveToTrash = "button.move-to-trash"
  case showTrash = "button.show-trash"
  case restore = "button.restore"
  case back = "button.back"
  case previous = "button.previous"
  case next = "button.next"

  // Answers in dialogs.
  case goOn = "answer.go-on"
  case startFresh = "answer.start-fresh"
  case keepAndLeave = "answer.keep-and-leave"
  case leave = "answer.leave"
  case stay = "answer.stay"
  case close = "answer.close"
  case more = "answer.more"

  // Headings of frames and dialogs.
  case canvasHeading = "heading.canvas"
  case pictureHeading = "heading.picture"
  case draftHeading = "heading.draft"
  case galleryHeading = "heading.gallery"
  case trashHeading = "heading.trash"
  case helpHeading = "heading.help"
  case quitHeading = "heading.quit"
  case welcomeHeading = "heading.welcome"
  case sketchHeading = "heading.sketch"

  // State of the queue, in the title row.
  case statusReady = "status.ready"
  case statusWaiting = "status.waiting"
  case statusPainting = "status.painting"
  case statusLive = "status.live"

  // Names of the crayons.
  case red = "colour.red"
  case orange = "colour.orange"
  case yellow = "colour.yellow"
  case green = "colour.green"
  case blue = "colour.blue"
  case purple = "colour.purple"
  case pink = "colour.pink"
  case brown = "colour.brown"

  // Names of the stamps.
  case heart = "stamp.heart"
  case star = "stamp.star"
  case triangle = "stamp.triangle"
  case square = "stamp.square"
  case eye = "stamp.eye"
  case nose = "stamp.nose"
  case smile = "stamp.smile"
  case wheel = "stamp.wheel"

  // What could be done next.
  case tipDraw = "tip.draw"
  case tipDrawMore = "tip.draw-more"
  case tipMagic = "tip.magic"
  case tipWait = "tip.wait"
  case tipKeep = "tip.keep"
  case tipMagicAgain = "tip.magic-again"
  case tipNewPage = "tip.new-page"

  // What the mascot says in the last row.
  case hello = "notice.hello"
  case pencilChosen = "notice.pencil"
  case eraserChosen = "notice.eraser"
  case lineChosen = "notice.line"
  case ellipseChosen = "notice.ellipse"
  case scribbleChosen = "notice.scribble"
  case stampChosen = "notice.stamp"
  case crayonChosen = "notice.crayon"
  case shapeBegun = "notice.shape-begun"
  case shapeDropped = "notice.shape-dropped"
  case scribbleOpen = "notice.scribble-open"
  case scribbleNothing = "notice.scribble-nothing"
  case sizeSmall = "notice.size-small"
  case sizeMedium = "notice.size-medium"
  case sizeLarge = "notice.size-large"
  case mirrorOn = "notice.mirror-on"
  case mirrorOff = "notice.mirror-off"
  case gapClosed = "notice.gap-closed"
  case gapsClosed = "notice.gaps-closed"
  case noGaps = "notice.no-gaps"
  case penMoves = "notice.pen-moves"
  case penDraws = "notice.pen-draws"
  case undone = "notice.undone"
  case redone = "notice.redone"
  case nothingToUndo = "notice.nothing-to-undo"
  case nothingToRedo = "notice.nothing-to-redo"
  case fresh = "notice.fresh"
  case freshAlready = "notice.fresh-already"
  case surprised = "notice.surprised"
  case liveOn = "notice.live-on"
  case liveOff = "notice.live-off"
  case drawFirst = "notice.draw-first"
  case working = "notice.working"
  case finished = "notice.finished"
  case followed = "notice.followed"
  case domainChosen = "notice.domain"
  case keeping = "notice.keeping"
  case kept = "notice.kept"
  case keptAlready = "notice.kept-already"
  case magicFirst = "notice.magic-first"
  case trashed = "notice.trashed"
  case restored = "notice.restored"
  case editing = "notice.editing"
  case galleryHint = "notice.gallery"
  case trashHint = "notice.trash"
  case creationHint = "notice.creation"
  case noDomain = "notice.no-domain"
  case problem = "notice.problem"

  // What went wrong, behind the exclamation of `problem`.
  case problemDiskFull = "problem.disk-full"
  case problemReadOnly = "problem.read-only"
  case problemBusy = "problem.busy"
  case problemGone = "problem.gone"
  case problemUnreadable = "problem.unreadable"
  case problemUnwritable = "problem.unwritable"
  case problemIndex = "problem.index"
  case problemIndexMadeAgain = "problem.index-made-again"
  case problemClassFull = "problem.class-full"
  case problemJournal = "problem.journal"
  case problemSettings = "problem.settings"

  // Longer texts, broken into lines where they stand.
  case emptyPicture = "body.empty-picture"
  case emptyGallery = "body.empty-gallery"
  case emptyTrash = "body.empty-trash"
  case loading = "body.loading"
  case quitBody = "body.quit"
  case phraseBody = "body.phrase"
  case welcomeBody = "body.welcome"
  case tooSmall = "body.too-small"
  case strokes = "body.strokes"
  case paintedIn = "body.painted-in"
  case followedShort = "body.followed"

  // The lines of the help page.
  case helpDraw = "help.draw"
  case helpKeys = "help.keys"
  case helpShapes = "help.shapes"
  case helpChips = "help.chips"
  case helpMagic = "help.magic"
  case helpLive = "help.live"
  case helpBack = "help.back"

  /// The most columns a text may fill in the smallest window (40×12), with its placeholders at their widest; nil where
  /// it is broken into lines.
  package var room: Int? {
    switch rawValue.prefix(while: { $0 != "." }) {
    case "button": 7
    case "answer": 14
    case "heading": 14
    case "status": 16
    case "colour", "stamp": 8
    case "tip": 28
    case "notice": 38
    case "problem": 34
    case "help": 36
    default: nil
    }
  }
}
