import Pictures

/// A network input as people would see it: ink in black, colour hints in their colour, on white paper.
package enum InputPreview {
  /// - Parameters:
  ///   - input: `size · size · channels` values, NHWC; ink, and from five channels on hint mask and hint colour
  ///     −1…1; further ones are not shown.
  package static func image(_ input: [Float], channels: Int, size: Int) -> Image {
    precondition(
      (channels == 1 || channels >= 5) && input.count == size * size * channels, "input does not fill the picture")
    var image = Image(width: size, height: size)
    for pixel in 0..<(size * size) {
      let ink = input[pixel * channels]
      let mask = channels >= 5 ? input[pixel * channels + 1] : 0
      for channel in 0..<3 {
        let hint = channels >= 5 ? (input[pixel * channels + 2 + channel] + 1) / 2 : 1
        let paper = 1 - mask + mask * hint
        image.pixels[pixel * 3 + channel] = UInt8(max(0, min(255, (paper * (1 - ink) * 255).rounded())))
      }
    }
    return image
  }
}
