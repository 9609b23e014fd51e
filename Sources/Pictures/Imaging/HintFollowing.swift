/// How well a picture keeps to the crayon's colours.
package enum HintFollowing {
  /// How far apart two colours may be and still count as the same: Euclidean distance of red, green and blue, each
  /// 0…255. White and yellow, red and orange are further apart; a red and its shadow are not.
  package static let reach = 100.0

  /// The share (0…1) of pixels under the crayon whose colour in the picture is within ``reach`` of the crayon's, or nil
  /// where there is no crayon.
  ///
  /// The picture must be square; the strokes are drawn at its size.
  package static func share(_ strokes: [Stroke], picture: Image) -> Double? {
    precondition(picture.width == picture.height, "hints are compared on a square picture")
    guard strokes.contains(where: \.isCrayon) else { return nil }
    let hints = HintPlanes(ColourHints(crayonStrokesOf: strokes), side: picture.width)
    var hinted = 0
    var followed = 0
    for pixel in 0..<(picture.width * picture.height) where hints.mask[pixel] >= 0.5 {
      hinted += 1
      let mask = Double(hints.mask[pixel])
      let distance = (0..<3).reduce(0.0) { sum, channel in
        // Hints are −1…1 times the mask.
        let asked = (Double(hints.colours[pixel * 3 + channel]) / mask + 1) * 127.5
        let found = Double(picture.pixels[pixel * 3 + channel])
        return sum + (asked - found) * (asked - found)
      }
      if distance <= reach * reach { followed += 1 }
    }
    return hinted == 0 ? nil : Double(followed) / Double(hinted)
  }
}

extension Stroke {
  /// Whether the stroke is a hint of colour.
  package var isCrayon: Bool {
    if case .crayon = kind { true } else { false }
  }
}
