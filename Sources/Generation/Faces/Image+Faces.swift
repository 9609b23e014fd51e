import Pictures

extension Image {
  /// The picture with a frame around each face and a dot on each landmark.
  package func marking(_ faces: [Face]) -> Image {
    var marked = self
    let thickness = max(1, min(width, height) / 160)
    for face in faces {
      marked.drawFrame(
        x: Self.pixel(face.box.x), y: Self.pixel(face.box.y), width: Self.pixel(face.box.width),
        height: Self.pixel(face.box.height), thickness: thickness, Colour(0.15, 0.85, 0.35))
      for (landmark, colour) in zip(face.landmarks, Self.landmarkColours) {
        marked.drawDisc(
          x: Self.pixel(landmark.x), y: Self.pixel(landmark.y), radius: 2 * thickness, .white)
        marked.drawDisc(x: Self.pixel(landmark.x), y: Self.pixel(landmark.y), radius: thickness, colour)
      }
    }
    return marked
  }

  /// A place far beyond any picture stands for all that lie further out.
  private static func pixel(_ value: Double) -> Int { Int(min(max(value, -1e6), 1e6).rounded()) }

  /// Eyes blue, nose yellow, mouth red.
  private static let landmarkColours = [
    Colour(0.1, 0.35, 1), Colour(0.1, 0.35, 1), Colour(1, 0.8, 0),
    Colour(1, 0.15, 0.25), Colour(1, 0.15, 0.25),
  ]
}
