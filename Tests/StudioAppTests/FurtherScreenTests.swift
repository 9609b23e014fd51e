import Studio
import StudioApp
import Support
import Terminal
import Testing

/// A screen that only this test knows: it counts, and asks a job of its own to add.
private struct CounterScreen: StudioLayer {
  enum Action: Hashable, Sendable { case add, sum, back }

  /// Adds in the background.
  struct Sum: StudioJob {
    let values: [Int]

    func run() -> Int { values.reduce(0, +) }
  }

  static let entry = ScreenEntry("counter", "z", .more) { bench in
    bench.notice = Notice(.hello)
    return .show(CounterScreen())
  }

  var count = 0
  var sum: Int?
  var pointer: [Double] = []

  func bindings(_ bench: Workbench) -> [Binding<Action>] {
    [Binding(.add, "a", .more), Binding(.sum, "s", .open), Binding(.back, .escape, .back)]
  }

  func buttons(_ bench: Workbench) -> [Button<Action>] {
    let row = Rectangle(column: 0, row: bench.capabilities.rows - 2, columns: bench.capabilities.columns, rows: 1)
    return ButtonRow.place(bindings(bench), in: row, bench)
  }

  func render(_ bench: Workbench, _ painter: inout Painter) {
    let sum = sum.map { ", sum \($0)" } ?? ""
    painter.text("counted \(count)\(sum)", column: 1, row: 0, width: 30, style: painter.theme.heading)
    for button in buttons(bench) { painter.button(button) }
  }

  mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .add:
      count += 1
      return []
    case .sum: return [.run(AnyJob(Sum(values: [count, 40])))]
    case .back: return .show(DrawingScreen())
    }
  }

  mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome {
    if key == .up { count += 10 }
    return []
  }

  mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    pointer = [event.column, event.row]
    return []
  }

  mutating func receive(_ answer: StudioAnswer, _ bench: inout Workbench) -> Outcome {
    if case .job(let answer) = answer, let value = answer.value as? Int { sum = value }
    return []
  }

  func tickInterval(_ bench: Workbench) -> Double? { count > 100 ? 0.5 : nil }

  mutating func tick(_ seconds: Double, _ bench: inout Workbench) -> Outcome {
    count = 0
    return []
  }
}

@Suite("A further screen is added by naming it", .ownThread) struct FurtherScreenTests {
  private func studio(columns: Int = 80, rows: Int = 24) throws -> StudioStrip {
    try StudioStrip(columns: columns, rows: rows, screens: StudioScreens.all + [CounterScreen.entry])
  }

  private func counter(_ strip: StudioStrip) throws -> CounterScreen {
    try #require(strip.state.layers.first(CounterScreen.self))
  }

  @Test("It opens by its key and by its button, in every window", arguments: FitTests.sizes)
  func opens(_ size: (Int, Int)) throws {
    var strip = try studio(columns: size.0, rows: size.1)
    var byMouse = strip
    #expect(strip.keys("z").isEmpty && strip.isOn(CounterScreen.self))
    try byMouse.click(DrawingScreen.Action.open("counter"))
    #expect(byMouse.state == strip.state)
  }

  @Test("Its button fits among the others, in every window", arguments: FitTests.sizes, Language.allCases)
  func fits(_ size: (Int, Int), _ language: Language) throws {
    let strip = try StudioStrip(
      columns: size.0, rows: size.1, language: language, screens: StudioScreens.all + [CounterScreen.entry])
    let frame = StudioView.render(strip.state)
    #expect(frame.cutTexts == [])
    let buttons = strip.buttons(DrawingScreen.self)
    #expect(buttons.contains { $0.action == .open("counter") })
    for (index, button) in buttons.enumerated() {
      #expect(frame.grid.bounds.intersection(button.rectangle) == button.rectangle, "\(button)")
      for other in buttons[(index + 1)...] { #expect(!other.rectangle.intersects(button.rectangle), "\(button)") }
    }
  }

  @Test("It draws, and answers to keys, buttons and the mouse") func works() throws {
    var strip = try studio()
    strip.keys("zaa↑")
    #expect(StudioView.render(strip.state).grid.lines[0].contains("counted 12"))
    try strip.click(CounterScreen.Action.add)
    #expect(try counter(strip).count == 13)
    strip.mouse(.drag, 7, 5)
    #expect(try counter(strip).pointer == [7, 5])
    strip.keys("⎋")
    #expect(strip.isOn(DrawingScreen.self))
    #expect(strip.state.layers.first(CounterScreen.self) == nil)
  }

  @Test("It asks the runtime for work of its own, and hears the answer") func asks() throws {
    var strip = try studio()
    let job = AnyJob(CounterScreen.Sum(values: [2, 40]))
    #expect(strip.keys("zaas") == [.run(job)])
    strip.send(.answer(.job(job.run())))
    #expect(StudioView.render(strip.state).grid.lines[0].contains("sum 42"))
    #expect(job != AnyJob(CounterScreen.Sum(values: [3, 40])))
  }

  @Test("It moves by the clock, and dialogs lie over it") func moves() throws {
    var strip = try studio()
    strip.keys("z↑↑↑↑↑↑↑↑↑↑a")
    #expect(strip.state.tickInterval == 0.5)
    strip.send(.celebrate(Celebration(stickers: [.rain])))
    #expect(strip.has(CelebrationDialog.self) && strip.isOn(CounterScreen.self))
    strip.keys("a")
    #expect(try counter(strip).count == 101, "the dialog took the key")
    strip.send(.tick(0.5))
    #expect(try counter(strip).count == 0 && strip.state.tickInterval == nil)
  }

  @Test("The help of the drawing screen names its key") func help() throws {
    var strip = try studio(columns: 100, rows: 40)
    strip.keys("h")
    #expect(StudioView.render(strip.state).grid.lines.contains { $0.contains("Z More") })
  }
}
