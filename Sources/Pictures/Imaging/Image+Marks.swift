extension Image {
  /// Draws the border of a rectangle; what lies beyond the picture is left out.
  ///
  /// - Parameter thickness: of the border in pixels, inwards.
  package mutating func drawFrame(x: Int, y: Int, width: Int, height: Int, thickness: Int, _ colour: Colour) {
    fill(x..<max(x, x + width), y..<max(y, y + thickness), colour)
    fill(x..<max(x, x + width), max(y, y + height - thickness)..<max(y, y + height), colour)
    fill(x..<max(x, x + thickness), y..<max(y, y + height), colour)
    fill(max(x, x + width - thickness)..<max(x, x + width), y..<max(y, y + height), colour)
  }

  /// Draws a filled circle; what lies beyond the picture is left out.
  package mutating func drawDisc(x: Int, y: Int, radius: Int, _ colour: Colour) {
    for row in -radius...radius {
      let half = Int(Double(radius * radius - row * row).squareRoot())
      fill((x - half)..<(x + half + 1), (y + row)..<(y + row + 1), colour)
    }
  }

  private mutating func fill(_ columns: Range<Int>, _ rows: Range<Int>, _ colour: Colour) {
    let values = [colour.red, colour.green, colour.blue].map { UInt8(min(max($0, 0), 1) * 255 + 0.5) }
    for y in rows.clamped(to: 0..<height) {
      for x in columns.clamped(to: 0..<width) {
        for channel in 0..<3 { pixels[(y * width + x) * 3 + channel] = values[channel] }
      }
    }
  }
}
