import Generation
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("Domains whose checkpoint is of no use", .tags(.studioView), .ownThread)
struct StudioViewProblemTests {
  private func strip(_ language: Language = .english) throws -> StudioStrip {
    func domain(_ name: String, _ title: String, _ problem: DomainProblem? = nil) -> DomainInfo {
      DomainInfo(
        name: name, titles: DomainTitles(english: title, korean: title), path: "", isBuiltIn: false, problem: problem)
    }
    return try StudioStrip(
      columns: 100, rows: 30, language: language,
      domains: [
        domain("bad", "Bad", .unusable("bad.safetensors is damaged")), domain("cat", "Cat"), domain("dog", "Dog"),
        domain("photo", "Photo", .notForDrawing("photo.safetensors takes 3 input channels")),
      ])
  }

  private func text(_ strip: StudioStrip) -> String {
    StudioView.render(strip.state).grid.lines.joined(separator: "\n")
  }

  @Test("They are listed last, say why in the child's language, and are never chosen", arguments: Language.allCases)
  func cannotBeChosen(_ language: Language) throws {
    var strip = try strip(language)
    let texts = strip.bench.texts
    #expect(strip.bench.domains.chosen?.name == "cat" && strip.bench.domains.nextIndex == 1)
    #expect(!text(strip).contains("Bad") && !text(strip).contains("Photo"), "not below the canvas")
    strip.keys("d")
    #expect(text(strip).contains("3 Bad") && text(strip).contains("4 Photo"))
    for (key, words) in [("3", TextKey.domainDamaged), ("4", .domainNotForDrawing)] {
      strip.keys(key)
      #expect(strip.isOn(PickerScreen.self) && strip.bench.domains.chosen?.name == "cat")
      #expect(strip.bench.notice.key == words)
      let shown = StudioView.render(strip.state).grid.lines.last { $0.contains(texts[words]) }
      #expect(shown != nil, "\(text(strip))")
    }
    // Marked by arrows, and on its page, it is not chosen either.
    strip.keys("↵")
    #expect(strip.isOn(PickerScreen.self) && strip.picker.selected == 3)
    strip.keys("i↵")
    #expect(strip.isOn(AboutScreen.self) && strip.bench.domains.chosen?.name == "cat")
    strip.keys("⎋2")
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.domains.chosen?.name == "dog")
  }
}
