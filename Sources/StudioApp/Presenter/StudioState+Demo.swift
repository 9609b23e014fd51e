import Pictures
import Studio
import Terminal

/// The demonstration, moved on by the clock.
extension StudioState {
  /// The studio for an audience: a large canvas, live translation, no questions.
  package mutating func present() {
    screen = .presenter
    dialog = nil
    isLive = true
    drawing = Drawing()
  }

  /// Begins the demonstration, with the domain that is chosen if there is a drawing for it.
  mutating func startDemo() -> [StudioEffect] {
    let demos = playable
    guard !demos.isEmpty else {
      notice = Notice(.noDemo)
      return liftPen()
    }
    var run = DemoRun()
    run.index = demos.firstIndex { $0.domain == chosenDomain?.name } ?? 0
    presenter.demo = run
    return beginDemoDrawing()
  }

  /// Moves the demonstration on by so many seconds.
  mutating func advanceDemo(_ seconds: Double) -> [StudioEffect] {
    guard var run = presenter.demo, playable.indices.contains(run.index) else {
      presenter.demo = nil
      return []
    }
    let drawing = playable[run.index]
    run.position += seconds
    presenter.demo = run
    switch run.shows {
    case .drawing:
      let effects = drawDemo(drawing)
      guard run.position >= drawing.duration else { return effects }
      presenter.demo?.shows = .picture
      presenter.demo?.position = 0
      return effects + liftPen() + changedDrawing()
    case .picture:
      // However slow the machine is, the picture is waited for.
      if translation != nil {
        presenter.demo?.position = min(run.position, 0.5)
        return []
      }
      // Where none could be made the next drawing may do better.
      guard picture?.isDraft == false else { return nextDemoDrawing() }
      return turnDemo(after: Self.looking, to: .before)
    case .before: return turnDemo(after: Self.comparing, to: .after)
    case .after: return nextDemoDrawing()
    }
  }

  /// Seconds for a look at the picture, and for one at the drawing in its place.
  private static let looking = 2.5
  private static let comparing = 1.4

  /// The recorded drawings whose domain is at hand.
  private var playable: [DemoDrawing] {
    ideas.library.demos.filter { demo in domains.contains { $0.name == demo.domain } }
  }

  private mutating func turnDemo(after seconds: Double, to shows: DemoRun.Shows) -> [StudioEffect] {
    guard let run = presenter.demo, run.position >= seconds else { return [] }
    presenter.demo?.shows = shows
    presenter.demo?.position = 0
    return flip()
  }

  private mutating func nextDemoDrawing() -> [StudioEffect] {
    let count = playable.count
    guard let run = presenter.demo, run.position >= Self.looking, count > 0 else { return [] }
    presenter.demo?.index = (run.index + 1) % count
    return beginDemoDrawing()
  }

  private mutating func beginDemoDrawing() -> [StudioEffect] {
    guard let index = presenter.demo?.index else { return [] }
    var run = DemoRun()
    run.index = index
    presenter.demo = run
    isLive = true
    domain = domains.firstIndex { $0.name == playable[index].domain } ?? domain
    return cleanSheet()
  }

  /// The pen goes on to where the recording was at this time.
  private mutating func drawDemo(_ recorded: DemoDrawing) -> [StudioEffect] {
    guard var run = presenter.demo else { return [] }
    let revision = drawing.revision
    while run.strokes < recorded.strokes.count {
      let stroke = recorded.strokes[run.strokes]
      while run.points < stroke.points.count, stroke.times[run.points] <= run.position {
        if run.points == 0 {
          drawing.begin(stroke.kind, at: stroke.points[0])
        } else {
          drawing.extend(to: stroke.points[run.points])
        }
        run.points += 1
      }
      guard run.points == stroke.points.count else { break }
      drawing.end()
      run.strokes += 1
      run.points = 0
    }
    presenter.demo = run
    return drawing.revision == revision ? [] : changedDrawing()
  }
}
