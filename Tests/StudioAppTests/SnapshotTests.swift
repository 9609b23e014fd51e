import Foundation
import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

/// Whole screens compared as text with files in Snapshots. `AICANVAS_RECORD=1 swift test` writes them anew; then look at
/// what changed.
@Suite("The studio's screens look the same", .ownThread) struct SnapshotTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")

  private func expect(_ strip: StudioStrip, _ name: String) throws {
    let text = StudioView.render(strip.state).grid.lines.map { "|\($0)|\n" }.joined()
    let file = Self.folder.appending(path: name + ".txt")
    if ProcessInfo.processInfo.environment["AICANVAS_RECORD"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let known = try String(contentsOf: file, encoding: .utf8)
    #expect(text == known, "\(name) looks different:\n\(text)")
  }

  private func drawn(_ size: (Int, Int), _ language: Language) throws -> StudioStrip {
    var strip = try StudioStrip(columns: size.0, rows: size.1, language: language)
    strip.drag((0.2, 0.2), (0.8, 0.2), (0.5, 0.8), (0.2, 0.2))
    strip.keys("c4")
    strip.drag((0.4, 0.4), (0.6, 0.4))
    return strip
  }

  @Test("Drawing", arguments: [(40, 12), (80, 24), (160, 50)], Language.allCases)
  func drawing(_ size: (Int, Int), _ language: Language) throws {
    try expect(drawn(size, language), "drawing-\(size.0)x\(size.1)-\(language.rawValue)")
  }

  @Test("Picture with its stars", arguments: [(40, 12), (80, 24)], Language.allCases)
  func picture(_ size: (Int, Int), _ language: Language) throws {
    var strip = try drawn(size, language)
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 700))
    let revision = strip.bench.canvas.drawing.revision
    strip.send(.measured(CanvasID(), revision: revision, Measures(lines: 1, hints: 0.72)))
    try expect(strip, "picture-\(size.0)x\(size.1)-\(language.rawValue)")
  }

  @Test("Work under way") func working() throws {
    var strip = try drawn((80, 24), .english)
    strip.keys("l")
    try strip.answer(.progress(0.5))
    try expect(strip, "working-80x24-en")
  }

  @Test("Gallery", arguments: [(40, 12), (80, 24)], Language.allCases)
  func gallery(_ size: (Int, Int), _ language: Language) throws {
    var strip = try StudioStrip(columns: size.0, rows: size.1, language: language)
    strip.keys("g")
    try strip.hang(5) { $0 != 1 }
    strip.keys("→")
    try expect(strip, "gallery-\(size.0)x\(size.1)-\(language.rawValue)")
  }

  @Test("Dialogs", arguments: ["h", "q"], Language.allCases)
  func dialogs(_ key: String, _ language: Language) throws {
    var strip = try drawn((40, 12), language)
    strip.keys(key)
    try expect(strip, "dialog-\(key)-40x12-\(language.rawValue)")
  }

  @Test("ASCII without colours") func ascii() throws {
    var strip = try StudioStrip(unicode: .ascii, colours: .none)
    strip.drag((0.2, 0.2), (0.8, 0.2), (0.5, 0.8), (0.2, 0.2))
    strip.keys("c4")
    strip.drag((0.4, 0.4), (0.6, 0.4))
    try expect(strip, "drawing-80x24-ascii")
  }

  @Test("Half-blocks") func halfBlocks() throws {
    var strip = try StudioStrip(unicode: .halfBlocks)
    strip.drag((0.2, 0.2), (0.8, 0.2), (0.5, 0.8), (0.2, 0.2))
    try expect(strip, "drawing-80x24-halfblocks")
  }
}
