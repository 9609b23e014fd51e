import CPotrace

/// Lines as shapes with smooth rims, which any size of paper suits: filled curves, found by potrace (Selinger 2003,
/// "Potrace: a polygon-based tracing algorithm").
package struct LineCurves: Hashable, Sendable {
  /// A closed curve; every second one within another is a hole.
  package struct Contour: Hashable, Sendable {
    package enum Segment: Hashable, Sendable {
      case line(to: Point)
      /// A Bézier curve with two control points.
      case curve(Point, Point, to: Point)
    }

    package var start: Point
    package var segments: [Segment]
  }

  /// What coordinates go up to, from the top left corner.
  package let width: Double
  package let height: Double
  package let contours: [Contour]

  package var isEmpty: Bool { contours.isEmpty }

  /// The rims of what is set.
  package init(_ mask: BinaryMask) {
    width = Double(mask.width)
    height = Double(mask.height)
    let bits = Int(MemoryLayout<potrace_word>.size) * 8
    let wordsAcross = (mask.width + bits - 1) / bits
    var words = [potrace_word](repeating: 0, count: wordsAcross * mask.height)
    // Potrace counts rows from the bottom, and a word's first pixel is its highest bit.
    for y in 0..<mask.height {
      let row = (mask.height - 1 - y) * wordsAcross
      for x in 0..<mask.width where mask.bits[y * mask.width + x] {
        words[row + x / bits] |= 1 << potrace_word(bits - 1 - x % bits)
      }
    }
    guard let parameters = potrace_param_default() else { preconditionFailure("no memory for tracing lines") }
    defer { potrace_param_free(parameters) }
    let height = height
    contours = words.withUnsafeMutableBufferPointer { words in
      var bitmap = potrace_bitmap_t(
        w: Int32(mask.width), h: Int32(mask.height), dy: Int32(wordsAcross), map: words.baseAddress)
      guard let state = potrace_trace(parameters, &bitmap), state.pointee.status == POTRACE_STATUS_OK else {
        preconditionFailure("no memory for tracing lines")
      }
      defer { potrace_state_free(state) }
      var contours: [Contour] = []
      var next = state.pointee.plist
      while let path = next {
        if let contour = Contour(path.pointee.curve, height: height) { contours.append(contour) }
        next = path.pointee.next
      }
      return contours
    }
  }

  /// The curves as an SVG path's data, to be filled by the even-odd rule.
  package var svgPath: String {
    func number(_ value: Double) -> String {
      let tenths = Int((value * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
    func text(_ point: Point) -> String { "\(number(point.x)) \(number(point.y))" }
    return contours.map { contour in
      let segments = contour.segments.map { segment in
        switch segment {
        case .line(let end): "L\(text(end))"
        case .curve(let first, let second, let end): "C\(text(first)) \(text(second)) \(text(end))"
        }
      }
      return "M\(text(contour.start))" + segments.joined() + "Z"
    }.joined()
  }
}

extension LineCurves.Contour {
  fileprivate init?(_ curve: potrace_curve_t, height: Double) {
    let count = Int(curve.n)
    guard count > 0, let tags = curve.tag, let corners = curve.c else { return nil }
    func point(_ p: potrace_dpoint_t) -> Point { Point(p.x, height - p.y) }
    start = point(corners[count - 1].2)
    segments = []
    for index in 0..<count {
      let (first, second, end) = (point(corners[index].0), point(corners[index].1), point(corners[index].2))
      if tags[index] == POTRACE_CORNER {
        segments += [.line(to: second), .line(to: end)]
      } else {
        segments.append(.curve(first, second, to: end))
      }
    }
  }
}
