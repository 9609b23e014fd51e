import Foundation
import Generation
import Pictures

/// How often the studio would ask of doodles whether they are of a domain, and how often rightly, by how sure it has to
/// be.
package struct QuestionScores: Encodable, Equatable, Sendable {
  package struct Row: Encodable, Equatable, Sendable {
    /// From which surety on it asks.
    package let surety: Double
    /// Doodles that belong to a domain, and how many of them it asks about, rightly and wrongly.
    package let ofDomains: Int
    package let rightly: Int
    package let wrongly: Int
    /// Doodles that belong to none, and how many of them it asks about.
    package let others: Int
    package let needlessly: Int
  }

  package let rows: [Row]

  private static let sureties = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

  /// - Parameter doodles: what was made of doodles by the domain for everything.
  package init(_ doodles: DoodleScores, recogniser: PictureRecogniser) {
    var seen: [(truth: String?, asked: DomainQuestion?)] = []
    for group in doodles.groups {
      let known = recogniser.card.index(ofWord: group.name).map { recogniser.card.classes[$0].name }
      let truth = known.flatMap(DomainQuestion.domain(ofClass:))
      for result in group.results {
        seen.append((truth, DomainQuestion(picture: result.picture, drawing: result.doodle, by: recogniser)))
      }
    }
    rows = Self.sureties.map { surety in
      let asked = seen.map { ($0.truth, $0.asked.flatMap { $0.surety >= surety ? $0.domain : nil }) }
      let known = asked.filter { $0.0 != nil }
      return Row(
        surety: surety, ofDomains: known.count, rightly: known.count { $0.0 == $0.1 },
        wrongly: known.count { $0.1 != nil && $0.0 != $0.1 }, others: asked.count - known.count,
        needlessly: asked.count { $0.0 == nil && $0.1 != nil })
    }
  }

  /// A table for people.
  package var text: String {
    (["asks from surety  right  wrong  of drawings of a domain  needless  of others"]
      + rows.map { row in
        String(format: "%.2f", row.surety).padded(to: 18) + "\(row.rightly)".padded(to: 7)
          + "\(row.wrongly)".padded(to: 7) + "\(row.ofDomains)".padded(to: 25) + "\(row.needlessly)".padded(to: 10)
          + "\(row.others)"
      }).joined(separator: "\n")
  }
}
