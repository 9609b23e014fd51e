import Foundation
import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("Strokes as cells", .ownThread) struct CanvasRasterTests {
  private func lines(
    _ strokes: [Stroke], _ columns: Int, _ rows: Int, _ unicode: Capabilities.UnicodeLevel,
    colours: Capabilities.ColourDepth = .trueColour
  ) -> [String] {
    var painter = Painter(Capabilities(columns: columns, rows: rows, colourDepth: colours, unicode: unicode))
    painter.canvas(CanvasScene(strokes), in: Rectangle(columns: columns, rows: rows))
    return painter.grid.lines
  }

  private let diagonal = Stroke(points: [Point(0, 0), Point(1, 1)])
  private let middle = Stroke(points: [Point(0, 0.5), Point(1, 0.5)])

  @Test("Braille has eight dots a cell") func braille() {
    #expect(lines([diagonal], 4, 2, .braille) == ["⠻⣦⡀ ", " ⠈⠻⣦"])
    #expect(lines([Stroke(points: [Point(0.99, 0.99)])], 1, 1, .braille) == ["⢀"])
    #expect(lines([Stroke(points: [Point(0, 0)])], 1, 1, .braille) == ["⠛"])
  }

  @Test("ASCII and colourless half-blocks have two dots a cell") func coarse() {
    #expect(lines([diagonal], 4, 2, .ascii) == ["'.  ", "  '."])
    #expect(lines([diagonal], 4, 2, .halfBlocks, colours: .none) == ["▀▄  ", "  ▀▄"])
    #expect(lines([Stroke(points: [Point(0.1, 0), Point(0.1, 1)])], 2, 2, .ascii) == [": ", ": "])
  }

  @Test("Lines have no gaps", arguments: [Capabilities.UnicodeLevel.ascii, .halfBlocks, .braille])
  func gapless(_ unicode: Capabilities.UnicodeLevel) {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let a = Point(.random(in: 0...1, using: &random), .random(in: 0...1, using: &random))
      let b = Point(.random(in: 0...1, using: &random), .random(in: 0...1, using: &random))
      let raster = CanvasRaster([Stroke(width: 0, points: [a, b])], columns: 31, rows: 17, unicode: unicode)
      var dots: [(x: Int, y: Int)] = []
      for row in 0..<raster.rows {
        for column in 0..<raster.columns {
          let bits = raster.inkBits(column: column, row: row)
          for bit in 0..<(raster.grain.across * raster.grain.down) where bits & (1 << bit) != 0 {
            dots.append(
              (
                column * raster.grain.across + bit % raster.grain.across,
                row * raster.grain.down + bit / raster.grain.across
              ))
          }
        }
      }
      // All dots hang together, at most diagonally; a line one dot wide has as many as its longer extent, one of two
      // dots gains three at most with each step.
      var unseen = Set(dots.map { [$0.x, $0.y] })
      var edge = unseen.popFirst().map { [$0] } ?? []
      while let dot = edge.popLast() {
        for (x, y) in [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)] {
          if let next = unseen.remove([dot[0] + x, dot[1] + y]) { edge.append(next) }
        }
      }
      #expect(unseen.isEmpty)
      let width = (dots.map(\.x).max() ?? 0) - (dots.map(\.x).min() ?? 0) + 1
      let height = (dots.map(\.y).max() ?? 0) - (dots.map(\.y).min() ?? 0) + 1
      let longer = max(width, height)
      #expect(unicode == .braille ? (longer...(3 * longer)).contains(dots.count) : dots.count == longer)
    }
  }

  @Test("The eraser takes ink and crayon away, in the order of the strokes") func eraser() {
    let rub = Stroke(.eraser, width: 0.3, points: [Point(0.25, 0.5), Point(0.3, 0.5)])
    let erased = lines([middle, rub], 10, 2, .ascii)
    #expect(erased[1].hasPrefix("'    ") && erased[1].hasSuffix("'''''"))
    #expect(lines([middle, rub, middle], 10, 2, .ascii) == lines([middle], 10, 2, .ascii))
    let colour = Stroke(.crayon(.green), width: 0.5, points: [Point(0.5, 0.5)])
    let raster = CanvasRaster(
      [colour, Stroke(.eraser, width: 2, points: [Point(0.5, 0.5)])], columns: 8, rows: 4, unicode: .braille)
    #expect(raster == CanvasRaster([], columns: 8, rows: 4, unicode: .braille))
  }

  @Test("Crayon is the cell's background, and its sign where there are no colours") func crayon() throws {
    let colour = Stroke(.crayon(.blue), width: 0.5, points: [Point(0.5, 0.5)])
    var painter = Painter(Capabilities(columns: 8, rows: 4))
    painter.canvas(CanvasScene([colour, middle]), in: Rectangle(columns: 8, rows: 4))
    let rgb = CrayonColour.blue.rgb
    #expect(painter.grid[4, 2].style.background == .rgb(rgb.red, rgb.green, rgb.blue))
    #expect(painter.grid[4, 2].text != " ", "the ink stays visible on the crayon")
    #expect(painter.grid[0, 0].style.background == .rgb(255, 255, 255))
    #expect(lines([colour], 8, 4, .ascii, colours: .none)[1].contains("BB"))
    #expect(lines([colour], 8, 4, .braille, colours: .none)[1].contains("●●"))
  }

  @Test("Coloured half-blocks give each half its own colour") func halves() {
    let colour = Stroke(.crayon(.red), width: 1, points: [Point(0.5, 0.5)])
    var painter = Painter(Capabilities(columns: 4, rows: 2, unicode: .halfBlocks))
    painter.canvas(
      CanvasScene([colour, Stroke(width: 0, points: [Point(0, 0.5), Point(1, 0.5)])]), in: painter.grid.bounds)
    #expect(painter.grid[2, 1] == Cell("▀", style: Style(.rgb(0, 0, 0), on: .rgb(220, 40, 44))))
    #expect(TerminalPalette.shown(220, 40, 44) == (215, 0, 0), "red is red among 256 colours, and no orange")
  }

  @Test("Damaged strokes draw nothing worse than a dot") func rubbish() {
    let strokes = [
      Stroke(points: []), Stroke(points: [Point(.nan, 0.5), Point(.infinity, -.infinity)]),
      Stroke(.eraser, width: .infinity, points: [Point(0.5, 0.5)]), Stroke(width: -3, points: [Point(-5, 7)]),
      Stroke(.crayon(.red), width: .nan, points: [Point(1e300, 0)]),
    ]
    for unicode in [Capabilities.UnicodeLevel.ascii, .halfBlocks, .braille] {
      #expect(lines(strokes, 7, 3, unicode).count == 3)
    }
  }
}
