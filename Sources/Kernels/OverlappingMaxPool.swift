/// The largest value of each 3×3 window, stride 2, with one pixel of nothing around the picture: the pooling of residual
/// networks (He et al. 2016, table 1).
package enum OverlappingMaxPool {
  package static func outputShape(for x: Shape) -> Shape { Shape(x.n, (x.h + 1) / 2, (x.w + 1) / 2, x.c) }

  package static func forward(_ x: Tensor, into y: Tensor) {
    precondition(y.shape == outputShape(for: x.shape), "\(x.shape) into \(y.shape)")
    forEachRow(y.shape) { picture, row in
      for column in 0..<y.shape.w {
        let target = y.data + ((picture * y.shape.h + row) * y.shape.w + column) * y.shape.c
        for channel in 0..<y.shape.c { target[channel] = -.infinity }
        forEachPlace(x.shape, picture, row, column) { offset in
          for channel in 0..<x.shape.c { target[channel] = max(target[channel], x.data[offset + channel]) }
        }
      }
    }
  }

  /// Writes dx: each gradient goes to the first largest value of its window. x is the input of forward.
  package static func backward(_ x: Tensor, _ dy: Tensor, into dx: Tensor) {
    precondition(dy.shape == outputShape(for: x.shape) && dx.shape == x.shape, "\(x.shape), \(dy.shape), \(dx.shape)")
    dx.fill(0)
    // Windows overlap: one thread for each picture.
    ThreadPool.shared.run(x.shape.n) { picture in
      var best = [Float](repeating: 0, count: x.shape.c)
      var places = [Int](repeating: 0, count: x.shape.c)
      for row in 0..<dy.shape.h {
        for column in 0..<dy.shape.w {
          for channel in 0..<x.shape.c { best[channel] = -.infinity }
          forEachPlace(x.shape, picture, row, column) { offset in
            for channel in 0..<x.shape.c where x.data[offset + channel] > best[channel] {
              best[channel] = x.data[offset + channel]
              places[channel] = offset + channel
            }
          }
          let source = dy.data + ((picture * dy.shape.h + row) * dy.shape.w + column) * dy.shape.c
          for channel in 0..<x.shape.c where best[channel] > -.infinity { dx.data[places[channel]] += source[channel] }
        }
      }
    }
  }

  private static func forEachRow(_ shape: Shape, _ body: (_ picture: Int, _ row: Int) -> Void) {
    ThreadPool.shared.run(shape.n * shape.h) { body($0 / shape.h, $0 % shape.h) }
  }

  /// Where the values of a window's pixels begin.
  private static func forEachPlace(_ x: Shape, _ picture: Int, _ row: Int, _ column: Int, _ body: (Int) -> Void) {
    for y in max(0, 2 * row - 1)...min(x.h - 1, 2 * row + 1) {
      for px in max(0, 2 * column - 1)...min(x.w - 1, 2 * column + 1) {
        body(((picture * x.h + y) * x.w + px) * x.c)
      }
    }
  }
}
