import Generation
import Pictures
import Synchronization

/// Says of a picture that was made of a drawing by the domain for everything which other domain it looks like: networks
/// in the studio, something simpler in tests.
///
/// Called on a worker's thread.
package protocol DomainGuesser: AnyObject, Sendable {
  /// The domain's name; nil where nothing is sure enough to be asked.
  func domain(of strokes: [Stroke], picture: Image) -> String?
}

/// The classifier that came with the program, loaded for the first picture.
package final class ClassifierGuesser: DomainGuesser {
  private let load: @Sendable () throws -> PictureRecogniser?
  /// Nil before the first picture; then what was loaded, if anything.
  private let loaded = Mutex<PictureRecogniser??>(nil)

  /// - Parameter load: reads the classifier.
  package init(_ load: @escaping @Sendable () throws -> PictureRecogniser?) {
    self.load = load
  }

  package func domain(of strokes: [Stroke], picture: Image) -> String? {
    loaded.withLock { loaded in
      let recogniser = loaded ?? (try? load())
      loaded = .some(recogniser)
      guard let recogniser else { return nil }
      let drawing = SketchRaster.picture(strokes.filter { $0.kind == .pencil }, size: picture.width)
      let question = DomainQuestion(picture: picture, drawing: drawing, by: recogniser)
      return question.flatMap { $0.surety >= DomainQuestion.leastSurety ? $0.domain : nil }
    }
  }
}
