import Foundation
import Pictures
import Studio
import Support
import Synchronization
import Testing

/// Several studios on one folder.
@Suite(.ownThread) struct GallerySharingTests {
  private let bench = GalleryBench()

  /// Keeps and throws away from several galleries at once, as several programs do.
  private func crowd(_ galleries: [Gallery], each count: Int) -> [String] {
    let faults = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: galleries.count) { number in
      for second in 0..<count {
        do {
          let kept = try galleries[number].keep(
            GalleryBench.drawing(), picture: GalleryBench.picture(), domain: "panda",
            artist: Artist(Artist.Animal.allCases[number], .red), date: GalleryBench.date(second))
          if second % 4 == 3 { try galleries[number].moveToTrash(kept) }
          _ = try galleries[number].creations()
        } catch {
          faults.withLock { $0.append("\(error)") }
        }
      }
    }
    return faults.withLock { $0 }
  }

  @Test(arguments: [false, true]) func nobodyOverwritesAnother(isClass: Bool) throws {
    if isClass { try bench.folder.write(Array("{}".utf8), "class.json") }
    let galleries = try (0..<3).map { _ in try bench.open() }
    #expect(crowd(galleries, each: 8) == [])
    for gallery in galleries {
      #expect(try gallery.count() == 18 && gallery.count(inTrash: true) == 6)
      #expect(try Set(gallery.creations(inTrash: nil).map(\.file)).count == 24)
      #expect(try gallery.verify().isEmpty)
    }
    // Nothing is mapped into memory that another program could cut short.
    let names = try withExtendedLifetime(galleries) { try bench.folder.names() }
    #expect(!names.contains("gallery.sqlite-wal") && !names.contains("gallery.sqlite-shm"))
  }

  @Test func aStudioFollowsANewIndex() throws {
    let first = try bench.open()
    let kept = try bench.keep(first, 1)
    // Another studio found the index damaged, and made a new one.
    for ending in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: bench.folder.path + "/gallery.sqlite" + ending)
    }
    try bench.folder.write(Array("damaged".utf8), "gallery.sqlite")
    let second = try bench.open()
    #expect(second.warnings.count == 1)
    let other = try bench.keep(second, 2)
    #expect(try first.creations().map(\.file) == second.creations().map(\.file))
    #expect(try first.count() == 2)
    // Numbers are never used again: what the first studio still shows must not become another picture.
    #expect(try second.creations().allSatisfy { $0.id != kept.id })
    #expect(throws: GalleryError.unknownCreation(kept.id)) { try first.moveToTrash(kept) }
    try first.moveToTrash(other)
    #expect(try second.count() == 1 && second.verify().isEmpty)
  }

  @Test func anIndexThatBreaksInUseIsMadeAgain() throws {
    let gallery = try bench.open()
    for second in 0..<5 { try bench.keep(gallery, second) }
    for ending in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: bench.folder.path + "/gallery.sqlite" + ending)
    }
    try bench.folder.write(Array(repeating: 0x5A, count: 9000), "gallery.sqlite")
    #expect(try gallery.count() == 5)
    try bench.keep(gallery, 9)
    #expect(try gallery.count() == 6 && gallery.verify().isEmpty)
    #expect(try bench.folder.names().contains { $0.hasPrefix("gallery damaged ") })
  }
}
