import Glibc

/// A file that appears under its name complete, or not at all: written beside it, brought to the disk, renamed.
///
/// A full disk or a killed program leaves whatever stood under the name as it was. What a killed program was writing
/// stays as a hidden file whose name begins with ``hiddenPrefix``.
package struct AtomicFile: ~Copyable {
  package static let hiddenPrefix = ".unfinished"

  private let path: String
  private let folder: Int32
  private let name: String
  private let descriptor: Int32
  /// The name while it is written; nil once it has its own.
  private var hidden: String?

  /// Begins the file; a file of that name is replaced by ``commit(syncingFolder:)``.
  package init(at path: String) throws(SystemFailure) {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let folder = open(slash == path.startIndex ? "." : String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw SystemFailure(path) }
    try self.init(folder: folder, name: String(path[slash...]), path: path, mode: 0o644)
  }

  /// Begins a file in a folder that others may write into, too.
  package init(_ name: String, in shared: ConfinedFolder) throws(SystemFailure) {
    let (folder, last) = try shared.within(name) { (folder, last) throws(SystemFailure) in
      let copy = fcntl(folder, F_DUPFD_CLOEXEC, 0)
      guard copy >= 0 else { throw SystemFailure(shared.path + "/" + name) }
      return (copy, last)
    }
    try self.init(folder: folder, name: last, path: shared.path + "/" + name, mode: 0o600)
    shared.adopt(descriptor)
  }

  /// - Parameter folder: is closed in the end, whatever happens.
  private init(folder: Int32, name: String, path: String, mode: mode_t) throws(SystemFailure) {
    let number = UInt32.random(in: 0...UInt32.max)
    let hidden = "\(Self.hiddenPrefix)-\(getpid())-\(number) \(name)"
    let file = openat(folder, hidden, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else {
      // The name that the caller knows.
      let failure = SystemFailure(path)
      close(folder)
      throw failure
    }
    self.path = path
    self.folder = folder
    self.name = name
    self.hidden = hidden
    descriptor = file
  }

  deinit {
    close(descriptor)
    if let hidden { unlinkat(folder, hidden, 0) }
    close(folder)
  }

  package func write(_ bytes: [UInt8]) throws(SystemFailure) {
    try SystemFile.writeAll(bytes, to: descriptor, path)
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemFailure) {
    try SystemFile.writeAll(bytes, to: descriptor, path)
  }

  /// Brings the bytes to the disk. `commit` does too; two files that belong together are both synced before the first
  /// is renamed.
  package func sync() throws(SystemFailure) {
    guard fsync(descriptor) == 0 else { throw SystemFailure(path) }
  }

  /// Gives the file its name.
  ///
  /// - Parameter syncingFolder: whether the new name must last through a power cut.
  package mutating func commit(syncingFolder: Bool = true) throws(SystemFailure) {
    guard let hidden else { return }
    try sync()
    guard renameat(folder, hidden, folder, name) == 0 else { throw SystemFailure(path) }
    self.hidden = nil
    if syncingFolder { try SystemFile.syncFolder(folder, path) }
  }

  /// Writes a whole file.
  package static func write(_ bytes: [UInt8], to path: String, syncingFolder: Bool = true) throws(SystemFailure) {
    var file = try AtomicFile(at: path)
    try file.write(bytes)
    try file.commit(syncingFolder: syncingFolder)
  }

  /// Writes a whole file into a folder that others may write into, too.
  package static func write(_ bytes: [UInt8], to name: String, in folder: ConfinedFolder) throws(SystemFailure) {
    var file = try AtomicFile(name, in: folder)
    try file.write(bytes)
    try file.commit()
  }
}
