import CCairo
import Files

/// Lines on paper, to be coloured in.
package struct ColouringPage: Sendable {
  package enum Paper: String, Sendable, CaseIterable {
    case a4, letter

    /// Width and height in points (1/72 inch).
    package var size: (width: Double, height: Double) {
      switch self {
      case .a4: (595.276, 841.89)
      case .letter: (612, 792)
      }
    }
  }

  package let curves: LineCurves
  package let title: String
  /// Whose picture it was; stands small below the title.
  package let credit: String?

  package init(_ curves: LineCurves, title: String, credit: String? = nil) {
    self.curves = curves
    self.title = title
    self.credit = credit
  }

  /// The lines alone, black on white, antialiased.
  ///
  /// - Parameter longSide: of the picture in pixels.
  package func image(longSide: Int) -> Image {
    let scale = Double(longSide) / max(curves.width, curves.height)
    let sheet = CairoSurface(
      width: max(1, Int((curves.width * scale).rounded())), height: max(1, Int((curves.height * scale).rounded())))
    cairo_set_source_rgb(sheet.context, 1, 1, 1)
    cairo_paint(sheet.context)
    cairo_scale(sheet.context, scale, scale)
    curves.fill(on: sheet.context)
    return sheet.image()
  }

  /// The lines alone as an SVG file's text.
  package var svg: String {
    let (width, height) = (Int(curves.width), Int(curves.height))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)">
      <title>\(Self.escaped(title))</title>
      <path fill-rule="evenodd" d="\(curves.svgPath)"/>
      </svg>

      """
  }

  private static func escaped(_ text: String) -> String {
    text.shown().replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// Millimetres of paper that printers leave white, and the height of the lines for title and name.
  private static let margin = 15.0 * 72 / 25.4
  private static let textHeight = 26.0
  private static let creditHeight = 16.0

  /// A page of a document: the lines as large as they fit between the title and a line for the name. Lying pictures
  /// are turned, if the paper is upright.
  ///
  /// - Parameter nameLabel: stands before the line for the name.
  package func draw(on document: PDFDocument, nameLabel: String) {
    let (left, top) = (Self.margin, Self.margin)
    let width = document.width - 2 * Self.margin
    document.text(title.shown(), font: "Sans Bold 16", x: left, y: top, width: width)
    let bottom = document.height - Self.margin
    document.nameLine(nameLabel, x: left, y: bottom - Self.textHeight, width: width)
    var start = top + Self.textHeight
    if let credit {
      document.text(credit.shown(), font: "Sans 11", x: left, y: start, width: width)
      start += Self.creditHeight
    }
    let space = (y: start + 10, height: bottom - start - Self.textHeight - 24)
    document.curves(curves, x: left, y: space.y, width: width, height: space.height)
  }
}

extension LineCurves {
  /// Fills the curves with black.
  func fill(on context: OpaquePointer) {
    cairo_new_path(context)
    for contour in contours {
      cairo_move_to(context, contour.start.x, contour.start.y)
      for segment in contour.segments {
        switch segment {
        case .line(let end): cairo_line_to(context, end.x, end.y)
        case .curve(let a, let b, let end): cairo_curve_to(context, a.x, a.y, b.x, b.y, end.x, end.y)
        }
      }
      cairo_close_path(context)
    }
    cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD)
    cairo_set_source_rgb(context, 0, 0, 0)
    cairo_fill(context)
  }
}
