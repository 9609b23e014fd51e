import Generation
import Pictures

/// Detectors looking at one made picture after the other, so that nobody has to keep the pictures.
package struct FaceJury: Sendable {
  private let detectors: [(name: String, finder: any FaceFinder)]
  /// For each detector, the faces of each picture.
  private var made: [[[Face]]]
  private var truth: [[[Face]]]

  /// - Parameter detectors: who looks, with the names that stand in tables.
  package init(_ detectors: [(name: String, finder: any FaceFinder)]) {
    self.detectors = detectors
    made = Array(repeating: [], count: detectors.count)
    truth = made
  }

  /// The detectors that came with the program.
  ///
  /// - Parameter checkpoints: the folder of the checkpoints that came with it.
  package init(checkpoints: String) throws {
    self.init(try FaceDetectorKind.allCases.map { ($0.rawValue, try $0.detector(in: checkpoints)) })
  }

  /// Looks at a picture that a generator made.
  ///
  /// - Parameter photograph: what it was to make, of the same size; nil where there is none, as for doodles. All pictures
  ///   have one, or none has.
  package mutating func look(at picture: Image, truth photograph: Image? = nil) throws {
    for (index, detector) in detectors.enumerated() {
      made[index].append(try detector.finder.faces(in: picture))
      if let photograph { truth[index].append(try detector.finder.faces(in: photograph)) }
    }
  }

  /// What they say of all pictures together; nil before the first.
  package var scores: FaceScores? {
    guard let count = made.first?.count, count > 0 else { return nil }
    return FaceScores(
      pictures: count,
      opinions: detectors.indices.map { index in
        FaceScores.Opinion(
          detectors[index].name, made: made[index], truth: truth[index].isEmpty ? nil : truth[index])
      })
  }
}
