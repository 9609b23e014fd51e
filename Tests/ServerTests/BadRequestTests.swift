import Pictures
import Server
import Studio
import Support
import Testing

/// Whatever a client sends: no crash, no 500, and the next one is served.
@Suite(.ownThread) struct BadRequestTests {
  private static func routes<Service: WebService>(of service: Service.Type) -> [(method: String, path: String)] {
    Service.endpoints.map { endpoint in
      (
        endpoint.method.rawValue,
        endpoint.path.replacing("{file}", with: "page.js").replacing("{domain}", with: "outline")
          .replacing("{identity}", with: String(repeating: "a1", count: 16)).replacing("{number}", with: "1")
      )
    }
  }

  @Test func everyAddressSurvivesNonsense() throws {
    let server = try RunningService()
    try expectSurvival(of: server, Self.routes(of: TranslationService.self))
    #expect(try server.translate()?.status == 200)
  }

  @Test func everyAddressOfAClassSurvivesNonsense() throws {
    let server = try RunningClass()
    try expectSurvival(of: server, Self.routes(of: ClassService.self))
    #expect(try server.send(server.studio.keep())?.status == 201)
    #expect(try server.gallery().count(inTrash: nil) == 1)
  }

  private func expectSurvival(of server: some ServerUnderTest, _ routes: [(method: String, path: String)]) throws {
    for (method, path) in routes {
      let kinds = BadRequests.everywhere(method, path)
      #expect(kinds.count >= 40)
      for (name, bytes, isRefused) in kinds {
        let connection = try server.connect()
        connection.send(bytes)
        connection.finishSending()
        let reply = connection.reply()
        #expect(reply?.status != 500, "\(method) \(path): \(name)")
        if isRefused, let reply {
          #expect((400..<600).contains(reply.status), "\(method) \(path): \(name): \(reply.status)")
        }
      }
    }
    #expect(try server.request("GET", "/health/live")?.status == 200)
  }

  @Test func drawingsThatMakeNoSenseAreRefusedInASentence() throws {
    let server = try RunningService()
    #expect(BadRequests.drawings.count >= 40)
    for target in ["/v1/translate?domain=outline", "/v1/live?domain=outline&canvas=a"] {
      for (name, headers, body) in BadRequests.drawings {
        try expectProblem(server.request("POST", target, headers, body: body), "\(target): \(name)")
      }
    }
    for (name, headers, body) in BadRequests.pictures {
      try expectProblem(server.request("POST", "/v1/translate?domain=outline", headers, body: body), name)
    }
    for query in BadRequests.queries where query != "domain=outline&" {
      for target in ["/v1/translate?\(query)", "/v1/live?canvas=a&\(query)"] {
        try expectProblem(
          server.request("POST", target, RunningService.json, body: RunningService.drawing), target)
      }
    }
    for canvas in ["", "canvas=", "canvas=%20", "canvas=%F0%9F%90%BC", "canvas=" + String(repeating: "a", count: 65)] {
      try expectProblem(
        server.request(
          "POST", "/v1/live?domain=outline&\(canvas)", RunningService.json, body: RunningService.drawing), canvas)
    }
    #expect(try server.translate()?.status == 200)
    #expect(server.service.queue.depth.taken == 0)
  }

  @Test func picturesThatMakeNoSenseAreRefusedInASentence() throws {
    let server = try RunningClass()
    let identity = Creation.newIdentity()
    let png = ["Content-Type": "image/png"]
    for (name, headers, body) in BadRequests.pictures {
      try expectProblem(server.request("PUT", "/v1/pictures/" + identity, headers, body: body), name)
    }
    for (name, body) in try BadRequests.parcels(identity) {
      try expectProblem(server.request("PUT", "/v1/pictures/" + identity, png, body: body), name)
    }
    let parcel = try server.studio.parcel(for: server.studio.keep())
    for type in [nil, "", "image/jpeg", "text/html", "application/json", ";;;/"] {
      try expectProblem(
        server.request("PUT", "/v1/pictures/" + identity, type.map { ["Content-Type": $0] } ?? [:], body: parcel),
        type ?? "no type")
    }
    try expectProblem(
      server.request(
        "PUT", "/v1/pictures/" + identity, ["Content-Type": "image/png", "Content-Encoding": "gzip"], body: parcel),
      "compressed")
    for path in BadRequests.identities {
      try expectProblem(server.request("PUT", "/v1/pictures/" + path, png, body: parcel), path)
    }
    for path in BadRequests.wallPaths { try expectProblem(server.request("GET", "/v1/" + path), path) }
    #expect(try server.gallery().count(inTrash: nil) == 0)
    #expect(try server.gallery().verify().isEmpty)
    #expect(server.service.queue.depth.taken == 0)
  }

  private func expectProblem(_ reply: HTTPReply?, _ name: String) throws {
    let reply = try #require(reply, "\(name)")
    #expect((400..<500).contains(reply.status), "\(name): \(reply.status)")
    #expect(reply.headers["content-type"] == "application/problem+json", "\(name)")
    let problem = try #require(reply.json, "\(name)")
    #expect(problem["status"] as? Int == reply.status && problem["title"] as? String != nil, "\(name)")
    let sentence = try #require(problem["detail"] as? String, "\(name)")
    #expect(sentence.hasSuffix(".") && !sentence.contains("\n") && sentence.count < 300, "\(name): \(sentence)")
  }

  /// The same damage as for every other parser here; see `Fuzzer`.
  @Test func damagedRequestsEndNothing() throws {
    let server = try RunningService { $0.limits[.clientSeconds] = 5 }
    var statuses: [Int: Int] = [:]
    for (method, path) in Self.routes(of: TranslationService.self) {
      let query =
        method == "POST"
        ? "?domain=outline&size=32&palette=surprise&seed=3" + (path == "/v1/live" ? "&canvas=a" : "") : ""
      let head = "\(method) \(path)\(query) HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
      let drawing = String(decoding: RunningService.drawing, as: UTF8.self)
      let body =
        method == "POST"
        ? "Content-Type: application/json\r\nContent-Length: \(drawing.utf8.count)\r\n\r\n\(drawing)" : "\r\n"
      let pieces = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"st\r\n0\r\n\r\n"
      let form =
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 74\r\n\r\n--b\r\nContent-Disposition: form-data; "
        + "name=a; filename=b\r\n\r\nx\r\n--b--\r\n"
      var fuzzer = Fuzzer(
        "route" + path.map { $0.isLetter ? $0 : "-" }, texts: [head + body, head + pieces, head + form])
      fuzzer.run(400) { input in
        let connection = try server.connect()
        connection.send(input)
        connection.finishSending()
        while let reply = connection.reply() { statuses[reply.status, default: 0] += 1 }
      }
    }
    #expect(statuses[500] == nil, "\(statuses)")
    #expect((statuses[200] ?? 0) > 0 && (statuses[400] ?? 0) > 0, "\(statuses)")
    #expect(try server.translate()?.status == 200)
    #expect(RunningService.waits { server.service.queue.depth.taken == 0 })
  }

  /// The same for kept pictures: their notes are damaged and put into sound files, and whole requests are damaged.
  @Test func damagedPicturesEndNothing() throws {
    let server = try RunningClass(change: { $0.limits[.clientSeconds] = 5 })
    let png = try Image(width: 4, height: 4, red: 9).pngData()
    let creation = try server.studio.keep()
    // Without its identity, so that it may be sent under any.
    let note = try #require(BadRequests.note(in: server.studio.parcel(for: creation)))
      .replacing(/"identity":"[0-9a-f]+",/, with: "")
    var statuses: [Int: Int] = [:]
    var fuzzer = Fuzzer("class-notes", texts: [note])
    fuzzer.run(400) { input in
      let reply = try server.request(
        "PUT", "/v1/pictures/" + Creation.newIdentity(), ["Content-Type": "image/png"],
        body: BadRequests.png(png, noted: input))
      statuses[reply?.status ?? 0, default: 0] += 1
    }
    // What was taken makes sense, and is all there.
    let gallery = try server.gallery()
    #expect((statuses[201] ?? 0) > 0 && (statuses[400] ?? 0) > 0, "\(statuses)")
    #expect(try gallery.count() == statuses[201] && gallery.verify().isEmpty, "\(statuses)")
    let parcel = BadRequests.png(png, noted: Array(note.utf8))
    let head =
      "PUT /v1/pictures/\(try #require(creation.identity)) HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
      + "Content-Length: \(parcel.count)\r\n\r\n"
    fuzzer = Fuzzer("class-requests", seeds: [Array(head.utf8) + parcel])
    fuzzer.run(400) { input in
      let connection = try server.connect()
      connection.send(input)
      connection.finishSending()
      while let reply = connection.reply() { statuses[reply.status, default: 0] += 1 }
    }
    #expect(statuses[500] == nil, "\(statuses)")
    #expect(try gallery.verify().isEmpty)
    #expect(try server.request("GET", "/v1/wall?most=200")?.status == 200)
    #expect(RunningService.waits { server.service.queue.depth.taken == 0 })
  }
}
