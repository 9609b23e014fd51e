import Pictures
import Support
import Testing

@Suite(.ownThread) struct PictureWarpTests {
  @Test(arguments: [true, false])
  func thereAndBackIsTheSamePlace(mayShrink: Bool) {
    for seed in 0..<40 {
      var random = SeededGenerator(seed: UInt64(seed))
      let warp = PictureWarp(mayShrink: mayShrink, using: &random)
      for _ in 0..<20 {
        let place = Point(random.uniform(0, 1), random.uniform(0, 1))
        #expect((warp.canvas(warp.source(place)) - place).length < 0.2 / 256)
      }
    }
  }

  @Test(arguments: [(40, 40), (256, 33), (31, 128)])
  func withoutAnyChangeThePictureIsOnlyScaled(source: Int, size: Int) {
    let image = disc(Point(0.4, 0.6), 0.25, size: source)
    let warped = PictureWarp.identity.picture(of: image, size: size)
    #expect(warped.width == size && warped.height == size)
    if source == size { #expect(warped == image) }
    let scaled = image.scaled(width: size, height: size)
    let difference = zip(warped.pixels, scaled.pixels).map { abs(Int($0) - Int($1)) }.reduce(0, +)
    #expect(Double(difference) / Double(warped.pixels.count) < 4)
  }

  /// Wherever a picture is laid, and however it is bent, its lines lie where its edges are.
  @Test(arguments: [96, 256])
  func linesAndPictureBendAlike(size: Int) throws {
    let image = disc(Point(0.5, 0.5), 0.3, size: 256)
    let stroke = try #require(PictureTrace(image).strokes.first)
    for seed in 0..<25 {
      var random = SeededGenerator(seed: UInt64(seed))
      let warp = PictureWarp(mayShrink: seed % 2 == 0, using: &random)
      let edges = Edges.edges(warp.picture(of: image, size: size))
      let moved = warp.canvas(stroke)
      var near = 0
      var visible = 0
      for (point, isHidden) in zip(moved.points, moved.isHidden) where !isHidden {
        visible += 1
        let reach = 2
        let x = Int(point.x * Double(size))
        let y = Int(point.y * Double(size))
        let isNear = (-reach...reach).contains { dy in
          (-reach...reach).contains { dx in
            let px = min(max(x + dx, 0), size - 1)
            let py = min(max(y + dy, 0), size - 1)
            return edges.values[py * size + px] > 0
          }
        }
        if isNear { near += 1 }
      }
      #expect(visible > 10 && Double(near) >= 0.97 * Double(visible), "seed \(seed): \(near) of \(visible)")
    }
  }
}
