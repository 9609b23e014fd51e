import Pictures
import Support
import Terminal
import Testing

@Suite(.ownThread) struct HalfBlocksTests {
  private func block(_ image: Image, _ capabilities: Capabilities, columns: Int = 20, rows: Int = 10) throws
    -> HalfBlocks.Block
  {
    let placement = PicturePlacement(rectangle: Rectangle(columns: columns, rows: rows), image: image)
    return try #require(HalfBlocks.cells(for: placement, in: capabilities))
  }

  @Test func everyCellShowsTwoPixels() throws {
    let image = SixelTests.picture(20, 20)
    let block = try block(image, Capabilities())
    #expect(block.rectangle == Rectangle(columns: 20, rows: 10))
    for row in 0..<10 {
      for column in 0..<20 {
        let cell = block.cells[row * 20 + column]
        #expect(cell.text == "▀")
        #expect(cell.style.foreground == colour(image, column, row * 2))
        #expect(cell.style.background == colour(image, column, row * 2 + 1))
      }
    }
  }

  @Test func theProportionsAreThoseOfPixels() throws {
    // Cells of 10×20 pixels: a square picture takes twice as many columns as rows.
    let square = try block(Image(width: 50, height: 50), Capabilities(), columns: 40, rows: 10)
    #expect(square.rectangle == Rectangle(column: 10, row: 0, columns: 20, rows: 10))
    let wide = try block(Image(width: 100, height: 50), Capabilities(), columns: 20, rows: 10)
    #expect(wide.rectangle == Rectangle(column: 0, row: 2, columns: 20, rows: 5))
  }

  @Test func withoutHalfBlocksSpacesAreColoured() throws {
    let block = try block(SixelTests.picture(20, 10), Capabilities(unicode: .ascii))
    #expect(block.cells.allSatisfy { $0.text == " " && $0.style.background != .standard })
  }

  @Test func withoutColoursLettersAreShaded() throws {
    var image = Image(width: 4, height: 2, red: 0, green: 0, blue: 0)
    for x in 2..<4 {
      for y in 0..<2 {
        for channel in 0..<3 { image.pixels[(y * 4 + x) * 3 + channel] = 255 }
      }
    }
    let capabilities = Capabilities(cell: .init(width: 8, height: 8), colourDepth: .none, unicode: .ascii)
    let plain = try block(image, capabilities, columns: 4, rows: 2)
    #expect(plain.cells.map(\.text) == [" ", " ", "@", "@", " ", " ", "@", "@"])
    #expect(plain.cells.allSatisfy { $0.style == Style() })
    let shaded = try block(
      image, Capabilities(cell: .init(width: 8, height: 8), colourDepth: .none), columns: 4, rows: 2)
    #expect(shaded.cells.map(\.text) == [" ", " ", "█", "█", " ", " ", "█", "█"])
  }

  @Test func nearestColours() {
    #expect(TerminalPalette.nearest256(0, 0, 0) == 16)
    #expect(TerminalPalette.nearest256(255, 255, 255) == 231)
    #expect(TerminalPalette.nearest256(255, 0, 0) == 196)
    #expect(TerminalPalette.nearest256(128, 128, 128) == 244)
    #expect(TerminalPalette.nearest256(95, 135, 175) == 67)
    #expect(TerminalPalette.nearestANSI(250, 10, 10) == 9)
    #expect(TerminalPalette.nearestANSI(250, 10, 10, count: 8) == 1)
    #expect(TerminalPalette.nearestANSI(240, 240, 240, count: 8) == 7)
  }

  @Test func theNearestOf256IsTheNearest() {
    // Against the plain search over all 240 colours.
    let steps = [0, 95, 135, 175, 215, 255]
    var colours: [[Int]] = []
    for red in steps {
      for green in steps {
        for blue in steps { colours.append([red, green, blue]) }
      }
    }
    for grey in stride(from: 8, through: 238, by: 10) { colours.append([grey, grey, grey]) }
    func distance(_ a: [Int], _ b: [Int]) -> Int {
      3 * (a[0] - b[0]) * (a[0] - b[0]) + 4 * (a[1] - b[1]) * (a[1] - b[1]) + 2 * (a[2] - b[2]) * (a[2] - b[2])
    }
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<3000 {
      let colour = (0..<3).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let index = TerminalPalette.nearest256(colour[0], colour[1], colour[2])
      let wanted = colour.map(Int.init)
      let least = colours.map { distance($0, wanted) }.min() ?? 0
      #expect(distance(colours[index - 16], wanted) == least)
    }
  }

  @Test func plainLettersForSymbols() {
    let text = "╭─┬ 판★⣿▀é→"
    #expect(text.map { ASCIISymbols.text(for: $0) }.joined() == "+-+ ??*.#e>")
    for value in UInt32(0xA0)...0x3000 {
      guard let scalar = Unicode.Scalar(value), let width = CharacterWidth.cells(of: scalar), width > 0 else {
        continue
      }
      let plain = ASCIISymbols.text(for: Character(scalar))
      #expect(plain.utf8.count == width && plain.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    }
  }

  private func colour(_ image: Image, _ x: Int, _ y: Int) -> Terminal.TerminalColour {
    let pixel = (y * image.width + x) * 3
    return .rgb(image.pixels[pixel], image.pixels[pixel + 1], image.pixels[pixel + 2])
  }
}
