/// Where a face lies in a picture, canvas coordinates 0…1: what a face detector finds.
package struct FaceMarks: Hashable, Codable, Sendable {
  /// The upper left and the lower right corner of the face, from the forehead to the chin.
  package var low: Point
  package var high: Point
  /// The eye on the left of the picture, which is the person's right one.
  package var leftEye: Point
  package var rightEye: Point
  package var noseTip: Point
  /// The corners of the mouth, left and right in the picture.
  package var leftMouth: Point
  package var rightMouth: Point

  package init(
    low: Point, high: Point, leftEye: Point, rightEye: Point, noseTip: Point, leftMouth: Point, rightMouth: Point
  ) {
    self.low = low
    self.high = high
    self.leftEye = leftEye
    self.rightEye = rightEye
    self.noseTip = noseTip
    self.leftMouth = leftMouth
    self.rightMouth = rightMouth
  }

  package var size: Point { high - low }

  /// The middle of the head: faces are found without their hair, which takes about another sixth above.
  package var middleOfHead: Point { Point((low.x + high.x) / 2, (low.y + high.y) / 2 - 0.08 * size.y) }

  /// From the hair to the chin.
  package var heightOfHead: Double { size.y * 1.18 }

  /// The same face in other coordinates, which may be moved, stretched and mirrored.
  ///
  /// - Parameter place: where a point of these coordinates lies in the others.
  package func mapped(_ place: (Point) -> Point) -> FaceMarks {
    let corners = Bounds([place(low), place(high)])
    let (eyes, mouth) = ([place(leftEye), place(rightEye)], [place(leftMouth), place(rightMouth)])
    let isMirrored = eyes[0].x > eyes[1].x
    return FaceMarks(
      low: corners.low, high: corners.high, leftEye: eyes[isMirrored ? 1 : 0], rightEye: eyes[isMirrored ? 0 : 1],
      noseTip: place(noseTip), leftMouth: mouth[isMirrored ? 1 : 0], rightMouth: mouth[isMirrored ? 0 : 1])
  }
}
