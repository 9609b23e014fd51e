/// Finds a sheet of paper that lies on something darker, as a camera sees it from above or aslant, and turns it upright.
///
/// The paper is the largest bright patch; its corners are where it reaches farthest towards the picture's own. The sheet
/// is then read through the projective map that takes a rectangle to those corners (Heckbert, "Fundamentals of texture
/// mapping and image warping", 1989).
package struct PaperFinder {
  /// Where the paper's corners are, in pixels: upper left, upper right, lower right, lower left.
  package let corners: [Point]

  /// Paper is looked for in a picture of at most this side.
  private static let side = 240
  /// Shares of the picture that a sheet may fill.
  private static let shares = 0.12...0.97
  /// How well the patch must fill the shape between its corners: paper with lines on it does, other bright things do not.
  private static let filling = 0.86...1.06
  /// How much darker, 0…1, everything around it must be.
  private static let leastContrast: Float = 0.12
  /// How much of what the corners enclose must be bright: paper with a drawing on it, and no lines on a dark ground.
  private static let leastPaper = 0.55
  /// How much of the picture's edge must be table rather than paper.
  private static let leastTable = 0.5

  /// Nil where the whole picture is the page, or no paper is to be seen.
  package init?(_ photograph: Image) {
    let longer = max(photograph.width, photograph.height)
    guard min(photograph.width, photograph.height) >= 32 else { return nil }
    let width = max(photograph.width * Self.side / longer, 1)
    let height = max(photograph.height * Self.side / longer, 1)
    guard min(width, height) >= 16 else { return nil }
    // Coloured tables are dark in one channel.
    let small = photograph.scaled(width: width, height: height)
    let brightness = (0..<(width * height)).map { pixel in
      Float(min(small.pixels[pixel * 3], small.pixels[pixel * 3 + 1], small.pixels[pixel * 3 + 2])) / 255
    }
    let threshold = Self.threshold(of: brightness)
    let patch = Self.largestPatch(brightness.map { $0 > threshold }, width: width, height: height)
    guard let found = Self.corners(of: patch, width: width) else { return nil }
    let area = Self.area(found)
    guard Self.shares.contains(area / Double(width * height)) else { return nil }
    let filled = Double(Self.filledHoles(patch, width: width, height: height).count { $0 })
    guard Self.filling.contains(filled / max(area, 1)) else { return nil }
    // Lines that enclose something are bright only themselves.
    guard Double(patch.count { $0 }) >= Self.leastPaper * area else { return nil }
    let edge = (0..<(width * height)).filter { pixel in
      let (x, y) = (pixel % width, pixel / width)
      return x == 0 || y == 0 || x == width - 1 || y == height - 1
    }
    guard Double(edge.count { !patch[$0] }) >= Self.leastTable * Double(edge.count) else { return nil }
    let inside = brightness.indices.lazy.filter { patch[$0] }.reduce(Float(0)) { $0 + brightness[$1] }
    let table = edge.filter { !patch[$0] }
    let outside = table.reduce(Float(0)) { $0 + brightness[$1] } / Float(max(table.count, 1))
    guard inside / Float(max(patch.count { $0 }, 1)) - outside >= Self.leastContrast else { return nil }
    let scale = Double(longer) / Double(max(width, height))
    corners = found.map { $0 * scale }
  }

  /// The sheet alone, upright, without its outermost rim, where the table shines through.
  package func sheet(of photograph: Image) -> Image {
    let wide = ((corners[1] - corners[0]).length + (corners[2] - corners[3]).length) / 2
    let tall = ((corners[3] - corners[0]).length + (corners[2] - corners[1]).length) / 2
    let scale = min(1, 2048 / max(wide, tall, 1))
    let (width, height) = (max(Int(wide * scale), 16), max(Int(tall * scale), 16))
    let map = Self.projection(onto: corners)
    var sheet = Image(width: width, height: height)
    let rim = 0.015
    for y in 0..<height {
      let v = rim + (1 - 2 * rim) * (Double(y) + 0.5) / Double(height)
      for x in 0..<width {
        let u = rim + (1 - 2 * rim) * (Double(x) + 0.5) / Double(width)
        let place = map(u, v)
        for channel in 0..<3 {
          sheet.pixels[(y * width + x) * 3 + channel] = Self.sample(photograph, place, channel)
        }
      }
    }
    return sheet
  }

  // MARK: - Finding

  /// The brightness that best parts bright from dark (Otsu, "A threshold selection method from gray-level histograms",
  /// 1979).
  private static func threshold(of brightness: [Float]) -> Float {
    var histogram = [Double](repeating: 0, count: 256)
    for value in brightness { histogram[Int(min(max(value, 0), 1) * 255)] += 1 }
    let total = Double(brightness.count)
    let sum = histogram.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    var (below, sumBelow, best, threshold) = (0.0, 0.0, -1.0, 127)
    for level in 0..<255 {
      below += histogram[level]
      sumBelow += Double(level) * histogram[level]
      guard below > 0, below < total else { continue }
      let difference = sumBelow / below - (sum - sumBelow) / (total - below)
      let variance = below * (total - below) * difference * difference
      if variance > best { (best, threshold) = (variance, level) }
    }
    return (Float(threshold) + 0.5) / 255
  }

  /// The largest of the patches that hang together.
  private static func largestPatch(_ isBright: [Bool], width: Int, height: Int) -> [Bool] {
    var label = [Int](repeating: 0, count: isBright.count)
    var sizes = [0]
    for seed in isBright.indices where isBright[seed] && label[seed] == 0 {
      sizes.append(
        flood(from: [seed], width: width, height: height) { pixel in
          guard isBright[pixel], label[pixel] == 0 else { return false }
          label[pixel] = sizes.count
          return true
        })
    }
    let largest = sizes.indices.dropFirst().max { sizes[$0] < sizes[$1] } ?? -1
    return label.map { $0 == largest }
  }

  /// The patch with everything that it encloses: the lines of the drawing, and all that is dark on the paper.
  private static func filledHoles(_ patch: [Bool], width: Int, height: Int) -> [Bool] {
    var isOutside = [Bool](repeating: false, count: patch.count)
    let rim = patch.indices.filter { pixel in
      let (x, y) = (pixel % width, pixel / width)
      return x == 0 || y == 0 || x == width - 1 || y == height - 1
    }
    _ = flood(from: rim, width: width, height: height) { pixel in
      guard !patch[pixel], !isOutside[pixel] else { return false }
      isOutside[pixel] = true
      return true
    }
    return isOutside.map { !$0 }
  }

  /// Visits what hangs together; `take` says whether a pixel belongs to it and marks it. Returns how many did.
  private static func flood(from seeds: [Int], width: Int, height: Int, take: (Int) -> Bool) -> Int {
    var open = seeds.filter(take)
    var count = 0
    while let pixel = open.popLast() {
      count += 1
      let (x, y) = (pixel % width, pixel / width)
      if x > 0, take(pixel - 1) { open.append(pixel - 1) }
      if x < width - 1, take(pixel + 1) { open.append(pixel + 1) }
      if y > 0, take(pixel - width) { open.append(pixel - width) }
      if y < height - 1, take(pixel + width) { open.append(pixel + width) }
    }
    return count
  }

  /// The four places where a patch reaches farthest aslant or, where the sheet is turned by about an eighth, straight:
  /// whichever four span more.
  private static func corners(of patch: [Bool], width: Int) -> [Point]? {
    let places = patch.indices.lazy.filter { patch[$0] }.map {
      Point(Double($0 % width) + 0.5, Double($0 / width) + 0.5)
    }
    guard let any = places.first else { return nil }
    func farthest(_ measure: (Point) -> Double) -> Point {
      var best = (any, measure(any))
      for place in places {
        let value = measure(place)
        if value > best.1 { best = (place, value) }
      }
      return best.0
    }
    let aslant = [
      farthest { -$0.x - $0.y }, farthest { $0.x - $0.y }, farthest { $0.x + $0.y }, farthest { $0.y - $0.x },
    ]
    let straight = [farthest { -$0.y }, farthest { $0.x }, farthest { $0.y }, farthest { -$0.x }]
    return area(aslant) >= area(straight) ? aslant : straight
  }

  /// The area between corners that follow one another.
  private static func area(_ corners: [Point]) -> Double {
    abs(
      corners.indices.reduce(0.0) { sum, index in
        let (a, b) = (corners[index], corners[(index + 1) % corners.count])
        return sum + (a.x * b.y - b.x * a.y) / 2
      })
  }

  // MARK: - Turning upright

  /// The projective map from the unit square to four corners.
  private static func projection(onto corners: [Point]) -> (_ u: Double, _ v: Double) -> Point {
    let (p0, p1, p2, p3) = (corners[0], corners[1], corners[2], corners[3])
    let d1 = p1 - p2
    let d2 = p3 - p2
    let s = p0 - p1 + p2 - p3
    let determinant = d1.x * d2.y - d2.x * d1.y
    let g = determinant == 0 ? 0 : (s.x * d2.y - d2.x * s.y) / determinant
    let h = determinant == 0 ? 0 : (d1.x * s.y - s.x * d1.y) / determinant
    let a = Point(p1.x - p0.x + g * p1.x, p1.y - p0.y + g * p1.y)
    let b = Point(p3.x - p0.x + h * p3.x, p3.y - p0.y + h * p3.y)
    return { u, v in
      let w = g * u + h * v + 1
      return Point((a.x * u + b.x * v + p0.x) / w, (a.y * u + b.y * v + p0.y) / w)
    }
  }

  /// One channel at a place between pixels, linearly.
  private static func sample(_ image: Image, _ place: Point, _ channel: Int) -> UInt8 {
    let x = min(max(place.x - 0.5, 0), Double(image.width - 1))
    let y = min(max(place.y - 0.5, 0), Double(image.height - 1))
    let (x0, y0) = (Int(x), Int(y))
    let (x1, y1) = (min(x0 + 1, image.width - 1), min(y0 + 1, image.height - 1))
    let (fx, fy) = (x - Double(x0), y - Double(y0))
    func value(_ x: Int, _ y: Int) -> Double { Double(image.pixels[(y * image.width + x) * 3 + channel]) }
    let upper = value(x0, y0) * (1 - fx) + value(x1, y0) * fx
    let lower = value(x0, y1) * (1 - fx) + value(x1, y1) * fx
    return UInt8((upper * (1 - fy) + lower * fy).rounded())
  }
}
