import CSixel
import Glibc

/// A sixel string that reached the terminal.
package struct SixelPicture: Sendable {
  /// The cell at its top left corner.
  package let column: Int
  package let row: Int
  /// From `ESC P` to `ESC \`.
  package let bytes: [UInt8]

  /// The picture it draws, decoded by libsixel: `width * height * 3` values.
  package func decoded() -> (width: Int, height: Int, pixels: [UInt8])? {
    Self.decode(bytes)
  }

  package static func decode(_ bytes: [UInt8]) -> (width: Int, height: Int, pixels: [UInt8])? {
    var bytes = bytes
    var pixels: UnsafeMutablePointer<UInt8>?
    var palette: UnsafeMutablePointer<UInt8>?
    var width: Int32 = 0
    var height: Int32 = 0
    var colours: Int32 = 0
    let status = sixel_decode_raw(
      &bytes, Int32(bytes.count), &pixels, &width, &height, &palette, &colours, nil)
    defer {
      free(pixels)
      free(palette)
    }
    guard status & SIXEL_FALSE == 0, let pixels, let palette else { return nil }
    var values: [UInt8] = []
    for index in 0..<Int(width * height) {
      // Three bytes for each colour, though the header says four.
      let colour = Int(pixels[index]) * 3
      for channel in 0..<3 { values.append(palette[colour + channel]) }
    }
    return (Int(width), Int(height), values)
  }

  /// Width and height by the raster attributes (`"1;1;width;height`) at its start.
  package var rasterSize: (width: Int, height: Int)? {
    guard let quote = bytes.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
    let numbers = bytes[(quote + 1)...].prefix { (0x30...0x3B).contains($0) }
      .split(separator: UInt8(ascii: ";")).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    return numbers.count >= 4 ? (numbers[2], numbers[3]) : nil
  }
}
