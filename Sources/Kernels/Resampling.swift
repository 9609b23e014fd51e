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

/// Channels to pixels: channel c·4 + 2·i + j of a pixel becomes channel c of the pixel (i, j) of a 2×2 square
/// (Shi et al. 2016, in the channel order of common implementations).
package enum PixelShuffle {
  package static func outputShape(for x: Shape) -> Shape { Shape(x.n, 2 * x.h, 2 * x.w, x.c / 4) }

  package static func forward(_ x: Tensor, into y: Tensor) {
    exchange(x, y) { pixel, i, j, channels, to in
      for c in 0..<channels { to[c] = pixel[4 * c + 2 * i + j] }
    }
  }

  /// Writes the gradient with respect to the input into dx.
  package static func backward(_ dy: Tensor, into dx: Tensor) {
    exchange(dx, dy) { pixel, i, j, channels, to in
      for c in 0..<channels { pixel[4 * c + 2 * i + j] = to[c] }
    }
  }

  private static func exchange(
    _ deep: Tensor, _ wide: Tensor,
    _ copy: (UnsafeMutablePointer<Float>, Int, Int, Int, UnsafeMutablePointer<Float>) -> Void
  ) {
    precondition(deep.shape.c % 4 == 0 && wide.shape == outputShape(for: deep.shape), "\(deep.shape), \(wide.shape)")
    let (shape, channels) = (deep.shape, wide.shape.c)
    forRows(shape) { picture, rows in
      for row in rows {
        for column in 0..<shape.w {
          let pixel = deep.data + ((picture * shape.h + row) * shape.w + column) * shape.c
          for square in 0..<4 {
            let (i, j) = (square / 2, square % 2)
            let place = (picture * 2 * shape.h + 2 * row + i) * 2 * shape.w + 2 * column + j
            copy(pixel, i, j, channels, wide.data + place * channels)
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
