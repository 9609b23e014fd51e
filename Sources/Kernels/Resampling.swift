import CKernels

/// The largest value of each 2×2 window, stride 2; an odd last row or column is left out.
package enum MaxPool {
  package static func outputShape(for x: Shape) -> Shape { Shape(x.n, x.h / 2, x.w / 2, x.c) }

  package static func forward(_ x: Tensor, into y: Tensor) {
    precondition(y.shape == outputShape(for: x.shape), "\(x.shape) into \(y.shape)")
    forRows(y.shape) { picture, rows in
      ak_max_pool(
        x.data + picture * x.shape.h * x.shape.w * x.shape.c, x.shape.w, x.shape.c, rows.lowerBound, rows.upperBound,
        y.data + picture * y.shape.h * y.shape.w * y.shape.c)
    }
  }

  /// Writes dx: each gradient goes to the first largest value of its window. x is the input of forward.
  package static func backward(_ x: Tensor, _ dy: Tensor, into dx: Tensor) {
    precondition(dy.shape == outputShape(for: x.shape) && dx.shape == x.shape, "\(x.shape), \(dy.shape), \(dx.shape)")
    dx.fill(0)
    forRows(dy.shape) { picture, rows in
      let offset = picture * x.shape.h * x.shape.w * x.shape.c
      ak_max_pool_gradient(
        x.data + offset, dy.data + picture * dy.shape.h * dy.shape.w * dy.shape.c, x.shape.w, x.shape.c,
        rows.lowerBound, rows.upperBound, dx.data + offset)
    }
  }
}

/// Bilinear enlargement by two; pixel centres lie at halves, edges are repeated (align_corners false).
package enum Upsample {
  package static func outputShape(for x: Shape) -> Shape { Shape(x.n, 2 * x.h, 2 * x.w, x.c) }

  package static func forward(_ x: Tensor, into y: Tensor) {
    precondition(y.shape == outputShape(for: x.shape), "\(x.shape) into \(y.shape)")
    forRows(y.shape) { picture, rows in
      ak_upsample(
        x.data + picture * x.shape.h * x.shape.w * x.shape.c, x.shape.h, x.shape.w, x.shape.c, rows.lowerBound,
        rows.upperBound, y.data + picture * y.shape.h * y.shape.w * y.shape.c)
    }
  }

  /// Writes the gradient with respect to the input into dx.
  package static func backward(_ dy: Tensor, into dx: Tensor) {
    precondition(dy.shape == outputShape(for: dx.shape), "\(dy.shape) into \(dx.shape)")
    forRows(dx.shape) { picture, rows in
      ak_upsample_gradient(
        dy.data + picture * dy.shape.h * dy.shape.w * dy.shape.c, dx.shape.h, dx.shape.w, dx.shape.c, rows.lowerBound,
        rows.upperBound, dx.data + picture * dx.shape.h * dx.shape.w * dx.shape.c)
    }
  }
}

/// Enlargement by two, each pixel repeated in a square of four (nearest neighbour).
package enum NearestUpsample {
  package static func outputShape(for x: Shape) -> Shape { Shape(x.n, 2 * x.h, 2 * x.w, x.c) }

  package static func forward(_ x: Tensor, into y: Tensor) {
    precondition(y.shape == outputShape(for: x.shape), "\(x.shape) into \(y.shape)")
    forRows(x.shape) { picture, rows in
      let offset = picture * x.shape.h * x.shape.w * x.shape.c
      ak_repeat(x.data + offset, x.shape.w, x.shape.c, rows.lowerBound, rows.upperBound, y.data + 4 * offset)
    }
  }

  /// Writes the gradient with respect to the input into dx.
  package static func backward(_ dy: Tensor, into dx: Tensor) {
    precondition(dy.shape == outputShape(for: dx.shape), "\(dy.shape) into \(dx.shape)")
    forRows(dx.shape) { picture, rows in
      let offset = picture * dx.shape.h * dx.shape.w * dx.shape.c
      ak_repeat_gradient(
        dy.data + 4 * offset, dx.shape.w, dx.shape.c, rows.lowerBound, rows.upperBound, dx.data + offset)
    }
  }
}

/// The mean of each 2×2 window, stride 2; sides are even.
package enum AveragePool {
  package static func outputShape(for x: Shape) -> Shape { Shape(x.n, x.h / 2, x.w / 2, x.c) }

  package static func forward(_ x: Tensor, into y: Tensor) {
    exchange(x, y) { to, corners, channels in
      for c in 0..<channels {
        to[c] = ((corners.0[c] + corners.1[c]) + (corners.2[c] + corners.3[c])) / 4
      }
    }
  }

  /// Writes the gradient with respect to the input into dx.
  package static func backward(_ dy: Tensor, into dx: Tensor) {
    exchange(dx, dy) { from, corners, channels in
      for c in 0..<channels {
        let share = from[c] / 4
        (corners.0[c], corners.1[c], corners.2[c], corners.3[c]) = (share, share, share, share)
      }
    }
  }

  private typealias Pixel = UnsafeMutablePointer<Float>

  private static func exchange(
    _ large: Tensor, _ small: Tensor, _ body: (Pixel, (Pixel, Pixel, Pixel, Pixel), Int) -> Void
  ) {
    let (shape, channels) = (small.shape, small.shape.c)
    precondition(
      large.shape.h % 2 == 0 && large.shape.w % 2 == 0 && shape == outputShape(for: large.shape),
      "\(large.shape), \(shape)")
    let row = large.shape.w * channels
    forRows(shape) { picture, rows in
      for y in rows {
        for x in 0..<shape.w {
          let corner = large.data + ((picture * large.shape.h + 2 * y) * large.shape.w + 2 * x) * channels
          body(
            small.data + ((picture * shape.h + y) * shape.w + x) * channels,
            (corner, corner + channels, corner + row, corner + row + channels), channels)
        }
      }
    }
  }
}

/// Channels to pixels: channel c·f² + f·i + j of a pixel becomes channel c of the pixel (i, j) of a square of f×f pixels
/// (Shi et al. 2016, in the channel order of common implementations).
package enum PixelShuffle {
  package static func outputShape(for x: Shape, factor: Int = 2) -> Shape {
    Shape(x.n, factor * x.h, factor * x.w, x.c / (factor * factor))
  }

  /// - Parameter factor: f.
  package static func forward(_ x: Tensor, factor: Int = 2, into y: Tensor) {
    exchange(x, y, factor) { deep, step, channels, wide in
      for c in 0..<channels { wide[c] = deep[step * c] }
    }
  }

  /// Writes the gradient with respect to the input into dx.
  package static func backward(_ dy: Tensor, factor: Int = 2, into dx: Tensor) {
    exchange(dx, dy, factor) { deep, step, channels, wide in
      for c in 0..<channels { deep[step * c] = wide[c] }
    }
  }

  /// - Parameter copy: given the first value of a place in the square, the distance to that of the next channel, the
  ///   channels, and the place's pixel.
  private static func exchange(
    _ deep: Tensor, _ wide: Tensor, _ factor: Int,
    _ copy: (UnsafeMutablePointer<Float>, Int, Int, UnsafeMutablePointer<Float>) -> Void
  ) {
    let square = factor * factor
    precondition(
      deep.shape.c % square == 0 && wide.shape == outputShape(for: deep.shape, factor: factor),
      "\(deep.shape), \(wide.shape)")
    let (shape, channels) = (deep.shape, wide.shape.c)
    forRows(shape) { picture, rows in
      for row in rows {
        for column in 0..<shape.w {
          let pixel = deep.data + ((picture * shape.h + row) * shape.w + column) * shape.c
          for i in 0..<factor {
            let place = ((picture * shape.h + row) * factor + i) * factor * shape.w + factor * column
            for j in 0..<factor { copy(pixel + factor * i + j, square, channels, wide.data + (place + j) * channels) }
          }
        }
      }
    }
  }
}

/// Runs `body(picture, rows)` over all rows of a batch.
private func forRows(_ shape: Shape, _ body: (Int, Range<Int>) -> Void) {
  for picture in 0..<shape.n {
    ThreadPool.shared.run(count: shape.h, grain: max(1, (16 << 10) / max(1, shape.w * shape.c))) { rows in
      body(picture, rows)
    }
  }
}
