import Foundation
import Pictures
import Support
import Testing

@Suite(.ownThread) struct ColouringPageTests {
  private let program: Program
  private let cat: [UInt8]

  init() throws {
    program = try Program()
    var picture = Image(width: 90, height: 60, red: 250, green: 240, blue: 200)
    for y in 15..<45 { for x in 20..<70 { picture.pixels[(y * 90 + x) * 3] = 20 } }
    for y in 15..<45 { for x in 20..<70 { picture.pixels[(y * 90 + x) * 3 + 1] = 40 } }
    cat = try picture.pngData()
    for name in ["cat.png", "cat.jpg"] { try write(cat, name) }
  }

  private func write(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: program.path(name)))
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: program.path(name))))
  }

  @Test func pagesTakeThePlaceOfNoPicture() throws {
    let made = try program.run("colouring-page", "cat.png", "cat.jpg", "--output", ".", "--size", "128")
    #expect(made.status == 0, "\(made.errors)")
    #expect(try bytes("cat.png") == cat)
    for name in ["cat-2.png", "cat-3.png"] {
      let page = try Image(contentsOf: program.path(name))
      #expect(page.width == 128 && page.pixels.contains { $0 < 50 }, "\(name)")
    }
  }

  @Test(arguments: ["svg", "pdf"]) func otherFormats(format: String) throws {
    let made = try program.run("colouring-page", "cat.png", "--format", format, "--method", "canny")
    #expect(made.status == 0 && made.output.contains("cat-page.\(format)"), "\(made.errors)")
    let head = String(decoding: try bytes("cat-page.\(format)").prefix(4), as: UTF8.self)
    #expect(head == (format == "svg" ? "<svg" : "%PDF"))
    #expect(!FileManager.default.fileExists(atPath: program.path("cat-page.pdf.part")))
  }

  @Test func aBookAppearsWhenItIsCompleteOrStays() throws {
    let old = Array("an older book".utf8)
    try write(old, "book.pdf")
    try write(Array("no picture".utf8), "text.png")
    let failed = try program.run("colouring-page", "text.png", "--book", "book.pdf")
    #expect(failed.status != 0 && failed.errors.contains("text.png"))
    #expect(try bytes("book.pdf") == old)
    let made = try program.run("colouring-page", "cat.png", "text.png", "cat.jpg", "--book", "book.pdf")
    #expect(made.status != 0 && made.output.contains("book.pdf"))
    #expect(String(decoding: try bytes("book.pdf").prefix(4), as: UTF8.self) == "%PDF")
  }

  @Test func emptyPagesAndWrongPlacesAreTold() throws {
    try write(try Image(width: 40, height: 40).pngData(), "white.png")
    let white = try program.run("colouring-page", "white.png")
    #expect(white.status != 0 && white.errors.contains("No lines were found in white.png"))
    let file = try program.run("colouring-page", "cat.png", "--output", "cat.jpg")
    #expect(file.status == 64 && file.errors.contains("names a folder"))
  }
}
