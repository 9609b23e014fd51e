import Pictures
import Studio

/// Who guesses what is drawn, told apart by who it is.
package struct GuessSource: Equatable, Sendable {
  package let guesser: any DomainGuesser

  package init(_ guesser: any DomainGuesser) {
    self.guesser = guesser
  }

  package static func == (left: GuessSource, right: GuessSource) -> Bool { left.guesser === right.guesser }
}

/// Looks at a picture: is it of a domain that nobody chose?
package struct GuessDomain: StudioJob {
  package let canvas: CanvasID
  package let revision: Int
  package let strokes: [Stroke]
  package let picture: Image
  package let source: GuessSource

  package struct Answer: Equatable, Sendable {
    package let canvas: CanvasID
    package let revision: Int
    /// Nil where nothing is sure enough to be asked.
    package let domain: String?
  }

  package func run() -> Answer {
    Answer(canvas: canvas, revision: revision, domain: source.guesser.domain(of: strokes, picture: picture))
  }
}

extension Workbench {
  /// Has a finished picture looked at, where the domain for everything made it and nothing was asked on this page yet.
  func guessDomain(of picture: Image, _ strokes: [Stroke], domain: String, revision: Int) -> Outcome {
    guard let source = surroundings.guesses, domain == DomainChoice.anything, !surroundings.isPresenting,
      canvas.questionedPage != canvas.page
    else { return [] }
    let job = GuessDomain(
      canvas: canvas.id, revision: revision, strokes: strokes, picture: picture, source: source)
    return [.run(AnyJob(job))]
  }

  /// The question that an answer gives rise to; nil where the page has gone on since, or the pen is down.
  mutating func question(_ answer: GuessDomain.Answer) -> DomainDialog? {
    guard let name = answer.domain, answer.canvas == canvas.id, answer.revision == canvas.drawing.revision,
      canvas.questionedPage != canvas.page, tools.pen == .up, domains.chosen?.name == DomainChoice.anything,
      let index = domains.index(named: name), domains.canChoose(index), index != domains.index
    else { return nil }
    canvas.questionedPage = canvas.page
    return DomainDialog(index)
  }
}
