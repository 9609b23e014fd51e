import Generation
import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

/// Holds every picture for a car.
private final class CarGuesser: DomainGuesser {
  func domain(of strokes: [Stroke], picture: Image) -> String? { "car" }
}

extension StudioStrip {
  static let guesses = ByIdentity<any DomainGuesser>(CarGuesser())

  /// A studio whose first domain is the one for everything, with somebody who guesses.
  static func guessing() throws -> StudioStrip {
    let anything = DomainInfo(
      name: "anything", titles: DomainTitles(english: "Anything", korean: "무엇이든"), path: "", isBuiltIn: true)
    var strip = try StudioStrip.equipped()
    strip.bench.domains = DomainChoice([anything] + strip.bench.domains.all)
    strip.bench.surroundings.guesses = guesses
    return strip
  }

  /// Draws, has it painted, and delivers what was guessed.
  mutating func drawAndGuess() throws {
    drag((0.2, 0.2), (0.7, 0.6))
    keys("↵")
    try answer(.finished(StudioStrip.picture, milliseconds: 80))
    deliverGuess()
  }

  /// Delivers the newest guess that was asked for; returns whether there was one.
  @discardableResult
  mutating func deliverGuess() -> Bool {
    let jobs = effects.compactMap { effect -> GuessDomain? in
      guard case .run(let job) = effect else { return nil }
      return job.job as? GuessDomain
    }
    guard let job = jobs.last else { return false }
    send(.answer(.job(AnyJob(job).run())))
    return true
  }

  /// Opens the question over a drawing that nobody chose a domain for.
  mutating func askWhatIsDrawn() {
    let anything = DomainInfo(
      name: "anything", titles: DomainTitles(english: "Anything", korean: "무엇이든"), path: "", isBuiltIn: true)
    bench.domains = DomainChoice([anything] + bench.domains.all)
    bench.surroundings.guesses = Self.guesses
    drag((0.2, 0.2), (0.7, 0.6))
    keys("↵")
    _ = try? answer(.finished(StudioStrip.picture, milliseconds: 80))
    deliverGuess()
  }
}

@Suite("The question what is drawn", .tags(.studioView), .ownThread) struct DomainDialogTests {
  @Test("Yes lets that domain paint the drawing; the question shows a sample") func agreed() throws {
    var strip = try StudioStrip.guessing()
    try strip.drawAndGuess()
    #expect(strip.has(DomainDialog.self))
    let frame = StudioView.render(strip.state)
    #expect(frame.grid.lines.joined().contains("Car"))
    #expect(frame.pictures.contains { $0.image == strip.bench.surroundings.library.samples["car"] })
    strip.keys("y")
    #expect(!strip.state.layers.hasDialog && strip.bench.domains.chosen?.name == "car")
    #expect(strip.requests.last?.domain == "car")
  }

  @Test("No keeps everything, and is not asked again before a new page", arguments: ["n", "⎋"])
  func refused(_ key: String) throws {
    var strip = try StudioStrip.guessing()
    try strip.drawAndGuess()
    strip.keys(key)
    #expect(!strip.state.layers.hasDialog && strip.bench.domains.chosen?.name == "anything")
    #expect(strip.bench.translation.picture != nil)
    let before = strip.effects.count
    strip.drag((0.3, 0.3), (0.5, 0.8))
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 80))
    #expect(!strip.effects.dropFirst(before).contains { if case .run = $0 { true } else { false } })
    strip.keys("n")
    try strip.drawAndGuess()
    #expect(strip.has(DomainDialog.self), "another page, another question")
  }

  @Test("A late answer asks nothing: the page has gone on, the pen is down, or somebody is asked already")
  func late() throws {
    var strip = try StudioStrip.guessing()
    strip.drag((0.2, 0.2), (0.7, 0.6))
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 80))
    var drawnOn = strip
    drawnOn.drag((0.3, 0.3), (0.5, 0.8))
    drawnOn.deliverGuess()
    #expect(!drawnOn.state.layers.hasDialog)
    var penDown = strip
    let place = penDown.place(0.4, 0.4)
    penDown.mouse(.press, place.column, place.row)
    penDown.deliverGuess()
    #expect(!penDown.state.layers.hasDialog)
    var leaving = strip
    leaving.keys("q")
    #expect(leaving.has(QuitDialog.self))
    leaving.deliverGuess()
    #expect(leaving.has(QuitDialog.self))
    var elsewhere = strip
    elsewhere.keys("g")
    elsewhere.deliverGuess()
    #expect(!elsewhere.state.layers.hasDialog)
  }

  @Test("Nobody is asked who chose a domain, has live pictures on, or watches") func manners() throws {
    var chosen = try StudioStrip.guessing()
    chosen.bench.domains.index = 2
    chosen.drag((0.2, 0.2), (0.7, 0.6))
    chosen.keys("↵")
    try chosen.answer(.finished(StudioStrip.picture, milliseconds: 80))
    let chosenIsAsked = chosen.deliverGuess()
    #expect(!chosenIsAsked)
    var live = try StudioStrip.guessing()
    live.keys("l")
    live.drag((0.2, 0.2), (0.7, 0.6))
    try live.answer(.finished(StudioStrip.picture, milliseconds: 80))
    let liveIsAsked = live.deliverGuess()
    #expect(!liveIsAsked)
    var alone = try StudioStrip.guessing()
    alone.bench.surroundings.guesses = nil
    alone.drag((0.2, 0.2), (0.7, 0.6))
    alone.keys("↵")
    try alone.answer(.finished(StudioStrip.picture, milliseconds: 80))
    let aloneIsAsked = alone.deliverGuess()
    #expect(!aloneIsAsked)
  }
}
