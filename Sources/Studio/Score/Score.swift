/// How many stars the magic gets for a picture: one to three. The machine is rated, never the child.
///
/// Faithfulness, 0…1, says how well the picture keeps to what was drawn: line following alone where no crayon was used,
/// hint following alone where there is no ink, and two thirds of the one and a third of the other where there are both.
/// From which faithfulness on there are two and three stars says ``StarRule``. A picture always has one star, also where
/// nothing can be measured; but none are shown for a page with almost nothing on it, since there was nothing to keep to.
///
/// Both shares are measured at 256 × 256 pixels, by `LineFollowing` and `HintFollowing`.
package enum Score {
  /// The least shares of lines and of crayon that the magic kept to, for it to have listened.
  package static let listening = (lines: 0.85, hints: 0.75)

  /// 0…1; nil where there is neither ink nor crayon.
  package static func faithfulness(lineFollowing: Double?, hintFollowing: Double?) -> Double? {
    switch (lineFollowing, hintFollowing) {
    case (let lines?, let hints?): (2 * lines + hints) / 3
    case (let lines?, nil): lines
    case (nil, let hints?): hints
    case (nil, nil): nil
    }
  }

  /// One to three.
  package static func stars(
    lineFollowing: Double?, hintFollowing: Double?, rule: StarRule = .current
  ) -> Int {
    let share = faithfulness(lineFollowing: lineFollowing, hintFollowing: hintFollowing) ?? 0
    return 1 + (share >= rule.thresholds.two ? 1 : 0) + (share >= rule.thresholds.three ? 1 : 0)
  }
}
