import Generation
import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

/// Faces of one colour, and none at all of the second kind.
private final class PlainFaces: FaceArtist {
  struct NoFace: Error {}

  let kinds = [
    DomainTitles(english: "Cartoon faces", korean: "만화 얼굴"), DomainTitles(english: "Portraits", korean: "인물"),
  ]

  func face(at place: FacePlace) throws -> Image {
    guard place.kind == 0 else { throw NoFace() }
    return Image(width: 8, height: 8, red: UInt8(place.share * 255), green: UInt8(place.from % 256))
  }
}

extension StudioStrip {
  static let faces = ByIdentity<any FaceArtist>(PlainFaces())

  var surpriseFaces: SurpriseFaceScreen? { state.layers.first() }

  /// Opens the page of faces; returns what it asks for.
  @discardableResult
  mutating func openSurpriseFaces() -> [StudioEffect] {
    bench.surroundings.faces = Self.faces
    return keys("bs")
  }

  /// Makes the face that was asked for last; returns what is asked for then.
  @discardableResult
  mutating func deliverFace() -> [StudioEffect] {
    guard let job = effects.compactMap(Self.faceJob).last else { return [] }
    return send(.answer(.job(AnyJob(job).run())))
  }

  static func faceJob(_ effect: StudioEffect) -> MakeFace? {
    guard case .run(let job) = effect else { return nil }
    return job.job as? MakeFace
  }
}

@Suite("Faces that nobody has", .tags(.studioView), .ownThread) struct SurpriseFaceScreenTests {
  private let outline = [Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.2), Point(0.8, 0.8)])]

  @Test("Where nothing makes faces there is no button for them") func unavailable() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("bs")
    #expect(strip.isOn(IdeasScreen.self))
    #expect(!strip.buttons(IdeasScreen.self).contains { $0.action == .surpriseFace })
  }

  @Test("S on the page of ideas, or its button, shows a face") func opens() throws {
    var strip = try StudioStrip.equipped()
    let asked = strip.openSurpriseFaces()
    #expect(strip.isOn(SurpriseFaceScreen.self) && asked.compactMap(StudioStrip.faceJob).count == 1)
    #expect(StudioView.render(strip.state).isProvisional && StudioView.render(strip.state).pictures.isEmpty)
    #expect(strip.deliverFace().isEmpty)
    #expect(StudioView.render(strip.state).pictures.map(\.image) == [strip.surpriseFaces?.face])
    var byMouse = try StudioStrip.equipped()
    byMouse.openSurpriseFaces()
    byMouse.keys("⎋")
    #expect(byMouse.isOn(IdeasScreen.self))
    try byMouse.click(IdeasScreen.Action.surpriseFace)
    #expect(byMouse.isOn(SurpriseFaceScreen.self))
  }

  @Test("While → is held one face turns into the next, in small steps, and never more than one is under way")
  func walks() throws {
    var strip = try StudioStrip.equipped()
    strip.openSurpriseFaces()
    strip.deliverFace()
    let start = try #require(strip.surpriseFaces?.place)
    #expect(strip.keys("→→→→").compactMap(StudioStrip.faceJob).count == 1)
    #expect(strip.surpriseFaces?.place.share == 1.0 / 24)
    strip.deliverFace()
    for _ in 0..<23 {
      strip.keys("→")
      strip.deliverFace()
    }
    let arrived = try #require(strip.surpriseFaces?.place)
    #expect(arrived.from == start.to && arrived.share == 0 && arrived.to != start.to)
  }

  @Test("N shows another face at once, also while one is being made") func another() throws {
    var strip = try StudioStrip.equipped()
    strip.openSurpriseFaces()
    let first = try #require(strip.surpriseFaces?.place)
    #expect(strip.keys("n").compactMap(StudioStrip.faceJob).isEmpty)
    #expect(strip.surpriseFaces?.place != first)
    #expect(strip.deliverFace().compactMap(StudioStrip.faceJob).map(\.place) == [strip.surpriseFaces?.place])
    strip.deliverFace()
    #expect(strip.surpriseFaces?.face?.pixels[1] == strip.surpriseFaces.map { UInt8($0.place.from % 256) })
  }

  @Test("A kind whose file cannot be read is told, and the face before stays") func fails() throws {
    var strip = try StudioStrip.equipped()
    strip.openSurpriseFaces()
    strip.deliverFace()
    let face = strip.surpriseFaces?.face
    strip.keys("d")
    #expect(strip.deliverFace().isEmpty)
    #expect(strip.bench.notice.key == .noFace && strip.surpriseFaces?.face == face)
    strip.keys("d")
    strip.deliverFace()
    #expect(strip.surpriseFaces?.place.kind == 0)
  }

  @Test("Enter makes lines of the face, T lays them below; both can be called off", arguments: [true, false])
  func lines(_ traces: Bool) throws {
    var strip = try StudioStrip.equipped()
    strip.openSurpriseFaces()
    #expect(strip.keys("↵") == [], "there is no face yet")
    strip.deliverFace()
    let face = try #require(strip.surpriseFaces?.face)
    #expect(strip.keys("↵") == [.findOutline(OutlineRequest(.picture(face), number: 1))])
    #expect(strip.keys("⎋") == [.cancelOutline] && strip.isOn(SurpriseFaceScreen.self))
    let late = OutlineAnswer(OutlineRequest(.picture(face), number: 1), .success(outline))
    strip.send(.answer(.job(AnyAnswer(late))))
    #expect(strip.isOn(SurpriseFaceScreen.self), "nobody waits for it any more")
    let request = OutlineRequest(.picture(face), number: 2)
    #expect(strip.keys(traces ? "t" : "↵") == [.findOutline(request)])
    strip.send(.answer(.job(AnyAnswer(OutlineAnswer(request, .failure(.noLines))))))
    #expect(strip.isOn(SurpriseFaceScreen.self) && strip.bench.notice.key == .problem)
    strip.keys(traces ? "t" : "↵")
    let again = OutlineRequest(.picture(face), number: 3)
    strip.send(.answer(.job(AnyAnswer(OutlineAnswer(again, .success(outline))))))
    #expect(strip.isOn(DrawingScreen.self))
    #expect(strip.bench.canvas.drawing.strokes == (traces ? [] : outline))
    #expect(strip.bench.canvas.outline == (traces ? outline : []))
  }
}

@Suite("Networks that make faces", .ownThread) struct NoiseFacesTests {
  @Test("Faces of the shipped generators, drawn ones first; a way between two has small steps") func shipped() throws {
    let catalogue = DomainCatalogue(builtIn: Program.repository.appendingPathComponent("Checkpoints").path, own: nil)
    let faces = try #require(NoiseFaces(catalogue.surprises, upscaler: catalogue.loadPictureUpscaler))
    #expect(faces.kinds.count >= 2 && faces.kinds[0].english.contains("cartoon"))
    func difference(_ a: Image, _ b: Image) -> Double {
      Double(zip(a.pixels, b.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(a.pixels.count)
    }
    for kind in faces.kinds.indices {
      let images = try [0, 0.05, 1].map { try faces.face(at: FacePlace(kind: kind, from: 3, to: 4, share: $0)) }
      #expect(images[0].width == 256 && images[0].height == 256)
      #expect(difference(images[2], try faces.face(at: FacePlace(kind: kind, from: 4, to: 9))) < 0.1)
      #expect(difference(images[0], images[1]) < 0.5 * difference(images[0], images[2]))
    }
    #expect(NoiseFaces([]) == nil)
  }
}
