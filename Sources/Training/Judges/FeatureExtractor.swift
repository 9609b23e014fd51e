import Generation
import Pictures

/// What describes a picture by numbers, so that sets of pictures can be compared.
package protocol FeatureExtractor {
  /// For people.
  var name: String { get }
  /// Number of values that describe a picture.
  var count: Int { get }

  /// ``count`` values for a picture of ``PictureFigures/side`` × ``PictureFigures/side`` pixels.
  func values(_ picture: Image) -> [Double]
}

extension PictureRecogniser: FeatureExtractor {
  package var name: String { "classifier's features" }
  package var count: Int { card.network.features }
  package func values(_ picture: Image) -> [Double] { look(picture).features }
}
