import Glibc

/// What a picture's form is made of, whatever its hues: how strong its edges are in each direction (Dalal and Triggs
/// 2005, "Histograms of oriented gradients", sections 6.2 and 6.3), its light, and how colourful it is.
package enum FormChannels {
  /// Parts of the half circle of directions.
  package static let directions = 8
  package static let count = directions + 2

  /// Values for each cell of two by two pixels, channels last, row by row: the square root of the mean strength of edges
  /// in each direction (0…1), the light (−1…1), and the largest less the smallest of red, green and blue (0…1).
  ///
  /// An edge's strength is that of the colour channel where it is strongest; dark on light is the same as light on dark.
  ///
  /// - Parameter image: of even sides.
  package static func values(of image: Image) -> [Float] {
    precondition(image.width % 2 == 0 && image.height % 2 == 0, "cells of two by two pixels")
    let (width, height) = (image.width, image.height)
    let columns = width / 2
    return [Float](unsafeUninitializedCapacity: columns * (height / 2) * count) { buffer, filled in
      filled = columns * (height / 2) * count
      buffer.initialize(repeating: 0)
      image.pixels.withUnsafeBufferPointer { pixels in
        for y in 0..<height {
          let (above, below) = (max(y - 1, 0) * width, min(y + 1, height - 1) * width)
          for x in 0..<width {
            let (left, right) = (y * width + max(x - 1, 0), y * width + min(x + 1, width - 1))
            var (across, down, strongest): (Float, Float, Float) = (0, 0, -1)
            var (darkest, brightest, sum): (Float, Float, Float) = (255, 0, 0)
            for channel in 0..<3 {
              let dx = Float(pixels[right * 3 + channel]) - Float(pixels[left * 3 + channel])
              let dy = Float(pixels[(below + x) * 3 + channel]) - Float(pixels[(above + x) * 3 + channel])
              let strength = dx * dx + dy * dy
              if strength > strongest { (across, down, strongest) = (dx, dy, strength) }
              let level = Float(pixels[(y * width + x) * 3 + channel])
              (darkest, brightest, sum) = (min(darkest, level), max(brightest, level), sum + level)
            }
            let cell = ((y / 2) * columns + x / 2) * count
            var angle = atan2f(down, across)
            if angle < 0 { angle += .pi }
            // Shared by the two directions that it lies between.
            let place = angle / .pi * Float(directions)
            let first = min(Int(place), directions - 1)
            let rest = min(place - Float(first), 1)
            // Differences over two pixels, in either axis: at most 255 · √2.
            let share = strongest.squareRoot() / (255 * Float(2).squareRoot()) / 4
            buffer[cell + first] += share * (1 - rest)
            buffer[cell + (first + 1) % directions] += share * rest
            buffer[cell + directions] += (sum / 3 * (2 / 255) - 1) / 4
            buffer[cell + directions + 1] += (brightest - darkest) / 255 / 4
          }
        }
      }
      for cell in 0..<(filled / count) {
        for index in (cell * count)..<(cell * count + directions) { buffer[index] = buffer[index].squareRoot() }
      }
    }
  }
}
