import Studio
import Terminal

/// Something that happened: to the terminal, or as the answer to an effect.
package enum StudioMessage: Equatable, Sendable {
  case input(InputEvent)
  /// The window's size or the terminal's abilities are new.
  case capabilities(Capabilities)
  /// So many seconds have passed; comes only while ``StudioState/tickInterval`` asks for it.
  case tick(Double)
  case translation(TranslationEvent)
  /// How well the picture of a revision keeps to its drawing.
  case measured(CanvasID, revision: Int, Measures)
  /// The picture of a revision hangs in the gallery.
  case kept(CanvasID, revision: Int)
  case keepFailed(String)
  /// So many kept pictures could not yet be sent to the class.
  case waiting(toSend: Int)
  /// The picture just kept has brought something.
  case celebrate(Celebration)
  /// An effect failed; one sentence for the user.
  case problem(String)
  /// What a layer asked for.
  case answer(StudioAnswer)
}

/// The answer to what a layer asked of the runtime. Every open layer receives it.
package enum StudioAnswer: Equatable, Sendable {
  /// The day that the calendar shows.
  case today(CalendarDay)
  case galleryPage(GalleryPage)
  case creation(OpenedCreation)
  /// A creation went to the trash or came back from it.
  case trashed(Int64)
  case restored(Int64)
  /// A creation came onto the wall of favourites or left it.
  case favourite(Int64, Bool)
  /// What an artist has collected.
  case record(Artist, ArtistRecord)
  /// The cartoon that was last to be kept hangs in the gallery.
  case cartoonKept
  /// Something could not be done, and will not be answered; the user has been told.
  case failed
  /// What a layer's own job found.
  case job(AnyAnswer)
}
