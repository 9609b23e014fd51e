import Foundation
import Pictures
import Terminal

extension CellPicture {
  /// How far a point spreads: the deviation of a Gaussian, in points. Less leaves corners, more eats single points.
  private static let softness = 0.42

  /// The picture with round edges, as large as it fits into the middle, for terminals that show pixels.
  ///
  /// The points of each colour spread, and a pixel has the colour of which most arrives; at the borders between two, one
  /// pixel is mixed. So one drawing serves mosaics and pixels.
  ///
  /// - Parameters:
  ///   - tint: what the letter `d` stands for. Where the drawing has some, it is the ground, too.
  ///   - ground: red, green and blue, else.
  package func image(width: Int, height: Int, tint: TerminalColour, ground: [UInt8]) -> Image {
    let isTinted = points.contains { $0.contains("d") }
    let free: Character = isTinted ? "d" : "."
    // One point of ground all around, so that what touches the edge ends there.
    let size = Self.columns + 2
    let rows = (0..<size).map { row in
      (0..<size).map { column -> Character in
        guard points.indices.contains(row - 1), points[row - 1].indices.contains(column - 1) else { return free }
        let letter = points[row - 1][column - 1]
        return Self.colour(letter, tint: tint) == nil ? free : letter
      }
    }
    let letters = Set(rows.joined()).union([free]).sorted()
    let side = Double(min(width, height))
    let scale = side / Double(Self.columns)
    let across = Self.weights(width, scale: scale, size: size)
    let down = Self.weights(height, scale: scale, size: size)
    let count = width * height
    // Of each letter, pixel by pixel, one letter after the other.
    var arriving = [Float](repeating: 0, count: letters.count * count)
    for (index, letter) in letters.enumerated() {
      // Along the rows first, then down the columns.
      let spread = rows.map { row in
        (0..<width).map { x in
          (0..<size).reduce(Float(0)) { $0 + (row[$1] == letter ? across[x * size + $1] : 0) }
        }
      }
      for y in 0..<height {
        for row in 0..<size {
          let weight = down[y * size + row]
          guard weight > 1e-6 else { continue }
          let first = index * count + y * width
          for x in 0..<width { arriving[first + x] += weight * spread[row][x] }
        }
      }
    }
    let colours = letters.map { letter -> SIMD3<Float> in
      guard case .rgb(let red, let green, let blue)? = Self.colour(letter, tint: tint) else {
        return SIMD3(Float(ground[0]), Float(ground[1]), Float(ground[2]))
      }
      return SIMD3(Float(red), Float(green), Float(blue))
    }
    // From one colour to the next within about a pixel.
    let sharpness = Float(3.5 * scale)
    var image = Image(width: width, height: height)
    for pixel in 0..<count {
      var most: Float = 0
      for index in colours.indices { most = max(most, arriving[index * count + pixel]) }
      var sum: Float = 0
      var mixed = SIMD3<Float>.zero
      for index in colours.indices {
        let behind = sharpness * (most - arriving[index * count + pixel])
        // What is left of a colour further behind is nothing in 255; most pixels have one alone.
        guard behind < 9 else { continue }
        let share = exp(-behind)
        sum += share
        mixed += share * colours[index]
      }
      let colour = (mixed / sum).rounded(.toNearestOrAwayFromZero)
      for channel in 0..<3 { image.pixels[pixel * 3 + channel] = UInt8(colour[channel]) }
    }
    return image
  }

  /// How much of each point arrives at each pixel of a line, pixel by pixel; what arrives at one adds up to 1.
  ///
  /// - Parameters:
  ///   - scale: pixels of a point.
  ///   - size: points in a line, one of them before and one behind the drawing.
  private static func weights(_ pixels: Int, scale: Double, size: Int) -> [Float] {
    let first = Double(pixels) / 2 - scale * Double(size) / 2
    return (0..<pixels).flatMap { pixel -> [Float] in
      // Far outside the drawing it is the outermost point that counts.
      let place = min(max((Double(pixel) + 0.5 - first) / scale - 0.5, 0), Double(size - 1))
      let weights = (0..<size).map { exp(-pow((place - Double($0)) / softness, 2) / 2) }
      let sum = weights.reduce(0, +)
      return weights.map { Float($0 / sum) }
    }
  }
}
