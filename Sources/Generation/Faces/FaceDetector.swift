import Foundation
import Networks
import Pictures

/// Finds faces and five landmarks of each by YuNet (Wu, Peng and Yu 2023, "YuNet: A tiny millisecond-level face
/// detector"), decoded as OpenCV's FaceDetectorYN does.
///
/// Three grids of steps of 8, 16 and 32 pixels lie over the picture. For each place the network says how likely a face
/// is there (class and objectness), where its box lies, and where its landmarks lie. Pictures whose longer side is above
/// ``longestSide`` are made smaller before; none is made larger.
package final class FaceDetector: FaceFinder {
  /// The longer side of what the network reads, in pixels. Faces from a thirtieth of that side on are found.
  package let longestSide: Int
  /// Faces of which the network is less sure are left out, 0…1.
  package let leastScore: Double
  private let network: FaceNetwork

  package static let usualLongestSide = 640

  /// Overlap from which two findings are the same face.
  private static let mostOverlap = 0.3
  private static let steps = [8, 16, 32]

  /// - Parameter path: an ONNX file of YuNet.
  /// - Throws: `CheckpointError`, in a sentence, for any other file.
  package init(path: String, leastScore: Double = 0.6, longestSide: Int = usualLongestSide) throws(CheckpointError) {
    precondition(longestSide >= 32 && longestSide <= 4096, "a side of \(longestSide) pixels")
    self.leastScore = leastScore
    self.longestSide = longestSide
    network = try FaceNetwork(path: path, probe: 64, grids: Self.steps.count) { $0.sorted() == [1, 1, 4, 10] }
  }

  package func faces(in picture: Image) throws -> [Face] {
    let most = network.size ?? (width: longestSide, height: longestSide)
    let factor = min(1, Double(most.width) / Double(picture.width), Double(most.height) / Double(picture.height))
    let small = picture.scaled(
      width: max(1, Int((Double(picture.width) * factor).rounded())),
      height: max(1, Int((Double(picture.height) * factor).rounded())))
    // Below and to the right black fills up what the coarsest grid needs.
    let width = network.size?.width ?? Self.roundedUp(small.width)
    let height = network.size?.height ?? Self.roundedUp(small.height)
    let grids = try network.grids(width: width, height: height, input: Self.input(small, width: width, height: height))
    let across = Double(picture.width) / Double(small.width)
    let down = Double(picture.height) / Double(small.height)
    var found: [Face] = []
    for (grid, step) in zip(grids, Self.steps) {
      guard grid.rows * step == height, grid.columns * step == width else {
        throw CheckpointError(network.path, .architecture, "does not lay the grids over a picture that YuNet does")
      }
      found += candidates(grid, step: Double(step))
    }
    return found.withoutRepeats(overlapping: Self.mostOverlap).map { face in
      Face(
        box: face.box.scaled(across, down), landmarks: face.landmarks.map { Point($0.x * across, $0.y * down) },
        score: face.score)
    }
  }

  private static func roundedUp(_ side: Int) -> Int { (side + 31) / 32 * 32 }

  /// Blue, green, red in 0…255, as the network was trained; black around the picture.
  static func input(_ picture: Image, width: Int, height: Int) -> [Float] {
    var values = [Float](repeating: 0, count: width * height * 3)
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        let (from, to) = ((y * picture.width + x) * 3, (y * width + x) * 3)
        for channel in 0..<3 { values[to + channel] = Float(picture.pixels[from + 2 - channel]) }
      }
    }
    return values
  }

  /// What one grid finds, in pixels of what the network read.
  private func candidates(_ grid: FaceNetwork.Grid, step: Double) -> [Face] {
    // Class and objectness have the same part in the score.
    let sure = grid.heads.filter { $0.channels == 1 }.map(\.values)
    guard sure.count == 2, let boxes = grid.heads.first(where: { $0.channels == 4 })?.values,
      let points = grid.heads.first(where: { $0.channels == 10 })?.values
    else { return [] }
    var found: [Face] = []
    for place in 0..<(grid.rows * grid.columns) {
      let score = (Self.sigmoid(sure[0][place]) * Self.sigmoid(sure[1][place])).squareRoot()
      guard score > leastScore else { continue }
      let (row, column) = (Double(place / grid.columns), Double(place % grid.columns))
      func value(_ index: Int) -> Double { Double(boxes[4 * place + index]) }
      let width = exp(value(2)) * step
      let height = exp(value(3)) * step
      let box = FaceBox(
        x: (column + value(0)) * step - width / 2, y: (row + value(1)) * step - height / 2, width: width,
        height: height)
      let landmarks = (0..<5).map { index in
        Point(
          (column + Double(points[10 * place + 2 * index])) * step,
          (row + Double(points[10 * place + 2 * index + 1])) * step)
      }
      // A foreign file's weights may lead anywhere.
      guard box.width.isFinite, box.height.isFinite, box.x.isFinite, box.y.isFinite,
        landmarks.allSatisfy({ $0.x.isFinite && $0.y.isFinite })
      else { continue }
      found.append(Face(box: box, landmarks: landmarks, score: score))
    }
    return found
  }

  private static func sigmoid(_ x: Float) -> Double { 1 / (1 + exp(-Double(x))) }
}
