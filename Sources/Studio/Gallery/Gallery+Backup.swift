import Files
import Foundation
import Pictures

extension Gallery {
  /// Writes everything that the gallery holds, the trash as well, into one archive, which appears complete or not at
  /// all. ``importPictures(from:progress:)`` takes it in again, here or elsewhere.
  ///
  /// - Parameters:
  ///   - path: a new file, or a folder, in which the file is named by date and time.
  ///   - progress: called with the number of pictures written so far and in all.
  /// - Returns: the file, and how many pictures it holds.
  package func backUp(
    to path: String, date: Date = Date(), progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(ImportError) -> (path: String, pictures: Int) {
    let target = SystemFile.isFolder(path) ? "\(path)/aicanvas \(GalleryFolder.stamp(date)).zip" : path
    guard !SystemFile.exists(target) else { throw .exists(path: target) }
    let slash = target.lastIndex(of: "/").map { target.index(after: $0) } ?? target.startIndex
    let unfinished = "\(target[..<slash]).\(target[slash...]).unfinished-\(getpid())"
    defer {
      unlink(unfinished)
      unlink(unfinished + ".index")
    }
    do {
      // A picture may go to the trash while the archive is written: then begin again.
      var retries = 3
      while true {
        do {
          let count = try archive(to: unfinished, progress: progress)
          try SystemFile.sync(unfinished)
          try Self.name(unfinished, target)
          return (target, count)
        } catch let failure as SystemFailure where failure.code == ENOENT && retries > 0 {
          retries -= 1
        }
      }
    } catch {
      switch error {
      case let error as ImportError: throw error
      case let error as GalleryError: throw .gallery(error)
      case let error as ArchiveError: throw .unwritable(path: target, reason: error.reason)
      case let error as SystemFailure:
        throw error.isDiskFull ? .diskFull(path: target) : .unwritable(path: target, reason: error.reason)
      default: throw .gallery(GalleryError(error, writing: folder.index, gallery: self.path))
      }
    }
  }

  /// Renames a file, unless the name has been taken meanwhile.
  private static func name(_ file: String, _ target: String) throws {
    guard link(file, target) != 0 else { return }
    guard errno != EEXIST else { throw ImportError.exists(path: target) }
    // File systems of memory sticks often have no links.
    try SystemFile.rename(file, to: target)
  }

  private func archive(to path: String, progress: (_ done: Int, _ total: Int) -> Void) throws -> Int {
    let archive = try ZipWriter(path: path)
    try SystemFile.remove(path + ".index")
    try reading { try index.copy(to: path + ".index") }
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let own = ConfinedFolder(slash == path.startIndex ? "." : String(path[..<slash]))
    try archive.add(String(path[slash...]) + ".index", of: own, as: GalleryFolder.indexFile)
    if folder.files.kind(GalleryFolder.memoryFile) == .file {
      try archive.add(GalleryFolder.memoryFile, of: folder.files, as: GalleryFolder.memoryFile)
    }
    var count = 0
    let creations = try creations(inTrash: nil)
    for creation in creations {
      // A link is left out, as if it were missing: it may lead to what is none of the gallery's business.
      for file in [creation.pictureFile, creation.sketchFile] where folder.files.kind(file) == .file {
        try archive.add(file, of: folder.files, as: file)
      }
      count += 1
      progress(count, creations.count)
    }
    try archive.finish()
    return count
  }
}
