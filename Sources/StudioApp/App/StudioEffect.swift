import Pictures
import Studio

/// Something that only the runtime can do. Answers come back as ``StudioMessage``.
package enum StudioEffect: Equatable, Sendable {
  case translate(TranslationRequest)
  case cancelTranslation(CanvasID)
  /// Compares a picture with the drawing it was made from.
  case measure(CanvasID, revision: Int, strokes: [Stroke], picture: Image)

  /// Writes one change of the drawing to the disk.
  case journal(JournalEntry)
  /// Waits until everything journalled so far is on the disk: before a new stroke begins.
  case awaitJournal

  /// Asks which day it is.
  case lookAtCalendar

  case keep(KeepRequest)
  /// Hangs a cartoon, with a small copy of its photograph or without.
  case keepCartoon(PictureCartoon, domain: String, withPhotograph: Bool, Artist)
  case loadPage(GalleryQuery)
  case loadCreation(Int64)
  case moveToTrash(Int64)
  case restore(Int64)
  case setFavourite(Int64, Bool)
  /// Reads what an artist has collected.
  case loadRecord(Artist)
  /// Remembers who draws.
  case remember(Artist)
  /// Remembers which domain was chosen.
  case rememberDomain(String)

  /// A soft sound: something nice has come.
  case ring

  /// Finds the lines of a user's picture; answers with an ``OutlineAnswer``.
  case findOutline(OutlineRequest)
  /// Calls the search for lines off.
  case cancelOutline

  /// Does what a layer brought along, in the background.
  case run(AnyJob)

  /// Closes the studio. The drawing waits in the journal for the next time, or is forgotten.
  case quit(forgetDrawing: Bool)
}

/// Work of a layer's own, where no effect fits: it runs in the background, and every layer receives its answer as
/// ``StudioAnswer/job(_:)``.
package protocol StudioJob: Equatable, Sendable {
  associatedtype Answer: Equatable, Sendable

  func run() -> Answer
}

/// A job of any kind.
package struct AnyJob: Equatable, Sendable {
  package let job: any StudioJob

  package init(_ job: some StudioJob) {
    self.job = job
  }

  package func run() -> AnyAnswer { Self.run(job) }

  private static func run(_ job: some StudioJob) -> AnyAnswer { AnyAnswer(job.run()) }

  package static func == (left: AnyJob, right: AnyJob) -> Bool { areEqual(left.job, right.job) }
}

/// What some job found.
package struct AnyAnswer: Equatable, Sendable {
  /// The job's answer, for whoever knows its type.
  package let value: any Equatable & Sendable

  package init(_ value: some Equatable & Sendable) {
    self.value = value
  }

  package static func == (left: AnyAnswer, right: AnyAnswer) -> Bool { areEqual(left.value, right.value) }
}

private func areEqual<Value: Equatable>(_ left: Value, _ right: any Equatable) -> Bool { right as? Value == left }

/// One change of the drawing, as the journal records it.
package enum JournalEntry: Equatable, Sendable {
  case stroke(Stroke)
  /// Strokes made in one step.
  case strokes([Stroke])
  /// Other strokes in the place of all there were.
  case replace([Stroke])
  case undo, redo, clear
  /// The page answers this idea from now on, or none.
  case prompt(String?)
  /// This domain paints the page from now on.
  case domain(String)
  /// The journal begins anew with these strokes.
  case start([Stroke])
  /// The drawing that a dead process left becomes this page.
  case resume
  /// The page is not needed any more.
  case forget

  /// One step that laid these strokes.
  static func made(_ strokes: [Stroke]) -> JournalEntry {
    if let first = strokes.first, strokes.count == 1 { return .stroke(first) }
    return .strokes(strokes)
  }
}

/// What is to hang in the gallery.
package struct KeepRequest: Equatable, Sendable {
  package var canvas: CanvasID
  package var revision: Int
  package var strokes: [Stroke]
  package var picture: Image
  package var domain: String
  package var milliseconds: Double?
  package var artist = Artist()
  package var story = PageStory()
  /// Whether another machine made the picture, with a checkpoint that nobody here knows.
  package var isElsewhere = false
}
