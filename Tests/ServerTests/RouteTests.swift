import Foundation
import Pictures
import Server
import Support
import Testing

/// What is served, over real connections.
@Suite(.ownThread) struct RouteTests {
  private let server: RunningService

  init() throws { server = try RunningService() }

  @Test func strokesBecomeAPicture() throws {
    let reply = try #require(try server.translate())
    #expect(reply.status == 200 && reply.headers["content-type"] == "image/png", "\(reply.text)")
    #expect(reply.headers["server-timing"]?.contains("picture;dur=") == true)
    let picture = try Image(data: reply.body)
    #expect(picture.width == 64 && picture.height == 64)
    #expect(try server.translate()?.body == reply.body, "the same drawing gives the same picture")
    let large = try #require(try server.translate("domain=outline&size=128"))
    #expect(try Image(data: large.body).width == 128)
  }

  @Test func figuresComeAsJSON() throws {
    let reply = try #require(try server.translate("domain=colourful", ["Accept": "application/json"]))
    let figures = try #require(reply.json, "\(reply.text)")
    #expect(figures["domain"] as? String == "colourful" && figures["side"] as? Int == 64)
    #expect(
      (figures["milliseconds"] as? Double ?? 0) > 0 && (0...1).contains(figures["lineFollowing"] as? Double ?? -1))
    #expect((figures["palette"] as? [String])?.count == 3)
    let png = try #require((figures["picture"] as? String).flatMap { Data(base64Encoded: $0) })
    let plain = try #require(try server.translate("domain=colourful"))
    #expect(Array(png) == plain.body)
  }

  @Test func palettesCanBeChosen() throws {
    func palette(_ query: String) throws -> [String]? {
      try server.translate("domain=colourful&" + query, ["Accept": "application/json"])?.json?["palette"] as? [String]
    }
    let own = try #require(try palette("palette=own"))
    #expect(try palette("seed=0") != own)
    #expect(try palette("palette=surprise&seed=0") == palette("seed=0"))
    #expect(try palette("palette=e0403c,ffd34d,3a6ea5") == ["#e0403c", "#ffd34d", "#3a6ea5"])
    #expect(try palette("palette=%23e0403c,%23ffd34d,%233a6ea5") == ["#e0403c", "#ffd34d", "#3a6ea5"])
  }

  @Test func sketchesComeAloneAndInForms() throws {
    let sketch = try SketchRaster.picture(
      [Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.8), Point(0.2, 0.8)])], size: 80
    ).pngData()
    let alone = try #require(
      try server.request("POST", "/v1/translate?domain=outline", ["Content-Type": "image/png"], body: sketch))
    #expect(alone.status == 200, "\(alone.text)")
    let form =
      Array("--b\r\nContent-Disposition: form-data; name=note\r\n\r\nhello\r\n".utf8)
      + Array("--b\r\nContent-Disposition: form-data; name=sketch; filename=a.png\r\n\r\n".utf8) + sketch
      + Array("\r\n--b--\r\n".utf8)
    let inForm = try #require(
      try server.request(
        "POST", "/v1/translate?domain=outline", ["Content-Type": "multipart/form-data; boundary=\"b\""], body: form))
    #expect(inForm.status == 200 && inForm.body == alone.body, "\(inForm.text)")
  }

  @Test func aLiveCanvasGetsADraftAndAPicture() throws {
    let reply = try #require(
      try server.request(
        "POST", "/v1/live?domain=outline&canvas=a&size=256", RunningService.json, body: RunningService.drawing))
    #expect(reply.status == 200 && reply.headers["content-type"] == "text/event-stream")
    let events = reply.text.components(separatedBy: "\n\n").filter { !$0.isEmpty }
    #expect(events.count == 2 && events[0].hasPrefix("event: draft\ndata: ") && events[1].hasPrefix("event: picture\n"))
    for (event, side) in zip(events, [128, 256]) {
      let data = Data(event.components(separatedBy: "data: ")[1].utf8)
      let made = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      #expect(made["side"] as? Int == side)
    }
    let small = try server.request(
      "POST", "/v1/live?domain=outline&canvas=a", RunningService.json, body: RunningService.drawing)
    #expect(small?.text.hasPrefix("event: picture\n") == true)
  }

  @Test func domainsTellWhatCanBeDrawn() throws {
    let list = try #require(try server.request("GET", "/v1/domains")?.json)
    let domains = try #require(list["domains"] as? [[String: Any]])
    #expect(domains.compactMap { $0["name"] as? String } == ["colourful", "outline"])
    #expect((domains[0]["titles"] as? [String: String])?["ko"] == "시험")
    #expect(
      (domains[0]["palettes"] as? [[String]])?.count == 2 && (domains[1]["palettes"] as? [[String]])?.isEmpty == true)
    let sizes = try #require(domains[1]["sizes"] as? [String: Int])
    #expect(sizes["usual"] == 64 && sizes["step"] == 4)
    #expect((list["crayons"] as? [[String: String]])?.count == 8)
    #expect((list["limits"] as? [String: Int])?["points"] == 50_000)
  }

  @Test func healthAndFiguresAreTold() throws {
    #expect(try server.request("GET", "/health/live")?.status == 200)
    #expect(try server.request("GET", "/health/ready")?.status == 200)
    _ = try server.translate()
    _ = try server.translate("domain=unicorn")
    let text = try #require(try server.request("GET", "/metrics")).text
    #expect(
      text.contains("aicanvas_requests_total{method=\"POST\",route=\"/v1/translate\",status=\"200\"} 1\n"), "\(text)")
    #expect(text.contains("aicanvas_refusals_total{reason=\"request\"} 1\n"))
    #expect(text.contains("aicanvas_translation_seconds_count{domain=\"outline\"} 1\n"))
    #expect(text.contains("aicanvas_queue_taken 0\n") && text.contains("aicanvas_ready 1\n"))
    // Each line is a comment or a name, labels and a number.
    let line = /(# (HELP|TYPE) aicanvas_\w+ .+)|(aicanvas_\w+(\{\w+="[^"\n]*"(,\w+="[^"\n]*")*\})? -?[0-9.e+-]+)/
    for words in text.split(separator: "\n") { #expect(words.wholeMatch(of: line) != nil, "\(words)") }
  }

  @Test func aRequestIsALineInTheLogWithoutPictures() throws {
    _ = try server.translate("domain=outline", ["Authorization": "Bearer hidden-word", "Accept": "application/json"])
    _ = try server.request("GET", "/etc/passwd?%1b[31m")
    let lines = server.log.requests
    #expect(lines.count == 2)
    #expect(lines[0]["route"] == "/v1/translate" && lines[0]["status"] == "200" && lines[0]["domain"] == "outline")
    #expect(lines[0]["picture_ms"] != nil && lines[0]["client"] == "127.0.0.1")
    #expect(lines[1]["route"] == "unknown" && lines[1]["status"] == "404")
    let words = "\(lines)"
    #expect(!words.contains("hidden-word") && !words.contains("passwd") && words.utf8.count < 2000)
  }

  @Test func oneConnectionServesManyRequests() throws {
    let connection = try server.connect()
    for _ in 0..<3 {
      let reply = connection.request(
        "POST", "/v1/translate?domain=outline", RunningService.json, body: RunningService.drawing)
      #expect(reply?.status == 200)
    }
    // Two at once, answered in order.
    connection.send("GET", "/health/live")
    connection.send("GET", "/nowhere")
    #expect(connection.reply()?.status == 200)
    #expect(connection.reply()?.status == 404)
    let head = connection.request("HEAD", "/health/live")
    #expect(head?.status == 200 && head?.headers["content-length"] == "17")
    #expect(connection.request("GET", "/health/live")?.status == 200)
  }

  @Test func acceptDecides() throws {
    let cases: [(String?, AnswerForm)] = [
      (nil, .png), ("", .png), ("*/*", .png), ("application/json", .json), ("image/*", .png),
      ("application/json;q=0.5, image/png;q=0.4", .json), ("application/*, image/png;q=0.1", .json),
      ("text/html, */*;q=0.1", .png), ("image/png;q=0, */*", .json),
    ]
    for (accept, form) in cases { #expect(try AnswerForm(accept: accept) == form, "\(accept ?? "-")") }
    for accept in ["text/html", "image/webp", "image/png;q=0"] {
      #expect(try server.translate("domain=outline", ["Accept": accept])?.status == 406, "\(accept)")
    }
  }

  @Test func theDescriptionFitsTheRoutes() throws {
    let operations = try expectDescription(of: TranslationService.self, from: server)
    func names(_ path: String) -> [String]? { operations["POST " + path] }
    #expect(names("/v1/translate").map(Set.init) == Set(TranslationOrder.parameters))
    #expect(names("/v1/colouring-page") == PictureOrder.colouringPageParameters)
    #expect(names("/v1/cartoon") == PictureOrder.cartoonParameters)
    #expect(names("/v1/upscale") == PictureOrder.upscaleParameters)
    #expect(names("/v1/faces") == [])
    #expect(names("/v1/live").map(Set.init) == Set(TranslationOrder.parameters + ["canvas"]))
  }

  @Test func theDescriptionOfAClassFitsItsRoutes() throws {
    let operations = try expectDescription(of: ClassService.self, from: RunningClass())
    #expect(operations["GET /v1/wall"] == ClassService.wallParameters)
    #expect(operations["PUT /v1/pictures/{identity}"] == ["identity"])
  }

  /// The description tells each address, its parameters and the answers it can give, and nothing else.
  ///
  /// - Returns: the names of the parameters that it tells, by method and path.
  private func expectDescription<Service: WebService>(
    of service: Service.Type, from server: some ServerUnderTest
  ) throws -> [String: [String]] {
    let reply = try #require(try server.request("GET", "/openapi.json"))
    let description = try #require(reply.json)
    let paths = try #require(description["paths"] as? [String: [String: [String: Any]]])
    let told = Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
    #expect(told == Set(Service.endpoints.map { "\($0.method.rawValue) \($0.path)" }))
    var parameters: [String: [String]] = [:]
    for endpoint in Service.endpoints {
      let operation = try #require(paths[endpoint.path]?[endpoint.method.rawValue.lowercased()])
      #expect((operation["security"] != nil) == endpoint.isOpen, "\(endpoint.path)")
      let statuses = try #require(operation["responses"] as? [String: Any])
      #expect((statuses["401"] != nil) != endpoint.isOpen, "\(endpoint.path)")
      parameters["\(endpoint.method.rawValue) \(endpoint.path)"] =
        (operation["parameters"] as? [[String: Any]] ?? []).map {
          $0["name"] as? String ?? ($0["$ref"] as? String)?.components(separatedBy: "/").last ?? ""
        }
    }
    // What is referred to is there.
    let components = try #require(description["components"] as? [String: [String: Any]])
    for match in reply.text.matches(of: /#\/components\/(\w+)\/(\w+)/) {
      #expect(components[String(match.1)]?[String(match.2)] != nil, "\(match.0)")
    }
    return parameters
  }

  @Test func theDocumentationTellsTheLimits() throws {
    let page = try String(
      contentsOf: Program.repository.appendingPathComponent("Assets/Docs/server.md"), encoding: .utf8)
    for name in ServerLimits.Name.allCases {
      #expect(page.contains("| `\(name.rawValue)` | \(name.usual) | \(name.meaning) |"), "\(name)")
    }
  }
}
