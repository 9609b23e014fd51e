import Pictures

/// How bright a face is around the eyes, compared with its cheeks: sunglasses leave nothing bright there.
package enum EyeBrightness {
  /// Below this a face has sunglasses.
  package static let least = 0.58

  /// What three in five of the pixels around both eyes are darker than, over the median of the cheeks.
  ///
  /// Not the darkest, since brows, lashes and pupils are dark in every face, and not the brightest, which lenses reflect.
  ///
  /// - Returns: nil for a face without landmarks, of few pixels, or in the dark.
  package static func ratio(_ face: Face, in picture: Image) -> Double? {
    guard face.landmarks.count == 5 else { return nil }
    let eyes = [face.landmarks[0], face.landmarks[1]]
    let corners = [face.landmarks[3], face.landmarks[4]]
    let distance = (eyes[1] - eyes[0]).length
    // A little nearer to the mouth than to the eye.
    let cheeks = zip(eyes, corners).map { $0 * 0.45 + $1 * 0.55 }
    let skin = cheeks.flatMap { brightness(around: $0, radius: 0.16 * distance, in: picture) }.sorted()
    let brightnesses = eyes.compactMap { eye -> Double? in
      let values = brightness(around: eye, radius: 0.22 * distance, in: picture).sorted()
      return values.count < 12 ? nil : values[values.count * 3 / 5]
    }
    guard skin.count >= 12, brightnesses.count == 2, skin[skin.count / 2] > 8 else { return nil }
    return (brightnesses[0] + brightnesses[1]) / 2 / skin[skin.count / 2]
  }

  /// Brightness 0…255 of the pixels in a circle (Rec. 601).
  private static func brightness(around place: Point, radius: Double, in picture: Image) -> [Double] {
    // Landmarks may lie beyond the picture, and a circle as large as the picture tells nothing.
    guard radius < Double(max(picture.width, picture.height)), place.x.magnitude < 1e6, place.y.magnitude < 1e6 else {
      return []
    }
    let rows = (Int(place.y - radius)..<Int(place.y + radius) + 1).clamped(to: 0..<picture.height)
    let columns = (Int(place.x - radius)..<Int(place.x + radius) + 1).clamped(to: 0..<picture.width)
    var values: [Double] = []
    for y in rows {
      for x in columns where (Point(Double(x), Double(y)) - place).length <= radius {
        let pixel = (y * picture.width + x) * 3
        values.append(
          0.299 * Double(picture.pixels[pixel]) + 0.587 * Double(picture.pixels[pixel + 1])
            + 0.114 * Double(picture.pixels[pixel + 2]))
      }
    }
    return values
  }
}
