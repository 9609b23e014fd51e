import CCairo
import Glibc

/// A PDF file that is written page by page. Lengths are points (1/72 inch), from the page's top left corner.
///
/// Pages go to the file as they end; memory holds one. Nothing is promised about the file before ``finish()``.
package final class PDFDocument {
  package let width: Double
  package let height: Double
  /// Letters so far that no font of this machine has; they are shown as empty boxes.
  package private(set) var unknownLetters = 0
  /// What the system said (`errno`) where writing failed.
  package var failureCode: Int32? { output.failure }
  private let output: Output
  private let surface: OpaquePointer
  private let context: OpaquePointer

  /// Where Cairo's bytes go.
  private final class Output {
    let path: String
    let file: Int32
    /// `errno` of the write that failed.
    var failure: Int32?

    init(_ path: String) throws(PictureError) {
      self.path = path
      file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard file >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
    }

    deinit { close(file) }

    func write(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
      var done = 0
      while done < count {
        let put = Glibc.write(file, start + done, count - done)
        if put < 0 && errno == EINTR { continue }
        guard put > 0 else {
          failure = put == 0 ? ENOSPC : errno
          return false
        }
        done += put
      }
      return true
    }
  }

  /// Begins a file; one of that name is replaced.
  package init(path: String, width: Double, height: Double, title: String) throws(PictureError) {
    let output = try Output(path)
    self.output = output
    self.width = width
    self.height = height
    surface = cairo_pdf_surface_create_for_stream(
      { closure, bytes, count in
        guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        let output = Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue()
        return output.write(bytes, Int(count)) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR
      }, Unmanaged.passUnretained(output).toOpaque(), width, height)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "AICanvas")
    context = cairo_create(surface)
  }

  deinit {
    cairo_destroy(context)
    // Writes what is still missing, so the output must outlive it.
    cairo_surface_destroy(surface)
    withExtendedLifetime(output) {}
  }

  /// Draws a picture into a rectangle, as large as its proportions allow, in the middle.
  package func image(_ image: Image, x: Double, y: Double, width: Double, height: Double) {
    let scale = min(width / Double(image.width), height / Double(image.height))
    let sheet = CairoSurface(image)
    cairo_save(context)
    cairo_translate(
      context, x + (width - Double(image.width) * scale) / 2, y + (height - Double(image.height) * scale) / 2)
    cairo_scale(context, scale, scale)
    cairo_set_source_surface(context, cairo_get_target(sheet.context), 0, 0)
    cairo_paint(context)
    cairo_restore(context)
  }

  /// Writes a text, centred or from the left; returns its height.
  @discardableResult
  package func text(
    _ text: String, font: String, x: Double, y: Double, width: Double, isCentred: Bool = true, wraps: Bool = false,
    colour: (red: Double, green: Double, blue: Double) = (0.1, 0.1, 0.12)
  ) -> Double {
    let shown = PangoText(
      text: text, font: font, width: width, alignment: isCentred ? .centre : .left, wraps: wraps, colour: colour
    ).show(on: context, x: x, y: y)
    unknownLetters += shown.unknownLetters
    return shown.height
  }

  /// Fills curves within a rectangle, as large as their proportions allow, in the middle; turned by a quarter where
  /// they are then larger.
  package func curves(_ curves: LineCurves, x: Double, y: Double, width: Double, height: Double) {
    func scale(_ across: Double, _ down: Double) -> Double { min(width / across, height / down) }
    let isTurned = scale(curves.height, curves.width) > scale(curves.width, curves.height)
    let factor = max(scale(curves.width, curves.height), scale(curves.height, curves.width))
    cairo_save(context)
    cairo_translate(context, x + width / 2, y + height / 2)
    if isTurned { cairo_rotate(context, .pi / 2) }
    cairo_scale(context, factor, factor)
    cairo_translate(context, -curves.width / 2, -curves.height / 2)
    curves.fill(on: context)
    cairo_restore(context)
  }

  /// A word, and a line to write on behind it.
  package func nameLine(_ label: String, x: Double, y: Double, width: Double) {
    let shown = PangoText(
      text: label, font: "Sans 12", width: width, alignment: .left, wraps: false, colour: (0.1, 0.1, 0.12)
    ).show(on: context, x: x, y: y)
    unknownLetters += shown.unknownLetters
    cairo_move_to(context, x + shown.width + 8, y + shown.height)
    cairo_line_to(context, x + width, y + shown.height)
    cairo_set_source_rgb(context, 0.4, 0.4, 0.45)
    cairo_set_line_width(context, 0.8)
    cairo_stroke(context)
  }

  /// A row of five-pointed stars around a middle; the first `filled` are golden, the others empty.
  package func stars(_ filled: Int, of count: Int, middle: Double, y: Double, size: Double) {
    for index in 0..<count {
      let x = middle + (Double(index) - Double(count - 1) / 2) * size * 1.25
      for corner in 0..<10 {
        let angle = Double(corner) * .pi / 5 - .pi / 2
        let reach = corner % 2 == 0 ? size / 2 : size * 0.2
        cairo_line_to(context, x + reach * cos(angle), y + reach * sin(angle))
      }
      cairo_close_path(context)
      if index < filled {
        cairo_set_source_rgb(context, 0.98, 0.76, 0.15)
        cairo_fill_preserve(context)
      }
      cairo_set_source_rgb(context, 0.72, 0.52, 0.05)
      cairo_set_line_width(context, size / 20)
      cairo_stroke(context)
    }
  }

  /// The outline of a rectangle with round corners.
  package func frame(
    x: Double, y: Double, width: Double, height: Double, radius: Double, thickness: Double,
    colour: (red: Double, green: Double, blue: Double)
  ) {
    cairo_new_sub_path(context)
    cairo_arc(context, x + width - radius, y + radius, radius, -.pi / 2, 0)
    cairo_arc(context, x + width - radius, y + height - radius, radius, 0, .pi / 2)
    cairo_arc(context, x + radius, y + height - radius, radius, .pi / 2, .pi)
    cairo_arc(context, x + radius, y + radius, radius, .pi, .pi * 1.5)
    cairo_close_path(context)
    cairo_set_source_rgb(context, colour.red, colour.green, colour.blue)
    cairo_set_line_width(context, thickness)
    cairo_stroke(context)
  }

  /// Ends a page and begins the next; a page without anything on it at the end of the document is left out.
  package func endPage() throws(PictureError) {
    cairo_show_page(context)
    try check()
  }

  /// Completes the file and returns when its bytes are on the disk.
  package func finish() throws(PictureError) {
    cairo_surface_finish(surface)
    try check()
    guard fsync(output.file) == 0 else {
      throw .unwritable(path: output.path, reason: String(cString: strerror(errno)))
    }
  }

  private func check() throws(PictureError) {
    let status = [cairo_status(context), cairo_surface_status(surface)].first { $0 != CAIRO_STATUS_SUCCESS }
    guard let status else { return }
    throw .unwritable(
      path: output.path,
      reason: output.failure.map { String(cString: strerror($0)) } ?? String(cString: cairo_status_to_string(status)))
  }
}
