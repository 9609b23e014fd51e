import Networks

/// Gathers how far pictures are from the colours that were asked for.
struct HintError {
  private var sum = 0.0
  private var count = 0

  /// Pixels under a dab count where no line crosses it: a line is meant to be dark.
  ///
  /// - Parameters:
  ///   - input: what the generator read, NHWC.
  ///   - layout: of the input, with ink and hints.
  ///   - picture: red, green and blue in 0…1.
  mutating func add(input: [Float], layout: InputLayout, picture: [Float]) {
    guard let ink = layout.offset(of: .ink), let hints = layout.offset(of: .hints) else {
      preconditionFailure("the network reads no hints")
    }
    for pixel in 0..<(picture.count / 3) {
      let start = pixel * layout.channels
      guard input[start + hints] > 0.5 && input[start + ink] < 0.5 else { continue }
      for channel in 0..<3 {
        sum += Double(abs((input[start + hints + 1 + channel] + 1) / 2 - picture[pixel * 3 + channel]))
      }
      count += 3
    }
  }

  /// Mean absolute difference of red, green and blue, 0…1; nil where nothing was asked for.
  var mean: Double? { count == 0 ? nil : sum / Double(count) }
}
