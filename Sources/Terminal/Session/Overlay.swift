import Glibc
import Pictures

/// Something drawn on the screen behind curses' back, over cells that curses believes to be blank.
struct Overlay: Sendable {
  enum Content: Sendable {
    case picture(PictureEncoder.Request, PictureEncoder.Encoded)
    /// Cells in 24-bit colours, which curses could only give as the nearest of 256, row by row.
    case cells([Cell])
  }

  var cells: Rectangle
  var content: Content
  /// Row by row: which of the cells are seen, rather than something that lies over them.
  var visible: [Bool]

  /// Whether it is made of pixels rather than of cells.
  var isPicture: Bool {
    if case .picture = content { return true }
    return false
  }

  /// Whether it is a picture of this size in pixels.
  func isPicture(_ sheet: Capabilities.PixelSize) -> Bool {
    if case .picture(let request, _) = content { return request.sheet == sheet }
    return false
  }

  var isLive: Bool {
    if case .picture(let request, _) = content { return request.quality == .live }
    return false
  }

  /// For each cell, row by row, whether it looks different from `old`, which lies on the same cells.
  func differences(from old: Overlay) -> [Bool] {
    let count = cells.columns * cells.rows
    switch (content, old.content) {
    case (.picture(let request, let new), .picture(let earlier, let before)):
      if request == earlier { return [Bool](repeating: false, count: count) }
      guard request.quality == .live, earlier.quality == .live, request.sheet == earlier.sheet else {
        return [Bool](repeating: true, count: count)
      }
      return Self.differences(new.picture, before.picture, cells)
    case (.cells(let new), .cells(let before)):
      return zip(new, before).map { $0 != $1 }
    default: return [Bool](repeating: true, count: count)
    }
  }

  /// Compares two pictures of the same size cell by cell.
  private static func differences(_ new: Image, _ old: Image, _ cells: Rectangle) -> [Bool] {
    var different = [Bool](repeating: false, count: cells.columns * cells.rows)
    let cell = (width: new.width / cells.columns * 3, height: new.height / cells.rows)
    let stride = new.width * 3
    new.pixels.withUnsafeBufferPointer { new in
      old.pixels.withUnsafeBufferPointer { old in
        guard let new = new.baseAddress, let old = old.baseAddress, new != old else { return }
        for y in 0..<(cell.height * cells.rows) where !areSame(new + y * stride, old + y * stride, stride) {
          let row = y / cell.height * cells.columns
          for column in 0..<cells.columns where !different[row + column] {
            let start = y * stride + column * cell.width
            different[row + column] = !areSame(new + start, old + start, cell.width)
          }
        }
      }
    }
    return different
  }

  private static func areSame(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    memcmp(a, b, count) == 0
  }

  /// The bytes that write cells of a block of them, wherever the cursor is.
  static func bytes(of block: [Cell], on cells: Rectangle, in part: Rectangle) -> [UInt8] {
    var text = ""
    for row in part.row..<part.endRow {
      text += "\u{1B}[\(row + 1);\(part.column + 1)H"
      var style: Style?
      for column in part.column..<part.endColumn {
        let cell = block[(row - cells.row) * cells.columns + column - cells.column]
        if style != cell.style { text += "\u{1B}[0" + Self.colour(cell.style) + "m" }
        style = cell.style
        text.append(cell.text ?? " ")
      }
    }
    return Array((text + "\u{1B}[0m").utf8)
  }

  private static func colour(_ style: Style) -> String {
    var text = ""
    if case .rgb(let red, let green, let blue) = style.foreground { text += ";38;2;\(red);\(green);\(blue)" }
    if case .rgb(let red, let green, let blue) = style.background { text += ";48;2;\(red);\(green);\(blue)" }
    return text
  }
}
