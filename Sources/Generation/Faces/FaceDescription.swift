import Pictures

/// A found face as JSON: places in pixels, rounded to hundredths.
package struct FaceDescription: Encodable, Sendable {
  /// x, y, width, height.
  package let box: [Double]
  /// Right eye, left eye, nose, right and left corner of the mouth, [x, y] each; none from a detector that finds none.
  package let landmarks: [[Double]]
  /// How sure the detector is, 0…1.
  package let score: Double

  package init(_ face: Face) {
    func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    box = [face.box.x, face.box.y, face.box.width, face.box.height].map(hundredths)
    landmarks = face.landmarks.map { [hundredths($0.x), hundredths($0.y)] }
    score = (face.score * 10_000).rounded() / 10_000
  }
}
