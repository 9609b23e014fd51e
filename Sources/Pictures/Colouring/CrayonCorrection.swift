/// Brings a picture's colours to the crayon's where a region is filled with it: a network keeps to the hue it is told,
/// but makes it brighter and more colourful than it was asked for, and red comes out orange.
///
/// What is corrected is the error alone that changes slowly from place to place; light and shade stay as the network made
/// them.
package enum CrayonCorrection {
  /// How much of the error is taken away, 0…1.
  private static let strength: Float = 0.85
  /// The least share of the picture that a crayon must cover: single dabs are hints, and no fills.
  private static let leastShare = 0.01
  /// Radius of the box over which errors are averaged, twice, as a share of the picture's side.
  private static let radius = 1.0 / 32

  /// - Parameters:
  ///   - picture: square.
  ///   - strokes: the drawing that it was made from.
  package static func corrected(_ picture: Image, by strokes: [Stroke]) -> Image {
    precondition(picture.width == picture.height, "hints are compared on a square picture")
    guard strokes.contains(where: \.isCrayon) else { return picture }
    let side = picture.width
    let hints = HintPlanes(ColourHints(crayonStrokesOf: strokes), side: side)
    var cover: [CrayonColour: [Float]] = [:]
    for pixel in 0..<(side * side) where hints.mask[pixel] >= 0.5 {
      guard let crayon = crayon(hints, pixel) else { continue }
      cover[crayon, default: [Float](repeating: 0, count: side * side)][pixel] = hints.mask[pixel]
    }
    var result = picture
    for crayon in CrayonColour.allCases {
      guard let weights = cover[crayon] else { continue }
      guard Double(weights.count { $0 > 0 }) >= leastShare * Double(weights.count) else { continue }
      correct(&result, to: crayon, where: weights)
    }
    return result
  }

  /// The crayon whose colour a hint has.
  private static func crayon(_ hints: HintPlanes, _ pixel: Int) -> CrayonColour? {
    let mask = hints.mask[pixel]
    func level(_ channel: Int) -> Float { (hints.colours[pixel * 3 + channel] / mask + 1) * 127.5 }
    let (red, green, blue) = (level(0), level(1), level(2))
    return CrayonColour.allCases.first { crayon in
      let rgb = crayon.rgb
      return abs(red - Float(rgb.red)) < 12 && abs(green - Float(rgb.green)) < 12 && abs(blue - Float(rgb.blue)) < 12
    }
  }

  private static func correct(_ picture: inout Image, to crayon: CrayonColour, where weights: [Float]) {
    let side = picture.width
    let reach = max(Int(radius * Double(side)), 1)
    func averaged(_ values: [Float]) -> [Float] {
      Plane(width: side, height: side, values: values).boxMean(reach: reach).boxMean(reach: reach).values
    }
    let spread = averaged(weights)
    let rgb = crayon.rgb
    for (channel, asked) in [rgb.red, rgb.green, rgb.blue].enumerated() {
      let errors = weights.indices.map { pixel in
        weights[pixel] > 0 ? (Float(asked) - Float(picture.pixels[pixel * 3 + channel])) * weights[pixel] : 0
      }
      let slow = averaged(errors)
      for pixel in weights.indices where weights[pixel] > 0 {
        let error = slow[pixel] / max(spread[pixel], 1e-3)
        let value = Float(picture.pixels[pixel * 3 + channel]) + strength * error * weights[pixel]
        picture.pixels[pixel * 3 + channel] = UInt8(min(max(value, 0), 255).rounded())
      }
    }
  }
}
