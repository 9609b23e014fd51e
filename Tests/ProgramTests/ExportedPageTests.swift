import Foundation
import Pictures
import Studio
import Support
import TerminalSupport
import Testing

private let browser = ["chromium", "chromium-browser", "google-chrome"].map { "/usr/bin/" + $0 }
  .first { FileManager.default.isExecutableFile(atPath: $0) }

/// The exported page in a real browser, where one is installed.
@Suite(.ownThread, .enabled(if: browser != nil)) struct ExportedPageTests {
  private let program: Program

  init() throws { program = try Program() }

  /// The page as the browser has it after its script ran.
  private func page(_ address: String, language: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(browser))
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--lang=\(language)", "--accept-lang=\(language)",
      "--user-data-dir=" + program.path("browser"), "--virtual-time-budget=2000", "--dump-dom",
      "file://" + program.path(address),
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Not a time limit of the test's: that would count the time that the test waits for its turn.
    let overdue = DispatchWorkItem { process.terminate() }
    DispatchQueue(label: "aicanvas.browser").asyncAfter(deadline: .now() + 120, execute: overdue)
    defer { overdue.cancel() }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func gridSlideshowAndBeforeAndAfter() throws {
    let gallery = try Gallery(path: program.path("gallery"))
    for (index, artist) in [Artist(.owl, .pink), Artist(.fox, .green)].enumerated() {
      _ = try gallery.keep(
        Drawing(strokes: [Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.8)])]),
        picture: Image(width: 64, height: 64, red: 200, green: 90, blue: 40), domain: "panda", artist: artist,
        date: Date(timeIntervalSince1970: 1_790_000_000 + Double(index)))
    }
    let exported = try program.run("gallery", "export", "page", "--gallery", "gallery")
    #expect(exported.status == 0 && exported.output.contains("2 pictures"), "\(exported.errors)")
    let grid = try page("page/index.html", language: "en")
    #expect(grid.contains("<html lang=\"en\"") && grid.contains(">Green fox<"))
    #expect(grid.contains("aria-modal=\"true\" hidden"))
    let korean = try page("page/index.html", language: "ko")
    #expect(korean.contains("<html lang=\"ko\"") && korean.contains(">초록 여우<") && korean.contains(">이어 보기<"))
    // The second picture, between before and after.
    let compared = try page("page/index.html#2-compare", language: "en")
    #expect(compared.contains("class=\"comparing\"") && !compared.contains("aria-modal=\"true\" hidden"))
    let viewer = try #require(compared.components(separatedBy: "id=\"viewer\"").last)
    #expect(viewer.contains("Pink owl") && viewer.contains("src=\"sketches/"))
    // A language that was asked for stays, whatever the browser speaks.
    let fixed = try program.run("gallery", "export", "fixed", "--gallery", "gallery", "--lang", "ko")
    #expect(fixed.status == 0)
    #expect(try page("fixed/index.html", language: "en").contains("<html lang=\"ko\""))
  }
}
