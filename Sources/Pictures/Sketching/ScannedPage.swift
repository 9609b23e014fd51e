/// A page with a sketch, as a scanner or a camera sees it.
struct ScannedPage {
  private let width: Int
  private let height: Int
  /// Brightness 0…1 with the paper bright, whatever it was.
  private let brightness: [Float]

  init(_ image: Image) {
    width = image.width
    height = image.height
    // On light paper a coloured line is dark in at least one channel; on dark paper it is bright in one.
    let darkest = Self.channel(image) { min($0, $1, $2) }
    brightness =
      Self.isPaperDark(darkest, width: width, height: height)
      ? Self.channel(image) { 255 - max($0, $1, $2) } : darkest
  }

  /// 1 on the lines, 0 on paper.
  func ink() -> Plane {
    let even = evenPaper()
    let paper = even.map { [Float](repeating: $0, count: brightness.count) } ?? paperBrightness()
    // Relative contrast does not mind how brightly a place is lit.
    var ink = zip(brightness, paper).map { max(0, 1 - $0 / max($1, 1 / 255)) }
    let strongest = Self.quantile(ink, 0.999)
    let peak = max(strongest, Self.quantile(ink, 1) * 0.75)
    // A blank page has nothing that stands out.
    guard peak >= 0.1 else { return Plane(width: width, height: height) }
    if even != nil && peak > 0.7 {
      // A clean picture: antialiased lines keep their greys.
      let full = Self.quantile(ink, 1)
      ink = ink.map { min(1, $0 / full) }
    } else {
      ink = ink.map { Self.smoothStep($0 / peak, from: 0.3, to: 0.6) }
    }
    return Plane(width: width, height: height, values: ink)
  }

  private static func channel(_ image: Image, _ pick: (UInt8, UInt8, UInt8) -> UInt8) -> [Float] {
    (0..<(image.width * image.height)).map { pixel in
      Float(pick(image.pixels[pixel * 3], image.pixels[pixel * 3 + 1], image.pixels[pixel * 3 + 2])) / 255
    }
  }

  /// Lines cover less than paper does; where that is nearly even, the border is paper.
  private static func isPaperDark(_ brightness: [Float], width: Int, height: Int) -> Bool {
    guard let low = brightness.min(), let high = brightness.max(), high > low else {
      return (brightness.first ?? 1) < 0.5
    }
    let middle = (low + high) / 2
    func darkShare(_ indices: some Sequence<Int>) -> Double {
      var dark = 0
      var all = 0
      for index in indices {
        all += 1
        if brightness[index] < middle { dark += 1 }
      }
      return Double(dark) / Double(max(1, all))
    }
    let share = darkShare(brightness.indices)
    if share < 0.4 || share > 0.6 { return share > 0.5 }
    return darkShare(
      brightness.indices.lazy.filter { index in
        let x = index % width
        let y = index / width
        return x == 0 || y == 0 || x == width - 1 || y == height - 1
      }) > 0.5
  }

  /// The paper's brightness when most of the page has exactly that, within 2 %; nil for a photograph.
  private func evenPaper() -> Float? {
    let level = Self.quantile(brightness, 0.6)
    let share = Double(brightness.count { abs($0 - level) <= 0.02 }) / Double(brightness.count)
    return share >= 0.5 && level > 0.15 ? level : nil
  }

  /// The brightness that paper would have at each pixel: the brightest of a neighbourhood wider than any line,
  /// smoothed.
  private func paperBrightness() -> [Float] {
    let block = max(1, max(width, height) / 64)
    let columns = (width + block - 1) / block
    let rows = (height + block - 1) / block
    var grid = [Float](repeating: 0, count: columns * rows)
    for y in 0..<height {
      for x in 0..<width {
        let cell = y / block * columns + x / block
        grid[cell] = max(grid[cell], brightness[y * width + x])
      }
    }
    let reach = 6
    grid = Self.combined(grid, columns: columns, rows: rows, reach: reach) { values in values.max() ?? 0 }
    grid = Self.combined(grid, columns: columns, rows: rows, reach: reach) { values in
      values.reduce(0, +) / Float(max(1, values.count))
    }
    return (0..<(width * height)).map { index in
      // Between the blocks' centres, linearly.
      let x = max(0, (Float(index % width) + 0.5) / Float(block) - 0.5)
      let y = max(0, (Float(index / width) + 0.5) / Float(block) - 0.5)
      let x0 = min(Int(x), columns - 1)
      let y0 = min(Int(y), rows - 1)
      let x1 = min(x0 + 1, columns - 1)
      let y1 = min(y0 + 1, rows - 1)
      let fx = min(1, x - Float(x0))
      let fy = min(1, y - Float(y0))
      let upper = grid[y0 * columns + x0] * (1 - fx) + grid[y0 * columns + x1] * fx
      let lower = grid[y1 * columns + x0] * (1 - fx) + grid[y1 * columns + x1] * fx
      return upper * (1 - fy) + lower * fy
    }
  }

  /// Replaces each value by a combination of its neighbours, first along rows, then along columns.
  private static func combined(
    _ grid: [Float], columns: Int, rows: Int, reach: Int, _ combine: (ArraySlice<Float>) -> Float
  ) -> [Float] {
    var along = grid
    for y in 0..<rows {
      let row = grid[(y * columns)..<((y + 1) * columns)]
      for x in 0..<columns {
        along[y * columns + x] = combine(
          row[(y * columns + max(0, x - reach))...(y * columns + min(columns - 1, x + reach))])
      }
    }
    var result = along
    for x in 0..<columns {
      let column = (0..<rows).map { along[$0 * columns + x] }
      for y in 0..<rows { result[y * columns + x] = combine(column[max(0, y - reach)...min(rows - 1, y + reach)]) }
    }
    return result
  }

  private static func quantile(_ values: [Float], _ share: Double) -> Float {
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  private static func smoothStep(_ value: Float, from low: Float, to high: Float) -> Float {
    let t = min(max((value - low) / (high - low), 0), 1)
    return t * t * (3 - 2 * t)
  }
}
