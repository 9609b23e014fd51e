import Foundation
import Pictures
import Studio
import Support
import Testing

/// What happens when files are missing, strange or damaged: simulated crashes, other programs, bad disks.
@Suite(.ownThread) struct GalleryRepairTests {
  private let bench = GalleryBench()
  private var folder: TemporaryFolder { bench.folder }

  private func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: folder.path + "/" + file) }

  /// Finds exactly these problems, repairs them, and then finds none.
  private func expectRepairs(_ gallery: Gallery, _ kinds: [GalleryProblem.Kind]) throws {
    #expect(try gallery.verify().map(\.kind) == kinds)
    #expect(try gallery.verify().allSatisfy { !$0.isRepaired })
    let repaired = try gallery.verify(repairing: true)
    #expect(repaired.map(\.kind) == kinds)
    #expect(repaired.allSatisfy { $0.isRepaired && $0.description.hasSuffix(".") })
    #expect(try gallery.verify().isEmpty)
  }

  @Test func killedBeforeTheEntryWasWritten() throws {
    let gallery = try bench.open()
    let kept = try bench.keep(gallery, 1)
    // A crash between the files and the entry leaves the files of a whole creation.
    let other = GalleryBench()
    let lostGallery = try other.open()
    let lost = try other.keep(lostGallery, 2, domain: "car", strokes: 5)
    for file in [lost.pictureFile, lost.sketchFile] { try folder.write(try other.folder.bytes(file), file) }
    #expect(try gallery.creations() == [kept])
    try expectRepairs(gallery, [.orphanPicture])
    let found = try #require(try gallery.creations().first)
    #expect(found.domain == "car" && found.created == lost.created && found.artist == lost.artist)
    #expect(found.lineFollowing == lost.lineFollowing && found.strokeCount == 5)
    #expect(try gallery.drawing(for: found).strokes == GalleryBench.drawing(5).strokes)
  }

  @Test func killedBetweenSketchAndPicture() throws {
    let gallery = try bench.open()
    let kept = try bench.keep(gallery, 1)
    try folder.write(try folder.bytes(kept.sketchFile), "sketches/2026-01-01 10.00.00 panda.png")
    try folder.write([1, 2, 3], "pictures/.unfinished 2026-01-01 10.00.00 panda.png")
    try expectRepairs(gallery, [.orphanSketch, .unfinishedFile])
    #expect(try folder.names("lost") == ["2026-01-01 10.00.00 panda.png"])
    #expect(try gallery.creations() == [kept])
  }

  @Test func killedWhileMovingToTheTrash() throws {
    let gallery = try bench.open()
    let kept = try bench.keep(gallery, 1)
    for kind in ["pictures", "sketches"] {
      try FileManager.default.moveItem(
        atPath: "\(folder.path)/\(kind)/\(kept.file)", toPath: "\(folder.path)/trash/\(kind)/\(kept.file)")
    }
    try expectRepairs(gallery, [.misplacedFiles])
    #expect(try gallery.creations(inTrash: true).map(\.id) == [kept.id])
  }

  @Test func aPictureThatIsGoneStaysListed() throws {
    let gallery = try bench.open()
    let kept = try bench.keep(gallery, 1)
    try remove(kept.pictureFile)
    #expect(throws: GalleryError.fileUnreadable(path: folder.path + "/" + kept.pictureFile, reason: "it is missing")) {
      try gallery.image(for: kept)
    }
    let problems = try gallery.verify(repairing: true)
    #expect(problems.map(\.kind) == [.missingPicture] && !problems[0].isRepaired)
    #expect(try gallery.drawing(for: kept).strokes.count == 2)
    // It can be thrown away all the same.
    try gallery.moveToTrash(kept)
    #expect(try gallery.emptyTrash() == 1)
    #expect(try gallery.verify().isEmpty)
  }

  @Test func aLostSketchIsDrawnAgain() throws {
    let gallery = try bench.open()
    let kept = try bench.keep(gallery, 1)
    let before = try folder.bytes(kept.sketchFile)
    try remove(kept.sketchFile)
    try expectRepairs(gallery, [.missingSketch])
    #expect(try folder.bytes(kept.sketchFile) == before)
    try folder.write([9, 9, 9], kept.sketchFile)
    try expectRepairs(gallery, [.missingSketch])
    #expect(try folder.names("lost") == [kept.file])
  }

  @Test func aDamagedOrExchangedPictureIsNoticed() throws {
    let gallery = try bench.open()
    let kept = try bench.keep(gallery, 1)
    let good = try folder.bytes(kept.pictureFile)
    for length in [0, 4, good.count / 2, good.count - 1] {
      try folder.write(Array(good.prefix(length)), kept.pictureFile)
      #expect(try gallery.verify().map(\.kind) == [.unreadablePicture], "cut at \(length)")
    }
    try folder.write(try Image(width: 100, height: 100).pngData(), kept.pictureFile)
    #expect(try gallery.verify().map(\.kind) == [.pictureSize])
    try folder.write(try Image(width: 256, height: 256).pngData(), kept.pictureFile)
    try expectRepairs(gallery, [.lineFollowing])
    #expect(try gallery.creation(kept.id).lineFollowing == 0)
  }

  @Test func aStrangersPictureIsTakenIn() throws {
    let gallery = try bench.open()
    try folder.write(try GalleryBench.picture(40).pngData(), "pictures/2026-02-03 04.05.06 gem stone 2.png")
    try folder.write(try GalleryBench.picture(41).pngData(), "pictures/Grandma.PNG")
    #expect(try gallery.verify().map(\.kind) == [.orphanPicture, .orphanPicture])
    // They have no sketch: an empty one is drawn.
    let repaired = try gallery.verify(repairing: true)
    #expect(repaired.map(\.kind) == [.orphanPicture, .orphanPicture, .missingSketch, .missingSketch])
    #expect(try gallery.verify().isEmpty)
    let found = try gallery.creations()
    #expect(Set(found.map(\.domain)) == ["gem stone", "unknown"])
    #expect(found.allSatisfy { $0.strokeCount == 0 && $0.lineFollowing == nil })
  }

  @Test func rubbishInThePictureFolderIsNamed() throws {
    let gallery = try bench.open()
    try folder.write(Array("no picture".utf8), "pictures/rubbish.png")
    try folder.write([], "pictures/empty.png")
    let problems = try gallery.verify(repairing: true)
    #expect(problems.map(\.kind) == [.unreadablePicture, .unreadablePicture])
    #expect(problems.map(\.file) == ["pictures/empty.png", "pictures/rubbish.png"])
    #expect(try gallery.creations().isEmpty)
  }

  @Test func aDamagedIndexIsMadeAgainFromTheFiles() throws {
    let before: [Creation]
    do {
      let gallery = try bench.open()
      for second in 0..<4 { try bench.keep(gallery, second, strokes: second + 1) }
      try gallery.moveToTrash(try #require(try gallery.creations().last))
      before = try gallery.creations(inTrash: nil)
    }
    for rubbish in [Array("not a database at all, but long enough to be taken for one?".utf8), [0, 1, 2]] {
      try folder.write(rubbish, "gallery.sqlite")
      let gallery = try bench.open()
      #expect(gallery.warnings.count == 1 && gallery.warnings[0].contains("damaged"))
      let after = try gallery.creations(inTrash: nil)
      #expect(after.map(\.pictureFile) == before.map(\.pictureFile))
      #expect(after.map(\.created) == before.map(\.created) && after.map(\.stars) == before.map(\.stars))
      #expect(after.map(\.lineFollowing) == before.map(\.lineFollowing))
      for creation in after {
        #expect(try gallery.drawing(for: creation).strokes == GalleryBench.drawing(creation.strokeCount).strokes)
      }
      #expect(try gallery.verify().isEmpty)
    }
    #expect(try folder.names().count { $0.hasPrefix("gallery damaged ") && $0.hasSuffix(".sqlite") } == 2)
  }

  @Test func aHoleInTheIndexIsFound() throws {
    do {
      let gallery = try bench.open()
      for second in 0..<12 { try bench.keep(gallery, second, strokes: 12) }
    }
    var bytes = try folder.bytes("gallery.sqlite")
    #expect(bytes.count > 8192)
    for index in 4096..<bytes.count { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
    try folder.write(bytes, "gallery.sqlite")
    let gallery = try bench.open()
    #expect(gallery.warnings.count == 1)
    #expect(try gallery.creations().count == 12)
  }

  @Test func aMissingIndexIsMadeAgain() throws {
    do {
      let gallery = try bench.open()
      try bench.keep(gallery, 1)
    }
    try remove("gallery.sqlite")
    let gallery = try bench.open()
    #expect(try gallery.creations().count == 1)
    #expect(gallery.warnings.first?.contains("missing") == true)
    #expect(try bench.open().warnings.isEmpty)
  }

  @Test func aFileInTheFoldersPlaceIsAClearError() throws {
    try folder.write([1], "taken")
    let error = #expect(throws: GalleryError.self) {
      try Gallery(path: folder.path + "/taken", lineMeasure: GalleryBench.darkness)
    }
    #expect(error?.description.contains("/taken") == true)
  }
}
