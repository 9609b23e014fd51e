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
}
