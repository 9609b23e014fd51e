import Foundation
import Networks
import Pictures

/// Finds faces by RFB-320 (Linzaier, "Ultra-Light-Fast-Generic-Face-Detector-1MB"): a second opinion, without landmarks.
///
/// The picture is brought to 320×240 pixels whatever its form. Four grids lie over it; at each place stand two or three
/// boxes of given sizes, and the network says for each how likely a face is there and how its box differs (Liu et al.
/// 2016, "SSD: Single shot multibox detector").
package final class RFBDetector: FaceFinder {
  /// Faces of which the network is less sure are left out, 0…1.
  package let leastScore: Double
  private let network: FaceNetwork
  private let size: (width: Int, height: Int)

  private static let mostOverlap = 0.3
  /// Sides of the boxes of each grid, in pixels of what the network reads.
  private static let sides: [[Double]] = [[10, 16, 24], [32, 48], [64, 96], [128, 192, 256]]

  /// - Parameter path: the ONNX file of RFB-320.
  /// - Throws: `CheckpointError`, in a sentence, for any other file.
  package init(path: String, leastScore: Double = 0.7) throws(CheckpointError) {
    self.leastScore = leastScore
    network = try FaceNetwork(path: path, probe: 320, grids: Self.sides.count) { channels in
      let sorted = channels.sorted()
      return sorted == [4, 8] || sorted == [6, 12]
    }
    guard let size = network.size else {
      throw CheckpointError(path, .architecture, "does not say which size of picture it reads")
    }
    self.size = size
  }

  package func faces(in picture: Image) throws -> [Face] {
    let small = picture.scaled(width: size.width, height: size.height)
    return try faces(
      seen: small.pixels.map { (Float($0) - 127) / 128 }, width: Double(picture.width), height: Double(picture.height))
  }

  /// The faces in what the network reads: red, green, blue in −1…1, of 320×240 pixels.
  ///
  /// - Parameters:
  ///   - width: of the picture in whose pixels the answer is given.
  ///   - height: likewise.
  package func faces(seen input: [Float], width: Double, height: Double) throws -> [Face] {
    let grids = try network.grids(width: size.width, height: size.height, input: input)
    var found: [Face] = []
    for (index, grid) in grids.enumerated() {
      let sides = Self.sides[index]
      guard let scores = grid.heads.first(where: { $0.channels == 2 * sides.count })?.values,
        let boxes = grid.heads.first(where: { $0.channels == 4 * sides.count })?.values
      else { throw CheckpointError(network.path, .architecture, "does not have the boxes that RFB-320 has") }
      for place in 0..<(grid.rows * grid.columns * sides.count) {
        // The share of "face" in the softmax of two.
        let score = 1 / (1 + exp(Double(scores[2 * place]) - Double(scores[2 * place + 1])))
        guard score > leastScore else { continue }
        let spot = place / sides.count
        let side = sides[place % sides.count]
        let standard = FaceBox(
          x: (Double(spot % grid.columns) + 0.5) / Double(grid.columns),
          y: (Double(spot / grid.columns) + 0.5) / Double(grid.rows), width: min(side / Double(size.width), 1),
          height: min(side / Double(size.height), 1))
        let box = Self.box((0..<4).map { Double(boxes[4 * place + $0]) }, on: standard)
        guard box.width.isFinite, box.height.isFinite, box.x.isFinite, box.y.isFinite else { continue }
        found.append(
          Face(box: box.scaled(width, height), landmarks: [], score: score))
      }
    }
    return found.withoutRepeats(overlapping: Self.mostOverlap)
  }

  /// Differences come in tenths and fifths of the standard box (the "variances" of SSD).
  ///
  /// - Parameter standard: centre and sides, in shares of the picture.
  private static func box(_ difference: [Double], on standard: FaceBox) -> FaceBox {
    let width = exp(difference[2] * 0.2) * standard.width
    let height = exp(difference[3] * 0.2) * standard.height
    return FaceBox(
      x: standard.x + difference[0] * 0.1 * standard.width - width / 2,
      y: standard.y + difference[1] * 0.1 * standard.height - height / 2, width: width, height: height)
  }
}
