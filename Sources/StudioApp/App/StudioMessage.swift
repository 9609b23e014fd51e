import Pictures
import Studio
import Terminal

/// Something that happened: to the terminal, or as the answer to an effect.
package enum StudioMessage: Equatable, Sendable {
  case input(InputEvent)
  /// The window's size or the terminal's abilities are new.
  case capabilities(Capabilities)
  case translation(TranslationEvent)
  /// So many seconds have passed; comes only while ``Motion`` asks for it.
  case tick(Double)
  /// The day that the calendar shows.
  case today(CalendarDay)
  /// How well the picture of a revision follows its drawing.
  case measured(CanvasID, revision: Int, lineFollowing: Double?, stars: Int)
  /// The picture of a revision hangs in the gallery.
  case kept(CanvasID, revision: Int)
  case keepFailed(String)
  case galleryPage(GalleryPage)
  case creation(CreationState)
  /// A creation went to the trash or came back from it.
  case trashed(Int64)
  case restored(Int64)
  /// A creation came onto the wall of favourites or left it.
  case favourite(Int64, Bool)
  /// What an artist has collected.
  case record(Artist, ArtistRecord)
  /// The picture just kept has brought something.
  case celebrate(Celebration)
  /// An effect failed; one sentence for the user.
  case problem(String)
}
