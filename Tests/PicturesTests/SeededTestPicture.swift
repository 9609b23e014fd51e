import Pictures

/// Pictures that a seed determines.
enum SeededTestPicture {
  /// Every channel of every pixel at random.
  static func noise(width: Int, height: Int, seed: UInt64) -> Image {
    var random = SeededGenerator(seed: seed)
    return Image(
      width: width, height: height,
      pixels: (0..<(width * height * 3)).map { _ in UInt8(truncatingIfNeeded: random.next()) })
  }

  /// Every pixel black or white at random, white with the given probability.
  static func blackAndWhite(width: Int, height: Int, white: Double, seed: UInt64) -> Image {
    var random = SeededGenerator(seed: seed)
    return Image(
      width: width, height: height,
      pixels: (0..<(width * height)).flatMap { _ in
        [UInt8](repeating: random.chance(white) ? 255 : 0, count: 3)
      })
  }

  /// Black left of `column`, white from there on.
  static func step(width: Int, height: Int, column: Int) -> Image {
    Image(
      width: width, height: height,
      pixels: (0..<(width * height)).flatMap { [UInt8](repeating: $0 % width < column ? 0 : 255, count: 3) })
  }
}
