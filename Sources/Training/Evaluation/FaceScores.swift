import Foundation
import Generation

/// How many made portraits show a face, and where, judged by detectors that know nothing of the generator.
package struct FaceScores: Codable, Equatable, Sendable {
  /// What one detector says.
  package struct Opinion: Codable, Equatable, Sendable {
    package var detector: String
    /// Share of the made pictures with a face.
    package var found: Double
    /// Share of the true photographs with a face: no more can be asked of the made ones. Nil without photographs.
    package var foundInTruth: Double?
    /// Mean overlap (intersection over union) of the surest face with that of the photograph, among pairs that both have
    /// one. Nil without photographs, or where no pair has both.
    package var overlap: Double?

    enum CodingKeys: String, CodingKey {
      case detector, found, overlap
      case foundInTruth = "found_in_truth"
    }

    /// - Parameters:
    ///   - made: the faces of each made picture, the surest first.
    ///   - truth: those of the photographs, in the same order; nil where there are none.
    package init(_ detector: String, made: [[Face]], truth: [[Face]]?) {
      precondition(!made.isEmpty && truth.map { $0.count == made.count } ?? true, "a photograph for each picture")
      func share(_ faces: [[Face]]) -> Double { Double(faces.count { !$0.isEmpty }) / Double(faces.count) }
      self.detector = detector
      found = share(made)
      foundInTruth = truth.map(share)
      let overlaps = zip(made, truth ?? []).compactMap { made, truth in
        made.first.flatMap { face in truth.first.map { face.box.overlap(with: $0.box) } }
      }
      overlap = overlaps.isEmpty ? nil : overlaps.reduce(0, +) / Double(overlaps.count)
    }
  }

  package var pictures: Int
  package var opinions: [Opinion]

  package init(pictures: Int, opinions: [Opinion]) {
    self.pictures = pictures
    self.opinions = opinions
  }

  /// Lines for people.
  package var text: String {
    func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
    return opinions.map { opinion in
      var line = "faces found by \(opinion.detector)  \(percent(opinion.found)) of \(pictures) pictures"
      if let truth = opinion.foundInTruth { line += " (photographs \(percent(truth)))" }
      if let overlap = opinion.overlap { line += ", overlap \(String(format: "%.3f", overlap))" }
      return line
    }.joined(separator: "\n")
  }
}
