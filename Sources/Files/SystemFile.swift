import Glibc

/// What the system answered when a file could not be read or written.
package struct SystemFailure: Error, Hashable {
  package let path: String
  /// `errno`.
  package let code: Int32

  package init(_ path: String, code: Int32 = errno) {
    self.path = path
    self.code = code
  }

  package var reason: String { String(cString: strerror(code)) }
  /// No room: the disk, the user's quota, or the largest file that is allowed.
  package var isDiskFull: Bool { [ENOSPC, EDQUOT, EFBIG].contains(code) }
  package var isReadOnly: Bool { [EROFS, EACCES, EPERM].contains(code) }
}

/// Tells files apart, whatever their names.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  /// nil where there is no such file.
  package init?(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    device = UInt64(facts.st_dev)
    number = UInt64(facts.st_ino)
  }
}

/// The system's file operations, with its own reasons for failure.
package enum SystemFile {
  /// Opens a new file for reading and appending; fails if the name is taken.
  package static func create(_ path: String) throws(SystemFailure) -> Int32 {
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw SystemFailure(path) }
    return file
  }

  package static func writeAll(_ bytes: [UInt8], to file: Int32, _ path: String) throws(SystemFailure) {
    // `withUnsafeBytes` would forget the type of the error.
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(SystemFailure) in try writeAll(bytes, to: file, path) }
    }
    try result.get()
  }

  package static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32, _ path: String) throws(SystemFailure) {
    var done = 0
    while done < bytes.count {
      let written = Glibc.write(file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw SystemFailure(path, code: written == 0 ? ENOSPC : errno) }
      done += written
    }
  }

  /// The whole file. Fails with `EFBIG` beyond the limit and with `EINVAL` for what is not an ordinary file.
  package static func read(_ path: String, limit: Int = 256 << 20) throws(SystemFailure) -> [UInt8] {
    // Opened without blocking, so that a pipe under the name gives an error instead of waiting for ever.
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw SystemFailure(path) }
    defer { close(file) }
    return try readAll(file, path, limit: limit)
  }

  package static func readAll(_ file: Int32, _ path: String, limit: Int) throws(SystemFailure) -> [UInt8] {
    var facts = stat()
    guard fstat(file, &facts) == 0 else { throw SystemFailure(path) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw SystemFailure(path, code: EINVAL) }
    guard Int(facts.st_size) <= limit else { throw SystemFailure(path, code: EFBIG) }
    var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
    var done = 0
    while done < bytes.count {
      let got = bytes[done...].withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, off_t(done)) }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw SystemFailure(path) }
      if got == 0 { break }
      done += got
    }
    return Array(bytes[..<done])
  }

  package static func rename(_ old: String, to new: String) throws(SystemFailure) {
    guard Glibc.rename(old, new) == 0 else { throw SystemFailure(new) }
  }

  /// Removes a file; one that is gone already is no failure.
  package static func remove(_ path: String) throws(SystemFailure) {
    guard unlink(path) == 0 || errno == ENOENT else { throw SystemFailure(path) }
  }

  /// Makes names that were created, renamed or removed in a folder last through a power cut.
  package static func syncFolder(_ path: String) throws(SystemFailure) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw SystemFailure(path) }
    defer { close(folder) }
    try syncFolder(folder, path)
  }

  static func syncFolder(_ folder: Int32, _ path: String) throws(SystemFailure) {
    // Some network and FUSE file systems cannot sync folders; they say EINVAL, and there is nothing better to do.
    guard fsync(folder) == 0 || errno == EINVAL else { throw SystemFailure(path) }
  }

  /// Returns when a file's bytes are on the disk.
  package static func sync(_ path: String) throws(SystemFailure) {
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw SystemFailure(path) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw SystemFailure(path) }
  }

  /// Whether two paths lead to the same file or folder.
  package static func isSame(_ one: String, _ other: String) -> Bool {
    FileIdentity(one).map { $0 == FileIdentity(other) } ?? false
  }

  /// Makes a folder and those above it; returns when they are on the disk.
  package static func makeFolder(_ path: String) throws(SystemFailure) {
    if isFolder(path) { return }
    let slash = path.lastIndex(of: "/")
    if let slash, slash != path.startIndex { try makeFolder(String(path[..<slash])) }
    guard mkdir(path, 0o755) == 0 || (errno == EEXIST && isFolder(path)) else { throw SystemFailure(path) }
    // Without it, a power cut could take everything in the folder away. Best effort: a folder above may be unreadable.
    try? syncFolder(slash.map { String(path[...$0]) } ?? ".")
  }

  package static func exists(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0
  }

  package static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted; none where there is no such folder.
  package static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
