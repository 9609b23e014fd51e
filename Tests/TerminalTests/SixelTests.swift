import Pictures
import Support
import Terminal
import TerminalSupport
import Testing

@Suite(.ownThread) struct SixelTests {
  /// A picture with smooth and sharp parts.
  static func picture(_ width: Int, _ height: Int, shift: Int = 0) -> Image {
    var image = Image(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        let pixel = (y * width + x) * 3
        image.pixels[pixel] = UInt8((x * 255 / max(width - 1, 1) + shift) & 255)
        image.pixels[pixel + 1] = UInt8(y * 255 / max(height - 1, 1))
        image.pixels[pixel + 2] = x > width / 2 ? 200 : 40
      }
    }
    return image
  }

  /// The mean difference of all values, and of the means of 8×8 blocks, where dithering cancels out.
  private func difference(_ a: [UInt8], _ b: [UInt8], width: Int, height: Int) -> (pixels: Double, blocks: Double) {
    var sum = 0
    var blocks: [Int: Int] = [:]
    for index in a.indices {
      sum += abs(Int(a[index]) - Int(b[index]))
      let (x, y, channel) = (index / 3 % width, index / 3 / width, index % 3)
      blocks[(y / 8 * (width / 8 + 1) + x / 8) * 3 + channel, default: 0] += Int(a[index]) - Int(b[index])
    }
    return (Double(sum) / Double(a.count), Double(blocks.values.reduce(0) { $0 + abs($1) }) / Double(a.count))
  }

  @Test(arguments: [(64, 48), (61, 47), (1, 1), (7, 5), (200, 6)], [PicturePlacement.Quality.full, .draft])
  func decodesToThePicture(_ size: (Int, Int), _ quality: PicturePlacement.Quality) throws {
    let image = Self.picture(size.0, size.1)
    let bytes = try #require(SixelEncoder.encode(image, quality: quality))
    #expect(bytes.starts(with: Array("\u{1B}P".utf8)) && bytes.suffix(2) == Array("\u{1B}\\".utf8)[...])
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"1;1;\(size.0);\(size.1)"))
    let decoded = try #require(SixelPicture.decode(bytes))
    #expect(decoded.width == size.0 && decoded.height >= size.1)
    let pixels = Array(decoded.pixels.prefix(size.0 * size.1 * 3))
    guard size.0 >= 60 && size.1 >= 40 else { return }
    let error = difference(pixels, image.pixels, width: size.0, height: size.1)
    #expect(error.pixels < (quality == .full ? 8 : 26))
    #expect(error.blocks < 6)
  }

  @Test(arguments: [2, 4, 8, 16, 64, 256])
  func keepsToTheTerminalsColours(_ colours: Int) throws {
    for quality in [PicturePlacement.Quality.full, .draft] {
      let bytes = try #require(SixelEncoder.encode(Self.picture(64, 64), quality: quality, colours: colours))
      // `#number;2;` defines a colour.
      let defined = String(decoding: bytes, as: UTF8.self).split(separator: "#").filter { $0.contains(";2;") }
      #expect(defined.count <= colours && defined.count >= 2)
    }
  }

  @Test(arguments: [PicturePlacement.Quality.full, .draft])
  func blackAndWhiteStayPure(_ quality: PicturePlacement.Quality) throws {
    for value: UInt8 in [0, 255] {
      let image = Image(width: 16, height: 12, red: value, green: value, blue: value)
      let decoded = try #require(SixelEncoder.encode(image, quality: quality).flatMap { SixelPicture.decode($0) })
      #expect(decoded.pixels.prefix(16 * 12 * 3).allSatisfy { $0 == value })
    }
  }

  @Test func aDrawingStandsOnWhitePaper() throws {
    let line = Stroke(points: [Point(0.2, 0.3), Point(0.8, 0.7), Point(0.3, 0.9)])
    let image = SketchRaster.picture([line], size: 126)
    let decoded = try #require(SixelEncoder.encode(image).flatMap { SixelPicture.decode($0) })
    #expect(decoded.pixels[0] == 255)
    #expect(
      difference(Array(decoded.pixels.prefix(image.pixels.count)), image.pixels, width: 126, height: 126).pixels < 0.5)
  }

  @Test func fitsAboveTheLastRowAndUnderTheLimit() throws {
    let capabilities = Capabilities(columns: 80, rows: 24, cell: .init(width: 10, height: 19), graphics: .sixel)
    let whole = Rectangle(columns: 80, rows: 24)
    let fit = try #require(PictureFit(pixels: whole, image: (256, 256), in: capabilities))
    #expect(fit.cells.endRow <= 23 && fit.pixels.width == fit.pixels.height)
    #expect(fit.pixels.height > 23 * 19 - 6)
    let large = Capabilities(columns: 300, rows: 100, cell: .init(width: 10, height: 20), graphics: .sixel)
    let limited = try #require(
      PictureFit(pixels: Rectangle(columns: 300, rows: 100), image: (512, 256), in: large))
    #expect(limited.pixels.width <= 1000 && limited.pixels.height <= 1000)
    #expect(limited.cells.column > 90 && limited.cells.columns == 100)
    #expect(PictureFit(pixels: Rectangle(row: 23, columns: 80, rows: 1), image: (9, 9), in: capabilities) == nil)
    #expect(PictureFit(pixels: Rectangle(columns: 0, rows: 5), image: (9, 9), in: capabilities) == nil)
  }

  @Test func everyFitStaysInItsBlock() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      let capabilities = Capabilities(
        columns: .random(in: 1...120, using: &generator), rows: .random(in: 1...50, using: &generator),
        cell: .init(width: .random(in: 4...20, using: &generator), height: .random(in: 8...40, using: &generator)))
      let block = Rectangle(
        column: .random(in: -5...60, using: &generator), row: .random(in: -5...30, using: &generator),
        columns: .random(in: 0...60, using: &generator), rows: .random(in: 0...30, using: &generator))
      let image = (
        width: Int.random(in: 1...600, using: &generator), height: Int.random(in: 1...600, using: &generator)
      )
      if let fit = PictureFit(pixels: block, image: image, in: capabilities) {
        #expect(fit.cells.intersection(block) == fit.cells && fit.cells.endRow < capabilities.rows)
        #expect(fit.pixels.width <= fit.cells.columns * capabilities.cell.width)
        #expect(fit.pixels.height <= fit.cells.rows * capabilities.cell.height)
      }
      if let fit = PictureFit(cells: block, vertical: 2, image: image, in: capabilities) {
        #expect(fit.cells.intersection(block) == fit.cells && fit.pixels.height == 2 * fit.cells.rows)
      }
    }
  }

  @Test(arguments: [2, 8, 16, 200, 256])
  func drawingsKeepToTheTerminalsColours(_ colours: Int) throws {
    let image = Self.picture(64, 64)
    let bytes = ExactSixel.encode(image, colours: colours)
    let defined = String(decoding: bytes, as: UTF8.self).split(separator: "#").filter { $0.contains(";2;") }
    #expect(defined.count <= colours && defined.count >= 2)
    let decoded = try #require(SixelPicture.decode(bytes))
    #expect(decoded.width == 64)
    guard colours >= 200 else { return }
    let pixels = Array(decoded.pixels.prefix(image.pixels.count))
    #expect(difference(pixels, image.pixels, width: 64, height: 64).pixels < 20)
  }

  @Test(arguments: [(1, 1), (7, 5), (61, 47), (20, 38), (200, 6)])
  func drawingsHaveTheirOwnColours(_ size: (Int, Int)) throws {
    let colours: [[UInt8]] = [[255, 255, 255], [0, 0, 0], [220, 40, 44], [60, 125, 215], [245, 140, 30]]
    var generator = SeededGenerator(seed: 7)
    var image = Image(width: size.0, height: size.1)
    for pixel in 0..<(size.0 * size.1) {
      let colour = colours[Int.random(in: 0..<colours.count, using: &generator)]
      for channel in 0..<3 { image.pixels[pixel * 3 + channel] = colour[channel] }
    }
    let bytes = ExactSixel.encode(image, colours: 256)
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"1;1;\(size.0);\(size.1)"))
    let decoded = try #require(SixelPicture.decode(bytes))
    // Sixels count colours in hundredths.
    #expect(zip(decoded.pixels, image.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 2 })
  }
}
