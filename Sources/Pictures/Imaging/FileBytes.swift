import Files
import Glibc

/// Whole files in and out, with the errors that pictures use.
package enum FileBytes {
  /// A file larger than this (in bytes) cannot be a sensible picture.
  private static let limit = 512 << 20

  package static func read(_ path: String) throws(PictureError) -> [UInt8] {
    // Opened without blocking, so that a pipe named as a picture gives an error instead of waiting for ever.
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable(path: path, reason: systemReason()) }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0 else { throw .unreadable(path: path, reason: systemReason()) }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "it is not an ordinary file")
    }
    guard facts.st_size <= limit else { throw .unreadable(path: path, reason: "it is larger than 512 MiB") }
    let size = Int(facts.st_size)
    var failure: String?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = 0
      while count < size, let start = buffer.baseAddress {
        let got = Glibc.read(file, start + count, size - count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = systemReason() }
        if got <= 0 { break }
        count += got
      }
    }
    if let failure { throw .unreadable(path: path, reason: failure) }
    return bytes
  }

  /// Nobody ever sees half a file.
  static func writeAtomically(_ bytes: [UInt8], to path: String) throws(PictureError) {
    do throws(SystemFailure) {
      // A picture whose name is lost in a power cut can be made again.
      try AtomicFile.write(bytes, to: path, syncingFolder: false)
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }

  private static func systemReason() -> String { String(cString: strerror(errno)) }
}
