import Pictures
import Studio

/// A demonstration: recorded drawings through every domain, over and over.
package struct DemoRun: Equatable, Sendable {
  /// Which drawing of the library it has come to.
  package var index = 0
  /// Seconds since this drawing began.
  package var position = 0.0
  /// How many strokes, and how many places of the next one, are on the paper.
  package var strokes = 0
  package var points = 0
  package var shows = Shows.drawing

  /// What there is to be seen.
  package enum Shows: Hashable, Sendable {
    case drawing
    /// The finished picture, then the drawing at its place, then the picture again.
    case picture, before, after
  }
}

/// The demonstration, moved on by the clock.
extension PresenterScreen {
  /// Begins the demonstration, with the domain that is chosen if there is a drawing for it.
  mutating func startDemo(_ bench: inout Workbench) -> Outcome {
    let demos = Self.playable(bench)
    guard !demos.isEmpty else {
      bench.notice = Notice(.noDemo)
      return bench.liftPen()
    }
    let effects = bench.liftPen()
    interrupted = bench.canvas.drawing
    return effects + beginDrawing(demos.firstIndex { $0.domain == bench.domains.chosen?.name } ?? 0, &bench)
  }

  /// Moves the demonstration on by so many seconds.
  mutating func advanceDemo(_ seconds: Double, _ bench: inout Workbench) -> Outcome {
    let demos = Self.playable(bench)
    guard var run = demo, demos.indices.contains(run.index) else {
      demo = nil
      return []
    }
    let recorded = demos[run.index]
    run.position += seconds
    demo = run
    switch run.shows {
    case .drawing:
      let effects = draw(recorded, &bench)
      guard run.position >= recorded.duration else { return effects }
      demo?.shows = .picture
      demo?.position = 0
      return effects + bench.liftPen() + bench.changedDrawing()
    case .picture:
      // However slow the machine is, the picture is waited for.
      if bench.translation.underWay != nil {
        demo?.position = min(run.position, 0.5)
        return []
      }
      // Where none could be made the next drawing may do better.
      guard bench.translation.picture?.isDraft == false else { return nextDrawing(&bench) }
      return turn(after: Self.looking, to: .before, &bench)
    case .before: return turn(after: Self.comparing, to: .after, &bench)
    case .after: return nextDrawing(&bench)
    }
  }

  /// Seconds for a look at the picture, and for one at the drawing in its place.
  private static let looking = 2.5
  private static let comparing = 1.4

  /// The recorded drawings whose domain is at hand.
  private static func playable(_ bench: Workbench) -> [DemoDrawing] {
    bench.surroundings.library.demos.filter { bench.domains.index(named: $0.domain) != nil }
  }

  private mutating func turn(
    after seconds: Double, to shows: DemoRun.Shows, _ bench: inout Workbench
  ) -> Outcome {
    guard let run = demo, run.position >= seconds else { return [] }
    demo?.shows = shows
    demo?.position = 0
    return bench.flip()
  }

  private mutating func nextDrawing(_ bench: inout Workbench) -> Outcome {
    let count = Self.playable(bench).count
    guard let run = demo, run.position >= Self.looking, count > 0 else { return [] }
    return beginDrawing((run.index + 1) % count, &bench)
  }

  private mutating func beginDrawing(_ index: Int, _ bench: inout Workbench) -> Outcome {
    demo = DemoRun(index: index)
    bench.translation.isLive = true
    let name = Self.playable(bench)[index].domain
    bench.domains.index = bench.domains.index(named: name) ?? bench.domains.index
    return bench.discardPage()
  }

  /// The pen goes on to where the recording was at this time.
  private mutating func draw(_ recorded: DemoDrawing, _ bench: inout Workbench) -> Outcome {
    guard var run = demo else { return [] }
    let revision = bench.canvas.drawing.revision
    while run.strokes < recorded.strokes.count {
      let stroke = recorded.strokes[run.strokes]
      while run.points < stroke.points.count, stroke.times[run.points] <= run.position {
        if run.points == 0 {
          bench.canvas.drawing.begin(stroke.kind, at: stroke.points[0])
        } else {
          bench.canvas.drawing.extend(to: stroke.points[run.points])
        }
        run.points += 1
      }
      guard run.points == stroke.points.count else { break }
      bench.canvas.drawing.end()
      run.strokes += 1
      run.points = 0
    }
    demo = run
    return bench.canvas.drawing.revision == revision ? [] : bench.changedDrawing()
  }
}
