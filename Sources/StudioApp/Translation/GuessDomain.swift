import Pictures
import Studio

/// Looks at a picture: is it of a domain that nobody chose?
package struct GuessDomain: StudioJob {
  package let canvas: CanvasID
  package let revision: Int
  package let strokes: [Stroke]
  package let picture: Image
  package let source: ByIdentity<any DomainGuesser>

  package struct Answer: Equatable, Sendable {
    package let canvas: CanvasID
    package let revision: Int
    /// Nil where nothing is sure enough to be asked.
    package let domain: String?
  }

  package func run() -> Answer {
    Answer(canvas: canvas, revision: revision, domain: source.object.domain(of: strokes, picture: picture))
  }
}

extension Workbench {
  /// Has a finished picture looked at, where the domain for everything made it and nothing was asked on this page yet.
  func guessDomain(of picture: Image, _ strokes: [Stroke], domain: String, revision: Int) -> Outcome {
    guard let source = surroundings.guesses, domain == DomainChoice.anything, !surroundings.isPresenting,
      !canvas.isQuestioned
    else { return [] }
    let job = GuessDomain(
      canvas: canvas.id, revision: revision, strokes: strokes, picture: picture, source: source)
    return [.run(AnyJob(job))]
  }

  /// The question that an answer gives rise to; nil where the page has gone on since, or the pen is down.
  mutating func question(_ answer: GuessDomain.Answer) -> DomainDialog? {
    guard let name = answer.domain, answer.canvas == canvas.id, answer.revision == canvas.drawing.revision,
      !canvas.isQuestioned, tools.pen == .up, domains.chosen?.name == DomainChoice.anything,
      let index = domains.index(named: name)
    else { return nil }
    canvas.isQuestioned = true
    return DomainDialog(index)
  }
}
