import CSixel
import Pictures

/// Turns a picture into the device control string that draws it (DEC STD 070, chapter 9), with libsixel.
package enum SixelEncoder {
  /// The string from `ESC P` to `ESC \`, with the raster attributes `"1;1;width;height`; nil if libsixel has no memory.
  ///
  /// A full picture gets the palette that suits it and Floyd–Steinberg diffusion (34 ms at 512×512). A draft gets a
  /// fixed palette and a 4×4 ordered dither (13 ms), which also stands still from one frame to the next.
  ///
  /// - Parameter colours: the terminal's colour registers, at least 2.
  package static func encode(
    _ image: Image, quality: PicturePlacement.Quality = .full, colours: Int = 256
  ) -> [UInt8]? {
    let colours = min(max(colours, 2), 256)
    if quality == .draft, let palette = FixedPalette(atMost: colours) {
      var indices = palette.indices(of: image)
      return withDither(colours: palette.count) { dither in
        var values = palette.values
        sixel_dither_set_palette(dither, &values)
        sixel_dither_set_pixelformat(dither, SIXEL_PIXELFORMAT_PAL8)
        return write(&indices, image.width, image.height, dither)
      }
    }
    var pixels = image.pixels
    return withDither(colours: colours) { dither in
      let status = sixel_dither_initialize(
        dither, &pixels, Int32(image.width), Int32(image.height), SIXEL_PIXELFORMAT_RGB888, SIXEL_LARGE_AUTO,
        SIXEL_REP_AUTO, SIXEL_QUALITY_LOW)
      guard status & SIXEL_FALSE == 0 else { return nil }
      spreadPalette(dither)
      sixel_dither_set_diffusion_type(dither, SIXEL_DIFFUSE_FS)
      return write(&pixels, image.width, image.height, dither)
    }
  }

  private static func withDither(colours: Int, _ body: (OpaquePointer) -> [UInt8]?) -> [UInt8]? {
    var created: OpaquePointer?
    guard sixel_dither_new(&created, Int32(colours), nil) & SIXEL_FALSE == 0, let dither = created else { return nil }
    defer { sixel_dither_unref(dither) }
    return body(dither)
  }

  /// libsixel counts colours in five bits and rounds them down, so that white paper became 248 of 255 and everything else
  /// a little darker. The diffusion that follows can make up for the rounding, but not for what no entry reaches.
  private static func spreadPalette(_ dither: OpaquePointer) {
    guard let palette = sixel_dither_get_palette(dither) else { return }
    for index in 0..<(Int(sixel_dither_get_num_of_palette_colors(dither)) * 3) {
      palette[index] = UInt8(min((Int(palette[index]) * 255 + 124) / 248, 255))
    }
  }

  private final class Collector {
    var bytes: [UInt8] = []
  }

  private static func write(
    _ pixels: UnsafeMutablePointer<UInt8>, _ width: Int, _ height: Int, _ dither: OpaquePointer
  ) -> [UInt8]? {
    let collector = Collector()
    collector.bytes.reserveCapacity(width * height / 2)
    var created: OpaquePointer?
    let status = sixel_output_new(
      &created,
      { data, size, context in
        guard let data, let context, size > 0 else { return 0 }
        let bytes = UnsafeRawBufferPointer(start: data, count: Int(size))
        Unmanaged<Collector>.fromOpaque(context).takeUnretainedValue().bytes.append(contentsOf: bytes)
        return size
      }, Unmanaged.passUnretained(collector).toOpaque(), nil)
    guard status & SIXEL_FALSE == 0, let output = created else { return nil }
    defer { sixel_output_unref(output) }
    let encoded = withExtendedLifetime(collector) {
      sixel_encode(pixels, Int32(width), Int32(height), 3, dither, output)
    }
    return encoded & SIXEL_FALSE == 0 ? collector.bytes : nil
  }
}
