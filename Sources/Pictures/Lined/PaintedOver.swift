extension LinedPicture {
  /// Ink from this on belongs to a line, and lines are painted over with what lies so many pixels of 256 beside them.
  private static let inked: Float = 0.2
  private static let reach = 1.6
  /// A line stays wanted where the picture without it changes by so much within so many pixels of 256.
  private static let visible: Float = 0.045
  private static let near = 3.0
  /// Pieces of lines that then reach over fewer pixels of 256 are no longer wanted.
  private static let shortest = 8.0

  /// The same without outlines: each line's pixels take the colour of the nearest pixel beside the line. Lines between
  /// equal colours are then not to be seen, and not wanted.
  package func paintedOver() -> LinedPicture {
    let (width, height) = (picture.width, picture.height)
    let unit = Double(width) / 256
    let covered = BinaryMask(lines, from: Self.inked).dilated(reach: max(1, Int((Self.reach * unit).rounded())))
    var image = picture
    var isOpen = covered.bits
    // From the rims inwards, one ring after the other.
    var ring = isOpen.indices.filter { !isOpen[$0] }
    while !ring.isEmpty {
      var next: [Int] = []
      for index in ring {
        let (x, y) = (index % width, index / width)
        for (nx, ny) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
        where nx >= 0 && nx < width && ny >= 0 && ny < height && isOpen[ny * width + nx] {
          let neighbour = ny * width + nx
          isOpen[neighbour] = false
          for channel in 0..<3 { image.pixels[neighbour * 3 + channel] = image.pixels[index * 3 + channel] }
          next.append(neighbour)
        }
      }
      ring = next
    }
    let change = Edges.gradient(image)
    let seen = BinaryMask(change, from: Self.visible).dilated(reach: max(1, Int((Self.near * unit).rounded())))
    let wanted = BinaryMask(lines, from: 0.5).intersection(seen)
      .withoutSpecks(extent: max(2, Int((Self.shortest * unit).rounded())))
      .dilated(reach: 1)
    var lines = lines
    for index in lines.values.indices where !wanted.bits[index] { lines.values[index] = 0 }
    return LinedPicture(picture: image, lines: lines)
  }

  /// The same on another ground: what is white and reaches the border takes a colour, darker towards one side.
  package func onGround(using random: inout SeededGenerator) -> LinedPicture {
    let (width, height) = (picture.width, picture.height)
    let luminance = picture.luminance()
    var seen = [Bool](repeating: false, count: width * height)
    var ground = BinaryMask(width: width, height: height)
    let border: [Int] =
      Array(0..<width) + (0..<width).map { (height - 1) * width + $0 }
      + (0..<height).map { $0 * width } + (0..<height).map { $0 * width + width - 1 }
    for start in border {
      for index in ground.flood(from: start, seen: &seen, isOpen: { luminance.values[$0] > 0.97 }) {
        ground.bits[index] = true
      }
    }
    guard ground.area > width * height / 50 else { return self }
    // The line's rim, where it fades into the ground, must fade into the new one.
    let rim = ground.dilated(reach: 2)
    let tint = Colour(
      hue: random.uniform(0, 1), saturation: random.uniform(0, 0.8), brightness: random.uniform(0.25, 1))
    let slope = Point(random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5))
    var image = picture
    for index in rim.bits.indices where rim.bits[index] {
      // Of the thing's own colours only what is as good as grey belongs to the rim.
      let levels = (0..<3).map { Double(picture.pixels[index * 3 + $0]) }
      guard ground.bits[index] || (levels.max() ?? 0) - (levels.min() ?? 0) < 14 else { continue }
      let place = Point(Double(index % width) / Double(width) - 0.5, Double(index / width) / Double(height) - 0.5)
      let light = 1 + place.x * slope.x + place.y * slope.y
      for (channel, part) in [tint.red, tint.green, tint.blue].enumerated() {
        image.pixels[index * 3 + channel] = UInt8(min(max(levels[channel] * part * light, 0), 255))
      }
    }
    return LinedPicture(picture: image, lines: lines)
  }
}
