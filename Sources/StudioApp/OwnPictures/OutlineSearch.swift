import Pictures
import Studio
import Terminal

/// The search for the lines of a picture, which come onto a fresh page when they are found.
package struct OutlineSearch: Equatable, Sendable {
  /// What the lines are for: to be drawn on with, or to lie faintly below a drawing.
  enum Purpose: Hashable, Sendable { case draw, trace }

  /// The request that has not been answered.
  package private(set) var request: OutlineRequest?
  private var purpose = Purpose.draw
  private var requests = 0

  /// The keys while lines are looked for.
  static func bindings<Action>(_ stop: Action) -> [Binding<Action>] {
    [Binding(stop, .escape, .stop, also: [.character("q"), .control("c"), .character(" ")])]
  }

  mutating func find(_ source: OutlineRequest.Source, _ purpose: Purpose, _ bench: inout Workbench) -> Outcome {
    self.purpose = purpose
    requests += 1
    let request = OutlineRequest(source, number: requests)
    self.request = request
    bench.notice = Notice(.findingLines)
    return [.findOutline(request)]
  }

  mutating func stop(_ bench: inout Workbench) -> Outcome {
    request = nil
    bench.notice = Notice(.linesStopped)
    return [.cancelOutline]
  }

  /// An answer that belongs to another request changes nothing.
  mutating func heard(_ answer: OutlineAnswer, _ bench: inout Workbench) -> Outcome {
    guard answer.request == request else { return [] }
    request = nil
    switch answer.result {
    case .success(let strokes): return take(strokes, &bench)
    case .failure(let problem):
      bench.notice = .problem(bench.texts[problem.textKey])
      return []
    }
  }

  /// The lines come onto a fresh page, in one step.
  private func take(_ strokes: [Stroke], _ bench: inout Workbench) -> Outcome {
    let effects = bench.freshPage()
    switch purpose {
    case .draw:
      bench.canvas.drawing.add(strokes)
      bench.notice = Notice(.linesFound)
      return effects + [.awaitJournal, .journal(.made(strokes))] + bench.changedDrawing() + .show(DrawingScreen())
    case .trace:
      bench.canvas.outline = strokes
      bench.notice = Notice(.tracing)
      return effects + .show(DrawingScreen())
    }
  }
}

extension OwnPictureProblem {
  /// The sentence for a child.
  var textKey: TextKey {
    switch self {
    case .unreadable: .problemUnreadable
    case .noPicture: .problemNoPicture
    case .tooLarge: .problemTooLarge
    case .noLines: .problemNoLines
    case .tooNarrow: .problemTooNarrow
    }
  }
}
