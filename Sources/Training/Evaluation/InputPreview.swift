import Networks
import Pictures

/// A network input as people would see it: ink in black, colour hints in their colour, on white paper.
package enum InputPreview {
  /// - Parameters:
  ///   - input: `size · size · layout.channels` values, NHWC. Of a layout without ink or hints its picture is shown.
  package static func image(_ input: [Float], layout: InputLayout, size: Int) -> Image {
    let channels = layout.channels
    precondition(input.count == size * size * channels, "the input does not fill the picture")
    let ink = layout.offset(of: .ink)
    let hints = layout.offset(of: .hints)
    let picture = ink == nil && hints == nil ? layout.offset(of: .picture) : nil
    var image = Image(width: size, height: size)
    for pixel in 0..<(size * size) {
      let start = pixel * channels
      let inked = ink.map { input[start + $0] } ?? 0
      let mask = hints.map { input[start + $0] } ?? 0
      for channel in 0..<3 {
        let colour =
          hints.map { (input[start + $0 + 1 + channel] + 1) / 2 }
          ?? picture.map { (input[start + $0 + channel] + 1) / 2 }
        let paper = picture == nil ? 1 - mask + mask * (colour ?? 1) : colour ?? 1
        image.pixels[pixel * 3 + channel] = UInt8(max(0, min(255, (paper * (1 - inked) * 255).rounded())))
      }
    }
    return image
  }
}
