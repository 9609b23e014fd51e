import Pictures

/// Chooses pictures by their faces, to train on: one front face each, without sunglasses, enlarged if wished.
package struct FaceFilter: Sendable {
  package var front: Bool
  package var withoutSunglasses: Bool
  private let finder: any FaceFinder

  /// - Parameter finder: one that gives landmarks.
  package init(_ finder: any FaceFinder, front: Bool, withoutSunglasses: Bool) {
    self.finder = finder
    self.front = front
    self.withoutSunglasses = withoutSunglasses
  }

  package enum Verdict: Hashable, Sendable {
    case kept(Face)
    /// Why, for people.
    case dropped(String)
  }

  package func verdict(on picture: Image) throws -> Verdict {
    let faces = try finder.faces(in: picture)
    guard let face = faces.first else { return .dropped("no face was found") }
    guard faces.count == 1 else { return .dropped("\(faces.count) faces") }
    if front {
      guard let pose = FacePose(face) else { return .dropped("no landmarks were found") }
      if let fault = pose.fault { return .dropped(fault) }
    }
    if withoutSunglasses {
      guard let ratio = EyeBrightness.ratio(face, in: picture) else { return .dropped("too small or too dark to tell") }
      if ratio < EyeBrightness.least { return .dropped("sunglasses") }
    }
    return .kept(face)
  }
}

extension Image {
  /// The square around a face, cut from the picture: twice as wide as the eyes and the mouth need, so that hair and chin
  /// are in it. Where the picture ends, its edge goes on.
  package func enlarged(to face: Face) -> Image {
    // A detector's box reaches from the brows to the chin.
    let side = min(max(16, Int((1.5 * max(face.box.width, face.box.height)).rounded())), 4 * max(width, height))
    let centre = face.box.centre
    // The forehead and hair above take more room than what is below the chin.
    let left = Int((centre.x - Double(side) / 2).rounded())
    let top = Int((centre.y - Double(side) * 0.54).rounded())
    var square = Image(width: side, height: side)
    for y in 0..<side {
      let row = min(max(top + y, 0), height - 1) * width
      for x in 0..<side {
        let from = (row + min(max(left + x, 0), width - 1)) * 3
        for channel in 0..<3 { square.pixels[(y * side + x) * 3 + channel] = pixels[from + channel] }
      }
    }
    return square
  }
}
