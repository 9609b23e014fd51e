import Files
import Foundation
import GRDB

/// Opens a gallery's index, whatever the state of the folder.
enum GalleryOpening {
  struct Opened {
    var index: GalleryIndex
    var warnings: [String] = []
    var isReadOnly = false
  }

  static func open(_ folder: GalleryFolder) throws -> Opened {
    do throws(SystemFailure) {
      try folder.make()
    } catch {
      guard error.isReadOnly, SystemFile.exists(folder.index) else {
        if error.isReadOnly { throw GalleryError.readOnly(path: folder.root) }
        if error.isDiskFull { throw GalleryError.diskFull(path: folder.root) }
        throw GalleryError.folderUnusable(path: folder.root, reason: error.reason)
      }
    }
    guard access(folder.root, W_OK) == 0 else {
      guard SystemFile.exists(folder.index) else { throw GalleryError.readOnly(path: folder.root) }
      return Opened(index: try GalleryIndex(path: folder.index, use: .reading), isReadOnly: true)
    }
    let lock = try FileLock(waitingFor: folder.lock)
    defer { _ = lock.descriptor }
    return try openWritable(folder)
  }

  /// Opens the index and rebuilds it if need be; only under the gallery's lock.
  static func openWritable(_ folder: GalleryFolder) throws -> Opened {
    if SystemFile.exists(folder.index) {
      do {
        return Opened(index: try GalleryIndex(path: folder.index, use: folder.use))
      } catch let error as DatabaseError where error.isDamage {
        let name = try setAside(folder)
        let count = try rebuild(folder)
        return Opened(
          index: try GalleryIndex(path: folder.index, use: folder.use),
          warnings: [
            "The gallery's index was damaged; a new one was made from the \(count) pictures, and the damaged one is "
              + "still there as \(name)."
          ])
      }
    }
    // SQLite would replay a write-ahead log left without its index into the new one.
    if SystemFile.exists(folder.index + "-wal") { _ = try setAside(folder) }
    let count = try rebuild(folder)
    return Opened(
      index: try GalleryIndex(path: folder.index, use: folder.use),
      warnings: count == 0 ? [] : ["The gallery's index was missing; a new one was made from the \(count) pictures."])
  }

  /// Renames the index and what SQLite keeps beside it; returns the new name.
  private static func setAside(_ folder: GalleryFolder) throws -> String {
    let stem = "gallery damaged " + GalleryFolder.stamp(Date())
    var name = stem + ".sqlite"
    var number = 2
    while SystemFile.exists(folder.root + "/" + name) {
      name = "\(stem) \(number).sqlite"
      number += 1
    }
    for ending in ["-wal", "-shm", ""] where SystemFile.exists(folder.index + ending) {
      try SystemFile.rename(folder.index + ending, to: folder.root + "/" + name + ending)
    }
    return name
  }

  /// Builds a new index from the PNG files; it gets its name only when it is complete. Returns the number of pictures.
  private static func rebuild(_ folder: GalleryFolder) throws -> Int {
    let unfinished = folder.index + ".new"
    for ending in ["", "-wal", "-shm"] { try SystemFile.remove(unfinished + ending) }
    let index = try GalleryIndex(path: unfinished, use: .rebuilding)
    // A studio that still has the damaged index open must not find another creation under an ID that it knows, so IDs
    // go on from a number larger than any used before: microseconds since 1970.
    let isNew = GalleryFolder.Place.allCases.allSatisfy { folder.pngFiles(in: folder.pictures($0)).isEmpty }
    if !isNew { try index.count(from: Int64(Date().timeIntervalSince1970 * 1e6)) }
    let favourites = GalleryMemory(in: folder).favourites
    var count = 0
    for place in GalleryFolder.Place.allCases {
      let files = folder.pngFiles(in: folder.pictures(place))
      for start in stride(from: 0, to: files.count, by: 64) {
        let some = Array(files[start..<min(start + 64, files.count)])
        for found in Parallel.map(some, { Creation($0, place, in: folder) }) {
          guard var creation = found else { continue }
          creation.isFavourite = favourites.contains(creation.file)
          _ = try index.insert(creation)
          count += 1
        }
      }
    }
    try index.close()
    // Closing has emptied the write-ahead log, so the file is complete without it.
    try SystemFile.sync(unfinished)
    try SystemFile.rename(unfinished, to: folder.index)
    try SystemFile.syncFolder(folder.root)
    return count
  }
}
