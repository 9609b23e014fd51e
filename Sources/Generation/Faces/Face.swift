import Pictures

/// A face that a detector found in a picture. All numbers are pixels of that picture, from its upper left corner.
package struct Face: Hashable, Sendable {
  /// May reach beyond the picture's edge.
  package var box: FaceBox
  /// Right eye, left eye, tip of the nose, right and left corner of the mouth: the person's right, which a picture shows
  /// on its left. Empty from a detector that finds none.
  package var landmarks: [Point]
  /// How sure the detector is, 0…1.
  package var score: Double

  package init(box: FaceBox, landmarks: [Point], score: Double) {
    self.box = box
    self.landmarks = landmarks
    self.score = score
  }
}

/// A rectangle that holds a face.
package struct FaceBox: Hashable, Sendable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double

  package init(x: Double, y: Double, width: Double, height: Double) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }

  package var area: Double { width * height }
  package var centre: Point { Point(x + width / 2, y + height / 2) }

  /// What both have in common over what they cover together, 0…1 (Jaccard's index, "intersection over union").
  package func overlap(with other: FaceBox) -> Double {
    let across = min(x + width, other.x + other.width) - max(x, other.x)
    let down = min(y + height, other.y + other.height) - max(y, other.y)
    guard across > 0, down > 0 else { return 0 }
    let common = across * down
    return common / (area + other.area - common)
  }

  func scaled(_ across: Double, _ down: Double) -> FaceBox {
    FaceBox(x: x * across, y: y * down, width: width * across, height: height * down)
  }
}

/// Finds the faces in a picture.
package protocol FaceFinder: Sendable {
  /// The faces, the surest first. May be asked from several threads at once.
  func faces(in picture: Image) throws -> [Face]
}

extension [Face] {
  /// Of faces that overlap by more than `most` only the surest (non-maximum suppression), the surest first.
  func withoutRepeats(overlapping most: Double) -> [Face] {
    var kept: [Face] = []
    // Equal scores keep their order, so that the result does not depend on how sorting treats them.
    let byScore = enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
    for (_, face) in byScore where kept.allSatisfy({ $0.box.overlap(with: face.box) <= most }) { kept.append(face) }
    return kept
  }
}
