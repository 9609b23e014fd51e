import Foundation
import Pictures
import Server
import Support
import Testing

/// What a server makes of pictures, over real connections.
@Suite(.ownThread) struct PictureRouteTests {
  private let server: RunningService
  private let picture: [UInt8]

  init() throws {
    server = try RunningService()
    // A dark square on pale ground, wider than high.
    var image = Image(width: 96, height: 64, red: 240, green: 230, blue: 200)
    for y in 16..<48 {
      for x in 30..<66 { for channel in 0..<3 { image.pixels[(y * 96 + x) * 3 + channel] = 40 } }
    }
    picture = try image.pngData()
  }

  private func post(_ target: String, type: String = "image/png", body: [UInt8]? = nil) throws -> HTTPReply {
    try #require(try server.request("POST", target, ["Content-Type": type], body: body ?? picture))
  }

  @Test(arguments: [("png", "image/png"), ("svg", "image/svg+xml"), ("pdf", "application/pdf")])
  func pagesComeInEveryFormat(_ format: String, _ mediaType: String) throws {
    let reply = try post("/v1/colouring-page?method=canny&size=200&format=\(format)&title=A%20square")
    #expect(reply.status == 200 && reply.headers["content-type"] == mediaType, "\(reply.text)")
    #expect(reply.headers["server-timing"]?.contains("picture;dur=") == true)
    switch format {
    case "png":
      let page = try Image(data: reply.body)
      #expect(max(page.width, page.height) == 200)
      // Lines and paper, and mostly paper.
      let dark = page.pixels.count { $0 < 64 }
      #expect(dark > 0 && dark * 4 < page.pixels.count)
    case "svg": #expect(reply.text.contains("<svg") && reply.text.contains("<path"))
    default: #expect(reply.body.starts(with: Array("%PDF".utf8)))
    }
  }

  @Test func cartoonsKeepThePicturesShape() throws {
    let reply = try post("/v1/cartoon")
    #expect(reply.status == 200, "\(reply.text)")
    let usual = try Image(data: reply.body)
    #expect(usual.width == 96 && usual.height == 64)
    let large = try Image(data: try post("/v1/cartoon?size=150").body)
    #expect(large.width == 150 && large.height == 100)
    #expect(try post("/v1/cartoon").body == reply.body)
    let form =
      Array("--b\r\nContent-Disposition: form-data; name=picture; filename=a.png\r\n\r\n".utf8) + picture
      + Array("\r\n--b--\r\n".utf8)
    #expect(try post("/v1/cartoon", type: "multipart/form-data; boundary=b", body: form).body == reply.body)
  }

  @Test func picturesComeBackLarger() throws {
    for (query, factor) in [("", 2), ("?by=2", 2), ("?by=4", 4)] {
      let reply = try post("/v1/upscale" + query)
      #expect(reply.status == 200 && reply.headers["content-type"] == "image/png", "\(reply.text)")
      let large = try Image(data: reply.body)
      #expect(large.width == 96 * factor && large.height == 64 * factor)
      #expect(try post("/v1/upscale" + query).body == reply.body)
    }
  }

  @Test func facesComeAsPlaces() throws {
    let golden = try Golden("face_detectors")
    let portrait = Image(width: 320, height: 320, pixels: try golden.floats("picture0.rgb").map { UInt8($0) })
    let reply = try post("/v1/faces", body: portrait.pngData())
    #expect(reply.status == 200 && reply.headers["content-type"] == "application/json", "\(reply.text)")
    let faces = try #require(reply.json?["faces"] as? [[String: Any]])
    let expected = try golden.floats("picture0.yunet.faces").map(Double.init)
    let box = try #require(faces.first?["box"] as? [Double])
    let landmarks = try #require(faces.first?["landmarks"] as? [[Double]])
    #expect(faces.count == 1 && landmarks.count == 5)
    for (ours, theirs) in zip(box + landmarks.flatMap { $0 }, expected) { #expect(abs(ours - theirs) < 0.05) }
    #expect(abs((faces[0]["score"] as? Double ?? 0) - expected[14]) < 0.001)
    let none = try post("/v1/faces")
    #expect(none.status == 200 && none.text == #"{"faces":[]}"#, "\(none.text)")
  }

  /// Whatever is sent to the addresses that read pictures alone.
  @Test func picturesThatMakeNoSense() throws {
    for target in ["/v1/upscale?by=4", "/v1/faces"] {
      for (name, headers, body) in BadRequests.pictures {
        let reply = try #require(try server.request("POST", target, headers, body: body), "\(target): \(name)")
        #expect((400..<500).contains(reply.status), "\(target): \(name): \(reply.status)")
        #expect(reply.headers["content-type"] == "application/problem+json", "\(target): \(name)")
      }
    }
    #expect(try post("/v1/upscale").status == 200)
    #expect(server.service.queue.depth.taken == 0)
  }

  @Test func figuresAndLogTellThem() throws {
    _ = try post("/v1/cartoon")
    _ = try post("/v1/colouring-page?method=dodge")
    _ = try post("/v1/upscale")
    _ = try post("/v1/faces")
    let text = try #require(try server.request("GET", "/metrics")).text
    #expect(text.contains("aicanvas_translation_seconds_count{domain=\"cartoon\"} 1\n"))
    #expect(text.contains("aicanvas_translation_seconds_count{domain=\"colouring-page\"} 1\n"))
    for name in ["upscale", "faces"] {
      #expect(text.contains("aicanvas_translation_seconds_count{domain=\"\(name)\"} 1\n"))
    }
    #expect(text.contains("aicanvas_queue_taken 0\n"))
    #expect(server.log.requests[0]["domain"] == "cartoon" && server.log.requests[1]["picture_ms"] != nil)
  }

  @Test func whatCannotBeMadeIsRefusedInASentence() throws {
    let blank = try Image(width: 40, height: 40).pngData()
    let strip = try Image(width: 2, height: 400, red: 10, green: 200, blue: 90).pngData()
    let cases: [(String, String, [UInt8]?, Int, String)] = [
      ("/v1/colouring-page?method=magic", "image/png", nil, 400, "learned, canny, dodge"),
      ("/v1/colouring-page?detail=9", "image/png", nil, 400, "low, medium, high"),
      ("/v1/colouring-page?format=gif", "image/png", nil, 400, "png, svg, pdf"),
      ("/v1/colouring-page?paper=a0", "image/png", nil, 400, "a4, letter"),
      ("/v1/colouring-page?size=5", "image/png", nil, 400, "whole number"),
      ("/v1/colouring-page?domain=x", "image/png", nil, 400, "Known parameters"),
      ("/v1/colouring-page?title=" + String(repeating: "a", count: 121), "image/png", nil, 400, "title"),
      ("/v1/colouring-page?method=canny", "image/png", blank, 400, "No lines"),
      ("/v1/colouring-page", "image/png", Array("hello".utf8), 400, "picture"),
      ("/v1/colouring-page", "application/json", Array("{}".utf8), 415, "picture"),
      ("/v1/cartoon?size=2000", "image/png", nil, 400, "whole number"),
      ("/v1/cartoon", "image/png", strip, 400, "narrow"), ("/v1/cartoon", "text/plain", nil, 415, "image/png"),
      ("/v1/cartoon", "image/png", [], 400, "picture"),
      ("/v1/upscale?by=3", "image/png", nil, 400, "2, 4"), ("/v1/upscale?by=", "image/png", nil, 400, "2, 4"),
      ("/v1/upscale?by=two", "image/png", nil, 400, "2, 4"),
      ("/v1/upscale?size=9", "image/png", nil, 400, "Known parameters"),
      ("/v1/upscale?by=4", "image/png", strip, 413, "8×1600"),
      ("/v1/upscale", "application/json", Array("{}".utf8), 415, "picture"),
      ("/v1/upscale", "image/png", Array("hello".utf8), 400, "picture"),
      ("/v1/faces?by=2", "image/png", nil, 400, "parameters"), ("/v1/faces", "image/png", [], 400, "picture"),
      ("/v1/faces", "text/plain", nil, 415, "image/png"),
    ]
    for (target, type, body, status, words) in cases {
      let reply = try post(target, type: type, body: body)
      #expect(reply.status == status, "\(target): \(reply.text)")
      #expect(reply.headers["content-type"] == "application/problem+json")
      #expect(reply.text.contains(words), "\(target): \(reply.text)")
    }
  }

  @Test func aServersOwnLimitHoldsForWhatIsMadeOfPictures() throws {
    let small = try RunningService { $0.limits[.side] = 32 }
    let headers = ["Content-Type": "image/png"]
    let cartoon = try #require(try small.request("POST", "/v1/cartoon", headers, body: picture))
    #expect(try cartoon.status == 200 && Image(data: cartoon.body).width == 32, "\(cartoon.text)")
    let page = try #require(
      try small.request("POST", "/v1/colouring-page?method=canny", headers, body: picture))
    #expect(try page.status == 200 && Image(data: page.body).width == 32, "\(page.text)")
    #expect(try small.request("POST", "/v1/cartoon?size=64", headers, body: picture)?.status == 400)
    #expect(try small.request("POST", "/v1/upscale", headers, body: picture)?.status == 413)
    let tiny = try Image(width: 16, height: 9).pngData()
    #expect(try small.request("POST", "/v1/upscale", headers, body: tiny)?.status == 200)
  }

  @Test func aServerWithoutTheNetworksSaysSo() throws {
    let bare = try RunningService(hasArtists: false)
    for target in ["/v1/cartoon", "/v1/colouring-page", "/v1/upscale", "/v1/faces"] {
      let reply = try bare.request("POST", target, ["Content-Type": "image/png"], body: picture)
      #expect(reply?.status == 404 && reply?.text.contains("network") == true)
    }
    let other = try bare.request(
      "POST", "/v1/colouring-page?method=canny", ["Content-Type": "image/png"], body: picture)
    #expect(other?.status == 200)
  }
}
