/// From which faithfulness on a picture has two and three stars.
///
/// A picture keeps the rule that it was kept under: what somebody has earned stays, and can be counted again.
package enum StarRule: Int, Sendable {
  /// For generators that learnt to copy ink; pictures of later ones would nearly all have three.
  case first = 1
  /// So that all three occur: of the pictures of 410 strangers' doodles, 20, 41 and 39 of a hundred have one, two and
  /// three.
  case second

  package static let current = second

  /// The least faithfulness for two and for three stars.
  package var thresholds: (two: Double, three: Double) {
    switch self {
    case .first: (0.5, 0.75)
    case .second: (0.9, 0.98)
    }
  }
}
