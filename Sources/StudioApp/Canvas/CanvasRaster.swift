import Pictures
import Terminal

/// Strokes as dots on the character screen: 2×4 dots a cell with braille, 1×2 with half-blocks or ASCII.
///
/// Ink and crayon are separate planes because a cell has only two colours: ink takes the foreground, crayon the
/// background.
package struct CanvasRaster: Equatable, Sendable {
  package let columns: Int
  package let rows: Int
  /// Dots across and down one cell.
  package let grain: (across: Int, down: Int)
  /// Dots across the whole canvas.
  package let width: Int
  package let height: Int
  /// 1 where there is ink, row by row.
  private(set) var ink: [UInt8]
  /// 0, or a crayon's number plus one.
  private(set) var crayon: [UInt8]

  package static func == (left: CanvasRaster, right: CanvasRaster) -> Bool {
    left.columns == right.columns && left.width == right.width && left.ink == right.ink && left.crayon == right.crayon
  }

  /// Draws the strokes, in order, onto `columns` × `rows` cells.
  package init(_ strokes: [Stroke], columns: Int, rows: Int, unicode: Capabilities.UnicodeLevel) {
    precondition(columns > 0 && rows > 0, "a canvas without cells")
    self.columns = columns
    self.rows = rows
    grain = unicode == .braille ? (2, 4) : (1, 2)
    width = columns * grain.across
    height = rows * grain.down
    ink = [UInt8](repeating: 0, count: width * height)
    crayon = ink
    for stroke in strokes { draw(stroke) }
  }

  /// Bits of a cell's ink: bit `y · across + x` for the dot in column x and row y of the cell.
  package func inkBits(column: Int, row: Int) -> Int {
    var bits = 0
    for y in 0..<grain.down {
      for x in 0..<grain.across where ink[(row * grain.down + y) * width + column * grain.across + x] != 0 {
        bits |= 1 << (y * grain.across + x)
      }
    }
    return bits
  }

  /// The crayon that covers most of the given dots of a cell; nil where none does, or where more than half of them are
  /// bare and `mostly` is asked for.
  package func crayon(
    column: Int, row: Int, dotRows: Range<Int>, dotColumns: Range<Int>? = nil, mostly: Bool = true
  ) -> CrayonColour? {
    var counts = (0, 0, 0, 0, 0, 0, 0, 0, 0)
    let dotColumns = dotColumns ?? 0..<grain.across
    return withUnsafeMutableBytes(of: &counts) { bytes in
      let counts = bytes.bindMemory(to: Int.self)
      for y in dotRows {
        for x in dotColumns {
          counts[Int(crayon[(row * grain.down + y) * width + column * grain.across + x])] += 1
        }
      }
      let best = (1..<counts.count).max { counts[$0] < counts[$1] } ?? 1
      guard counts[best] > 0, !mostly || counts[best] * 2 >= dotRows.count * dotColumns.count else { return nil }
      return CrayonColour(rawValue: best - 1)
    }
  }

  private mutating func draw(_ stroke: Stroke) {
    guard var last = stroke.points.first.map(dot) else { return }
    // A line of one braille dot is hard to see, so only those who chose the thin pencil get one.
    let least = stroke.kind == .pencil && stroke.width >= Stroke.pencilWidth && grain.across > 1 ? 2 : 1
    let brush = Brush(stroke.width, width: width, height: height, least: least)
    stamp(stroke.kind, brush, at: last)
    for point in stroke.points.dropFirst() {
      let next = dot(point)
      let steps = max(abs(next.x - last.x), abs(next.y - last.y))
      for step in 1..<max(steps, 1) {
        let share = Double(step) / Double(steps)
        let x = last.x + Int((Double(next.x - last.x) * share).rounded())
        let y = last.y + Int((Double(next.y - last.y) * share).rounded())
        stamp(stroke.kind, brush, at: (x, y))
      }
      if steps > 0 { stamp(stroke.kind, brush, at: next) }
      last = next
    }
  }

  private func dot(_ point: Point) -> (x: Int, y: Int) {
    let place = point.onCanvas
    guard place.x.isFinite, place.y.isFinite else { return (0, 0) }
    return (min(Int(place.x * Double(width)), width - 1), min(Int(place.y * Double(height)), height - 1))
  }

  private mutating func stamp(_ kind: Stroke.Kind, _ brush: Brush, at place: (x: Int, y: Int)) {
    for span in brush.spans {
      let y = place.y + span.row
      guard y >= 0, y < height else { continue }
      let from = max(place.x + span.columns.lowerBound, 0)
      let to = min(place.x + span.columns.upperBound, width - 1)
      guard from <= to else { continue }
      for index in (y * width + from)...(y * width + to) {
        switch kind {
        case .pencil: ink[index] = 1
        case .crayon(let colour): crayon[index] = UInt8(colour.rawValue + 1)
        case .eraser:
          ink[index] = 0
          crayon[index] = 0
        case .palette: break
        }
      }
    }
  }

  /// The dots under a round pen, as spans of columns in rows about its middle.
  private struct Brush {
    var spans: [(row: Int, columns: ClosedRange<Int>)] = []

    /// - Parameters:
    ///   - diameter: share of the canvas's side. Dots need not be square, so the pen may be an ellipse of dots.
    ///   - least: dots that it is wide and high at least.
    init(_ diameter: Double, width: Int, height: Int, least: Int) {
      // Twice the canvas covers everything already; NaN counts as no width.
      let share = diameter > 0 ? min(diameter, 2) : 0
      let across = max(Self.dots(share * Double(width)), least)
      let down = max(Self.dots(share * Double(height)), least)
      for row in 0..<down {
        let height = (Double(row) + 0.5) / Double(down) * 2 - 1
        let dots = down < 3 ? across : max(Int((Double(across) * (1 - height * height).squareRoot()).rounded()), 1)
        let first = -(dots - 1) / 2
        spans.append((row - (down - 1) / 2, first...(first + dots - 1)))
      }
    }

    /// How many dots a pen covers; biased upwards, since thin lines are hard to see in dots.
    private static func dots(_ width: Double) -> Int { max(Int((width + 0.3).rounded()), 1) }
  }
}
