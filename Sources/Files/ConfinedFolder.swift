import Glibc

/// A folder that others may write into, too, such as a class's: whatever is in it is reached step by step from the
/// folder itself (`openat`), and no symbolic link is followed, neither on the way nor at its end.
///
/// What is made in it has the folder's own permissions and group, whatever the process's umask: what the folder's group
/// may use, it may use in there, too, and nobody else. Names are paths from the folder on, such as
/// `pictures/panda.png`; the folder's own path may lead through links, since a person chose it.
package struct ConfinedFolder: Hashable, Sendable {
  package let path: String

  package init(_ path: String) {
    self.path = path
  }

  // MARK: - Reading

  /// The whole file. Fails with `ELOOP` for a link, with `EINVAL` for what is no ordinary file, with `EFBIG` beyond the
  /// limit.
  package func read(_ name: String, limit: Int = 64 << 20) throws(SystemFailure) -> [UInt8] {
    let file = try open(name)
    defer { close(file) }
    return try SystemFile.readAll(file, path + "/" + name, limit: limit)
  }

  /// Opens a file for reading. The descriptor is the caller's to close.
  package func open(_ name: String) throws(SystemFailure) -> Int32 {
    // Without blocking, so that a pipe under the name gives an error instead of waiting for ever.
    try within(name) { (folder, last) throws(SystemFailure) in
      try opened(openat(folder, last, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), name)
    }
  }

  /// What a name stands for; nil where nothing does.
  package enum Kind: Hashable, Sendable { case file, folder, link, other }

  package func kind(_ name: String) -> Kind? {
    facts(name).map { facts in
      switch facts.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    }
  }

  /// Whether the name is taken, by whatever.
  package func exists(_ name: String) -> Bool { kind(name) != nil }

  /// When a file was last changed, in seconds since 1970; nil where there is none.
  package func modified(_ name: String) -> Int? { facts(name)?.st_mtim.tv_sec }

  /// The names in a folder of it, or in itself for an empty name, sorted; none where there is no such folder. Names that
  /// are not UTF-8 are left out.
  package func names(in folder: String = "") -> [String] {
    guard let descriptor = try? descend(folder.split(separator: "/").map(String.init)) else { return [] }
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      return []
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      if let name, name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  // MARK: - Writing

  /// Opens a new file for reading and appending; fails if the name is taken.
  package func create(_ name: String) throws(SystemFailure) -> Int32 {
    try within(name) { (folder, last) throws(SystemFailure) in
      let file = try opened(
        openat(folder, last, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600), name)
      adopt(file)
      return file
    }
  }

  /// Opens a file for reading and writing and makes it if need be. A link of that name is removed first.
  func openOrCreate(_ name: String) throws(SystemFailure) -> Int32 {
    try within(name) { (folder, last) throws(SystemFailure) in
      var retries = 3
      while true {
        let made = openat(folder, last, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        if made >= 0 {
          adopt(made)
          return made
        }
        guard errno == EEXIST else { throw SystemFailure(path + "/" + name) }
        let found = openat(folder, last, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        if found >= 0 { return found }
        // A lock can be had on a file that may only be read.
        if errno == EACCES {
          return try opened(openat(folder, last, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), name)
        }
        guard errno == ELOOP || errno == ENOENT, retries > 0 else { throw SystemFailure(path + "/" + name) }
        if errno == ELOOP { unlinkat(folder, last, 0) }
        retries -= 1
      }
    }
  }

  /// Makes a folder and those above it, up to this one; returns when they are on the disk.
  package func makeFolder(_ name: String) throws(SystemFailure) {
    let parts = name.split(separator: "/").map(String.init)
    for count in 1...max(parts.count, 1) where count <= parts.count {
      let part = parts[..<count].joined(separator: "/")
      if kind(part) == .folder { continue }
      try within(part) { (folder, last) throws(SystemFailure) in
        guard mkdirat(folder, last, 0o700) == 0 || errno == EEXIST else { throw SystemFailure(path + "/" + part) }
        let made = try opened(openat(folder, last, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), part)
        adopt(made)
        close(made)
        try SystemFile.syncFolder(folder, path + "/" + part)
      }
    }
  }

  /// Renames a file; returns when the new name is on the disk, and the old one is not.
  package func rename(_ old: String, to new: String) throws(SystemFailure) {
    try within(old) { (from, oldLast) throws(SystemFailure) in
      try within(new) { (to, newLast) throws(SystemFailure) in
        guard renameat(from, oldLast, to, newLast) == 0 else { throw SystemFailure(path + "/" + new) }
        try SystemFile.syncFolder(to, path + "/" + new)
        try SystemFile.syncFolder(from, path + "/" + old)
      }
    }
  }

  /// Removes a file or a link; one that is gone already is no failure. See ``syncNames(in:)``.
  package func remove(_ name: String) throws(SystemFailure) {
    do throws(SystemFailure) {
      try within(name) { (folder, last) throws(SystemFailure) in
        guard unlinkat(folder, last, 0) == 0 else { throw SystemFailure(path + "/" + name) }
      }
    } catch {
      guard error.code == ENOENT else { throw error }
    }
  }

  /// Makes names that were created or removed in a folder of it last through a power cut.
  package func syncNames(in folder: String) throws(SystemFailure) {
    let descriptor = try descend(folder.split(separator: "/").map(String.init))
    defer { close(descriptor) }
    try SystemFile.syncFolder(descriptor, path + "/" + folder)
  }

  /// Returns when a file's bytes are on the disk.
  package func sync(_ name: String) throws(SystemFailure) {
    let file = try open(name)
    defer { close(file) }
    guard fsync(file) == 0 else { throw SystemFailure(path + "/" + name) }
  }

  /// Gives the folder's permissions to what is in it already; only the owner of a file can, and nothing else happens
  /// otherwise.
  package func share(_ name: String) {
    guard let file = try? open(name) else { return }
    defer { close(file) }
    adopt(file)
  }

  // MARK: - The way there

  /// Calls `body` with the folder that holds a name, and with the name's last part.
  func within<Result>(
    _ name: String, _ body: (_ folder: Int32, _ last: String) throws(SystemFailure) -> Result
  ) throws(SystemFailure) -> Result {
    var parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let last = parts.popLast(), !["", ".", ".."].contains(last), !last.utf8.contains(0) else {
      throw SystemFailure(path + "/" + name, code: EINVAL)
    }
    let folder = try descend(parts)
    defer { close(folder) }
    return try body(folder, last)
  }

  /// Opens the folder at the end of a way of folders.
  private func descend(_ parts: [String]) throws(SystemFailure) -> Int32 {
    var folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw SystemFailure(path) }
    for part in parts {
      guard !["", ".", ".."].contains(part) else {
        close(folder)
        throw SystemFailure(path + "/" + part, code: EINVAL)
      }
      let next = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let failure = SystemFailure(path + "/" + part)
      close(folder)
      guard next >= 0 else { throw failure }
      folder = next
    }
    return folder
  }

  private func facts(_ name: String) -> stat? {
    try? within(name) { (folder, last) throws(SystemFailure) in
      var facts = stat()
      guard fstatat(folder, last, &facts, AT_SYMLINK_NOFOLLOW) == 0 else { throw SystemFailure(path + "/" + name) }
      return facts
    }
  }

  private func opened(_ descriptor: Int32, _ name: String) throws(SystemFailure) -> Int32 {
    guard descriptor >= 0 else { throw SystemFailure(path + "/" + name) }
    return descriptor
  }

  /// Gives an open file or folder this folder's group and permissions, as far as the process may.
  func adopt(_ descriptor: Int32) {
    var own = stat()
    var facts = stat()
    guard stat(path, &own) == 0, fstat(descriptor, &facts) == 0 else { return }
    // Who owns the folder's group but not the folder would else leave files that only their maker can use.
    if own.st_mode & S_IWGRP != 0, facts.st_gid != own.st_gid { fchown(descriptor, uid_t.max, own.st_gid) }
    let wanted =
      facts.st_mode & S_IFMT == S_IFDIR ? own.st_mode & 0o2777 | 0o700 : own.st_mode & 0o666 | 0o600
    if facts.st_mode & 0o2777 != wanted { fchmod(descriptor, wanted) }
  }
}
