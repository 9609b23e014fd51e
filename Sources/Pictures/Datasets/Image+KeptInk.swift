extension Image {
  /// How much of a line's colour stays in the picture.
  private static let strength: Float = 0.62
  /// Half side, pixels at 256, of the square in which ink counts as a filled patch, and surroundings as dark.
  private static let patchReach = 5.0

  /// The picture with the lines of the sketch still in it, in a darker tone of what they cross, or a lighter one where
  /// the surroundings are dark.
  ///
  /// A generator that is trained on such pictures keeps every line that a child draws: hatching becomes fur, a hat that
  /// no panda wears stays a hat. Ink that fills a patch is left out, because there the picture's own colour shall be.
  /// The ink must have the picture's size.
  package func keeping(_ ink: Plane) -> Image {
    precondition(ink.width == width && ink.height == height, "the ink and the picture differ in size")
    let reach = max(1, Int((Self.patchReach * Double(width) / 256).rounded()))
    let density = ink.boxMean(reach: reach)
    // Not the pixel's own brightness: along a dark outline the line would turn light, a stripe within a stripe.
    let brightness = luminance().boxMean(reach: reach)
    var result = self
    for pixel in 0..<(width * height) where ink.values[pixel] > 0 {
      let line = min(max((0.97 - density.values[pixel]) / 0.25, 0), 1)
      let share = ink.values[pixel] * line * Self.strength
      guard share > 0 else { continue }
      let rgb = (0..<3).map { Float(pixels[pixel * 3 + $0]) }
      for channel in 0..<3 {
        let tone = brightness.values[pixel] > 0.33 ? rgb[channel] * 0.28 : min(255, rgb[channel] + 110)
        result.pixels[pixel * 3 + channel] = UInt8((rgb[channel] + (tone - rgb[channel]) * share).rounded())
      }
    }
    return result
  }
}
