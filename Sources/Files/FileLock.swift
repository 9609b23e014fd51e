import Glibc

/// A lock between processes on an open file (`flock`); the system lets go of it when the process ends, however it ends.
package struct FileLock: ~Copyable {
  package let descriptor: Int32

  /// Locks the file at a path, which is created if need be; waits up to ten seconds for others to let go of it.
  package init(waitingFor path: String) throws(SystemFailure) {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw SystemFailure(path) }
    var attempts = 500
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      let failure = SystemFailure(path)
      guard failure.code == EWOULDBLOCK || failure.code == EINTR, attempts > 0 else {
        close(file)
        throw failure
      }
      attempts -= 1
      usleep(20_000)
    }
    descriptor = file
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
