import CPixbuf

/// A picture with its transparency.
package struct CutoutPicture: Hashable, Sendable {
  package let width: Int
  package let height: Int
  /// `width * height * 3` values, not weakened by the opacity.
  package let colours: [UInt8]
  /// `width * height` values; 255 is opaque.
  package let opacity: [UInt8]

  /// Whether nothing shines through anywhere.
  package var isOpaque: Bool { opacity.allSatisfy { $0 == 255 } }

  /// Reads a picture of any format that gdk-pixbuf knows, upright as its orientation tag says.
  package init(contentsOf path: String) throws(PictureError) {
    self = try Image.decoded(try FileBytes.read(path), name: path) { CutoutPicture(pixbuf: $0) }
  }

  private init?(pixbuf: OpaquePointer) {
    let channels = Int(gdk_pixbuf_get_n_channels(pixbuf))
    let stride = Int(gdk_pixbuf_get_rowstride(pixbuf))
    width = Int(gdk_pixbuf_get_width(pixbuf))
    height = Int(gdk_pixbuf_get_height(pixbuf))
    guard width > 0, height > 0, width <= Image.maximumPixels / height, channels == 3 || channels == 4,
      gdk_pixbuf_get_bits_per_sample(pixbuf) == 8, let source = gdk_pixbuf_read_pixels(pixbuf)
    else { return nil }
    var colours: [UInt8] = []
    var opacity: [UInt8] = []
    colours.reserveCapacity(width * height * 3)
    opacity.reserveCapacity(width * height)
    for y in 0..<height {
      for x in 0..<width {
        let pixel = source + y * stride + x * channels
        for channel in 0..<3 { colours.append(pixel[channel]) }
        opacity.append(channels == 4 ? pixel[3] : 255)
      }
    }
    self.colours = colours
    self.opacity = opacity
  }

  /// The picture on a sheet of one colour.
  package func image(onRed red: UInt8, green: UInt8, blue: UInt8) -> Image {
    let sheet = [Int(red), Int(green), Int(blue)]
    var image = Image(width: width, height: height)
    for pixel in opacity.indices {
      let alpha = Int(opacity[pixel])
      for channel in 0..<3 {
        let value = Int(colours[pixel * 3 + channel]) * alpha + sheet[channel] * (255 - alpha)
        image.pixels[pixel * 3 + channel] = UInt8((value + 127) / 255)
      }
    }
    return image
  }

  /// The opacity as shades of grey: white is opaque.
  package var silhouette: Image {
    Image(width: width, height: height, pixels: opacity.flatMap { [$0, $0, $0] })
  }
}
