/// The colour around a picture.
struct BorderColour {
  var rgb: (UInt8, UInt8, UInt8)
  /// Mean difference from it, 0…1, along the left, the right and the upper border, each taken by itself in steps from
  /// one pixel to the next, so that a sky that grows paler still counts as even.
  var deviation: Double

  var isEven: Bool { deviation < 0.06 }

  init(of image: Image) {
    var sums = (0, 0, 0)
    var steps = 0
    var count = 0
    func visit(_ places: [(Int, Int)]) {
      var previous: [Int]?
      for (x, y) in places {
        let start = (y * image.width + x) * 3
        let here = (0..<3).map { Int(image.pixels[start + $0]) }
        sums = (sums.0 + here[0], sums.1 + here[1], sums.2 + here[2])
        if let previous { steps += (0..<3).map { abs(here[$0] - previous[$0]) }.max() ?? 0 }
        previous = here
        count += 1
      }
    }
    let rows = stride(from: 0, to: image.height, by: max(1, image.height / 64))
    let columns = stride(from: 0, to: image.width, by: max(1, image.width / 64))
    visit(columns.map { ($0, 0) })
    visit(rows.map { (0, $0) })
    visit(rows.map { (image.width - 1, $0) })
    rgb = (UInt8(sums.0 / count), UInt8(sums.1 / count), UInt8(sums.2 / count))
    deviation = Double(steps) / Double(255 * count)
  }
}
