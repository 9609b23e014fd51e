import Foundation
import Pictures
import Studio
import Support
import TerminalSupport
import Testing

/// A class's wall in a real browser, where one is installed, at the size of a projector.
///
/// `AICANVAS_SCREENSHOTS=DIR` keeps a screenshot of it with thirty pictures.
@Suite(.serialized, .ownThread, .enabled(if: Chromium.path != nil, "no Chromium is installed; the wall was not tried"))
struct WallPageTests {
  private let program: Program

  init() throws {
    program = try Program()
    #expect(try program.run("class", "init", "class").status == 0)
  }

  private var folder: String { program.path("class") }

  /// Pictures of the outlines that children trace, three of each domain, made by the shipped generators.
  private func pictures() throws -> [(domain: String, strokes: [Stroke], image: Image)] {
    let domains = [
      "panda", "car", "shoe", "gemstone", "space", "handbag", "cartoon-face", "game-character", "portrait", "anything",
    ]
    let server = try ServedProgram(program, ["--domains", domains.joined(separator: ",")])
    try server.waitUntilReady()
    let library = StudioLibrary(assets: Program.repository.path + "/Assets", domains: domains)
    var pictures: [(domain: String, strokes: [Stroke], image: Image)] = []
    for number in 0..<3 {
      for domain in domains {
        let starters = try #require(library.starters[domain])
        let starter = starters[number % starters.count]
        let lines = starter.lines.map { line in
          "{\"points\":[" + line.map { "[\($0.x),\($0.y)]" }.joined(separator: ",") + "]}"
        }
        let reply = try #require(
          try HTTPConnection(port: server.port).request(
            "POST", "/v1/translate?domain=\(domain)&seed=\(number)", ServedProgram.json,
            body: Array("{\"strokes\":[\(lines.joined(separator: ","))]}".utf8)))
        #expect(reply.status == 200, "\(domain): \(reply.text)")
        pictures.append((domain, starter.outline, try Image(data: reply.body)))
      }
    }
    return pictures
  }

  private func send(_ kept: Creation, from studio: Gallery, _ port: Int, _ headers: [String: String] = [:]) throws {
    let reply = try HTTPConnection(port: port).request(
      "PUT", "/v1/pictures/" + #require(kept.identity), ["Content-Type": "image/png"].merging(headers) { $1 },
      body: studio.parcel(for: kept))
    #expect(reply?.status == 201, "\(reply?.text ?? "no answer")")
  }

  @Test func picturesArriveOnTheWall() throws {
    try Data(#"{"title": "Class 3b <b>&"}"#.utf8).write(to: URL(fileURLWithPath: folder + "/class.json"))
    let all = try pictures()
    var server = try ServedProgram(program, classFolder: folder)
    let port = server.port
    try server.waitUntilReady()
    let origin = "http://127.0.0.1:\(port)/"
    let browser = try Chromium(folder: program.path("browser"))
    try browser.setSize(width: 1920, height: 1080, isPhone: false)
    try browser.call("Page.navigate", ["url": origin])
    try browser.wait(for: "document.getElementById('none')?.hidden === false")
    try browser.wait(for: "title.textContent === 'Class 3b <b>&'")

    let studio = try Gallery(path: program.path("studio"))
    func numbers() throws -> [Int] {
      try #require(
        try browser.evaluate("[...document.querySelectorAll('#wall li')].map(place => Number(place.dataset.number))")
          as? [Int])
    }
    for (number, picture) in all.enumerated() {
      let kept = try studio.keep(
        Drawing(strokes: picture.strokes), picture: picture.image, domain: picture.domain,
        artist: Artist(Artist.Animal.allCases[number % 12], CrayonColour.allCases[number % 8]),
        date: Date(timeIntervalSince1970: 1_760_000_000 + Double(number)))
      try send(kept, from: studio, port)
      // The first ones one by one: each arrives by itself, before the others.
      if number < 3 { try browser.wait(for: "document.querySelectorAll('#wall li').length === \(number + 1)") }
    }
    try browser.wait(for: "document.querySelectorAll('#wall li').length === 30")
    #expect(try numbers() == numbers().sorted(by: >) && Set(numbers()).count == 30)
    #expect(
      try browser.evaluate(
        "[...document.querySelectorAll('#wall img')].every(image => image.complete && image.naturalWidth === 256)")
        as? Bool == true)
    // All of them fit, and nothing scrolls.
    let fits = """
      [...document.querySelectorAll('#wall li')].every(place => {
        const box = place.getBoundingClientRect();
        return box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight && box.width >= 24;
      }) && document.documentElement.scrollHeight <= innerHeight
      """
    #expect(try browser.evaluate(fits) as? Bool == true)
    let side = try #require(try browser.evaluate("document.querySelector('#wall img').offsetHeight") as? Int)
    #expect(side > 150, "they are as large as they can be: \(side)")
    #expect(try browser.evaluate("document.querySelector('#wall .artist').textContent") as? String == "Purple bear")
    #expect(try browser.evaluate("total.textContent") as? String == "Pictures: 30")
    // What the class is called may change.
    try Data(#"{"title": "Class 3b"}"#.utf8).write(to: URL(fileURLWithPath: folder + "/class.json"))
    try browser.wait(for: "title.textContent === 'Class 3b' && document.title === 'Class 3b'")
    if let folder = ProcessInfo.processInfo.environment["AICANVAS_SCREENSHOTS"] {
      // Once the last one hangs still.
      try browser.wait(for: "document.getAnimations().every(animation => animation.playState === 'finished')")
      try Data(try browser.screenshot()).write(to: URL(fileURLWithPath: "\(folder)/wall.png"))
    }
    try browser.evaluate("document.getElementById('language').click()")
    #expect(try browser.evaluate("document.documentElement.lang") as? String == "ko")
    #expect(try browser.evaluate("document.querySelector('#wall .artist').textContent") as? String == "보라 곰")
    try browser.evaluate("document.getElementById('language').click()")
    try browser.setSize(width: 390, height: 844, isPhone: true)
    try browser.wait(for: fits)

    // What a teacher takes down goes; the server goes and comes back, and the wall stays.
    let gallery = try Gallery(path: folder)
    let down = try #require(try gallery.creations().first)
    try gallery.moveToTrash(down)
    try browser.wait(for: "document.querySelectorAll('#wall li').length === 29")
    #expect(try !numbers().contains(Int(down.id)))
    server.stop(SIGKILL)
    #expect(server.end() == 128 + SIGKILL)
    try browser.wait(for: "news.textContent.startsWith('The class')")
    #expect(try numbers().count == 29)
    server = try ServedProgram(program, ["--port", "\(port)"], classFolder: folder)
    try gallery.restore(down)
    try browser.wait(for: "document.querySelectorAll('#wall li').length === 30 && news.textContent === ''")
    #expect(try numbers().first == Int(down.id))

    // Nothing came from elsewhere, and nothing went wrong but what the missing server left unanswered.
    for (method, parameters) in browser.events {
      #expect(method != "Runtime.exceptionThrown", "\(parameters)")
      if method == "Log.entryAdded" {
        let text = (parameters["entry"] as? [String: Any])?["text"] as? String ?? ""
        #expect(text.contains("ERR_CONNECTION") || text.contains("503"), "\(parameters)")
      }
      if method == "Network.requestWillBeSent" {
        let url = (parameters["request"] as? [String: Any])?["url"] as? String ?? ""
        #expect(url.hasPrefix(origin) || url.hasPrefix("blob:\(origin)"), "\(url.prefix(100))")
      }
    }
  }

  @Test func aWallWhoseServerAsksForAWordGetsIt() throws {
    let word = "correct-horse-battery-staple"
    try Data((word + "\n").utf8).write(to: URL(fileURLWithPath: program.path("token")))
    let server = try ServedProgram(program, ["--token-file", program.path("token")], classFolder: folder)
    try server.waitUntilReady()
    let studio = try Gallery(path: program.path("studio"))
    let kept = try studio.keep(
      Drawing(strokes: [Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.8)])]),
      picture: Image(width: 64, height: 64, red: 200), domain: "panda", artist: Artist())
    try send(kept, from: studio, server.port, ["Authorization": "Bearer " + word])
    let browser = try Chromium(folder: program.path("browser"))
    try browser.call("Page.navigate", ["url": "http://127.0.0.1:\(server.port)/"])
    try browser.wait(for: "document.getElementById('ask')?.hidden === false")
    for text in ["wrong", word] {
      try browser.evaluate("token.value = '\(text)'; document.getElementById('ask').requestSubmit()")
      try browser.wait(
        for: text == word ? "document.getElementById('ask').hidden" : "news.textContent === 'That is not the word.'")
    }
    try browser.wait(for: "document.querySelectorAll('#wall li').length === 1")
    // The word may come with the address, as a teacher would note it down.
    let other = try Chromium(folder: program.path("other"))
    try other.call("Page.navigate", ["url": "http://127.0.0.1:\(server.port)/#token=\(word)"])
    try other.wait(for: "document.querySelectorAll('#wall li').length === 1")
  }
}
