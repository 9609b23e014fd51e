import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

/// A class's studio closes when the phrase was typed, and not before, whatever asks for it.
@Suite(.ownThread) struct ClassLockTests {
  private func locked(drawn: Bool = false) throws -> StudioStrip {
    var studio = try StudioStrip()
    studio.bench.lock = ClassLock(phrase: "tulip7")
    if drawn { studio.drag((0.2, 0.2), (0.8, 0.8)) }
    return studio
  }

  private func leaves(_ effects: [StudioEffect]) -> Bool {
    effects.contains { if case .quit = $0 { true } else { false } }
  }

  @Test func thePhraseOpensTheDoor() throws {
    var studio = try locked()
    #expect(studio.keys("q").isEmpty)
    #expect(studio.has(PhraseDialog.self))
    #expect(studio.keys("tulip").isEmpty)
    #expect(studio.keys("7") == [.quit(forgetDrawing: true)])
  }

  @Test func wrongLettersAreForgottenAndCapitalsCount() throws {
    var studio = try locked()
    studio.keys("q")
    #expect(!leaves(studio.keys("aptulit")))
    studio.press(.backspace)
    #expect(!leaves(studio.keys("xxTULIP")))
    #expect(leaves(studio.keys("7")))
  }

  @Test func aWrongWordIsToldToBeOne() throws {
    var studio = try locked()
    func words() -> String { StudioView.render(studio.state).grid.lines.joined() }
    studio.keys("q")
    #expect(!words().contains("not the word"))
    studio.keys("rose")
    #expect(!words().contains("not the word"), "it may still become the word")
    studio.keys("↵")
    #expect(words().contains("That is not the word") && studio.bench.lock?.typed == "")
    #expect(leaves(studio.keys("tulip7")))
    studio = try locked()
    studio.keys("qorange")
    #expect(words().contains("That is not the word"))
    studio.keys("⎋q")
    #expect(!words().contains("not the word"))
  }

  @Test func anUnsavedDrawingIsAskedAboutFirstAndWaits() throws {
    var studio = try locked(drawn: true)
    studio.keys("q")
    #expect(studio.has(QuitDialog.self))
    #expect(!leaves(studio.keys("q")))
    #expect(studio.has(PhraseDialog.self))
    #expect(studio.keys("tulip7") == [.quit(forgetDrawing: false)])
  }

  @Test func escapeGoesBackToTheDrawing() throws {
    var studio = try locked(drawn: true)
    studio.keys("qq⎋")
    #expect(!studio.state.layers.hasDialog && studio.bench.canvas.drawing.finishedStrokes.count == 1)
    #expect(!leaves(studio.keys("tulip7")))
    // By mouse as well.
    studio.keys("qq")
    _ = try studio.click(PhraseDialog.Action.stay)
    #expect(!studio.state.layers.hasDialog)
  }

  @Test func aWindowThatIsTooSmallIsNoWayOut() throws {
    var studio = try locked()
    studio.send(.capabilities(Capabilities(columns: 20, rows: 5)))
    for key in [Key.escape, .character("q"), .control("c")] { #expect(!leaves(studio.press(key))) }
  }

  @Test("What is typed is not shown, in any window", arguments: Language.allCases)
  func rendering(_ language: Language) throws {
    for (columns, rows) in [(40, 12), (80, 24), (160, 50)] {
      var studio = try StudioStrip(columns: columns, rows: rows, language: language)
      studio.bench.lock = ClassLock(phrase: "tulip7")
      studio.keys("qtul")
      let screen = StudioView.render(studio.state).grid.lines.joined(separator: "\n")
      #expect(screen.contains("●●●") && !screen.contains("tul"))
    }
  }
}
