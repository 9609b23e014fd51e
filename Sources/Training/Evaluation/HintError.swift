/// Gathers how far pictures are from the colours that were asked for.
struct HintError {
  private var sum = 0.0
  private var count = 0

  /// Pixels under a dab count where no line crosses it: a line is meant to be dark.
  ///
  /// - Parameters:
  ///   - input: rows of ink, hint mask, hint colour in −1…1.
  ///   - picture: red, green and blue in 0…1.
  mutating func add(input: [Float], picture: [Float]) {
    for pixel in 0..<(picture.count / 3) where input[pixel * 5 + 1] > 0.5 && input[pixel * 5] < 0.5 {
      for channel in 0..<3 {
        sum += Double(abs((input[pixel * 5 + 2 + channel] + 1) / 2 - picture[pixel * 3 + channel]))
      }
      count += 3
    }
  }

  /// Mean absolute difference of red, green and blue, 0…1; nil where nothing was asked for.
  var mean: Double? { count == 0 ? nil : sum / Double(count) }
}
