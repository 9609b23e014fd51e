import Files
import Glibc

/// A journal file of this process: created, locked and appended to, each time down to the disk.
struct JournalFile: ~Copyable {
  let path: String
  private let lock: FileLock
  /// Bytes that are known to be on the disk.
  private var size: Int
  private let sizeAtStart: Int

  /// Creates the file with its first lines. It is locked before it can be seen under its name, so that no other process
  /// takes it for a dead one's.
  init(creating path: String, _ bytes: [UInt8]) throws(SystemFailure) {
    let hidden = path + ".new"
    let file = try SystemFile.create(hidden)
    do throws(SystemFailure) {
      let lock = try FileLock(owning: file, path: path)
      try SystemFile.writeAll(bytes, to: file, path)
      guard fsync(file) == 0 else { throw SystemFailure(path) }
      try SystemFile.rename(hidden, to: path)
      if let slash = path.lastIndex(of: "/") { try SystemFile.syncFolder(String(path[..<slash])) }
      self.lock = lock
    } catch {
      unlink(hidden)
      throw error
    }
    self.path = path
    size = bytes.count
    sizeAtStart = bytes.count
  }

  /// Adds a line; returns when it is on the disk. After a failure the file is as before.
  mutating func append(_ line: [UInt8]) throws(SystemFailure) {
    do throws(SystemFailure) {
      try SystemFile.writeAll(line, to: lock.descriptor, path)
      guard fdatasync(lock.descriptor) == 0 else { throw SystemFailure(path) }
    } catch {
      // Half a line in the middle would hide everything after it.
      ftruncate(lock.descriptor, off_t(size))
      throw error
    }
    size += line.count
  }

  /// Whether undone and repeated strokes have made the file much larger than the page it describes.
  var isDueForCompaction: Bool { size > max(1 << 20, 4 * sizeAtStart) }
}
