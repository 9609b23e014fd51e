import Pictures
import Synchronization

/// The measures of one drawing and picture, taken once, on the thread that asks first; others wait for it.
///
/// The studio shows them when a picture arrives and the gallery stores them when it is kept.
package final class Measurement: Sendable {
  private let strokes: [Stroke]
  private let picture: Image
  private let lineMeasure: Gallery.LineMeasure
  private let taken = Mutex<Measures?>(nil)

  package init(_ strokes: [Stroke], _ picture: Image, _ lineMeasure: @escaping Gallery.LineMeasure) {
    self.strokes = strokes
    self.picture = picture
    self.lineMeasure = lineMeasure
  }

  package var measures: Measures {
    taken.withLock { taken in
      if let taken { return taken }
      let measures = Measures(strokes, picture, lineMeasure)
      taken = measures
      return measures
    }
  }

  /// Whether it is of this drawing and this picture.
  package func isOf(_ strokes: [Stroke], _ picture: Image) -> Bool {
    self.strokes == strokes && self.picture == picture
  }
}
