import Pictures
import Terminal

/// Frames for drawings and pictures, which are square in pixels whatever the shape of a cell.
enum SquareFrame {
  /// The largest frame around a canvas that is square in pixels and fits the given cells.
  static func size(columns: Int, rows: Int, _ cell: Capabilities.PixelSize) -> (columns: Int, rows: Int) {
    let inner = (columns: max(columns - 2, 1), rows: max(rows - 2, 1))
    let height = max(min(inner.rows, inner.columns * cell.width / cell.height), 1)
    let width = min(max((height * cell.height + cell.width / 2) / cell.width, 1), inner.columns)
    return (width + 2, height + 2)
  }

  /// A frame for a drawing beside one for its picture, in the middle of some room; the picture's alone where the room is
  /// narrow.
  static func pair(in room: Rectangle, _ cell: Capabilities.PixelSize) -> (left: Rectangle?, right: Rectangle) {
    guard room.columns >= leastColumnsForTwo else {
      let size = size(columns: room.columns, rows: room.rows, cell)
      return (nil, room.centred(columns: size.columns, rows: size.rows))
    }
    let size = size(columns: (room.columns - 1) / 2, rows: room.rows, cell)
    let both = room.centred(columns: 2 * size.columns + 1, rows: size.rows)
    let left = Rectangle(column: both.column, row: both.row, columns: size.columns, rows: size.rows)
    var right = left
    right.column += size.columns + 1
    return (left, right)
  }

  private static let leastColumnsForTwo = 70
}

extension Painter {
  /// A picture in a frame, or a few words where there is none.
  mutating func framed(
    _ image: Image?, heading: String, in frame: Rectangle, generation: Int, otherwise words: String
  ) {
    box(frame, heading: heading)
    if let image {
      picture(image, in: frame.inset(), generation: generation)
    } else {
      grid.fill(frame.inset(), with: Cell(style: theme.paper))
      paragraph(words, in: frame.inset(), style: theme.paperHint)
    }
  }
}
