import CKernels

/// Copies with a border, and the way back.
enum Border {
  /// A copy of x with `before` rows and columns of border at the top and left, `rows` × `columns` in all.
  static func padded(_ x: Tensor, before: Int, reflect: Bool, rows: Int, columns: Int) -> Tensor {
    let shape = x.shape
    let result = Tensor(Shape(shape.n, rows, columns, shape.c), zeroed: false)
    ThreadPool.shared.run(count: shape.n * rows, grain: max(1, (64 << 10) / (columns * shape.c * 4))) { range in
      var from = range.lowerBound
      while from < range.upperBound {
        let picture = from / rows
        let to = min(range.upperBound, (picture + 1) * rows)
        ak_pad(
          x.data + picture * shape.h * shape.w * shape.c, shape.h, shape.w, shape.c, from - picture * rows - before,
          -before, reflect ? 1 : 0, result.data + from * columns * shape.c, to - from, columns)
        from = to
      }
    }
    return result
  }

  /// The adjoint of a reflected border: folds the gradient of the bordered picture into dx (overwritten).
  static func fold(_ dpadded: Tensor, border: Int, into dx: Tensor) {
    let shape = dx.shape
    precondition(dpadded.shape == Shape(shape.n, shape.h + 2 * border, shape.w + 2 * border, shape.c))
    let pictures = (from: dpadded.shape.h * dpadded.shape.w * shape.c, to: shape.h * shape.w * shape.c)
    ThreadPool.shared.run(count: shape.n * shape.h, grain: 8) { range in
      for row in range {
        let picture = row / shape.h
        ak_fold(
          dpadded.data + picture * pictures.from, shape.h, shape.w, shape.c, border, row - picture * shape.h,
          dx.data + picture * pictures.to)
      }
    }
  }

  /// The adjoint of a zero border: the inner part of the gradient of the bordered picture.
  static func crop(_ dpadded: Tensor, border: Int, into dx: Tensor) {
    let shape = dx.shape
    let padded = dpadded.shape
    precondition(padded == Shape(shape.n, shape.h + 2 * border, shape.w + 2 * border, shape.c))
    ThreadPool.shared.run(count: shape.n * shape.h, grain: 8) { range in
      for row in range {
        let (picture, y) = (row / shape.h, row % shape.h)
        let from = dpadded.data + (((picture * padded.h) + y + border) * padded.w + border) * shape.c
        (dx.data + row * shape.w * shape.c).update(from: from, count: shape.w * shape.c)
      }
    }
  }
}
