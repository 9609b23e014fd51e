import Generation
import Pictures
import Studio
import Terminal

/// What the studio is given when it starts.
package struct StudioOptions: Sendable {
  package enum Opening: Hashable, Sendable {
    case drawing
    /// Everything large, for an audience. Drawings are not journalled, so the next start asks nothing.
    case presenter
    /// The same, with a demonstration under way.
    case demo
  }

  /// Makes the pictures, for every domain of ``domains``.
  package var translator: any Translator
  /// The domains to choose from, in this order.
  package var domains: [DomainInfo]
  /// The name of the domain to begin with; the first where nil or unknown.
  package var initialDomain: String?
  package var gallery: Gallery
  /// Where unfinished drawings are kept; usually `StoragePaths().journal`.
  package var journalFolder: String
  /// The digest of a domain's checkpoint, for the gallery's records; nil where it is not known.
  package var checkpointDigest: @Sendable (_ domain: String) -> String?
  package var language: Language
  /// The folder with `en.json` and `ko.json`; usually `ProgramHome.find()` and `/Assets/Texts`.
  package var textsFolder: String
  package var artist: Artist
  /// Whether to translate while the pen moves from the beginning.
  package var isLive: Bool
  /// What the studio opens with.
  package var opening: Opening
  /// Ideas, outlines to trace, and samples of the domains.
  package var library: StudioLibrary
  /// Nothing moves by itself.
  package var reducedMotion: Bool
  /// Whether the terminal's bell rings when a picture is finished or a sticker comes.
  package var hasSound = false
  /// What must be typed to leave, in small letters and digits; nil if anybody may leave.
  package var leavePhrase: String?
  /// Finds the lines of pictures that the user has; nil where there is no network for it.
  package var outliner: (any PictureOutliner)?
  /// The folder with those pictures.
  package var picturesFolder = PicturesFolder.find()
  /// Makes faces that nobody has; nil where there is no network for it.
  package var faceArtist: (any FaceArtist)?
  /// Guesses what is drawn where no domain was chosen; nil where there is no network for it.
  package var domainGuesser: (any DomainGuesser)?
  /// Makes cartoons of those pictures; nil where there is no network for it.
  package var cartoonist: (any PictureCartoonist)?
  /// Brings kept pictures to a class that is elsewhere; nil where they belong to the gallery alone.
  package var courier: (any PictureCourier)?
  /// Whether everything in the files of settings made sense.
  package var hasSoundSettings = true
  /// What surprises come from.
  package var seed: UInt64

  /// Whether nobody has chosen or kept anything yet: then what can be drawn is shown first.
  var isFirstStart: Bool {
    initialDomain == nil && gallery.lastDomain == nil && gallery.lastArtist == nil
      && (try? gallery.count(inTrash: nil)) == 0
  }

  package init(
    translator: any Translator, domains: [DomainInfo], initialDomain: String? = nil, gallery: Gallery,
    journalFolder: String, checkpointDigest: @escaping @Sendable (_ domain: String) -> String? = { _ in nil },
    language: Language,
    textsFolder: String, artist: Artist = Artist(), isLive: Bool = false,
    opening: Opening = .drawing, library: StudioLibrary = StudioLibrary(), reducedMotion: Bool = false,
    seed: UInt64 = .random(in: 0...UInt64.max)
  ) {
    self.translator = translator
    self.domains = domains
    self.initialDomain = initialDomain
    self.gallery = gallery
    self.journalFolder = journalFolder
    self.checkpointDigest = checkpointDigest
    self.language = language
    self.textsFolder = textsFolder
    self.artist = artist
    self.isLive = isLive
    self.opening = opening
    self.library = library
    self.reducedMotion = reducedMotion
    self.seed = seed
  }
}
