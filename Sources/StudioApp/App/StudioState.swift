import Generation
import Pictures
import Studio
import Terminal

/// Which page of the studio is open.
package enum StudioScreen: Hashable, Sendable {
  case drawing, gallery, creation, stickers, picker, about, ideas, presenter
}

/// A question or a page of help that lies over the screen.
package enum StudioDialog: Hashable, Sendable {
  case help, quit, welcome, celebration, artists
  /// Asks for the phrase of a class's studio.
  case phrase
}

/// Everything the studio knows. What is on the screen is a function of this value alone.
package struct StudioState: Equatable, Sendable {
  package var capabilities: Capabilities
  package var texts: Texts
  package var domains: [DomainInfo]
  /// Index of the chosen domain.
  package var domain = 0

  package var screen = StudioScreen.drawing
  package var dialog: StudioDialog?
  /// Which page of the help is open.
  package var helpPage = 0
  package var notice = Notice(.hello)

  package var drawing = Drawing()
  /// Counts the pages begun; the translation queue's name for the canvas.
  package var page = 0 { didSet { if page != oldValue { story = PageStory() } } }
  /// How this page comes about, for the gallery's records.
  package var story = PageStory()
  package var tool = StudioTool.pencil
  /// The last splashes of colours, five at most, the newest last.
  package var splashes: [SurpriseColours] = []
  package var crayon = CrayonColour.red
  package var tools = ToolState()
  package var pen = Pen.up
  /// Where the keys' pen stands, 0…1.
  package var cursor = Point(0.5, 0.5)
  /// The cursor is shown once the keys are used and hidden when the mouse draws.
  package var showsCursor = false
  /// Whether a window with room for one shows the picture rather than the canvas.
  package var showsPicture = false

  package var isLive = false
  /// The translation under way.
  package var translation: TranslationStatus?
  package var picture: ShownPicture?
  /// Grows with every picture shown, so that the terminal sees a new one.
  package var pictureGeneration = 0
  /// The picture is to be kept as soon as it is complete.
  package var keepsWhenReady = false
  /// The studio closes as soon as the picture is kept.
  package var leavesWhenKept = false
  /// The drawing's revision when it was last kept or taken from the gallery.
  package var keptRevision: Int?

  package var stage = StageState()
  package var picker = PickerState()
  package var presenter = PresenterState()
  package var ideas = IdeasState()
  /// What keeps a class's studio open; nil where anybody may leave.
  package var lock: ClassLock?
  package var gallery = GalleryState()
  package var creation: CreationState?
  package var stickers = StickersState()
  package var celebration: Celebration?
  /// Who draws.
  package var artist: Artist
  /// Grows with every creation opened.
  package var creationGeneration = 0
  /// For surprises; seeded from outside so that `update` stays pure.
  package var random: SeededGenerator

  /// - Parameters:
  ///   - recovered: the drawing that the journal found.
  ///   - prompt: the id of the idea that it answers.
  package init(
    capabilities: Capabilities, texts: Texts, domains: [DomainInfo], domain: String? = nil, isLive: Bool = false,
    reducedMotion: Bool = false, library: StudioLibrary = StudioLibrary(), recovered: Drawing? = nil,
    prompt: String? = nil, artist: Artist = Artist(), seed: UInt64 = 0
  ) {
    self.capabilities = capabilities
    self.texts = texts
    self.domains = domains
    self.domain = domains.firstIndex { $0.name == domain } ?? 0
    self.isLive = isLive
    self.artist = artist
    stage = StageState(reducedMotion: reducedMotion)
    ideas = IdeasState(library: library)
    random = SeededGenerator(seed: seed)
    if let recovered, !recovered.isEmpty {
      drawing = recovered
      ideas.prompt = library.prompts.prompts.first { $0.id == prompt }
      dialog = .welcome
    }
  }

  /// The chosen domain; nil where no checkpoint was found.
  package var chosenDomain: DomainInfo? { domains.indices.contains(domain) ? domains[domain] : nil }

  /// A domain's name for people.
  package func title(ofDomain name: String) -> String {
    domains.first { $0.name == name }.map { $0.titles.text(texts.language) } ?? name
  }

  /// Whether closing now would leave a drawing that the gallery does not have.
  package var isUnsaved: Bool { !drawing.isEmpty && keptRevision != drawing.revision }
}

extension DomainTitles {
  package func text(_ language: Language) -> String {
    switch language {
    case .english: english
    case .korean: korean
    }
  }
}

/// What the mascot says.
package struct Notice: Hashable, Sendable {
  package var key: TextKey
  package var values: [String: String]
  /// Stars in front of the words, one to three.
  package var stars: Int?

  package init(_ key: TextKey, _ values: [String: String] = [:], stars: Int? = nil) {
    self.key = key
    self.values = values
    self.stars = stars
  }

  package static func problem(_ reason: String) -> Notice { Notice(.problem, ["reason": reason]) }
}

/// Whether and how the pen touches the paper.
package enum Pen: Hashable, Sendable {
  case up
  /// The mouse's button is held on the canvas.
  case mouse
  /// The mouse's button is held, but the pointer has left the canvas; where it was last, in canvas coordinates.
  case mouseOutside(Point)
  /// Put down with the space bar.
  case keys
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
  package var generation: Int
  package var milliseconds: Double?
  /// Share of the lines that the picture follows, 0…1, and its stars, once measured.
  package var lineFollowing: Double?
  package var stars: Int?
  package var keeping = Keeping.no

  /// Whether the gallery has it.
  package enum Keeping: Hashable, Sendable { case no, asked, done }
}
