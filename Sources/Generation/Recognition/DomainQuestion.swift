import Pictures

/// Whether a drawing that no domain was chosen for looks like one of them so surely that it may be asked.
///
/// The classifier of the judges looks at the picture that was made and at the drawing itself; each may err, so what it
/// holds both for must agree.
package struct DomainQuestion: Equatable, Sendable {
  /// The domain's name.
  package let domain: String
  /// How sure, 0…1: the mean of the shares of likelihood that the domain's things have on the picture and on the drawing.
  package let surety: Double

  /// Below this nothing is asked. Of strangers' doodles one in five of a domain's things is asked about then, and one in
  /// thirty others; see Assets/Docs/doodles.md.
  package static let leastSurety = 0.6

  /// The domain of each class of the classifier that has one.
  private static let domains = [
    "panda": "panda", "car": "car", "truck": "car", "rocket": "space", "flying-saucer": "space", "planet": "space",
    "star": "space", "moon": "space", "shoe": "shoe", "bag": "handbag", "gem": "gemstone", "crown": "game-character",
    "sword": "game-character", "angel": "game-character", "dragon": "game-character", "bear": "game-character",
    "face": "cartoon-face",
  ]

  /// The domain that things of a class belong to; nil for none of its own.
  package static func domain(ofClass name: String) -> String? { domains[name] }

  /// The domain that a drawing and its picture look most like, however little; nil where they look more like something
  /// that no domain is for.
  ///
  /// - Parameters:
  ///   - picture: what was made of the drawing, square.
  ///   - drawing: the drawing, black on white, square.
  package init?(picture: Image, drawing: Image, by recogniser: PictureRecogniser) {
    let shares = zip(recogniser.look(picture).shares, recogniser.look(drawing).shares).map { ($0 + $1) / 2 }
    var sums: [String: Double] = [:]
    var others = 0.0
    for (known, share) in zip(recogniser.card.classes, shares) {
      if let domain = Self.domains[known.name] {
        sums[domain, default: 0] += share
      } else {
        others = max(others, share)
      }
    }
    guard let best = sums.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value > others else { return nil }
    domain = best.key
    surety = best.value
  }
}
