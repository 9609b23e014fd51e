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

/// Copies a few rows of a picture with their padding; what is pending is done, or the picture enlarged, on the way.
struct PaddedRows {
  /// One part only where it is reflected.
  let source: PendingInput
  let reflect: Bool
  /// What the copy is made of.
  var precision = Precision.float32
  /// Whether rows of the source enlarged by two are copied (see ``Upsample``): in bfloat16, with nothing pending.
  var isEnlarged = false

  private var shape: Shape { source.shape }

  /// Places of a float that a copied pixel takes.
  var pixel: Int { precision.places(shape.c) }

  /// Places behind the copy for loops that read a little further than the last run reaches.
  private var slack: Int { max(InstructionSet.loops.vector, InstructionSet.loops.pairRun) }

  /// Room for a copy of `rows` rows of `columns` pixels, and for the zeros behind it.
  func room(rows: Int, columns: Int) -> Tensor {
    Tensor(.vector(rows * columns * pixel + slack), zeroed: false)
  }

  /// Writes `rows` rows beginning at row `top`, `columns` pixels each beginning at column `left`, to `room`, which is the
  /// ``room(rows:columns:)`` of at least as many, and zeros behind them.
  func fill(_ room: Tensor, picture: Int, top: Int, left: Int, rows: Int, columns: Int) {
    let copied = rows * columns * pixel
    precondition(room.count >= copied + slack, "\(room.count) places for \(copied) and what lies behind them")
    let copy = room.data
    (copy + copied).update(repeating: 0, count: slack)
    switch precision {
    case .float32:
      precondition(!isEnlarged, "floats are enlarged before")
      fillFloats(copy, picture: picture, top: top, left: left, rows: rows, columns: columns)
    case .bfloat16:
      precondition(!isEnlarged || source.plain != nil, "what is pending is done before a picture is enlarged")
      let norm = source.onlyNorm
      guard norm != nil || source.plain != nil else {
        let floats = Tensor(.vector(rows * columns * shape.c), zeroed: false)
        fillFloats(floats.data, picture: picture, top: top, left: left, rows: rows, columns: columns)
        InstructionSet.loops.pairChannels(floats.data, rows * columns, shape.c, copy)
        return
      }
      var pairs = ak_pair_rows()
      pairs.input = UnsafePointer(source.parts[0].picture.data + picture * shape.h * shape.w * shape.c)
      (pairs.height, pairs.width, pairs.channels) = (shape.h, shape.w, shape.c)
      pairs.reflect = reflect ? 1 : 0
      pairs.enlarged = isEnlarged ? 1 : 0
      pairs.factor = norm.map { UnsafePointer($0.factor.data) }
      pairs.offset = norm.map { UnsafePointer($0.offset.data) }
      if let bounds = norm?.bounds { (pairs.lowest, pairs.highest) = bounds }
      (pairs.top, pairs.left, pairs.rows, pairs.columns) = (top, left, rows, columns)
      pairs.output = copy
      InstructionSet.loops.pairRows(&pairs)
    }
  }

  private func fillFloats(
    _ copy: UnsafeMutablePointer<Float>, picture: Int, top: Int, left: Int, rows: Int, columns: Int
  ) {
    if let plain = source.plain {
      ak_pad(
        plain.data + picture * shape.h * shape.w * shape.c, shape.h, shape.w, shape.c, top, left, reflect ? 1 : 0,
        copy, rows, columns)
      return
    }
    let loops = InstructionSet.loops
    if reflect {
      precondition(source.parts.count == 1, "parts are joined before they are reflected")
      let part = source.parts[0]
      ak_pad(
        part.picture.data + picture * shape.h * shape.w * shape.c, shape.h, shape.w, shape.c, top, left, 1, copy, rows,
        columns)
      // Mirrored pixels are normalised like all others.
      part.write(copy, pixels: rows * columns, to: copy, step: shape.c, loops)
      return
    }
    // Zero padding comes after the norm and stays zero.
    let first = min(columns, max(0, -left))
    let last = max(first, min(columns, shape.w - left))
    for row in 0..<rows {
      let (to, y) = (copy + row * columns * shape.c, top + row)
      guard y >= 0 && y < shape.h else {
        to.update(repeating: 0, count: columns * shape.c)
        continue
      }
      to.update(repeating: 0, count: first * shape.c)
      source.write(
        (picture * shape.h + y) * shape.w + left + first, pixels: last - first, to: to + first * shape.c, loops)
      (to + last * shape.c).update(repeating: 0, count: (columns - last) * shape.c)
    }
  }
}
