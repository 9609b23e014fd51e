import Foundation
import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

extension StudioStrip {
  var ownPictures: OwnPictureScreen? { state.layers.first() }

  static let picturesFolder = "/home/child/Pictures"

  static func album(_ count: Int) -> PictureAlbum {
    let titles = ["cat", "IMG_20261128_153012_HDR_panorama", "고양이와 강아지가 함께 노는 사진", "a"]
    return PictureAlbum(
      folder: picturesFolder,
      files: (0..<count).map {
        PictureAlbum.File(path: "\(picturesFolder)/\($0).png", title: titles[$0 % titles.count])
      })
  }

  /// Opens the user's own pictures, of which there are so many, and reads what the screen asks for.
  mutating func openOwnPictures(_ count: Int, readable: (Int) -> Bool = { $0 != 2 }) {
    bench.surroundings.picturesFolder = Self.picturesFolder
    keys("bp")
    let effects = send(.answer(.job(AnyAnswer(Self.album(count)))))
    deliverThumbnails(effects, readable: readable)
  }

  /// Answers each request for a thumbnail, and those that follow from it; returns how many there were.
  @discardableResult
  mutating func deliverThumbnails(_ effects: [StudioEffect], readable: (Int) -> Bool = { _ in true }) -> Int {
    var open = effects
    var count = 0
    while let effect = open.popLast() {
      guard let job = Self.thumbnailJob(effect) else { continue }
      let number = Int(job.path.split(separator: "/").last?.split(separator: ".").first ?? "") ?? 0
      let image = readable(number) ? Image(width: 8, height: 6, red: UInt8(number % 200)) : nil
      open += send(.answer(.job(AnyAnswer(ReadThumbnail.Answer(path: job.path, side: job.side, image: image)))))
      count += 1
    }
    return count
  }

  static func thumbnailJob(_ effect: StudioEffect) -> ReadThumbnail? {
    guard case .run(let job) = effect else { return nil }
    return job.job as? ReadThumbnail
  }
}

@Suite("The user's own pictures", .tags(.studioView), .ownThread) struct OwnPictureScreenTests {
  private let outline = [
    Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.2), Point(0.8, 0.8)]), Stroke(points: [Point(0.5, 0.5)]),
  ]

  private func answer(_ strip: StudioStrip, _ result: Result<[Stroke], OwnPictureProblem>) throws -> StudioMessage {
    let request = try #require(strip.ownPictures?.request)
    return .answer(.job(AnyAnswer(OutlineAnswer(request, result))))
  }

  @Test("Where nothing can find lines there is no button for it") func unavailable() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("bp")
    #expect(strip.isOn(IdeasScreen.self))
    #expect(!strip.buttons(IdeasScreen.self).contains { $0.action == .ownPicture })
  }

  @Test("P on the page of ideas, or its button, lists the folder; then pictures come one at a time")
  func opens() throws {
    var strip = try StudioStrip.equipped()
    strip.bench.surroundings.picturesFolder = StudioStrip.picturesFolder
    var byMouse = strip
    #expect(strip.keys("bp").last == .run(AnyJob(ListPictures(folder: StudioStrip.picturesFolder))))
    byMouse.keys("b")
    try byMouse.click(IdeasScreen.Action.ownPicture)
    #expect(byMouse.state == strip.state)
    #expect(StudioView.render(strip.state).isProvisional)
    let first = strip.send(.answer(.job(AnyAnswer(StudioStrip.album(40)))))
    #expect(first.compactMap(StudioStrip.thumbnailJob).map(\.path) == ["\(StudioStrip.picturesFolder)/0.png"])
    let job = try #require(first.compactMap(StudioStrip.thumbnailJob).first)
    let next = strip.send(
      .answer(.job(AnyAnswer(ReadThumbnail.Answer(path: job.path, side: job.side, image: StudioStrip.picture)))))
    #expect(next.compactMap(StudioStrip.thumbnailJob).map(\.path) == ["\(StudioStrip.picturesFolder)/1.png"])
    let frame = StudioView.render(strip.state)
    #expect(frame.pictures.count == 1 && frame.pictures[0].image == StudioStrip.picture)
    let text = frame.grid.lines.joined(separator: "\n")
    #expect(text.contains("1 / 40") && text.contains("cat"))
  }

  @Test("Of thousands no more are read and held than are near; what is seen is read first") func thousands() throws {
    var strip = try StudioStrip.equipped()
    strip.openOwnPictures(5000)
    let shown = try #require(strip.ownPictures?.wall.layout(strip.bench.capabilities).tiles.count)
    #expect(strip.ownPictures?.wall.thumbnails.count == 2 * shown)
    let effects = strip.press(.end)
    #expect(strip.ownPictures?.wall.selected == 4999)
    let first = try #require(effects.compactMap(StudioStrip.thumbnailJob).first)
    let top = try #require(strip.ownPictures?.wall.top)
    let perRow = try #require(strip.ownPictures?.wall.layout(strip.bench.capabilities).perRow)
    #expect(first.path == "\(StudioStrip.picturesFolder)/\(top * perRow).png")
    strip.deliverThumbnails(effects)
    for _ in 0..<20 { strip.deliverThumbnails(strip.press(.pageUp)) }
    let held = try #require(strip.ownPictures?.wall.thumbnails.count)
    #expect(held <= 6 * shown)
    #expect(StudioView.render(strip.state).pictures.count <= GalleryLayout.mostBlocks)
  }

  @Test("A picture that was left behind by scrolling is not shown in another's place") func late() throws {
    var strip = try StudioStrip.equipped()
    strip.bench.surroundings.picturesFolder = StudioStrip.picturesFolder
    strip.keys("bp")
    let first = strip.send(.answer(.job(AnyAnswer(StudioStrip.album(5000)))))
    let job = try #require(first.compactMap(StudioStrip.thumbnailJob).first)
    #expect(strip.press(.end) == [], "one at a time")
    let next = strip.send(
      .answer(.job(AnyAnswer(ReadThumbnail.Answer(path: job.path, side: job.side, image: StudioStrip.picture)))))
    #expect(strip.ownPictures?.wall.thumbnails.isEmpty == true)
    #expect(next.compactMap(StudioStrip.thumbnailJob).first?.path != job.path && next.count == 1)
  }

  @Test("Enter makes lines of the marked picture: one step on a fresh page, for the journal too") func lines() throws {
    var strip = try StudioStrip.equipped()
    strip.drag((0.1, 0.1), (0.9, 0.9))
    let before = strip.bench.canvas.drawing.strokes
    strip.openOwnPictures(5)
    strip.keys("→")
    let request = OutlineRequest(.file("\(StudioStrip.picturesFolder)/1.png"), number: 1)
    #expect(strip.keys("↵") == [.findOutline(request)])
    #expect(strip.isOn(OwnPictureScreen.self) && strip.bench.notice.key == .findingLines)
    let effects = strip.send(try answer(strip, .success(outline)))
    #expect(effects == [.journal(.clear), .awaitJournal, .journal(.strokes(outline))])
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.canvas.drawing.strokes == outline)
    #expect(strip.bench.notice.key == .linesFound)
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.isEmpty, "one undo takes all the lines")
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes == before, "the next one brings the page before")
    strip.keys("rr")
    #expect(strip.bench.canvas.drawing.strokes == outline)
    // A drawing like any other: it can be drawn on, erased from, coloured, and made into a picture.
    strip.keys("e")
    strip.drag((0.2, 0.2), (0.4, 0.2))
    strip.keys("c")
    strip.drag((0.6, 0.6), (0.7, 0.7))
    #expect(strip.bench.canvas.drawing.strokes.count == 4)
    strip.keys("↵")
    #expect(strip.requests.last?.strokes.count == 4)
  }

  @Test("T lays the lines faintly below the drawing, to trace") func trace() throws {
    var strip = try StudioStrip.equipped()
    strip.openOwnPictures(5)
    strip.keys("t")
    #expect(strip.send(try answer(strip, .success(outline))) == [])
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.canvas.outline == outline)
    #expect(strip.bench.canvas.drawing.isEmpty && strip.bench.notice.key == .tracing)
  }

  @Test("In live mode the lines become a picture at once") func live() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("l")
    strip.openOwnPictures(5)
    strip.keys("↵")
    strip.send(try answer(strip, .success(outline)))
    #expect(strip.requests.last?.strokes == outline)
  }

  @Test("The mouse alone: a press marks, another takes; the wheel scrolls") func mouse() throws {
    var strip = try StudioStrip.equipped()
    strip.openOwnPictures(400)
    try strip.click(OwnPictureScreen.Action.select(1))
    #expect(strip.ownPictures?.wall.selected == 1 && strip.ownPictures?.request == nil)
    strip.send(.input(.mouse(MouseEvent(.wheelDown, button: .none, column: 10, row: 10))))
    #expect(strip.ownPictures?.wall.top == 1)
    try strip.click(OwnPictureScreen.Action.scrollDown)
    try strip.click(OwnPictureScreen.Action.scrollUp)
    #expect(strip.ownPictures?.wall.top == 1)
    let selected = try #require(strip.ownPictures?.wall.selected)
    let effects = try strip.click(OwnPictureScreen.Action.select(selected))
    let path = "\(StudioStrip.picturesFolder)/\(selected).png"
    #expect(effects.contains(.findOutline(OutlineRequest(.file(path), number: 1))))
    #expect(try strip.click(OwnPictureScreen.Action.stop) == [.cancelOutline])
    try strip.click(OwnPictureScreen.Action.back)
    #expect(strip.isOn(IdeasScreen.self))
  }

  @Test("A search can be called off; its answer changes nothing any more") func stopped() throws {
    var strip = try StudioStrip.equipped()
    strip.openOwnPictures(5)
    strip.keys("↵")
    let late = try answer(strip, .success(outline))
    #expect(strip.keys("↵→t") == [], "nothing else can be asked meanwhile")
    #expect(strip.keys("⎋") == [.cancelOutline])
    #expect(strip.isOn(OwnPictureScreen.self) && strip.bench.notice.key == .linesStopped)
    #expect(strip.send(late) == [])
    #expect(strip.bench.canvas.drawing.isEmpty && strip.isOn(OwnPictureScreen.self))
    strip.keys("↵")
    #expect(strip.send(late) == [], "not even while another is awaited")
    strip.send(try answer(strip, .success(outline)))
    #expect(strip.bench.canvas.drawing.strokes == outline)
  }

  @Test("What cannot be used is told in one sentence, in the child's language", arguments: OwnPictureProblem.allCases)
  func problems(_ problem: OwnPictureProblem) throws {
    for language in Language.allCases {
      var strip = try StudioStrip.equipped(columns: 40, rows: 12, language: language)
      strip.openOwnPictures(5)
      strip.keys("↵")
      #expect(strip.send(try answer(strip, .failure(problem))) == [])
      #expect(strip.isOn(OwnPictureScreen.self) && strip.ownPictures?.request == nil)
      #expect(strip.bench.notice.key == .problem)
      let frame = StudioView.render(strip.state)
      #expect(frame.cutTexts == [] && !(frame.grid.lines.last ?? "").contains("{"))
    }
  }

  @Test("A folder without pictures says so, and where they belong", arguments: Language.allCases)
  func nothing(_ language: Language) throws {
    var strip = try StudioStrip.equipped(language: language)
    strip.openOwnPictures(0)
    #expect(StudioView.render(strip.state).grid.lines.joined().contains("/home/child/Pictures"))
    #expect(strip.keys("↵t→←") == [])
    #expect(strip.buttons(OwnPictureScreen.self).filter(\.isEnabled).map(\.action) == [.back])
    strip.keys("⎋")
    #expect(strip.isOn(IdeasScreen.self))
  }

  @Test("A new window size keeps the marked picture in sight and reads larger pictures", arguments: FitTests.sizes)
  func resize(_ size: (Int, Int)) throws {
    var strip = try StudioStrip.equipped(columns: 40, rows: 12)
    strip.openOwnPictures(60)
    strip.deliverThumbnails(strip.keys("→→→→→→→→→→→→→"))
    let effects = strip.send(.capabilities(Capabilities(columns: size.0, rows: size.1)))
    strip.deliverThumbnails(effects)
    let wall = try #require(strip.ownPictures?.wall)
    #expect(wall.selected == 13)
    #expect(strip.buttons(OwnPictureScreen.self).contains { $0.action == .select(13) })
    let tile = try #require(wall.layout(strip.bench.capabilities).tiles.first)
    let side = tile.inset().columns * strip.bench.capabilities.cell.width
    let read = try #require(wall.thumbnails[13]?.side)
    #expect(read * 5 >= side * 4)
  }
}
