import CCairo

/// A sheet that Cairo draws on: 32-bit premultiplied colours, or 8-bit coverage.
///
/// Stays within the function that made it: Cairo contexts must not be shared between threads.
final class CairoSurface {
  enum Format {
    case colour, coverage
  }

  let width: Int
  let height: Int
  let context: OpaquePointer
  private let surface: OpaquePointer

  /// A transparent sheet of `width` × `height` pixels.
  init(width: Int, height: Int, format: Format = .colour) {
    self.width = width
    self.height = height
    let kind = format == .colour ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_A8
    surface = cairo_image_surface_create(kind, Int32(width), Int32(height))
    context = cairo_create(surface)
    precondition(cairo_status(context) == CAIRO_STATUS_SUCCESS, "Cairo cannot make a sheet of \(width)×\(height)")
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// Calls `body` with the first byte of every row, or of those given.
  func forEachRow(in rows: Range<Int>? = nil, _ body: (Int, UnsafePointer<UInt8>) -> Void) {
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return }
    let stride = Int(cairo_image_surface_get_stride(surface))
    for y in rows ?? 0..<height { body(y, UnsafePointer(data + y * stride)) }
  }

  /// The colours; of a sheet that is not opaque, times the coverage.
  func image() -> Image {
    Image(
      width: width, height: height,
      pixels: [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
        forEachRow { y, row in
          row.withMemoryRebound(to: UInt32.self, capacity: width) { pixels in
            var out = y * width * 3
            for x in 0..<width {
              let pixel = pixels[x]
              buffer[out] = UInt8(truncatingIfNeeded: pixel >> 16)
              buffer[out + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
              buffer[out + 2] = UInt8(truncatingIfNeeded: pixel)
              out += 3
            }
          }
        }
        count = width * height * 3
      })
  }

  /// What was painted on a transparent sheet.
  func cutout() -> Cutout {
    var coverage = Image(width: width, height: height)
    forEachRow { y, row in
      row.withMemoryRebound(to: UInt32.self, capacity: width) { pixels in
        for x in 0..<width {
          let alpha = UInt8(pixels[x] >> 24)
          let out = (y * width + x) * 3
          for channel in 0..<3 { coverage.pixels[out + channel] = alpha }
        }
      }
    }
    return Cutout(colours: image(), coverage: coverage)
  }

  /// The coverage, 0…1, of a sheet made with `.coverage`.
  func coverage() -> Plane {
    Plane(
      width: width, height: height,
      values: [Float](unsafeUninitializedCapacity: width * height) { buffer, count in
        forEachRow { y, row in
          for x in 0..<width { buffer[y * width + x] = Float(row[x]) * (1 / 255) }
        }
        count = width * height
      })
  }
}

extension CairoSurface {
  /// Lays another sheet of the same size over this one.
  func paint(_ other: CairoSurface) {
    cairo_set_operator(context, CAIRO_OPERATOR_OVER)
    cairo_set_source_surface(context, cairo_get_target(other.context), 0, 0)
    cairo_paint(context)
  }
}
