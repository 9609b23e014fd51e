import Foundation
import Generation
import Pictures

/// How well the filters tell front faces from turned ones, and bare eyes from sunglasses, on pictures of front faces that
/// are changed (``FaceDisguise``).
package struct FaceFilterScores: Equatable, Sendable {
  /// What a filter makes of one kind of picture.
  package struct Row: Equatable, Sendable {
    package var filter: String
    package var kind: String
    /// Whether the filter should drop such pictures; nil for those in between, which count for neither rate.
    package var shouldDrop: Bool?
    package var pictures: Int
    package var dropped: Int

    package init(filter: String, kind: String, shouldDrop: Bool?, pictures: Int, dropped: Int) {
      self.filter = filter
      self.kind = kind
      self.shouldDrop = shouldDrop
      self.pictures = pictures
      self.dropped = dropped
    }
  }

  /// Dropped rightly, over all that was dropped and over all that should have been.
  package struct Rates: Equatable, Sendable {
    package var filter: String
    package var precision: Double?
    package var recall: Double?
  }

  package var rows: [Row] = []

  package init(rows: [Row]) { self.rows = rows }

  /// Turns and leanings that are tried, in degrees, and what a filter should do.
  private static let turns: [(degrees: Double, shouldDrop: Bool?)] = [
    (0, false), (10, false), (20, nil), (30, true), (40, true),
  ]
  private static let leanings: [(degrees: Double, shouldDrop: Bool?)] = [(5, false), (10, nil), (15, true), (25, true)]

  /// - Parameters:
  ///   - pictures: files of one front face each, without sunglasses; others are left out.
  ///   - finder: a detector with landmarks.
  package init(_ pictures: [Image], finder: any FaceFinder) throws {
    let front = FaceFilter(finder, front: true, withoutSunglasses: false)
    let bare = FaceFilter(finder, front: false, withoutSunglasses: true)
    func note(_ filter: String, _ kind: String, _ shouldDrop: Bool?, _ verdict: FaceFilter.Verdict) {
      let index =
        rows.firstIndex { $0.filter == filter && $0.kind == kind }
        ?? {
          rows.append(Row(filter: filter, kind: kind, shouldDrop: shouldDrop, pictures: 0, dropped: 0))
          return rows.count - 1
        }()
      rows[index].pictures += 1
      if case .dropped = verdict { rows[index].dropped += 1 }
    }
    for (number, picture) in pictures.enumerated() {
      guard let face = try finder.faces(in: picture).first, let pose = FacePose(face) else { continue }
      // Further in the direction in which it already looks: the other way it might end up looking straight.
      let side: Double = pose.nose < 0.5 ? -1 : 1
      for (degrees, shouldDrop) in Self.turns {
        let turned = degrees == 0 ? picture : FaceDisguise.turned(picture, face, by: side * degrees)
        note("front", "turned by \(Int(degrees))°", shouldDrop, try front.verdict(on: turned))
      }
      let lean: Double = pose.tilt < 0 ? -1 : 1
      for (degrees, shouldDrop) in Self.leanings {
        let leaning = FaceDisguise.leaning(picture, face, by: lean * degrees)
        note("front", "leaning by \(Int(degrees))°", shouldDrop, try front.verdict(on: leaning))
      }
      note("sunglasses", "none", false, try bare.verdict(on: picture))
      for (index, glasses) in FaceDisguise.Glasses.allCases.enumerated() {
        var random = SeededGenerator(seed: UInt64(number * FaceDisguise.Glasses.allCases.count + index))
        let worn = FaceDisguise.wearing(glasses, picture, face, using: &random)
        note("sunglasses", "\(glasses.rawValue) glasses", glasses != .clear, try bare.verdict(on: worn))
      }
    }
  }

  /// One line for each filter.
  package var rates: [Rates] {
    var filters: [String] = []
    for row in rows where !filters.contains(row.filter) { filters.append(row.filter) }
    return filters.map { filter in
      let own = rows.filter { $0.filter == filter }
      let rightly = own.filter { $0.shouldDrop == true }
      let right = rightly.reduce(0) { $0 + $1.dropped }
      let wanted = rightly.reduce(0) { $0 + $1.pictures }
      let dropped = own.filter { $0.shouldDrop != nil }.reduce(0) { $0 + $1.dropped }
      return Rates(
        filter: filter, precision: dropped == 0 ? nil : Double(right) / Double(dropped),
        recall: wanted == 0 ? nil : Double(right) / Double(wanted))
    }
  }

  /// A table for people.
  package var text: String {
    func percent(_ share: Double?) -> String { share.map { String(format: "%.1f %%", $0 * 100) } ?? "-" }
    let table = rows.map { row in
      let name = "\(row.filter): \(row.kind)"
      return name + String(repeating: " ", count: max(1, 32 - name.count))
        + "\(row.dropped) of \(row.pictures) dropped (\(percent(Double(row.dropped) / Double(max(1, row.pictures)))))"
        + (row.shouldDrop == false ? ", should be kept" : "")
    }
    let ends = rates.map { "\($0.filter): precision \(percent($0.precision)), recall \(percent($0.recall))" }
    return (table + ends).joined(separator: "\n")
  }
}
