import Glibc

/// A lock between processes on an open file (`flock`); the system lets go of it when the process ends, however it ends.
package struct FileLock: ~Copyable {
  package let descriptor: Int32

  /// Locks a file of a folder that others may write into, too; it is made if need be. Fails with `EWOULDBLOCK` where
  /// somebody else does not let go of it in time, such as a process that was stopped.
  ///
  /// - Parameter seconds: how long to wait for others.
  package init(_ name: String, in folder: ConfinedFolder, seconds: Double) throws(SystemFailure) {
    var waits = Int(seconds * 50)
    while true {
      let file = try folder.openOrCreate(name)
      let isLocked = flock(file, LOCK_EX | LOCK_NB) == 0
      let failure = SystemFailure(folder.path + "/" + name)
      // Whoever removes the file while it is locked must not let two in.
      if isLocked, Self.isStillNamed(file, name, folder) {
        descriptor = file
        return
      }
      close(file)
      guard isLocked || failure.code == EWOULDBLOCK || failure.code == EINTR, waits > 0 else {
        throw isLocked ? SystemFailure(failure.path, code: EWOULDBLOCK) : failure
      }
      waits -= 1
      usleep(20_000)
    }
  }

  private static func isStillNamed(_ file: Int32, _ name: String, _ folder: ConfinedFolder) -> Bool {
    var opened = stat()
    var named = stat()
    return fstat(file, &opened) == 0 && opened.st_mode & S_IFMT == S_IFREG
      && lstat(folder.path + "/" + name, &named) == 0 && opened.st_ino == named.st_ino
      && opened.st_dev == named.st_dev
  }

  /// Locks an existing file; nil where somebody else holds it, or where the name was given to another file meanwhile.
  package init?(ifFree path: String) {
    let file = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    var opened = stat()
    var named = stat()
    guard flock(file, LOCK_EX | LOCK_NB) == 0, fstat(file, &opened) == 0, stat(path, &named) == 0,
      opened.st_ino == named.st_ino, opened.st_dev == named.st_dev
    else {
      close(file)
      return nil
    }
    descriptor = file
  }

  /// Locks a file that this process has just created and opened; closes it on failure.
  package init(owning file: Int32, path: String) throws(SystemFailure) {
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let failure = SystemFailure(path)
      close(file)
      throw failure
    }
    descriptor = file
  }

  deinit {
    close(descriptor)
  }
}
