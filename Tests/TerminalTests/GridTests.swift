import Pictures
import Support
import Terminal
import Testing

@Suite(.ownThread) struct GridTests {
  @Test func hangulTakesTwoCells() {
    var grid = Grid(columns: 8, rows: 1)
    #expect(grid.write("판다a", column: 1, row: 0) == 5)
    #expect(grid.lines == [" 판다a  "])
    #expect(grid[1, 0].text == "판")
    #expect(grid[2, 0].text == nil)
    #expect(grid[5, 0].text == "a")
  }

  @Test func textIsCutAtEveryEdge() {
    var grid = Grid(columns: 4, rows: 2)
    #expect(grid.write("abcdef", column: 1, row: 0) == 3)
    grid.write("xyz", column: -1, row: 1)
    grid.write("no", column: 0, row: 2)
    grid.write("no", column: 0, row: -1)
    #expect(grid.lines == [" abc", "yz  "])
    #expect(grid.write("가나", column: 0, row: 0, maxWidth: 3) == 2)
    #expect(grid.lines[0] == "가bc")
  }

  @Test func noHalfOfAWideCharacterStays() {
    var grid = Grid(columns: 6, rows: 1)
    grid.write("가나다", column: 0, row: 0)
    grid[1, 0] = Cell("x")
    #expect(grid.lines == [" x나다"])
    grid[4, 0] = Cell("y")
    #expect(grid.lines == [" x나y "])
    grid.write("라", column: 3, row: 0)
    #expect(grid.lines == [" x 라 "])
    grid.fill(Rectangle(column: 4, row: 0, columns: 1, rows: 1), with: Cell("."))
    #expect(grid.lines == [" x  . "])
    grid.write("마", column: -1, row: 0)
    #expect(grid.lines == [" x  . "])
    grid[5, 0] = Cell("바")
    #expect(grid.lines == [" x  . "])
  }

  @Test func everyEdgeOfRandomWritesKeepsHalvesTogether() {
    var generator = SeededGenerator(seed: 7)
    var grid = Grid(columns: 9, rows: 3)
    for _ in 0..<2000 {
      let text = ["가", "a", "나b", "x다", "🐼", "e\u{301}"].randomElement(using: &generator) ?? ""
      grid.write(
        text, column: Int.random(in: -3...10, using: &generator), row: Int.random(in: -1...3, using: &generator))
      for row in 0..<3 {
        for column in 0..<9 {
          let wide = grid[column, row].text.map { CharacterWidth.cells(of: $0) == 2 } ?? false
          let followed = column + 1 < 9 && grid[column + 1, row].text == nil
          #expect(wide == followed)
        }
        #expect(CharacterWidth.cells(of: grid.lines[row]) == 9)
      }
    }
  }

  @Test func clustersAreCutAsATerminalCutsThem() {
    #expect(CharacterWidth.pieces(of: "e\u{301}x").map(\.character) == ["e\u{301}", "x"])
    #expect(CharacterWidth.cells(of: "👨‍👩‍👧") == 6)
    #expect(CharacterWidth.cells(of: "\u{1112}\u{1161}\u{11AB}") == 2)
    #expect(CharacterWidth.pieces(of: "a\tb\u{1B}").map(\.character) == ["a", " ", "b", " "])
    #expect(CharacterWidth.cells(of: "★ ♥ ░ ▀ ⣿ ─") == 11)
  }

  @Test func boxesAndFills() {
    var grid = Grid(columns: 5, rows: 3)
    grid.box(grid.bounds)
    grid.fill(Rectangle(column: 1, row: 1, columns: 30, rows: 1), with: Cell("#"))
    #expect(grid.lines == ["╭───╮", "│####", "╰───╯"])
    grid.box(Rectangle(column: 0, row: 0, columns: 2, rows: 2), lines: .ascii)
    #expect(grid.lines == ["++──╮", "++###", "╰───╯"])
  }

  @Test func rectangles() {
    let block = Rectangle(column: 2, row: 1, columns: 4, rows: 3)
    #expect(block.contains(column: 5, row: 3) && !block.contains(column: 6, row: 3))
    #expect(block.contains(column: 5.99, row: 1.0) && !block.contains(column: 6.0, row: 1.0))
    #expect(block.intersection(Rectangle(columns: 3, rows: 9)) == Rectangle(column: 2, row: 1, columns: 1, rows: 3))
    #expect(!block.intersects(Rectangle(column: 6, row: 0, columns: 5, rows: 5)))
    #expect(block.inset() == Rectangle(column: 3, row: 2, columns: 2, rows: 1))
    #expect(block.centred(columns: 2, rows: 9) == Rectangle(column: 3, row: 1, columns: 2, rows: 3))
  }
}
