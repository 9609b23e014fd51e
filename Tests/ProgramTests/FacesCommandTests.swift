import Foundation
import Pictures
import Support
import Testing

/// `aicanvas faces` and `aicanvas data filter`, run as people run them.
@Suite(.ownThread) struct FacesCommandTests {
  private let program: Program
  private let portrait: Image

  init() throws {
    program = try Program()
    let golden = try Golden("face_detectors")
    portrait = Image(width: 320, height: 320, pixels: try golden.floats("picture0.rgb").map { UInt8($0) })
    try portrait.write(to: program.path("anna.png"))
    try Image(width: 90, height: 70, red: 20, green: 120, blue: 40).write(to: program.path("meadow.png"))
  }

  private func write(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: program.path(name)))
  }

  @Test func facesAsJSON() throws {
    let found = try program.run("faces", "anna.png", "meadow.png", "--json")
    #expect(found.status == 0 && found.errors.isEmpty, "\(found.errors)")
    let list = try #require(try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [[String: Any]])
    #expect(list.map { $0["file"] as? String } == ["anna.png", "meadow.png"])
    let faces = try #require(list[0]["faces"] as? [[String: Any]])
    let expected = try Golden("face_detectors").floats("picture0.yunet.faces").map(Double.init)
    let box = try #require(faces.first?["box"] as? [Double])
    let landmarks = try #require(faces.first?["landmarks"] as? [[Double]])
    #expect(faces.count == 1 && landmarks.count == 5)
    for (ours, theirs) in zip(box + landmarks.flatMap { $0 }, expected) { #expect(abs(ours - theirs) < 0.05) }
    #expect(abs((faces[0]["score"] as? Double ?? 0) - expected[14]) < 0.001)
    #expect((list[1]["faces"] as? [Any])?.isEmpty == true)
  }

  @Test(arguments: ["yunet", "rfb"]) func facesForPeople(detector: String) throws {
    let found = try program.run(
      "faces", "anna.png", "meadow.png", "--detector", detector, "--marked", "marked")
    #expect(found.status == 0, "\(found.errors)")
    #expect(found.output.contains("anna.png: 1 face\n") && found.output.contains("score 0.9"))
    #expect(found.output.contains("meadow.png: no face was found"))
    let marked = try Image(contentsOf: program.path("marked/anna.png"))
    #expect(marked.width == 320 && marked != portrait)
    #expect(try Image(contentsOf: program.path("anna.png")) == portrait)
  }

  @Test func marksTakeThePlaceOfNoPicture() throws {
    let found = try program.run("faces", "anna.png", "--marked", ".")
    #expect(found.status == 0)
    #expect(try Image(contentsOf: program.path("anna.png")) == portrait)
    #expect(FileManager.default.fileExists(atPath: program.path("anna-2.png")))
  }

  @Test func whatIsNoPictureIsToldAndTheOthersAreDone() throws {
    try write(Array("not a picture".utf8), "text.png")
    try write([], "empty.jpg")
    // Ten thousand pixels a side in a few bytes.
    try write(Array("P5\n100000 100000\n255\n".utf8), "huge.pnm")
    let files = ["missing.png", "text.png", "empty.jpg", "huge.pnm"]
    let found = try program.run(arguments: ["faces"] + files + ["anna.png"])
    #expect(found.status == 1 && found.output.contains("anna.png: 1 face"))
    let complaints = found.errors.split(separator: "\n")
    #expect(complaints.count == files.count, "\(found.errors)")
    for (complaint, file) in zip(complaints, files) {
      #expect(complaint.hasPrefix("Error: ") && complaint.contains(file) && complaint.hasSuffix("."))
    }
    let json = try program.run(arguments: ["faces", "--json"] + files + ["anna.png"])
    let list = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(json.status == 1 && list.count == 5 && list[0]["error"] is String && list[4]["faces"] is [Any])
    let place = try program.run("faces", "anna.png", "--marked", "text.png")
    #expect(place.status == 64 && place.errors.contains("names a folder"))
  }

  @Test func picturesAreChosenByTheirFaces() throws {
    try FileManager.default.createDirectory(atPath: program.path("photos"), withIntermediateDirectories: true)
    try portrait.write(to: program.path("photos/anna.png"))
    try Image(width: 90, height: 70).write(to: program.path("photos/paper.png"))
    var two = Image(width: 640, height: 320)
    two.paste(portrait, x: 0, y: 0)
    two.paste(portrait.flippedHorizontally, x: 320, y: 0)
    try two.write(to: program.path("photos/two.png"))
    let chosen = try program.run("data", "filter", "photos", "--no-sunglasses", "--enlarge", "--output", "front")
    #expect(chosen.status == 0, "\(chosen.errors)")
    #expect(chosen.output == "kept 1 of 3\ndropped 1: 2 faces\ndropped 1: no face was found\n")
    let kept = try Image(contentsOf: program.path("front/anna.png"))
    #expect(kept.width == kept.height && kept.width > 200)
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.path("front")) == ["anna.png"])
    #expect(try Image(contentsOf: program.path("front-sheet.png")).width > 200)

    // She looks to the side.
    let front = try program.run("data", "filter", "photos", "--front", "--output", "none")
    #expect(front.status == 1 && front.output.contains("dropped 1: the head is turned"))
    #expect(front.errors.contains("No picture was kept."))

    let measured = try program.run("data", "filter", "photos", "--measure")
    #expect(measured.status == 0 && measured.output.contains("front: turned by 40°"))
    #expect(measured.output.contains("sunglasses: precision"))
  }

  @Test func filtersThatMakeNoSense() throws {
    for (arguments, word) in [
      (["photos", "--output", "front"], "Nothing to filter by"), (["photos", "--front"], "--output FOLDER"),
      ([".", "--front", "--output", "."], "name another"),
      (["missing", "--front", "--output", "out"], "no such folder"),
    ] {
      let result = try program.run(arguments: ["data", "filter"] + arguments)
      #expect(result.status != 0 && result.errors.contains(word), "\(result.errors)")
    }
  }
}
