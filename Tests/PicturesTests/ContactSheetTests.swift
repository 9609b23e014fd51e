import Pictures
import Support
import Testing

@Suite(.ownThread) struct ContactSheetTests {
  @Test func picturesLieInAGrid() {
    let red = Image(width: 10, height: 10, red: 255, green: 0, blue: 0)
    let wide = Image(width: 20, height: 10, red: 0, green: 0, blue: 255)
    let sheet = ContactSheet(rows: [[.init(red)], [.init(red), .init(wide)]], cellSize: 32).image()
    #expect(sheet.width == 2 * 38 + 6 && sheet.height == 2 * 38 + 6)
    func colour(_ x: Int, _ y: Int) -> [UInt8] { Array(sheet.pixels[((y * sheet.width + x) * 3)...].prefix(3)) }
    #expect(colour(20, 20) == [255, 0, 0])
    #expect(colour(60, 20) == [255, 255, 255])
    #expect(colour(60, 58) == [0, 0, 255])
    #expect(colour(60, 46) == [236, 236, 240])
  }

  @Test func captionsAreWritten() {
    let white = Image(width: 16, height: 16)
    func darkness(_ caption: String) -> Int {
      let sheet = ContactSheet(rows: [[.init(white, caption: caption)]], cellSize: 120).image()
      return sheet.pixels.filter { $0 < 128 }.count
    }
    #expect(darkness(" ") == 0)
    #expect(darkness("panda") > 40)
    // Too long a caption ends within its cell.
    #expect(darkness(String(repeating: "long ", count: 200)) < 4000)
  }

  @Test func longNamesGetSmallerLettersAndCaptionsHaveLines() {
    let white = Image(width: 16, height: 16)
    func sheet(_ caption: String) -> Image {
      ContactSheet(rows: [[.init(white, caption: caption)]], cellSize: 192).image()
    }
    #expect(sheet("one\ntwo").height == sheet("one").height + 18)
    // With small letters even the end of a long name is seen.
    #expect(sheet("Wilhelmina Charlotte Katharina Montgomery") != sheet("Wilhelmina Charlotte Katharina Montgomerz"))
  }

  @Test func emptySheetsAndLongOnesHaveASize() {
    #expect(ContactSheet().image().width > 0)
    let cell = ContactSheet.Cell(Image(width: 1, height: 1))
    let long = ContactSheet(rows: Array(repeating: [cell], count: 300), cellSize: 100).image()
    #expect(long.height <= 16_000)
  }
}
