import Foundation
import Pictures
import Studio
import Support
import Testing

/// The power is cut at every operation on the disk while a gallery is made, filled, tidied, filled from a backup and
/// repaired: what a call had returned for is there when the gallery is opened again, and the rest is there whole or not
/// at all.
@Suite(.ownThread, .enabled(if: FileRecorder.works)) struct GalleryPowerCutTests {
  /// What a gallery shows of one picture.
  private struct Shown: Equatable {
    var inTrash: Bool
    let domain: String
    let artist: Artist
    let stars: Int
    let isFavourite: Bool
    let strokes: [Stroke]
    let picture: Image
    let sketch: Image

    /// The same wherever it hangs, and favourite or not.
    func isSamePicture(as other: Shown) -> Bool {
      domain == other.domain && artist == other.artist && stars == other.stars && strokes == other.strokes
        && picture == other.picture && sketch == other.sketch
    }
  }

  private typealias Contents = [Date: Shown]

  private static func contents(_ gallery: Gallery) throws -> Contents {
    var contents: Contents = [:]
    for creation in try gallery.creations(inTrash: nil) {
      #expect(contents[creation.created] == nil, "\(creation.file) is listed twice")
      contents[creation.created] = Shown(
        inTrash: creation.trashed != nil, domain: creation.domain, artist: creation.artist, stars: creation.stars,
        isFavourite: creation.isFavourite, strokes: try gallery.drawing(for: creation).strokes,
        picture: try gallery.image(for: creation), sketch: try gallery.sketch(for: creation))
    }
    return contents
  }

  private static let place = "share/aicanvas/gallery"

  private static func open(_ home: String) throws -> Gallery {
    try Gallery(path: home + "/" + place, lineMeasure: GalleryBench.darkness)
  }

  private static func keep(_ gallery: Gallery, _ second: Int, domain: String = "panda") throws -> Creation {
    try gallery.keep(
      GalleryBench.drawing(2), picture: GalleryBench.picture(64, red: UInt8(second % 100)), domain: domain,
      artist: Artist(.fox, .orange), date: GalleryBench.date(second))
  }

  /// What a gallery promises at a moment.
  private struct Promise {
    /// With everything repaired that can be.
    var contents: Contents = [:]
    /// What is not repaired yet.
    var problems: Set<String> = []

    init() {}

    /// Of a copy, so that looking changes nothing.
    init(_ home: String) throws {
      let copy = TemporaryFolder(inMemory: true)
      try FileTree(home).write(to: copy.path)
      let gallery = try open(copy.path)
      problems = try words(gallery.verify())
      _ = try gallery.verify(repairing: true)
      contents = try GalleryPowerCutTests.contents(gallery)
    }
  }

  private static func words(_ problems: [GalleryProblem]) -> Set<String> {
    Set(problems.map { "\($0.kind): \($0.file)" })
  }

  /// Records steps, and cuts the power at each operation of them.
  ///
  /// - Parameters:
  ///   - prepare: what was there long ago.
  ///   - forgetting: operations that are left out, as if the program forgot them; told by those before.
  ///   - steps: each promises what it did when it returns.
  /// - Returns: how the first cut that breaks a promise does so; nil where none does.
  private static func brokenPromise(
    prepare: (_ home: String) throws -> Void = { _ in },
    forgetting isForgotten: (_ before: ArraySlice<FileOperation>, FileOperation) -> Bool = { _, _ in false },
    _ steps: [(Gallery) throws -> Void]
  ) throws -> String? {
    let home = TemporaryFolder()
    try prepare(home.path)
    let before = try FileTree(home.path)
    var moments: [Int] = []
    var promises = [before.files.isEmpty ? Promise() : try Promise(home.path)]
    let all = try FileRecorder.record(home.path) {
      let gallery = try open(home.path)
      for step in [{ _ in }] + steps {
        try step(gallery)
        moments.append(FileRecorder.count)
        promises.append(try Promise(home.path))
      }
    }
    let kept = all.indices.filter { !isForgotten(all[..<$0], all[$0]) }
    moments = moments.map { moment in kept.count { $0 < moment } }
    let cuts = PowerCuts(before: before, kept.map { all[$0] }, promises: moments)
    #expect(cuts.end == (try FileTree(home.path)), "the recording lacks something")
    do {
      let count = try cuts.forEach { cut in
        let done = moments.count { $0 <= cut.moment }
        do {
          try check(
            cut, old: promises[done], new: promises[min(done + 1, moments.count)], isIdle: moments.contains(cut.moment))
        } catch let broken as BrokenPromise {
          throw broken
        } catch {
          throw BrokenPromise(words: "\(cut.description): \(error)")
        }
      }
      print("power cuts of the gallery: \(all.count) operations, \(count) different folders")
      return nil
    } catch let broken as BrokenPromise {
      return broken.words
    }
  }

  private struct BrokenPromise: Error { let words: String }

  /// Throws a ``BrokenPromise`` where a cut breaks one.
  private static func check(_ cut: PowerCuts.Cut, old: Promise, new: Promise, isIdle: Bool) throws {
    func hold(_ condition: Bool, _ words: @autoclosure () -> String) throws {
      if !condition { throw BrokenPromise(words: "\(cut.description): \(words())") }
    }
    let home = TemporaryFolder(inMemory: true)
    // The program that wrote them is dead, unlike this process.
    try cut.tree.write(to: home.path) { $0.replacing("import-\(getpid())-", with: "import-\(pid_t.max)-") }
    let gallery = try open(home.path)
    if isIdle {
      try hold(gallery.warnings.isEmpty, "\(gallery.warnings)")
      let problems = words(try gallery.verify())
      try hold(problems == old.problems, "\(problems.symmetricDifference(old.problems))")
    }
    let problems = try gallery.verify(repairing: true)
    try hold(!problems.contains { !$0.isRepaired }, "\(problems)")
    let left = try gallery.verify()
    try hold(left.isEmpty, "after the repair \(left)")
    let found = try contents(gallery)
    for (date, picture) in found {
      let (was, will) = (old.contents[date], new.contents[date])
      guard let known = will ?? was else { throw BrokenPromise(words: "\(cut.description): nobody kept \(date)") }
      try hold(picture.isSamePicture(as: known), "\(date) is another picture")
      // What was in the bin, or a favourite, before and after the step that was cut, is so still.
      if was?.inTrash == will?.inTrash { try hold(picture.inTrash == known.inTrash, "\(date) hangs elsewhere") }
      if was?.isFavourite == will?.isFavourite {
        try hold(picture.isFavourite == known.isFavourite, "\(date) is or is no favourite")
      }
    }
    for date in old.contents.keys where new.contents[date] != nil {
      try hold(found[date] != nil, "the picture of \(date) is lost")
    }
    // And the next picture hangs as if nothing had been.
    _ = try keep(gallery, 900)
    try hold(try gallery.count(inTrash: nil) == found.count + 1, "no picture can be kept any more")
  }

  private static func creation(_ gallery: Gallery, _ second: Int) throws -> Creation {
    try #require(try gallery.creations(inTrash: nil).first { $0.created == GalleryBench.date(second) })
  }

  @Test func aFirstPicture() throws {
    #expect(try Self.brokenPromise([{ _ = try Self.keep($0, 1) }]) == nil)
  }

  @Test func picturesAreKeptThrownAwayAndRestored() throws {
    let broken = try Self.brokenPromise(
      prepare: { home in _ = try Self.keep(try Self.open(home), 1) },
      [
        { _ = try Self.keep($0, 2, domain: "car") },
        { try $0.setFavourite(true, try Self.creation($0, 1)) },
        { try $0.moveToTrash(try Self.creation($0, 1), date: GalleryBench.date(50)) },
        { try $0.restore(try Self.creation($0, 1)) },
        { try $0.moveToTrash(try Self.creation($0, 2), date: GalleryBench.date(51)) },
        { try $0.emptyTrash() },
      ])
    #expect(broken == nil)
  }

  @Test func aBackupIsImported() throws {
    let source = TemporaryFolder()
    let other = try Self.open(source.path)
    for second in 11...13 { _ = try Self.keep(other, second) }
    try other.setFavourite(true, try Self.creation(other, 11))
    try other.moveToTrash(try Self.creation(other, 12), date: GalleryBench.date(50))
    let backup = source.path + "/backup.zip"
    _ = try other.backUp(to: backup)
    let broken = try Self.brokenPromise(
      prepare: { home in _ = try Self.keep(try Self.open(home), 1) },
      [{ _ = try $0.importPictures(from: backup) }])
    #expect(broken == nil)
  }

  /// A sketch is gone, another belongs to nothing, a picture is not listed, and one was moved by hand.
  @Test func aGalleryIsRepaired() throws {
    let broken = try Self.brokenPromise(
      prepare: { home in
        let folder = home + "/" + Self.place
        let gallery = try Self.open(home)
        let creations = try (1...3).map { try Self.keep(gallery, $0) }
        let manager = FileManager.default
        try manager.removeItem(atPath: folder + "/" + creations[0].sketchFile)
        try manager.moveItem(
          atPath: folder + "/" + creations[1].pictureFile, toPath: folder + "/trash/" + creations[1].pictureFile)
        let other = TemporaryFolder()
        let orphan = try Self.keep(try Self.open(other.path), 4)
        for file in [orphan.pictureFile, orphan.sketchFile] {
          try manager.copyItem(atPath: other.path + "/" + Self.place + "/" + file, toPath: folder + "/" + file)
        }
        try manager.copyItem(
          atPath: folder + "/" + creations[2].sketchFile, toPath: folder + "/sketches/belongs to nothing.png")
      },
      [{ _ = try $0.verify(repairing: true) }])
    #expect(broken == nil)
  }

  @Test func aLostIndexIsMadeAgain() throws {
    let broken = try Self.brokenPromise(
      prepare: { home in
        let gallery = try Self.open(home)
        for second in 1...2 { _ = try Self.keep(gallery, second) }
        try FileManager.default.removeItem(atPath: gallery.indexPath)
      }, [])
    #expect(broken == nil)
  }

  @Test func aDamagedIndexIsMadeAgain() throws {
    let broken = try Self.brokenPromise(
      prepare: { home in
        let gallery = try Self.open(home)
        for second in 1...2 { _ = try Self.keep(gallery, second) }
        try Data("no index, but long enough to be taken for one".utf8).write(
          to: URL(fileURLWithPath: gallery.indexPath))
      }, [])
    #expect(broken == nil)
  }

  /// What the program would lose if it forgot one kind of sync: so these tests would tell.
  private enum Forgotten: CaseIterable {
    /// Of the folder, after SQLite has removed its journal (`PRAGMA synchronous = FULL`).
    case journalsRemoval
    /// Of both folders, after a file has moved from one to the other.
    case moves
    /// Of the folder above a new one.
    case newFolders
    /// Of a picture or sketch, before it has its name.
    case bytes

    func isForgotten(_ before: ArraySlice<FileOperation>, _ operation: FileOperation) -> Bool {
      guard case .sync(let path) = operation, let last = before.last else { return false }
      switch self {
      case .journalsRemoval:
        if case .remove(let name) = last { return name.hasSuffix("-journal") }
        return false
      case .moves:
        return before.suffix(2).contains { earlier in
          if case .rename(let old, let new) = earlier { return old.contains("/trash/") != new.contains("/trash/") }
          return false
        }
      case .newFolders:
        if case .makeFolder = last { return true }
        return false
      case .bytes: return path.hasSuffix(".png")
      }
    }
  }

  @Test(arguments: Forgotten.allCases) private func everySyncIsNeeded(_ forgotten: Forgotten) throws {
    let broken = try Self.brokenPromise(
      forgetting: forgotten.isForgotten,
      [{ _ = try Self.keep($0, 1) }, { try $0.moveToTrash(try Self.creation($0, 1), date: GalleryBench.date(50)) }])
    #expect(broken != nil)
    print("without its sync, \(forgotten): \(broken ?? "")")
  }
}
