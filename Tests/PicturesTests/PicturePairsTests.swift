import Foundation
import Pictures
import Testing

@Suite struct PicturePairsTests {
  private func disc(_ centre: Point, _ radius: Double, size: Int) -> Image {
    var image = Image(width: size, height: size, red: 240, green: 230, blue: 200)
    for y in 0..<size {
      for x in 0..<size {
        let offset = Point((Double(x) + 0.5) / Double(size), (Double(y) + 0.5) / Double(size)) - centre
        guard offset.length < radius else { continue }
        image.pixels.replaceSubrange(((y * size + x) * 3)..<((y * size + x) * 3 + 3), with: [40, 60, 180])
      }
    }
    return image
  }

  @Test func anOutlineIsOneClosedLine() throws {
    let strokes = PictureOutlines.strokes(of: disc(Point(0.45, 0.5), 0.3, size: 256))
    let stroke = try #require(strokes.first)
    #expect(strokes.count == 1 && stroke.isClosed && stroke.role == .silhouette)
    for point in stroke.points { #expect(abs((point - Point(0.45, 0.5)).length - 0.3) < 0.012) }
  }

  @Test func plainPaperHasNoOutlines() {
    #expect(PictureOutlines.strokes(of: Image(width: 64, height: 64)).isEmpty)
  }

  @Test(arguments: [32, 128, 100])
  func picturesFollowTheirLinesWhereverTheyAreLaid(size: Int) throws {
    try withTemporaryFolder { folder in
      try disc(Point(0.5, 0.55), 0.28, size: 200).write(to: folder + "/disc.png")
      let pairs = try PicturePairs(folder: folder, isSketched: false)
      for step in 0..<12 {
        let pair = pairs.pair(seed: 5, step: step, index: 0, size: size)
        #expect(pair.picture.width == size && pair.picture.height == size)
        // Without its kept ink the picture would still have its edge there: the disc's blue begins inside the line.
        let points = pair.sketch.flatMap(\.points)
        let bounds = points.reduce((Point(9, 9), Point(-9, -9))) {
          (Point(min($0.0.x, $1.x), min($0.0.y, $1.y)), Point(max($0.1.x, $1.x), max($0.1.y, $1.y)))
        }
        let middle = (bounds.0 + bounds.1) * 0.5
        let place = (Int(middle.y * Double(size)) * size + Int(middle.x * Double(size))) * 3
        #expect(pair.picture.pixels[place + 2] > pair.picture.pixels[place])
        let beside = middle + Point((bounds.1.x - bounds.0.x) * 0.57, 0)
        if beside.x < 0.99 {
          let corner = (Int(beside.y * Double(size)) * size + Int(beside.x * Double(size))) * 3
          #expect(pair.picture.pixels[corner] > pair.picture.pixels[corner + 2])
        }
      }
    }
  }

  @Test func theSameArgumentsGiveTheSamePair() throws {
    try withTemporaryFolder { folder in
      for index in 0..<3 {
        try disc(Point(0.4, 0.5), 0.1 + 0.1 * Double(index), size: 60).write(to: folder + "/\(index).png")
      }
      let first = try PicturePairs(folder: folder)
      let second = try PicturePairs(folder: folder)
      _ = second.sample(seed: 1, step: 9, index: 0, size: 32)
      let a = first.sample(seed: 1, step: 4, index: 2, size: 40)
      let b = second.sample(seed: 1, step: 4, index: 2, size: 40)
      #expect(a.input == b.input && a.target == b.target)
      #expect(a.input.count == 40 * 40 * 5 && a.target.count == 40 * 40 * 3)
    }
  }

  @Test func rubbishIsNoReasonToStop() throws {
    try withTemporaryFolder { folder in
      #expect(throws: PictureError.self) { try PicturePairs(folder: folder + "/nowhere") }
      #expect(throws: PictureError.self) { try PicturePairs(folder: folder) }
      try Data("no picture".utf8).write(to: URL(fileURLWithPath: folder + "/bad.png"))
      try Data().write(to: URL(fileURLWithPath: folder + "/empty.jpg"))
      let pairs = try PicturePairs(folder: folder)
      for step in 0..<4 {
        #expect(pairs.sample(seed: 1, step: step, index: 0, size: 32).target.allSatisfy { $0.isFinite })
      }
    }
  }

  @Test(arguments: [16, 64])
  func enlargingPairsTellTheDifference(size: Int) {
    let domains = DrawnDomains.all.map { $0.init() }
    for step in 0..<8 {
      let sample = EnlargingPairs(domains).sample(seed: 3, step: step, index: 0, size: size)
      #expect(sample.input.count == size * size * 8 && sample.target.count == size * size * 3)
      let whole = sample.target.withUnsafeBufferPointer { target in
        target.baseAddress.map { EnlargingPairs.picture(input: sample.input, output: $0, size: size) }
      }
      // The picture that both halves make is one of those that the same arguments draw.
      let pictures = domains.map { DrawnPairs($0).pair(seed: 3, step: step, index: 0, size: size).picture.pixels }
      let nearest = pictures.map { picture in
        zip(picture, whole?.pixels ?? []).map { abs(Int($0) - Int($1)) }.max() ?? 255
      }
      #expect(nearest.min() ?? 255 <= 1)
    }
  }
}
