import Foundation
import Generation
import Pictures
import Support
import Testing

/// Which way faces look and what they wear, from landmarks and pixels that are known.
@Suite(.ownThread) struct FaceFilterTests {
  /// A face of 100 pixels between the eyes, its nose and mouth moved by shares of that, turned in the plane.
  private func face(nose: Double = 0.5, mouth: Double = 0.5, tilt: Double = 0, mouthTilt: Double = 0) -> Face {
    func turned(_ point: Point, _ degrees: Double, about centre: Point) -> Point {
      let (s, c) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
      let way = point - centre
      return centre + Point(c * way.x - s * way.y, s * way.x + c * way.y)
    }
    let middle = Point(150, 150)
    let mouthCentre = Point(100 + 100 * mouth, 250)
    let corners = [Point(mouthCentre.x - 40, 250), Point(mouthCentre.x + 40, 250)].map {
      turned($0, mouthTilt, about: mouthCentre)
    }
    let points = [Point(100, 150), Point(200, 150), Point(100 + 100 * nose, 205)] + corners
    return Face(
      box: FaceBox(x: 50, y: 80, width: 200, height: 240), landmarks: points.map { turned($0, tilt, about: middle) },
      score: 0.9)
  }

  @Test func frontFacesAndOthers() throws {
    #expect(try #require(FacePose(face())).fault == nil)
    for tilt in [-9.0, 9] {
      let pose = try #require(FacePose(face(nose: 0.4, tilt: tilt)))
      #expect(abs(pose.tilt - tilt) < 1e-9 && abs(pose.nose - 0.4) < 1e-9 && abs(pose.mouthTilt) < 1e-9)
      #expect(pose.fault == nil)
    }
    #expect(FacePose(face(tilt: 11))?.fault == "the head leans")
    #expect(FacePose(face(tilt: -170))?.fault == "the head leans")
    #expect(FacePose(face(nose: 0.7))?.fault == "the head is turned")
    #expect(FacePose(face(nose: 0.3))?.fault == "the head is turned")
    #expect(FacePose(face(mouth: 0.62))?.fault == "the mouth is askew")
    #expect(FacePose(face(mouthTilt: 9))?.fault == "the mouth is askew")
    #expect(FacePose(Face(box: face().box, landmarks: [], score: 1)) == nil)
    let blind = Face(box: face().box, landmarks: [Point](repeating: Point(5, 5), count: 5), score: 1)
    #expect(FacePose(blind) == nil)
  }

  @Test func brightnessAroundTheEyes() throws {
    var picture = Image(width: 300, height: 300, red: 200, green: 160, blue: 140)
    let face = face()
    let bare = try #require(EyeBrightness.ratio(face, in: picture))
    #expect(abs(bare - 1) < 1e-9)
    // Pupils and brows: a third of what is looked at.
    for x in [100, 200] { picture.drawDisc(x: x, y: 150, radius: 12, Colour(0.1, 0.1, 0.1)) }
    #expect(try #require(EyeBrightness.ratio(face, in: picture)) > 0.95)
    for x in [100, 200] { picture.drawDisc(x: x, y: 150, radius: 40, Colour(0.2, 0.2, 0.2)) }
    #expect(try #require(EyeBrightness.ratio(face, in: picture)) < 0.35)
    #expect(EyeBrightness.ratio(face, in: Image(width: 300, height: 300, red: 0, green: 0, blue: 0)) == nil)
    #expect(EyeBrightness.ratio(face, in: Image(width: 40, height: 40)) == nil, "the eyes lie beyond the picture")
  }

  @Test func theSquareAroundAFace() {
    var picture = Image(width: 300, height: 400, red: 9, green: 9, blue: 9)
    picture.drawFrame(x: 50, y: 80, width: 200, height: 240, thickness: 4, Colour(1, 0, 0))
    let square = picture.enlarged(to: face())
    #expect(square.width == 360 && square.height == 360)
    // The frame lies in the middle across; above it is as much as the forehead and hair need.
    let columns = (0..<360).filter { square.pixels[(180 * 360 + $0) * 3] == 255 }
    #expect(columns.first == 80 && columns.last == 279)
    #expect(square.pixels[0] == 9, "the border goes on where the picture ends")
  }

  @Test func verdicts() throws {
    struct Fixed: FaceFinder {
      let found: [Face]
      func faces(in picture: Image) throws -> [Face] { found }
    }
    let picture = Image(width: 300, height: 300, red: 200, green: 160, blue: 140)
    func verdict(_ faces: [Face], front: Bool = true, bare: Bool = true) throws -> FaceFilter.Verdict {
      try FaceFilter(Fixed(found: faces), front: front, withoutSunglasses: bare).verdict(on: picture)
    }
    #expect(try verdict([]) == .dropped("no face was found"))
    #expect(try verdict([face(), face()]) == .dropped("2 faces"))
    #expect(try verdict([face()]) == .kept(face()))
    #expect(try verdict([face(nose: 0.8)]) == .dropped("the head is turned"))
    #expect(try verdict([face(nose: 0.8)], front: false) == .kept(face(nose: 0.8)))
    let boxAlone = Face(box: face().box, landmarks: [], score: 1)
    #expect(try verdict([boxAlone]) == .dropped("no landmarks were found"))
    #expect(try verdict([boxAlone], front: false) == .dropped("too small or too dark to tell"))
    #expect(try verdict([boxAlone], front: false, bare: false) == .kept(boxAlone))
  }
}
