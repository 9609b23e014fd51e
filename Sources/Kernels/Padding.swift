import CKernels

/// Padded copies of pictures, and the adjoint of padding.
enum Padding {
  /// A copy of x with `before` rows and columns of padding at the top and left, `rows` × `columns` in all.
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

  /// The adjoint of reflection padding: folds the gradient of the padded picture into dx (overwritten).
  static func fold(_ dpadded: Tensor, padding: Int, into dx: Tensor) {
    let shape = dx.shape
    precondition(dpadded.shape == Shape(shape.n, shape.h + 2 * padding, shape.w + 2 * padding, shape.c))
    let pictures = (from: dpadded.shape.h * dpadded.shape.w * shape.c, to: shape.h * shape.w * shape.c)
    ThreadPool.shared.run(count: shape.n * shape.h, grain: 8) { range in
      for row in range {
        let picture = row / shape.h
        ak_fold(
          dpadded.data + picture * pictures.from, shape.h, shape.w, shape.c, padding, row - picture * shape.h,
          dx.data + picture * pictures.to)
      }
    }
  }

  /// The adjoint of zero padding: the inner part of the gradient of the padded picture.
  static func crop(_ dpadded: Tensor, padding: Int, into dx: Tensor) {
    let shape = dx.shape
    let padded = dpadded.shape
    precondition(padded == Shape(shape.n, shape.h + 2 * padding, shape.w + 2 * padding, shape.c))
    ThreadPool.shared.run(count: shape.n * shape.h, grain: 8) { range in
      for row in range {
        let (picture, y) = (row / shape.h, row % shape.h)
        let from = dpadded.data + (((picture * padded.h) + y + padding) * padded.w + padding) * shape.c
        (dx.data + row * shape.w * shape.c).update(from: from, count: shape.w * shape.c)
      }
    }
  }
}

/// Copies a few rows of a picture with their padding, normalised on the way if a norm is pending.
struct PaddedRows {
  let source: UnsafePointer<Float>
  let shape: Shape
  let reflect: Bool
  let norm: FusedNorm?
  /// What the copy is made of.
  var precision = Precision.float32

  /// Places of a float that a copied pixel takes.
  var pixel: Int { precision.places(shape.c) }

  /// Writes `rows` rows beginning at row `top`, `columns` pixels each beginning at column `left`, to `copy`.
  func fill(_ copy: UnsafeMutablePointer<Float>, picture: Int, top: Int, left: Int, rows: Int, columns: Int) {
    switch precision {
    case .float32: fillFloats(copy, picture: picture, top: top, left: left, rows: rows, columns: columns)
    case .bfloat16:
      let loops = InstructionSet.loops
      let row = Tensor(.vector(columns * shape.c), zeroed: false)
      for index in 0..<rows {
        fillFloats(row.data, picture: picture, top: top + index, left: left, rows: 1, columns: columns)
        loops.pairChannels(row.data, columns, shape.c, copy + index * columns * pixel)
      }
    }
  }

  private func fillFloats(
    _ copy: UnsafeMutablePointer<Float>, picture: Int, top: Int, left: Int, rows: Int, columns: Int
  ) {
    ak_pad(
      source + picture * shape.h * shape.w * shape.c, shape.h, shape.w, shape.c, top, left, reflect ? 1 : 0, copy,
      rows, columns)
    guard let norm else { return }
    let loops = InstructionSet.loops
    // Zero padding comes after the norm and stays zero; mirrored pixels are normalised like all others.
    let first = reflect ? 0 : max(0, -left)
    let last = reflect ? columns : min(columns, shape.w - left)
    guard first < last else { return }
    for row in 0..<rows where reflect || (top + row >= 0 && top + row < shape.h) {
      let pixels = copy + (row * columns + first) * shape.c
      loops.normalise(
        pixels, last - first, shape.c, norm.factor.data, norm.offset.data,
        norm.activation.code, norm.activation.parameter, pixels)
    }
  }
}
