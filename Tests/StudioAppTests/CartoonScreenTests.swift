import Foundation
import Generation
import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

/// Cartoons that are the photograph in one colour.
private final class PlainCartoonist: PictureCartoonist {
  let name = "cartoon"
  let titles = DomainTitles(english: "Cartoon", korean: "만화")

  func cartoon(ofPictureAt path: String) throws -> PictureCartoon {
    guard path.hasSuffix("0.png") else { throw OwnPictureProblem.tooNarrow }
    return PictureCartoon(
      photograph: Image(width: 12, height: 8, red: 90), cartoon: Image(width: 12, height: 8, red: 250),
      milliseconds: 3, checkpointDigest: "abc")
  }
}

extension StudioStrip {
  static let cartoons = ByIdentity<any PictureCartoonist>(PlainCartoonist())

  var cartoon: CartoonScreen? { state.layers.first() }

  /// Opens the cartoon of the first of some pictures.
  mutating func openCartoon() {
    bench.surroundings.cartoons = Self.cartoons
    openOwnPictures(5)
    keys("c")
  }

  /// Makes the cartoon that was asked for last.
  @discardableResult
  mutating func deliverCartoon() -> [StudioEffect] {
    guard let job = effects.compactMap(Self.cartoonJob).last else { return [] }
    return send(.answer(.job(AnyJob(job).run())))
  }

  static func cartoonJob(_ effect: StudioEffect) -> MakeCartoon? {
    guard case .run(let job) = effect else { return nil }
    return job.job as? MakeCartoon
  }
}

@Suite("Cartoons of the user's own pictures", .tags(.studioView), .ownThread) struct CartoonScreenTests {
  private var keeping: PictureCartoon {
    get throws { try PlainCartoonist().cartoon(ofPictureAt: "0.png") }
  }

  @Test("Where nothing makes cartoons there is no button for them") func unavailable() throws {
    var strip = try StudioStrip.equipped()
    strip.openOwnPictures(5)
    strip.keys("c")
    #expect(strip.isOn(OwnPictureScreen.self))
    #expect(!strip.buttons(OwnPictureScreen.self).contains { $0.action == .cartoon })
  }

  @Test("C, or the button, shows the marked picture beside its cartoon; Escape leads back to the same wall")
  func opens() throws {
    var strip = try StudioStrip.equipped()
    strip.bench.surroundings.cartoons = StudioStrip.cartoons
    strip.openOwnPictures(5)
    let wall = strip.ownPictures?.wall
    try strip.click(OwnPictureScreen.Action.cartoon)
    #expect(StudioView.render(strip.state).isProvisional)
    strip.deliverCartoon()
    #expect(StudioView.render(strip.state).pictures.map { $0.image.pixels[0] } == [90, 250])
    strip.keys("⎋")
    #expect(strip.ownPictures?.wall == wall)
  }

  @Test("A picture of which no cartoon can be made is told on the wall") func fails() throws {
    var strip = try StudioStrip.equipped()
    strip.bench.surroundings.cartoons = StudioStrip.cartoons
    strip.openOwnPictures(5)
    strip.keys("→c")
    #expect(strip.deliverCartoon().isEmpty)
    #expect(strip.isOn(OwnPictureScreen.self) && strip.bench.notice.key == .problem)
  }

  @Test("The photograph is kept only where somebody says so, and each cartoon once", arguments: [false, true])
  func keeps(_ withPhotograph: Bool) throws {
    var strip = try StudioStrip.equipped()
    strip.openCartoon()
    #expect(strip.keys("k") == [], "there is no cartoon yet")
    strip.deliverCartoon()
    if withPhotograph { strip.keys("p") } else { strip.keys("pp") }
    let wanted = StudioEffect.keepCartoon(
      try keeping, domain: "cartoon", withPhotograph: withPhotograph, strip.bench.artist)
    #expect(strip.keys("k") == [wanted])
    #expect(strip.keys("kp") == [] && strip.cartoon?.keepsPhotograph == withPhotograph)
    strip.send(.problem("The disk is full."))
    #expect(strip.keys("k") == [wanted], "it may be tried again")
    strip.send(.answer(.cartoonKept))
    #expect(strip.keys("k") == [] && strip.bench.notice.key == .keptAlready)
  }

  @Test("Its lines come onto a page, as those of a picture do") func lines() throws {
    var strip = try StudioStrip.equipped()
    strip.openCartoon()
    strip.deliverCartoon()
    let request = OutlineRequest(.picture(try keeping.cartoon), number: 1)
    #expect(strip.keys("↵") == [.findOutline(request)])
    strip.send(.answer(.job(AnyAnswer(OutlineAnswer(request, .success(StudioStrip.drawing))))))
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.canvas.drawing.strokes == StudioStrip.drawing)
  }

  @Test("A kept cartoon has its name in both languages, no stars, and no drawing to go on with") func kept() throws {
    var strip = try StudioStrip.equipped(language: .korean)
    strip.bench.surroundings.cartoons = StudioStrip.cartoons
    #expect(strip.bench.title(ofDomain: "cartoon") == "만화")
    strip.keys("g")
    try strip.hang(3)
    strip.keys("↵")
    var opened = StudioStrip.opened(0)
    opened.creation.strokeCount = 0
    opened.creation.domain = "cartoon"
    opened.strokes = []
    strip.send(.answer(.creation(opened)))
    #expect(opened.creation.shownStars == 0)
    let buttons = strip.buttons(CreationScreen.self)
    #expect(buttons.first { $0.action == .editAgain }?.isEnabled == false)
    #expect(strip.keys("ea") == [] && strip.creation?.replay == nil)
    #expect(StudioView.render(strip.state).grid.lines.joined().contains("사진"))
  }
}

@Suite("The network that makes cartoons", .ownThread) struct NetworkCartoonistTests {
  @Test("A photograph's cartoon has its shape; what cannot be one is told") func shipped() throws {
    let catalogue = DomainCatalogue(builtIn: Program.repository.appendingPathComponent("Checkpoints").path, own: nil)
    let artist = NetworkCartoonist(try #require(catalogue.cartoonArtist))
    #expect(artist.name == "cartoon" && artist.titles.korean == "만화")
    let folder = FileManager.default.temporaryDirectory.path + "/cartoons-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Image(width: 60, height: 36, red: 200, green: 90).write(to: folder + "/photo.png")
    let made = try artist.cartoon(ofPictureAt: folder + "/photo.png")
    #expect(made.photograph.width == 60 && made.photograph.height == 36)
    #expect(made.cartoon.width == 60 && made.cartoon.height == 36 && made.checkpointDigest != nil)
    try Image(width: 900, height: 4, red: 200).write(to: folder + "/strip.png")
    #expect(throws: OwnPictureProblem.tooNarrow) { try artist.cartoon(ofPictureAt: folder + "/strip.png") }
    #expect(throws: OwnPictureProblem.unreadable) { try artist.cartoon(ofPictureAt: folder + "/none.png") }
  }
}
