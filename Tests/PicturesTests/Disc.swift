import Pictures

/// A disc on paper: the simplest picture with an outline.
///
/// - Parameters:
///   - centre: canvas coordinates 0…1.
///   - radius: share of the side.
func disc(_ centre: Point, _ radius: Double, size: Int, rim: Double = 0) -> Image {
  var image = Image(width: size, height: size, red: 240, green: 230, blue: 200)
  for y in 0..<size {
    for x in 0..<size {
      let offset = Point((Double(x) + 0.5) / Double(size), (Double(y) + 0.5) / Double(size)) - centre
      guard offset.length < radius + rim else { continue }
      let colour: [UInt8] = offset.length < radius - rim ? [40, 60, 180] : rim > 0 ? [0, 0, 0] : [40, 60, 180]
      image.pixels.replaceSubrange(((y * size + x) * 3)..<((y * size + x) * 3 + 3), with: colour)
    }
  }
  return image
}
