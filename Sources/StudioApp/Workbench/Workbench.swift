import Generation
import Pictures
import Studio
import Terminal

/// What the layers share: the page and the tools for it, the picture made from it, and who draws where.
///
/// Each part is a model of its own, with its own file. Here are only the things that several of them do together.
package struct Workbench: Equatable, Sendable {
  package var surroundings: Surroundings
  package var domains: DomainChoice
  package var canvas = Canvas()
  package var tools = ToolState()
  package var translation = TranslationState()
  /// Who draws.
  package var artist: Artist
  /// What the mascot says.
  package var notice = Notice(.hello) { didSet { explained = nil } }
  /// What the button does that the mouse has come to rest on; said in place of the notice, until there is a newer one.
  package private(set) var explained: TextKey?
  /// What there is to say of the button below the mouse; nil where it is on none.
  private var hovered: TextKey?
  /// How many kept pictures wait until the class's server takes them.
  package var unsent = 0
  /// What keeps a class's studio open; nil where anybody may leave.
  package var lock: ClassLock?

  package init(_ surroundings: Surroundings, _ domains: DomainChoice, artist: Artist = Artist(), seed: UInt64 = 0) {
    self.surroundings = surroundings
    self.domains = domains
    self.artist = artist
    canvas.random = SeededGenerator(seed: seed)
    // An audience sees the picture grow with the drawing.
    translation.isLive = surroundings.isPresenting
  }

  package var capabilities: Capabilities { surroundings.capabilities }
  package var texts: Texts { surroundings.texts }

  /// Whether closing now would leave a drawing that the gallery does not have.
  package var isUnsaved: Bool {
    !canvas.drawing.isEmpty && translation.keptRevision != canvas.drawing.revision
  }

  // MARK: - The mouse

  /// The mouse lies on a button of which there is this to say, or on none. It is said once: a hand that trembles on
  /// *Magic!* must not hide what comes of it.
  mutating func hover(over explanation: TextKey?) {
    guard explanation != hovered else { return }
    (hovered, explained) = (explanation, explanation)
  }

  /// A key or a press is an answer of its own.
  mutating func stopExplaining() { explained = nil }

  // MARK: - Time

  /// Seconds between the ticks that the page wants; nil while nothing on it moves.
  var tickInterval: Double? {
    if translation.reveal != nil { return 0.06 }
    return canvas.replay.map { _ in surroundings.reducedMotion ? 0.2 : 0.04 }
  }

  /// Moves on the picture that arrives and the drawing that draws itself again.
  mutating func tick(_ seconds: Double) {
    translation.tick(seconds)
    guard var replay = canvas.replay else { return }
    replay.position += seconds
    canvas.replay = replay.isOver ? nil : replay
    if replay.isOver { notice = Notice(.replayed) }
  }
}

/// What the studio was given when it opened.
package struct Surroundings: Equatable, Sendable {
  package var capabilities: Capabilities
  package var texts: Texts
  /// Ideas, outlines to trace, and samples of the domains.
  package var library: StudioLibrary
  /// Nothing glides or sparkles for people whom movement disturbs.
  package var reducedMotion: Bool
  /// Whether the studio is for an audience: everything large, and nothing asked.
  package var isPresenting: Bool
  /// Whether an audience sees the picture as large as the window allows, and the canvas in what is left.
  package var showsLargePicture = false
  /// Whether a bell may be heard; silent unless somebody asked for it.
  package var hasSound = false
  /// What can be opened from the canvas.
  package var screens: [ScreenEntry]
  /// Where the user's own pictures are; nil where nothing can find their lines.
  package var picturesFolder: String?
  /// Who makes faces that nobody has; nil where nobody does, or where nothing can find their lines.
  package var faces: ByIdentity<any FaceArtist>?
  /// Who guesses what is drawn; nil where nobody does.
  package var guesses: ByIdentity<any DomainGuesser>?
  /// Who makes cartoons of the user's pictures; nil where nobody does.
  package var cartoons: ByIdentity<any PictureCartoonist>?

  package init(
    _ capabilities: Capabilities, _ texts: Texts, library: StudioLibrary = StudioLibrary(), reducedMotion: Bool = false,
    isPresenting: Bool = false, screens: [ScreenEntry] = StudioScreens.all
  ) {
    self.capabilities = capabilities
    self.texts = texts
    self.library = library
    self.reducedMotion = reducedMotion
    self.isPresenting = isPresenting
    self.screens = screens
  }
}

/// The domains, and which of them paints.
package struct DomainChoice: Equatable, Sendable {
  /// Those that can be chosen first, then those with a problem.
  package let all: [DomainInfo]
  /// How many can be chosen.
  package let usableCount: Int
  /// Index of the chosen one.
  package var index: Int

  /// The domain that makes something of every drawing: where nothing was chosen, it paints.
  package static let anything = "anything"

  /// - Parameter name: the domain to begin with; the one for anything where nil, unknown or of no use, or else the first.
  package init(_ domains: [DomainInfo], name: String? = nil) {
    let usable = domains.filter { $0.problem == nil }
    all = usable + domains.filter { $0.problem != nil }
    usableCount = usable.count
    index = usable.firstIndex { $0.name == name } ?? usable.firstIndex { $0.name == Self.anything } ?? 0
  }

  /// The chosen domain; nil where there is none that works.
  package var chosen: DomainInfo? { canChoose(index) ? all[index] : nil }

  /// Index of the domain behind the chosen one; behind the last comes the first.
  package var nextIndex: Int { (index + 1) % max(usableCount, 1) }

  package func canChoose(_ index: Int) -> Bool { (0..<usableCount).contains(index) }

  /// The index of a domain that can be chosen.
  package func index(named name: String) -> Int? { all.prefix(usableCount).firstIndex { $0.name == name } }
}

extension Workbench {
  /// A domain's name for people.
  package func title(ofDomain name: String) -> String {
    if let domain = domains.all.first(where: { $0.name == name }) { return title(of: domain) }
    guard let artist = surroundings.cartoons?.object, artist.name == name else { return name }
    return artist.titles.text(texts.language)
  }

  package func title(of domain: DomainInfo) -> String { domain.titles.text(texts.language) }

  /// Another domain paints; live mode paints the drawing anew. One that cannot paint says why.
  mutating func choose(domain index: Int) -> Outcome {
    guard domains.canChoose(index) else {
      let problem = domains.all.indices.contains(index) ? domains.all[index].problem : nil
      notice = Notice(problem?.textKey ?? .noDomain)
      return []
    }
    let effects = liftPen()
    let isOther = index != domains.index
    domains.index = index
    let name = domains.all[index].name
    notice = Notice(.domainChosen, ["domain": title(of: domains.all[index])])
    // What an audience sees is nobody's choice for the next time.
    let remembered: Outcome = surroundings.isPresenting ? [] : [.journal(.domain(name)), .rememberDomain(name)]
    return effects + remembered + (isOther ? cancelTranslation() + changedDrawing() : [])
  }
}

extension DomainProblem {
  /// The sentence for a child.
  var textKey: TextKey {
    switch self {
    case .unusable: .domainDamaged
    case .notForDrawing: .domainNotForDrawing
    }
  }
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
