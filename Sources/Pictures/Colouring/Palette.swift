/// The three colours that a picture lives on.
package struct Palette: Hashable, Sendable {
  /// What most of the thing has.
  package var main: Colour
  /// What is clearly another colour and covers most of the rest.
  package var second: Colour
  /// What stands out.
  package var accent: Colour

  package init(main: Colour, second: Colour, accent: Colour) {
    self.main = main
    self.second = second
    self.accent = accent
  }

  package var colours: [Colour] { [main, second, accent] }

  /// What a network reads: red, green and blue of main, second and accent colour, −1…1.
  package var values: [Float] {
    colours.flatMap { [Float($0.red), Float($0.green), Float($0.blue)].map { 2 * $0 - 1 } }
  }

  /// From what a network reads; the reverse of ``values``.
  ///
  /// - Parameter values: nine.
  package init(values: [Float]) {
    precondition(values.count == 9, "three colours are nine values, not \(values.count)")
    func colour(_ start: Int) -> Colour {
      let levels = values[start..<(start + 3)].map { min(max(Double($0) / 2 + 0.5, 0), 1) }
      return Colour(levels[0], levels[1], levels[2])
    }
    self.init(main: colour(0), second: colour(3), accent: colour(6))
  }

  /// As three words such as `#e0403c`.
  package var hex: [String] {
    colours.map { colour in
      "#"
        + [colour.red, colour.green, colour.blue].map { level in
          let text = String(Int((min(max(level, 0), 1) * 255).rounded()), radix: 16)
          return text.count < 2 ? "0" + text : text
        }.joined()
    }
  }

  /// The reverse of ``hex``; nil for anything else than three such words.
  package init?(hex: [String]) {
    let colours = hex.compactMap { word -> Colour? in
      guard word.count == 7, word.hasPrefix("#"), word.dropFirst().allSatisfy(\.isHexDigit),
        let number = Int(word.dropFirst(), radix: 16)
      else { return nil }
      return Colour(Double(number >> 16) / 255, Double(number >> 8 & 255) / 255, Double(number & 255) / 255)
    }
    guard hex.count == 3, colours.count == 3 else { return nil }
    self.init(main: colours[0], second: colours[1], accent: colours[2])
  }

  /// Whether a thing of these colours looks cheerful rather than dull: mostly of a colour that is neither dark nor muddy, or
  /// nearly white with such a second one.
  package var isBright: Bool {
    func isColourful(_ colour: Colour) -> Bool {
      let lab = LabColour(colour)
      return lab.lightness >= 42 && lab.chroma >= 28
    }
    return isColourful(main) || LabColour(main).lightness >= 85 && isColourful(second)
  }

  /// How different two palettes look; the main colour counts most.
  package func difference(_ other: Palette) -> Double {
    0.6 * LabColour(main).difference(LabColour(other.main))
      + 0.3 * LabColour(second).difference(LabColour(other.second))
      + 0.1 * LabColour(accent).difference(LabColour(other.accent))
  }
}
