import Foundation
import Pictures
import Server
import Studio
import Support
import Testing

/// What a class's server takes and shows, over real connections.
@Suite(.ownThread) struct ClassServiceTests {
  @Test func aKeptPictureHangsInTheClassAndOnlyOnce() throws {
    let server = try RunningClass()
    let kept = try server.studio.keep(7)
    let first = try #require(try server.send(kept))
    #expect(first.status == 201 && first.json?["isNew"] as? Bool == true, "\(first.text)")
    #expect(first.json?["stickers"] as? [String] == kept.stickers.map(\.rawValue))
    for _ in 0..<3 {
      let again = try #require(try server.send(kept))
      #expect(again.status == 200 && again.json?["isNew"] as? Bool == false, "\(again.text)")
    }
    // As if it had been kept there.
    let gallery = try server.gallery()
    var hanging = try #require(try gallery.creations().first)
    #expect(try gallery.count(inTrash: nil) == 1 && gallery.verify().isEmpty)
    #expect(try gallery.image(for: hanging) == StudioGallery.picture(7))
    #expect(try gallery.drawing(for: hanging).strokes == StudioGallery.strokes)
    #expect(try gallery.sketch(for: hanging) == server.studio.gallery.sketch(for: kept))
    hanging.id = kept.id
    #expect(hanging == kept)
    #expect(
      server.service.metrics.text(depth: server.service.queue.depth, isReady: true).contains(
        "aicanvas_kept_total{new=\"false\"} 3\naicanvas_kept_total{new=\"true\"} 1\n"))
    let line = try #require(server.log.requests.first)
    #expect(line["route"] == "/v1/pictures/{identity}" && line["status"] == "201" && line["new"] == "true")
  }

  @Test func whatWasThrownAwayDoesNotComeBack() throws {
    let server = try RunningClass()
    let kept = try server.studio.keep()
    #expect(try server.send(kept)?.status == 201)
    let gallery = try server.gallery()
    try gallery.moveToTrash(try #require(try gallery.creations().first))
    #expect(try server.send(kept)?.status == 200)
    #expect(try gallery.count() == 0 && gallery.count(inTrash: true) == 1)
    try gallery.emptyTrash()
    #expect(try server.send(kept)?.status == 200)
    #expect(try gallery.count(inTrash: nil) == 0)
  }

  @Test func aServerThatWasKilledBetweenFilesAndIndexListsThemWhenItStarts() throws {
    let other = try RunningClass()
    let kept = try other.studio.keep(3)
    #expect(try other.send(kept)?.status == 201)
    let server = try RunningClass { folder in
      for place in ["pictures", "sketches"] {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(place)", withIntermediateDirectories: true)
      }
      _ = try Gallery(path: folder)
      // The files are there, and the index does not know of them.
      for place in ["pictures", "sketches"] {
        try FileManager.default.copyItem(
          atPath: "\(other.folder)/\(place)/\(kept.file)", toPath: "\(folder)/\(place)/\(kept.file)")
      }
      try Data().write(to: URL(fileURLWithPath: "\(folder)/pictures/.unfinished-1-2 a.png"))
    }
    // Whoever got no answer sends it again.
    #expect(
      try server.request(
        "PUT", "/v1/pictures/" + #require(kept.identity), ["Content-Type": "image/png"],
        body: other.studio.parcel(for: kept))?.status == 200)
    let gallery = try server.gallery()
    #expect(try gallery.creations().map(\.identity) == [kept.identity] && gallery.verify().isEmpty)
    // The other order: it hangs already, and files of it lie about.
    let copy = "2026-01-01 00.00.00 panda.png"
    for place in ["pictures", "sketches"] {
      try FileManager.default.copyItem(
        atPath: "\(other.folder)/\(place)/\(kept.file)", toPath: "\(server.folder)/\(place)/\(copy)")
    }
    #expect(try gallery.verify().map(\.kind) == [.orphanPicture])
    #expect(try gallery.tidy().map(\.isRepaired) == [true])
    #expect(try gallery.count(inTrash: nil) == 1 && gallery.verify().isEmpty)
    #expect(FileManager.default.fileExists(atPath: "\(server.folder)/lost/\(copy)"))
    // A new index counts the picture once, too.
    for place in ["pictures", "sketches"] {
      try FileManager.default.copyItem(
        atPath: "\(other.folder)/\(place)/\(kept.file)", toPath: "\(server.folder)/\(place)/\(copy)")
    }
    try FileManager.default.removeItem(atPath: server.folder + "/gallery.sqlite")
    #expect(try server.gallery().creations().map(\.identity) == [kept.identity])
  }

  @Test func theWallShowsTheNewestFirst() throws {
    let server = try RunningClass(rules: #"{"title": "3b <script>"}"#)
    let empty = try #require(try server.request("GET", "/v1/wall")?.json)
    #expect((empty["pictures"] as? [Any])?.isEmpty == true && empty["total"] as? Int == 0)
    for number in [2, 0, 1] {
      let kept = try server.studio.keep(
        number, domain: number == 1 ? "unheard & of" : "panda", artist: Artist(.panda, .blue))
      #expect(try server.send(kept)?.status == 201)
    }
    func wall(_ query: String = "") throws -> (json: [String: Any], pictures: [[String: Any]]) {
      let json = try #require(try server.request("GET", "/v1/wall" + query)?.json)
      return (json, try #require(json["pictures"] as? [[String: Any]]))
    }
    let (json, pictures) = try wall()
    #expect(json["title"] as? String == "3b <script>" && json["total"] as? Int == 3)
    #expect(pictures[1]["domain"] as? [String: String] == ["en": "unheard & of", "ko": "unheard & of"])
    #expect(pictures[0]["domain"] as? [String: String] == ["en": "Panda", "ko": "판다"])
    #expect((pictures[0]["artist"] as? [String: String])?["en"] == "Blue panda")
    #expect((pictures[0]["artist"] as? [String: String])?["ko"]?.contains("판다") == true)
    for (picture, colour) in zip(pictures, [2, 1, 0]) {
      let number = try #require(picture["number"] as? Int)
      let reply = try #require(try server.request("GET", "/v1/wall/\(number)"))
      #expect(reply.headers["content-type"] == "image/png")
      let isSame = try Image(data: reply.body) == StudioGallery.picture(colour)
      #expect(isSame)
    }
    #expect(try wall("?most=2").pictures.count == 2 && wall("?most=2").json["total"] as? Int == 3)
    // What was taken down is not shown any more, neither in the list nor by itself.
    let gallery = try server.gallery()
    let down = try #require(try gallery.creations().first)
    try gallery.moveToTrash(down)
    #expect(try wall().pictures.count == 2)
    #expect(try server.request("GET", "/v1/wall/\(down.id)")?.status == 404)
    // One whose file is damaged keeps no other from the wall.
    let damaged = try #require(try gallery.creations().first)
    try FileManager.default.removeItem(atPath: server.folder + "/" + damaged.pictureFile)
    #expect(try wall().pictures.count == 2 && server.request("GET", "/v1/wall/\(damaged.id)")?.status == 404)
  }

  @Test func studiosGetTheRules() throws {
    let rules = #"""
      {"title": "Class 3b", "domains": ["panda", "shoe"], "leavePhrase": "tulip", "mostPictures": 5,
       "prompts": [{"domain": "panda", "en": "a panda at the sea", "ko": "바닷가의 판다"}]}
      """#
    let server = try RunningClass(rules: rules)
    let document = try #require(try server.request("GET", "/v1/class")).body
    let folder = server.folder + "/../copy"
    try ClassRules.adopt(document, folder: folder)
    let (copy, complaint) = ClassRules.read(folder: folder)
    var wanted = ClassRules.read(folder: server.folder).rules
    // The class counts its pictures itself.
    wanted.mostPictures = nil
    #expect(copy == wanted && complaint == nil && copy.leavePhrase == "tulip")
  }

  @Test func whoeverDoesNotKnowTheWordGetsNothing() throws {
    let word = "correct-horse-battery-staple"
    let server = try RunningClass(token: word)
    let kept = try server.studio.keep()
    for headers in [[:], ["Authorization": "Bearer wrong"], ["Authorization": word]] {
      #expect(try server.send(kept, headers)?.status == 401)
      for path in ["/v1/class", "/v1/wall", "/v1/wall/1", "/metrics"] {
        #expect(try server.request("GET", path, headers)?.status == 401, "\(path)")
      }
    }
    for path in ["/", "/web/wall.js", "/openapi.json", "/health/ready"] {
      #expect(try server.request("GET", path)?.status == 200, "\(path)")
    }
    #expect(try server.request("GET", "/")?.text.contains("/web/wall.js") == true)
    #expect(try server.send(kept, ["Authorization": "Bearer " + word])?.status == 201)
    #expect(throws: ServerError.self) { try RunningClass(change: { $0.host = "0.0.0.0" }) }
  }

  @Test func aFullClassAndABusyOneRefuseAndSayWhen() throws {
    let server = try RunningClass(rules: #"{"mostPictures": 1}"#)
    let kept = try (0..<2).map { try server.studio.keep($0) }
    #expect(try server.send(kept[0])?.status == 201)
    let full = try #require(try server.send(kept[1]))
    #expect(full.status == 507 && full.headers["retry-after"] != nil && full.text.contains("in the class as may, 1"))
    // What hangs is not one too many.
    #expect(try server.send(kept[0])?.status == 200)
    let gallery = try server.gallery()
    try gallery.moveToTrash(try #require(try gallery.creations().first))
    #expect(try server.send(kept[1])?.status == 201)
    // Somebody holds the folder's lock for longer than the server waits.
    // No program that another test starts meanwhile may inherit it.
    let lock = open(server.folder + "/.lock", O_RDWR | O_CLOEXEC)
    #expect(flock(lock, LOCK_EX) == 0)
    let busy = try #require(try server.send(kept[0]))
    #expect(
      busy.status == 503 && busy.headers["retry-after"] == "2" && !busy.text.contains(server.folder), "\(busy.text)")
    close(lock)
    #expect(try server.send(kept[0])?.status == 200)
  }

  @Test func aPictureIsOfNoLaterTimeThanNow() throws {
    let server = try RunningClass()
    let late = try server.studio.gallery.keep(
      Drawing(strokes: StudioGallery.strokes), picture: StudioGallery.picture(1), domain: "panda", artist: Artist(),
      date: Date(timeIntervalSince1970: 4e9))
    #expect(try server.send(late)?.status == 201)
    #expect(try #require(try server.gallery().creations().first).created < Date(timeIntervalSinceNow: 60))
    #expect(try server.send(late)?.status == 200)
  }

  /// What one gallery's file says, another can be told without the program that kept it.
  @Test func aFileFromAGalleryCanBeSentAsItIs() throws {
    let server = try RunningClass()
    let kept = try server.studio.keep()
    let file = try Data(contentsOf: URL(fileURLWithPath: server.studio.gallery.path + "/" + kept.pictureFile))
    let reply = try server.request(
      "PUT", "/v1/pictures/" + #require(kept.identity), ["Content-Type": "image/png"], body: Array(file))
    #expect(reply?.status == 201)
    #expect(try server.gallery().creations().first?.artist == kept.artist)
  }
}
