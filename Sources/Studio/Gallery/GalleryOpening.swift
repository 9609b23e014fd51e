import Files
import Foundation
import GRDB

/// Opens a gallery's index, whatever the state of the folder.
enum GalleryOpening {
  struct Opened {
    var index: GalleryIndex
    var warnings: [String] = []
    var isReadOnly = false
    /// Whether another studio held the lock all the time.
    var isHeld = false
  }

  static func open(_ folder: GalleryFolder) throws -> Opened {
    do throws(SystemFailure) {
      try folder.make()
    } catch {
      guard error.isReadOnly, folder.files.exists(GalleryFolder.indexFile) else {
        if error.isReadOnly && isReadable(folder.root) { throw GalleryError.readOnly(path: folder.root) }
        if error.isDiskFull { throw GalleryError.diskFull(path: folder.root) }
        throw GalleryError.folderUnusable(path: folder.root, reason: error.reason)
      }
    }
    guard isReadable(folder.root) else {
      throw GalleryError.folderUnusable(path: folder.root, reason: SystemFailure(folder.root, code: EACCES).reason)
    }
    guard access(folder.root, W_OK) == 0 else {
      guard folder.files.exists(GalleryFolder.indexFile) else { throw GalleryError.readOnly(path: folder.root) }
      return Opened(index: try GalleryIndex(path: folder.index, use: .reading), isReadOnly: true)
    }
    do {
      let lock = try folder.lock()
      defer { _ = lock.descriptor }
      return try openWritable(folder)
    } catch let failure as SystemFailure where failure.code == EWOULDBLOCK {
      // Whoever holds the lock has been stopped, perhaps for hours: a sound index can be used meanwhile.
      guard folder.files.exists(GalleryFolder.indexFile),
        let index = try? GalleryIndex(path: folder.index, use: .shared)
      else { throw failure }
      return Opened(
        index: index,
        warnings: [
          "Another studio has held the gallery's lock for a while; pictures can be looked at, and kept when it lets go."
        ], isHeld: true)
    }
  }

  /// Whether a folder can be looked into, if it is there; one that cannot is not merely read-only.
  private static func isReadable(_ folder: String) -> Bool { access(folder, R_OK | X_OK) == 0 || errno == ENOENT }

  /// Opens the index and rebuilds it if need be; only under the gallery's lock.
  static func openWritable(_ folder: GalleryFolder) throws -> Opened {
    for desk in folder.abandonedDesks { try? FileManager.default.removeItem(atPath: folder.root + "/" + desk) }
    if folder.files.exists(GalleryFolder.indexFile) {
      do {
        let index = try GalleryIndex(path: folder.index, use: .shared)
        return Opened(index: index, warnings: try mend(index, folder))
      } catch let error as DatabaseError where error.isDamage {
        let name = try setAside(folder)
        let (count, warnings) = try rebuild(folder)
        return Opened(
          index: try GalleryIndex(path: folder.index, use: .shared),
          warnings: [
            "The gallery's index was damaged; a new one was made from the \(count) pictures, and the damaged one is "
              + "still there as \(name)."
          ] + warnings)
      }
    }
    // SQLite would replay a log left without its index into the new one.
    if ["-wal", "-journal"].contains(where: { folder.files.exists(GalleryFolder.indexFile + $0) }) {
      _ = try setAside(folder)
    }
    let (count, warnings) = try rebuild(folder)
    return Opened(
      index: try GalleryIndex(path: folder.index, use: .shared),
      warnings: (count == 0
        ? [] : ["The gallery's index was missing; a new one was made from the \(count) pictures."]) + warnings)
  }

  /// Takes entries that make no sense out of the index; their pictures are taken in again from what the files say.
  private static func mend(_ index: GalleryIndex, _ folder: GalleryFolder) throws -> [String] {
    let senseless = try index.senseless()
    guard !senseless.isEmpty else { return [] }
    try index.delete(senseless)
    let known = Set(try index.creations(GalleryFilter(inTrash: nil), offset: 0, limit: .max).map(\.file))
    let (_, warnings) = try takeIn(folder, to: index, except: known)
    return [
      "\(senseless.count) entries of the gallery's index made no sense; they were made again from their pictures."
    ] + warnings
  }

  /// Renames the index and what SQLite keeps beside it; returns the new name.
  private static func setAside(_ folder: GalleryFolder) throws -> String {
    let stem = "gallery damaged " + GalleryFolder.stamp(Date())
    var name = stem + ".sqlite"
    var number = 2
    while folder.files.exists(name) {
      name = "\(stem) \(number).sqlite"
      number += 1
    }
    let index = GalleryFolder.indexFile
    for ending in ["-wal", "-shm", "-journal", ""] where folder.files.exists(index + ending) {
      try folder.files.rename(index + ending, to: name + ending)
    }
    return name
  }

  /// Builds a new index from the PNG files; it gets its name only when it is complete. Returns the number of pictures,
  /// and sentences about those that were left out.
  private static func rebuild(_ folder: GalleryFolder) throws -> (count: Int, warnings: [String]) {
    let name = GalleryFolder.indexFile + ".new"
    for ending in ["", "-wal", "-shm", "-journal"] { try folder.files.remove(name + ending) }
    // Made here rather than by SQLite, so that it has the folder's permissions from the beginning.
    close(try folder.files.create(name))
    let index = try GalleryIndex(path: folder.root + "/" + name, use: .rebuilding)
    // A studio that still has the damaged index open must not find another creation under an ID that it knows, so IDs
    // go on from a number larger than any used before: microseconds since 1970.
    let isNew = GalleryFolder.Place.allCases.allSatisfy { folder.pngFiles(in: folder.pictures($0)).isEmpty }
    if !isNew { try index.count(from: Int64(Date().timeIntervalSince1970 * 1e6)) }
    let taken = try takeIn(folder, to: index, except: [])
    try index.close()
    // Closing has finished the journal, so the file is complete without it.
    try folder.files.sync(name)
    try folder.files.rename(name, to: GalleryFolder.indexFile)
    return taken
  }

  /// Lists the pictures of the folder in an index, all but those that are `known` there.
  private static func takeIn(
    _ folder: GalleryFolder, to index: GalleryIndex, except known: Set<String>
  ) throws -> (count: Int, warnings: [String]) {
    let favourites = GalleryMemory(in: folder).favourites
    var taken = known
    var warnings: [String] = []
    var count = 0
    for place in GalleryFolder.Place.allCases {
      let files = folder.pngFiles(in: folder.pictures(place)).filter { !taken.contains($0) }
      for start in stride(from: 0, to: files.count, by: 64) {
        let some = Array(files[start..<min(start + 64, files.count)])
        for (file, found) in zip(some, Parallel.map(some, { Creation($0, place, in: folder) })) {
          guard GalleryFolder.isProper(file) else {
            warnings.append(
              "\(file.shown()) was left out for its name; `aicanvas gallery verify --repair` gives it another.")
            continue
          }
          guard var creation = found else { continue }
          if let identity = creation.identity, try index.creation(identity: identity) != nil {
            warnings.append("\(file) is a picture that the gallery has already, and was left out.")
            continue
          }
          creation.isFavourite = favourites.contains(creation.file)
          do {
            _ = try index.insert(creation)
            taken.insert(file)
            count += 1
          } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            // One picture that cannot be listed must not lock the others up.
            warnings.append("\(file) could not be listed (\(error.message ?? "\(error.resultCode)")) and was left out.")
          }
        }
      }
    }
    return (count, warnings)
  }
}
