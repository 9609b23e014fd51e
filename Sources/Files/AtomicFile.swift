import Glibc

/// A file that appears under its name complete, or not at all: written beside it, brought to the disk, renamed.
///
/// A full disk or a killed program leaves whatever stood under the name as it was. What a killed program was writing
/// stays as a hidden file whose name begins with ``hiddenPrefix``.
package struct AtomicFile: ~Copyable {
  package static let hiddenPrefix = ".unfinished"

  private let path: String
  private let folder: String
  private let descriptor: Int32
  /// The name while it is written; nil once it has its own.
  private var hidden: String?

  /// Begins the file; a file of that name is replaced by ``commit(syncingFolder:)``.
  package init(at path: String) throws(SystemFailure) {
    self.path = path
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    folder = slash == path.startIndex ? "." : String(path[..<slash])
    let number = UInt32.random(in: 0...UInt32.max)
    let hidden = "\(path[..<slash])\(Self.hiddenPrefix)-\(getpid())-\(number) \(path[slash...])"
    do throws(SystemFailure) {
      descriptor = try SystemFile.create(hidden)
    } catch {
      // The name that the caller knows.
      throw SystemFailure(path, code: error.code)
    }
    self.hidden = hidden
  }

  deinit {
    close(descriptor)
    if let hidden { unlink(hidden) }
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
    try SystemFile.rename(hidden, to: path)
    self.hidden = nil
    if syncingFolder { try SystemFile.syncFolder(folder) }
  }

  /// Writes a whole file.
  package static func write(_ bytes: [UInt8], to path: String, syncingFolder: Bool = true) throws(SystemFailure) {
    var file = try AtomicFile(at: path)
    try file.write(bytes)
    try file.commit(syncingFolder: syncingFolder)
  }
}
