import Foundation
import Pictures
import Support
import Testing

@Suite(.ownThread) struct FormChannelsTests {
  private let count = FormChannels.count

  private func picture(_ level: (_ x: Int, _ y: Int) -> (UInt8, UInt8, UInt8)) -> Image {
    var image = Image(width: 8, height: 8)
    for pixel in 0..<64 {
      let (red, green, blue) = level(pixel % 8, pixel / 8)
      image.pixels.replaceSubrange((pixel * 3)..<(pixel * 3 + 3), with: [red, green, blue])
    }
    return image
  }

  @Test func anEdgeHasOneDirection() {
    // Light changes from left to right between columns 3 and 4: direction 0 of cells 1 and 2 of each row.
    let values = FormChannels.values(of: picture { x, _ in x < 4 ? (0, 0, 0) : (255, 255, 255) })
    #expect(values.count == 16 * count)
    for cell in 0..<16 {
      let own = Array(values[(cell * count)..<(cell * count + count)])
      let column = cell % 4
      // Half of the cell's pixels see a difference of 255, which is 1/√2 of the most.
      let wanted: Float = column == 1 || column == 2 ? (0.5 / Float(2).squareRoot()).squareRoot() : 0
      #expect(abs(own[0] - wanted) < 1e-5 && own[1..<FormChannels.directions].allSatisfy { $0 == 0 })
      #expect(abs(own[FormChannels.directions] - (column < 2 ? -1 : 1)) < 1e-5 && own[count - 1] == 0)
    }
  }

  @Test func directionsTurnAndHuesDoNotMatter() {
    let across = FormChannels.values(of: picture { _, y in y < 4 ? (0, 0, 0) : (255, 255, 255) })
    let cell = 4 * count
    #expect(across[cell + FormChannels.directions / 2] > 0.5 && across[cell] == 0)
    // Dark on light is light on dark.
    let other = FormChannels.values(of: picture { _, y in y < 4 ? (255, 255, 255) : (0, 0, 0) })
    #expect((0..<FormChannels.directions).allSatisfy { abs(across[cell + $0] - other[cell + $0]) < 2e-3 })
    // Red on green of the same light, and blue on red, are edges as strong as each other.
    let first = FormChannels.values(of: picture { _, y in y < 4 ? (200, 0, 0) : (0, 200, 0) })
    let second = FormChannels.values(of: picture { _, y in y < 4 ? (0, 0, 200) : (200, 0, 0) })
    #expect((0..<count).allSatisfy { abs(first[cell + $0] - second[cell + $0]) < 2e-3 })
    #expect(first[cell + FormChannels.directions / 2] > 0.5 && first[cell + count - 1] > 0.7)
  }
}

@Suite(.ownThread) struct LabelledThingsTests {
  private func thing(_ image: Image) throws -> Cutout {
    try withTemporaryFolder { folder in
      try image.write(to: folder + "/thing.png")
      return try Cutout(thingIn: folder + "/thing.png", side: 64)
    }
  }

  /// A ring on paper: white outside and within.
  private var ring: Image {
    var image = Image(width: 80, height: 80)
    for y in 0..<80 {
      for x in 0..<80 {
        let square = (x - 30) * (x - 30) + (y - 40) * (y - 40)
        guard (200...400).contains(square) else { continue }
        for channel in 0..<3 { image.pixels[(y * 80 + x) * 3 + channel] = 30 }
      }
    }
    return image
  }

  @Test func paperIsTakenAwayFromTheBorderInwards() throws {
    let thing = try self.thing(ring)
    let (coverage, colours) = (thing.coverage, thing.colours)
    #expect(coverage.width == 64 && colours.height == 64)
    func covers(_ x: Int, _ y: Int) -> Bool { coverage.pixels[(y * 64 + x) * 3] > 200 }
    // The ring fills the square, its inside belongs to it, and the corners do not.
    #expect(covers(32, 32) && colours.pixels[(32 * 64 + 32) * 3] > 200)
    #expect(covers(5, 32) && covers(58, 32) && covers(32, 5) && covers(32, 58))
    #expect(!covers(3, 3) && !covers(60, 60))
    #expect(throws: PictureError.self) { _ = try self.thing(Image(width: 40, height: 40)) }
  }

  @Test func viewsFollowFromTheSeedAlone() throws {
    let thing = try self.thing(ring)
    func view(_ seed: UInt64) -> Image {
      var random = SeededGenerator(seed: seed)
      return RecognisableView.picture(of: thing, size: 32, using: &random)
    }
    let views = (0..<12).map { view($0) }
    #expect(view(3) == views[3] && Set(views).count == 12)
    #expect(views.allSatisfy { $0.width == 32 && $0.height == 32 })
  }

  @Test(arguments: DrawnKind.allCases) func everyKindIsDrawn(_ kind: DrawnKind) {
    func picture(_ seed: UInt64) -> Image {
      var random = SeededGenerator(seed: seed)
      return kind.draw(size: 48, using: &random)
    }
    #expect(picture(1) == picture(1) && picture(1) != picture(2))
  }

  @Test func charactersOfFonts() throws {
    let letter = try #require(Cutout(glyph: "A", side: 64))
    #expect(letter.coverage.width == 64 && (0.05...0.8).contains(letter.share))
    // A noncharacter: no font may have a picture of it.
    #expect(Cutout(glyph: "\u{10FFFE}", side: 64) == nil)
  }
}
