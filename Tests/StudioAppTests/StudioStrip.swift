import Foundation
import Generation
import Pictures
import Studio
import StudioApp
import Terminal
import Testing

/// A studio without terminal, disk or queue: messages go in, state and effects are looked at.
struct StudioStrip {
  var state: StudioState
  /// Everything asked of the runtime so far.
  private(set) var effects: [StudioEffect] = []

  static let domains = [
    ("panda", "Panda", "판다"), ("face", "Cartoon face", "만화 얼굴"), ("car", "Car", "자동차"),
    ("handbag", "Handbag", "가방"), ("shoe", "Shoe", "신발"), ("character", "Game character", "게임 캐릭터"),
    ("gemstone", "Gemstone", "보석"), ("space", "Space", "우주"),
  ].map { DomainInfo(name: $0.0, titles: DomainTitles(english: $0.1, korean: $0.2), path: "", isBuiltIn: true) }

  /// A studio with the domains that ship, their ideas, outlines and samples.
  static func equipped(
    columns: Int = 80, rows: Int = 24, language: Language = .english, unicode: Capabilities.UnicodeLevel = .braille,
    colours: Capabilities.ColourDepth = .trueColour, domain: String? = nil, reducedMotion: Bool = true,
    isPresenting: Bool = false
  ) throws -> StudioStrip {
    let titles = [
      ("car", "Car", "자동차"), ("cartoon-face", "Cartoon face", "만화 얼굴"),
      ("game-character", "Game character", "게임 캐릭터"), ("gemstone", "Gemstone", "보석"), ("handbag", "Handbag", "가방"),
      ("panda", "Panda", "판다"), ("shoe", "Shoe", "신발"), ("space", "Space", "우주"),
    ]
    // The second has no card.
    let domains = titles.map { name, english, korean in
      let titles = DomainTitles(english: english, korean: korean)
      let card = name == "cartoon-face" ? nil : Self.card(titles)
      return DomainInfo(name: name, titles: titles, path: "", isBuiltIn: true, card: card)
    }
    var library = Self.library
    // A picture of one's own for each, so that tests hold before the samples have been made.
    for (index, domain) in domains.enumerated() where library.samples[domain.name] == nil {
      library.samples[domain.name] = Image(width: 8, height: 8, red: UInt8(20 * index))
    }
    var strip = try StudioStrip(
      columns: columns, rows: rows, language: language, unicode: unicode, colours: colours, domains: domains,
      reducedMotion: reducedMotion, library: library, isPresenting: isPresenting)
    strip.bench.domains = DomainChoice(domains, name: domain)
    return strip
  }

  /// A card as the shipped ones are, with more letters than ASCII has.
  static func card(_ titles: DomainTitles) -> DomainCard {
    DomainCard(
      titles: titles, network: "resnet width 32, 9 blocks, 256×256", steps: 17818,
      data: [
        DomainCard.Source(name: "Drawn \(titles.english)", licence: "MIT", credit: "AICanvas, drawn by program"),
        DomainCard.Source(name: "Photographs", licence: "CC BY 4.0", credit: "© 2013 Müller and others, 사진"),
      ],
      figures: [
        DomainCard.Figure(title: "line following", value: "0.7196"), DomainCard.Figure(title: "L1", value: "0.0815"),
      ],
      limitations: [
        "Large empty faces can show a pale smudge of sky in the middle.",
        "Eyes that were not drawn are guessed, sometimes as a dark blur.",
      ])
  }

  private static let library = StudioLibrary(
    assets: URL(filePath: textsFolder).deletingLastPathComponent().path,
    domains: ["car", "cartoon-face", "game-character", "gemstone", "handbag", "panda", "shoe", "space"])

  /// The texts of the repository.
  static let textsFolder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Assets/Texts")
    .standardized.path

  init(
    columns: Int = 80, rows: Int = 24, language: Language = .english, unicode: Capabilities.UnicodeLevel = .braille,
    colours: Capabilities.ColourDepth = .trueColour, domains: [DomainInfo] = StudioStrip.domains, isLive: Bool = false,
    recovered: Drawing? = nil, reducedMotion: Bool = true, library: StudioLibrary = StudioLibrary(),
    isPresenting: Bool = false, screens: [ScreenEntry] = StudioScreens.all
  ) throws {
    let surroundings = Surroundings(
      Capabilities(columns: columns, rows: rows, colourDepth: colours, unicode: unicode),
      try Texts(language, folder: Self.textsFolder), library: library, reducedMotion: reducedMotion,
      isPresenting: isPresenting, screens: screens)
    var bench = Workbench(surroundings, DomainChoice(domains), seed: 7)
    if isLive { bench.translation.isLive = true }
    state = StudioState(bench, recovered: recovered.map { RecoveredDrawing($0) })
  }

  // MARK: - Looking at it

  /// What the layers share.
  var bench: Workbench {
    get { state.bench }
    set { state.bench = newValue }
  }

  /// Whether a screen of this kind is open, perhaps below a dialog.
  func isOn<Screen: StudioLayer>(_ kind: Screen.Type) -> Bool { state.layers.screen is Screen }

  /// Whether a dialog of this kind is on top.
  func has<Dialog: StudioLayer>(_ kind: Dialog.Type) -> Bool { state.layers.top is Dialog }

  /// The row of pictures behind the gallery or behind one of its pictures.
  var wall: GalleryWall {
    state.layers.first(GalleryScreen.self)?.wall ?? creation?.wall ?? GalleryWall()
  }

  var creation: CreationScreen? { state.layers.first() }
  var picker: PickerScreen { open() }
  var about: AboutScreen { open() }
  var ideas: IdeasScreen { open() }
  var stickers: StickersScreen { open() }
  var presenter: PresenterScreen { open() }

  private func open<Layer: StudioLayer>(_ kind: Layer.Type = Layer.self) -> Layer {
    guard let layer = state.layers.first(kind) else { preconditionFailure("no \(kind) is open") }
    return layer
  }

  /// The buttons of a screen that is on top.
  func buttons<Screen: StudioLayer>(_ kind: Screen.Type) -> [Button<Screen.Action>] {
    (state.layers.top as? Screen)?.buttons(bench) ?? []
  }

  // MARK: - Sending

  @discardableResult
  mutating func send(_ message: StudioMessage) -> [StudioEffect] {
    let new = StudioUpdate.update(&state, message)
    effects += new
    return new
  }

  /// Sends a message, says what it is expected to ask for, and names every change of the bench. The layers stay.
  mutating func send(
    _ message: StudioMessage, asks expected: [StudioEffect] = [], sourceLocation: SourceLocation = #_sourceLocation,
    changes: (inout Workbench) -> Void = { _ in }
  ) {
    var hoped = state
    changes(&hoped.bench)
    let new = send(message)
    #expect(new == expected, sourceLocation: sourceLocation)
    #expect(state == hoped, sourceLocation: sourceLocation)
  }

  @discardableResult
  mutating func press(_ key: Key) -> [StudioEffect] { send(.input(.key(key))) }

  /// A strip of keys: letters and digits stand for themselves, `↵` Enter, `⎋` Escape, `⇥` Tab, `⇤` Shift-Tab, arrows
  /// and the space bar.
  @discardableResult
  mutating func keys(_ strip: String) -> [StudioEffect] {
    let named: [Character: Key] = [
      "↵": .enter, "⎋": .escape, "⇥": .tab, "⇤": .backTab, "←": .left, "→": .right, "↑": .up, "↓": .down,
    ]
    return strip.flatMap { press(named[$0] ?? .character($0)) }
  }

  @discardableResult
  mutating func mouse(_ action: MouseEvent.Action, _ column: Double, _ row: Double) -> [StudioEffect] {
    let button: MouseEvent.Button = action == .move ? .none : .left
    return send(.input(.mouse(MouseEvent(action, button: button, column: column, row: row))))
  }

  /// A cell of the canvas as a place on the screen.
  func place(_ x: Double, _ y: Double) -> (column: Double, row: Double) {
    let area = DrawingLayout(bench.capabilities).canvas
    return (Double(area.column) + x * Double(area.columns), Double(area.row) + y * Double(area.rows))
  }

  /// Draws with the mouse through places of the canvas, 0…1.
  mutating func drag(_ points: (Double, Double)...) {
    for (index, point) in points.enumerated() {
      let at = place(point.0, point.1)
      mouse(index == 0 ? .press : .drag, at.column, at.row)
    }
    if let last = points.last {
      let at = place(last.0, last.1)
      mouse(.release, at.column, at.row)
    }
  }

  /// Presses the button of an action with the mouse.
  @discardableResult
  mutating func click(
    _ action: some Hashable, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [StudioEffect] {
    let button = try #require(
      StudioView.buttons(state).first { $0.action == AnyHashable(action) }, sourceLocation: sourceLocation)
    let place = button.rectangle
    return mouse(.press, Double(place.column) + 0.5, Double(place.row) + 0.5)
  }

  /// The queue's answer to the newest request.
  @discardableResult
  mutating func answer(_ kind: TranslationEvent.Kind) throws -> [StudioEffect] {
    let request = try #require(requests.last)
    return send(.translation(event(request, kind)))
  }

  func event(_ request: TranslationRequest, _ kind: TranslationEvent.Kind) -> TranslationEvent {
    TranslationEvent(canvas: request.canvas, revision: request.revision, domain: request.domain, kind: kind)
  }

  var requests: [TranslationRequest] {
    effects.compactMap { effect in
      if case .translate(let request) = effect { request } else { nil }
    }
  }

  var journal: [JournalEntry] {
    effects.compactMap { effect in
      if case .journal(let entry) = effect { entry } else { nil }
    }
  }

  /// Answers the gallery's request for a page with as many of `total` pictures as it asks for.
  mutating func hang(
    _ total: Int, choices: GalleryChoices = StudioStrip.choices, readable: (Int) -> Bool = { _ in true }
  ) throws {
    let query = try #require(wall.awaited)
    let last = min(query.offset + query.limit, total)
    let items = (query.offset..<max(last, query.offset)).map { index in
      GalleryItem(
        creation: Self.creation(index, inTrash: query.inTrash), thumbnail: readable(index) ? Self.picture : nil)
    }
    send(.answer(.galleryPage(GalleryPage(query: query, items: items, total: total, choices: choices))))
  }

  /// Answers the gallery's requests until it has no more.
  mutating func deliver(_ total: Int) throws {
    while wall.awaited != nil { try hang(total) }
  }

  /// What the harness's gallery can be filtered by.
  static let choices: GalleryChoices = {
    var choices = GalleryChoices()
    choices.artists = [Artist(), Artist(.penguin, .brown)]
    choices.domains = ["character", "panda"]
    choices.stars = [3, 2, 1]
    choices.stickers = [.firstPicture, .eightDomains]
    choices.hasFavourites = true
    return choices
  }()

  static func creation(_ index: Int, inTrash: Bool = false) -> Creation {
    let day = Date(timeIntervalSince1970: 1_770_000_000)
    return Creation(
      id: Int64(100 + index), created: day, domain: "panda", artist: Artist(), strokeCount: 7, width: 256, height: 256,
      lineFollowing: 0.82, stars: index % 3 + 1, translateMilliseconds: 823, checkpointDigest: nil,
      file: "\(index).png", trashed: inTrash ? day : nil)
  }

  static let picture = Image(width: 8, height: 8, red: 200, green: 120, blue: 40)
  static let drawing = [Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.8)]), Stroke(points: [Point(0.5, 0.1)])]

  /// Some stickers, the last of them for a panda drawn with one line.
  static let record: ArtistRecord = {
    var ink = InkFacts()
    ink.strokes = 1
    ink.length = 2
    let facts = CreationFacts(ink: ink, hintFollowing: nil, day: "2026-11-21")
    return ArtistRecord(
      (0..<5).map { index in
        var creation = creation(index)
        creation.facts = facts
        return creation
      })
  }()

  static func opened(_ index: Int, inTrash: Bool = false) -> OpenedCreation {
    OpenedCreation(
      creation: creation(index, inTrash: inTrash), picture: picture, sketch: picture, strokes: drawing)
  }
}

extension Tag {
  @Tag static var studioView: Self
}
