import Glibc

/// Edges of pictures: Canny, "A computational approach to edge detection", 1986, on the brightest change of any colour
/// channel.
package enum Edges {
  /// Thresholds for the gradient's length: a pixel above `high` is an edge, one above `low` if it touches an edge.
  /// In parts of full contrast: an upright step from black to white has a gradient of 1 beside it.
  package struct Thresholds: Hashable, Sendable {
    package var low: Float
    package var high: Float

    package init(low: Float = 0.07, high: Float = 0.16) {
      precondition(0 <= low && low <= high, "the low threshold lies above the high one")
      self.low = low
      self.high = high
    }
  }

  /// Length of the gradient at each pixel, 0 where it is even, 1 beside an upright step from black to white.
  package static func gradient(_ image: Image) -> Plane {
    let field = GradientField(image)
    return Plane(width: image.width, height: image.height, values: field.magnitude)
  }

  /// Thin lines where the picture changes: 1 on an edge, 0 elsewhere.
  ///
  /// Each channel is smoothed by the binomial filter 1-4-6-4-1 (variance 1) in both directions; central differences give
  /// the gradient, and the channel with the longest decides. Kept are the maxima across the edge (non-maximum
  /// suppression) that pass the thresholds with hysteresis.
  package static func edges(_ image: Image, thresholds: Thresholds = Thresholds()) -> Plane {
    let width = image.width
    let height = image.height
    let field = GradientField(image)
    var isMaximum = [Bool](repeating: false, count: width * height)
    field.magnitude.withUnsafeBufferPointer { m in
      func at(_ x: Int, _ y: Int) -> Float {
        x >= 0 && x < width && y >= 0 && y < height ? m[y * width + x] : 0
      }
      for y in 0..<height {
        for x in 0..<width {
          let i = y * width + x
          guard m[i] >= thresholds.low else { continue }
          let (dx, dy) = Self.step(field.dx[i], field.dy[i])
          // "At least" on one side only, so that a plateau two pixels wide leaves one line.
          isMaximum[i] = m[i] > at(x - dx, y - dy) && m[i] >= at(x + dx, y + dy)
        }
      }
    }
    return Plane(
      width: width, height: height,
      values: hysteresis(field.magnitude, isMaximum, width: width, height: height, high: thresholds.high))
  }

  /// The neighbour that the gradient points at: one of the eight.
  private static func step(_ dx: Float, _ dy: Float) -> (Int, Int) {
    // tan 22.5°: nearer to an axis than to a diagonal.
    let slope: Float = 0.414_213_56
    let sx = dx < 0 ? -1 : 1
    let sy = dy < 0 ? -1 : 1
    if abs(dy) <= slope * abs(dx) { return (sx, 0) }
    if abs(dx) <= slope * abs(dy) { return (0, sy) }
    return (sx, sy)
  }

  private static func hysteresis(
    _ magnitude: [Float], _ isMaximum: [Bool], width: Int, height: Int, high: Float
  ) -> [Float] {
    var edges = [Float](repeating: 0, count: width * height)
    var open = isMaximum.indices.filter { isMaximum[$0] && magnitude[$0] >= high }
    for index in open { edges[index] = 1 }
    while let index = open.popLast() {
      let x = index % width
      let y = index / width
      for ny in max(0, y - 1)...min(height - 1, y + 1) {
        for nx in max(0, x - 1)...min(width - 1, x + 1) {
          let neighbour = ny * width + nx
          if isMaximum[neighbour] && edges[neighbour] == 0 {
            edges[neighbour] = 1
            open.append(neighbour)
          }
        }
      }
    }
    return edges
  }
}

/// The steepest change of any colour channel at each pixel.
private struct GradientField {
  var magnitude: [Float]
  var dx: [Float]
  var dy: [Float]

  init(_ image: Image) {
    let width = image.width
    let height = image.height
    let count = width * height
    magnitude = [Float](repeating: 0, count: count)
    dx = magnitude
    dy = magnitude
    for channel in 0..<3 {
      let plane = Plane(
        width: width, height: height, values: (0..<count).map { Float(image.pixels[$0 * 3 + channel]) / 255 })
      let smooth = plane.smoothed().values
      for y in 0..<height {
        let above = max(0, y - 1) * width
        let below = min(height - 1, y + 1) * width
        let row = y * width
        for x in 0..<width {
          // Beside a smoothed step the difference is 10/16 of its height: scaled to 1.
          let gx = (smooth[row + min(width - 1, x + 1)] - smooth[row + max(0, x - 1)]) * 1.6
          let gy = (smooth[below + x] - smooth[above + x]) * 1.6
          let length = (gx * gx + gy * gy).squareRoot()
          if length > magnitude[row + x] {
            magnitude[row + x] = length
            dx[row + x] = gx
            dy[row + x] = gy
          }
        }
      }
    }
  }
}

extension Plane {
  /// Smoothed by the binomial filter 1-4-6-4-1 in both directions; the border's values go on beyond it.
  func smoothed() -> Plane {
    filtered(columns: true).filtered(columns: false)
  }

  private func filtered(columns: Bool) -> Plane {
    let kernel: [Float] = [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16]
    var result = self
    let limit = columns ? height - 1 : width - 1
    values.withUnsafeBufferPointer { source in
      for y in 0..<height {
        for x in 0..<width {
          var sum: Float = 0
          for tap in 0..<5 {
            let place = min(max((columns ? y : x) + tap - 2, 0), limit)
            sum += kernel[tap] * (columns ? source[place * width + x] : source[y * width + place])
          }
          result.values[y * width + x] = sum
        }
      }
    }
    return result
  }
}
