import Glibc
import Synchronization

/// Pixels in shared memory, for a terminal on the same machine. Whoever reads them removes the name.
enum SharedMemory {
  private static let count = Mutex(0)
  /// The latest names: what a terminal never fetched is removed before the program ends.
  private static let names = Mutex<[String]>([])
  /// More are never on their way at once.
  private static let remembered = 256

  /// Puts bytes there and returns the name, which no other process uses; nil where the system has no room.
  static func make(_ bytes: ArraySlice<UInt8>) -> String? {
    let number = count.withLock { count in
      count += 1
      return count
    }
    let name = "/aicanvas-\(getpid())-\(number)"
    let file = shm_open(name, O_CREAT | O_EXCL | O_WRONLY, 0o600)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let isComplete = bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { return false }
      }
      return true
    }
    guard isComplete else {
      shm_unlink(name)
      return nil
    }
    names.withLock { names in
      names.append(name)
      if names.count > remembered { shm_unlink(names.removeFirst()) }
    }
    return name
  }

  /// Removes what was not fetched.
  static func removeAll() {
    for name in names.withLock({ names in
      defer { names = [] }
      return names
    }) { shm_unlink(name) }
  }
}
