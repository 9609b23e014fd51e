import Foundation
import Pictures
import Studio
import Support
import Testing

/// A gallery in a folder of its own, and pictures to hang in it.
struct GalleryBench {
  let folder = TemporaryFolder()

  func open() throws -> Gallery { try Gallery(path: folder.path, lineMeasure: GalleryBench.darkness) }

  /// The share of inked pixels that are dark in the picture: simple, and different for different pictures.
  static let darkness: Gallery.LineMeasure = { ink, picture in
    var inked = 0
    var dark = 0
    for (index, value) in ink.values.enumerated() where value > 0.5 {
      inked += 1
      if picture.pixels[index * 3] < 128 { dark += 1 }
    }
    return inked == 0 ? nil : Double(dark) / Double(inked)
  }

  /// Dark above the middle, light below.
  static func picture(_ side: Int = 256, red: UInt8 = 20) -> Image {
    var image = Image(width: side, height: side, red: 230, green: 200, blue: 100)
    for index in 0..<(side * side / 2) { image.pixels[index * 3] = red }
    return image
  }

  static func drawing(_ strokes: Int = 2) -> Drawing {
    Drawing(
      strokes: (0..<strokes).map { index in
        let x = Double(index + 1) / Double(strokes + 1)
        return Stroke(index == 1 ? .crayon(.green) : .pencil, points: [Point(x, 0.1), Point(x, 0.9)])
      })
  }

  static func date(_ second: Int) -> Date { Date(timeIntervalSince1970: 1_795_000_000 + Double(second)) }

  @discardableResult
  func keep(_ gallery: Gallery, _ second: Int, domain: String = "panda", strokes: Int = 2) throws -> Creation {
    try gallery.keep(
      Self.drawing(strokes), picture: Self.picture(), domain: domain, artist: Artist(.fox, .orange),
      translateMilliseconds: 812.5, checkpointDigest: "00ff", date: Self.date(second))
  }
}

@Suite(.ownThread) struct GalleryTests {
  private let bench = GalleryBench()

  @Test func keepsThePictureTheSketchAndTheFacts() throws {
    let gallery = try bench.open()
    let creation = try bench.keep(gallery, 0)
    #expect(creation.domain == "panda" && creation.artist == Artist(.fox, .orange))
    #expect(creation.created == GalleryBench.date(0))
    #expect(creation.strokeCount == 2 && creation.width == 256 && creation.height == 256)
    // The one pencil line goes as far below the middle as above it.
    #expect(abs(try #require(creation.lineFollowing) - 0.5) < 0.02)
    #expect(creation.translateMilliseconds == 812.5 && creation.checkpointDigest == "00ff")
    #expect(try gallery.image(for: creation) == GalleryBench.picture())
    #expect(try gallery.sketch(for: creation) == SketchRaster.picture(GalleryBench.drawing().strokes, size: 512))
    #expect(try gallery.drawing(for: creation).strokes == GalleryBench.drawing().strokes)
    let again = try bench.open()
    #expect(try again.creations() == [creation])
    #expect(again.warnings.isEmpty)
  }

  @Test func aChosenPaletteIsKeptWithTheStrokes() throws {
    let gallery = try bench.open()
    let strokes = GalleryBench.drawing().strokes + [.palette(6)]
    let creation = try gallery.keep(
      Drawing(strokes: strokes), picture: GalleryBench.picture(), domain: "panda", artist: Artist(.fox, .orange),
      translateMilliseconds: 1, checkpointDigest: nil, date: GalleryBench.date(0))
    #expect(try gallery.drawing(for: creation).strokes == strokes)
    #expect(try bench.open().verify().isEmpty)
  }

  @Test func fileNamesCanBeRead() throws {
    let gallery = try bench.open()
    let names = try (0..<3).map { _ in try bench.keep(gallery, 5).file }
    let stem = try #require(names.first).dropLast(".png".count)
    #expect(stem.hasSuffix(" panda") && stem.count == "2026-11-21 14.05.09 panda".count)
    #expect(names == ["\(stem).png", "\(stem) 2.png", "\(stem) 3.png"])
    #expect(try bench.folder.names("pictures") == names.sorted())
    #expect(try bench.folder.names("sketches") == names.sorted())
    let odd = try bench.keep(gallery, 6, domain: "../../우주 / x").file
    #expect(odd.hasSuffix(" 우주x.png") && !odd.contains("/"))
    let empty = try bench.keep(gallery, 7, domain: "../..").file
    #expect(empty.hasSuffix(" picture.png"))
  }

  @Test func listsNewestFirstInPages() throws {
    let gallery = try bench.open()
    for second in [3, 1, 4, 2, 0] { try bench.keep(gallery, second) }
    #expect(try gallery.creations().map(\.created) == (0..<5).reversed().map(GalleryBench.date))
    #expect(try gallery.creations(offset: 1, limit: 2).map(\.created) == [3, 2].map(GalleryBench.date))
    #expect(try gallery.creations(offset: 4, limit: 9).count == 1)
    #expect(try gallery.creations(offset: 9).isEmpty)
    #expect(try gallery.count() == 5)
  }

  @Test func trashAndBack() throws {
    let gallery = try bench.open()
    let first = try bench.keep(gallery, 1)
    let second = try bench.keep(gallery, 2)
    let trashed = try gallery.moveToTrash(first)
    #expect(trashed.trashed != nil && trashed.pictureFile.hasPrefix("trash/pictures/"))
    #expect(try gallery.creations() == [second])
    #expect(try gallery.creations(inTrash: true) == [trashed])
    #expect(try gallery.image(for: trashed) == GalleryBench.picture())
    #expect(try bench.folder.names("pictures") == [second.file])
    #expect(try gallery.restore(trashed) == first)
    #expect(try gallery.creations() == [second, first])
    #expect(try bench.folder.names("trash/pictures").isEmpty && bench.folder.names("trash/sketches").isEmpty)
    #expect(try gallery.verify().isEmpty)
  }

  @Test func emptyingTheTrashTakesOnlyTheTrash() throws {
    let gallery = try bench.open()
    let first = try bench.keep(gallery, 1)
    let second = try bench.keep(gallery, 2)
    try gallery.moveToTrash(first)
    #expect(try gallery.emptyTrash() == 1)
    #expect(try gallery.emptyTrash() == 0)
    #expect(try gallery.creations(inTrash: nil) == [second])
    #expect(throws: GalleryError.unknownCreation(first.id)) { try gallery.restore(first) }
    #expect(throws: GalleryError.unknownCreation(first.id)) { try gallery.drawing(for: first) }
    #expect(try gallery.verify().isEmpty)
  }

  @Test func aTrashedNameIsNotUsedAgain() throws {
    let gallery = try bench.open()
    let first = try bench.keep(gallery, 1)
    try gallery.moveToTrash(first)
    let second = try bench.keep(gallery, 1)
    #expect(second.file != first.file)
    try gallery.restore(first)
    #expect(try gallery.verify().isEmpty)
  }

  @Test func twoStudiosOnOneFolder() async throws {
    let galleries = [try bench.open(), try bench.open()]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, gallery) in galleries.enumerated() {
        group.addTask { for second in 0..<8 { try bench.keep(gallery, second, strokes: index + 1) } }
      }
      try await group.waitForAll()
    }
    #expect(try galleries[0].creations().count == 16)
    #expect(Set(try galleries[1].creations().map(\.file)).count == 16)
    #expect(try galleries[0].verify().isEmpty)
  }

  @Test func aDrawingWithoutInkHasNoLineFollowing() throws {
    let gallery = try bench.open()
    let creation = try gallery.keep(Drawing(), picture: GalleryBench.picture(64), domain: "car", artist: Artist())
    #expect(creation.lineFollowing == nil && creation.stars == 1 && creation.width == 64)
    #expect(try gallery.verify().isEmpty)
  }

  @Test func thumbnailsFitAndAreBounded() throws {
    let gallery = try bench.open()
    let thumbnails = Thumbnails(gallery, capacity: 2)
    let creations = try (0..<3).map { try bench.keep(gallery, $0) }
    for creation in creations {
      let image = try thumbnails.image(for: creation, width: 40, height: 25)
      #expect(image.width == 25 && image.height == 25)
    }
    #expect(thumbnails.count == 2)
    // The two that were asked for last need no file any more.
    for folder in ["pictures", "sketches"] {
      try FileManager.default.removeItem(atPath: bench.folder.path + "/" + folder)
    }
    #expect(throws: Never.self) { try thumbnails.image(for: creations[2], width: 40, height: 25) }
    #expect(throws: GalleryError.self) { try thumbnails.image(for: creations[0], width: 40, height: 25) }
  }

  @Test("A cartoon hangs without strokes, stars and stickers; of its photograph a small copy only if that is wanted")
  func cartoons() throws {
    let gallery = try bench.open()
    let photograph = Image(width: 600, height: 400, red: 10, green: 120, blue: 240)
    let cartoon = Image(width: 96, height: 64, red: 250)
    let without = try gallery.keep(cartoon, photograph: nil, domain: "cartoon", artist: Artist())
    let with = try gallery.keep(cartoon, photograph: photograph, domain: "cartoon", artist: Artist())
    #expect(without.shownStars == 0 && without.strokeCount == 0 && without.stickers.isEmpty)
    #expect(try gallery.image(for: with) == cartoon)
    #expect(try gallery.sketch(for: without).pixels.allSatisfy { $0 == 255 })
    let sheet = try gallery.sketch(for: with)
    #expect(sheet.width == 256 && sheet.height == 256 && sheet.pixels.contains(10))
    #expect(try gallery.drawing(for: with).strokes.isEmpty)
    #expect(try gallery.verify().isEmpty)
    // The files alone tell the same.
    try FileManager.default.removeItem(atPath: gallery.indexPath)
    let again = try bench.open()
    #expect(try again.creations().map(\.facts) == [with, without].map(\.facts))
    #expect(try again.creations().allSatisfy { $0.shownStars == 0 && $0.domain == "cartoon" })
  }
}
