import Foundation
import Pictures
import Support
import TerminalSupport
import Testing

/// The server's page in a real browser, where one is installed, at the sizes of a phone, a tablet and a projector.
///
/// `AICANVAS_SCREENSHOTS=DIR` keeps a screenshot of each.
@Suite(.serialized, .ownThread, .enabled(if: Chromium.path != nil, "no Chromium is installed; the page was not tried"))
struct DrawingPageTests {
  private let program: Program

  init() throws { program = try Program() }

  struct Screen: Sendable {
    let name: String
    let width: Int
    let height: Int
    let pointer: Chromium.Pointer
  }

  @Test(arguments: [
    Screen(name: "phone", width: 390, height: 844, pointer: .finger),
    Screen(name: "tablet", width: 1180, height: 820, pointer: .pen),
    Screen(name: "projector", width: 1920, height: 1080, pointer: .mouse),
  ])
  func aChildDrawsAndSeesAPicture(_ screen: Screen) throws {
    let server = try ServedProgram(program, ["--domains", "panda,shoe"])
    try server.waitUntilReady()
    let origin = "http://127.0.0.1:\(server.port)/"
    let browser = try Chromium(folder: program.path("browser"))
    try browser.setSize(width: screen.width, height: screen.height, isPhone: screen.pointer == .finger)
    try browser.call(
      "Browser.setDownloadBehavior",
      ["behavior": "allow", "downloadPath": program.path("saved"), "eventsEnabled": true])
    try browser.call("Page.navigate", ["url": origin])
    try browser.wait(for: "document.querySelectorAll('#domain option').length === 2")

    // Everything fits, and fingers find the buttons.
    #expect(try browser.evaluate("document.documentElement.scrollWidth <= innerWidth") as? Bool == true)
    #expect(
      try browser.evaluate(
        "[...document.querySelectorAll('button')].every(b => b.hidden || b.closest('[hidden]') || (b.offsetWidth >= 40 && b.offsetHeight >= 40))"
      ) as? Bool == true)
    let box = try #require(
      try browser.evaluate("(({x, y, width}) => [x, y, width])(paper.getBoundingClientRect())") as? [Double])
    #expect(box[0] >= 0 && box[1] >= 0 && box[1] + box[2] <= Double(screen.height), "\(box)")
    func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) { (box[0] + x * box[2], box[1] + y * box[2]) }

    func circle(_ x: Double, _ y: Double, _ radius: Double) -> [(x: Double, y: Double)] {
      (0...24).map { index in
        place(x + radius * cos(Double(index) * .pi / 12), y + radius * sin(Double(index) * .pi / 12))
      }
    }
    // A panda, by the button: so there is one picture, of the whole drawing.
    try browser.evaluate("live.click()")
    let panda = [(0.5, 0.55, 0.3), (0.27, 0.28, 0.1), (0.73, 0.28, 0.1), (0.39, 0.5, 0.05), (0.61, 0.5, 0.05)]
    for (x, y, radius) in panda { try browser.draw(circle(x, y, radius), with: screen.pointer) }
    try browser.evaluate("magic.click()")
    try browser.wait(for: "!picture.hidden && picture.complete && picture.naturalWidth === 256 && !save.disabled")
    let first = try browser.evaluate("picture.src") as? String
    try browser.evaluate("live.click()")
    // A crayon, then undo: the picture follows both.
    try browser.evaluate("document.getElementById('red').click()")
    try browser.draw([place(0.45, 0.5), place(0.55, 0.5)], with: screen.pointer)
    try browser.wait(for: "picture.naturalWidth === 256 && picture.src !== '\(first ?? "")'")
    try browser.evaluate("document.getElementById('undo').click()")
    try browser.wait(for: "picture.src === '\(first ?? "")'")
    if screen.pointer == .mouse {
      try browser.evaluate("paper.focus()")
      try browser.press(" ", code: 32)
      for _ in 0..<5 { try browser.press("ArrowRight", code: 39) }
      try browser.wait(for: "picture.naturalWidth === 256 && picture.src !== '\(first ?? "")'")
    }

    // Before and after, with the keyboard's way to move a slider.
    try browser.evaluate("share.value = 50; share.dispatchEvent(new Event('input'))")
    #expect(try browser.evaluate("!before.hidden && before.style.clipPath.includes('50%')") as? Bool == true)
    if let folder = ProcessInfo.processInfo.environment["AICANVAS_SCREENSHOTS"] {
      try Data(try browser.screenshot()).write(to: URL(fileURLWithPath: "\(folder)/page-\(screen.name).png"))
    }
    #expect(try Image(data: browser.screenshot()).width == screen.width)
    // Another domain gives another picture of the same drawing.
    try browser.evaluate("domain.value = 'shoe'; domain.dispatchEvent(new Event('change'))")
    try browser.wait(for: "picture.dataset.domain === 'shoe' && picture.naturalWidth === 256")
    try browser.evaluate("document.getElementById('language').click()")
    #expect(try browser.evaluate("document.documentElement.lang") as? String == "ko")
    #expect(try browser.evaluate("domain.selectedOptions[0].textContent") as? String == "신발")
    #expect(try browser.evaluate("document.getElementById('save').innerText.includes('저장')") as? Bool == true)

    try browser.evaluate("document.getElementById('save').click()")
    var saved: String?
    for _ in 0..<3000 where saved == nil {
      saved = try? FileManager.default.contentsOfDirectory(atPath: program.path("saved")).first {
        $0.hasPrefix("shoe-") && $0.hasSuffix(".png")
      }
      usleep(20_000)
      _ = try browser.evaluate("1")
    }
    #expect(try Image(contentsOf: program.path("saved/" + #require(saved))).width == 256)

    // Nothing came from elsewhere, and nothing was refused or went wrong.
    for (method, parameters) in browser.events {
      #expect(method != "Runtime.exceptionThrown", "\(parameters)")
      if method == "Log.entryAdded" { Issue.record("\(parameters)") }
      if method == "Network.requestWillBeSent" {
        let url = (parameters["request"] as? [String: Any])?["url"] as? String ?? ""
        #expect(
          url.hasPrefix(origin) || url.hasPrefix("data:image/png") || url.hasPrefix("blob:\(origin)"),
          "\(url.prefix(100))")
      }
    }
  }

  @Test func aPageWhoseServerAsksForAWordGetsIt() throws {
    let word = "correct-horse-battery-staple"
    try Data((word + "\n").utf8).write(to: URL(fileURLWithPath: program.path("token")))
    let server = try ServedProgram(program, ["--token-file", program.path("token")])
    try server.waitUntilReady()
    let browser = try Chromium(folder: program.path("browser"))
    try browser.call("Page.navigate", ["url": "http://127.0.0.1:\(server.port)/"])
    try browser.wait(for: "document.getElementById('ask')?.hidden === false")
    for text in ["wrong", word] {
      try browser.evaluate("token.value = '\(text)'; document.getElementById('ask').requestSubmit()")
      try browser.wait(
        for: text == word ? "document.getElementById('ask').hidden" : "news.textContent === 'That is not the word.'")
    }
    try browser.wait(for: "document.querySelectorAll('#domain option').length === 1")
  }
}
