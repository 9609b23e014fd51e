import CZip
import Glibc

/// Reads a ZIP archive that may come from anywhere: sizes are checked before memory is taken.
package final class ZipReader {
  package struct Entry: Sendable {
    let index: UInt64
    package let name: String
    /// Bytes that the archive promises.
    package let size: UInt64
    /// Whether it stands in the archive as it is, neither compressed nor encrypted.
    package let isStored: Bool
  }

  private let path: String
  private let archive: OpaquePointer
  package let entries: [Entry]
  /// Bytes of the archive itself.
  package let size: UInt64

  /// More entries than any gallery has files.
  private static let mostEntries: Int64 = 500_000

  package init(path: String) throws(ArchiveError) {
    // libzip would wait for ever at a pipe.
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      throw ArchiveError(path: path, reason: SystemFailure(path).reason)
    }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw ArchiveError(path: path, reason: "it is not a file") }
    size = UInt64(facts.st_size)
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      defer { zip_error_fini(&error) }
      throw ArchiveError(path: path, reason: String(cString: zip_error_strerror(&error)))
    }
    self.path = path
    self.archive = archive
    entries = (0..<min(max(0, zip_get_num_entries(archive, 0)), Self.mostEntries)).compactMap { index in
      var facts = zip_stat_t()
      zip_stat_init(&facts)
      let wanted = zip_uint64_t(ZIP_STAT_NAME | ZIP_STAT_SIZE)
      guard zip_stat_index(archive, zip_uint64_t(index), 0, &facts) == 0, facts.valid & wanted == wanted,
        let name = facts.name.flatMap({ String(validatingCString: $0) })
      else { return nil }
      let known = facts.valid & zip_uint64_t(ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD)
      let isStored =
        known == zip_uint64_t(ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD)
        && Int32(facts.comp_method) == ZIP_CM_STORE && facts.encryption_method == 0
      return Entry(index: zip_uint64_t(index), name: name, size: facts.size, isStored: isStored)
    }
  }

  deinit { zip_discard(archive) }

  /// An entry's bytes; libzip compares their checksum.
  package func read(_ entry: Entry, limit: Int = 256 << 20) throws(ArchiveError) -> [UInt8] {
    guard entry.size <= UInt64(limit) else {
      throw ArchiveError(path: path, reason: "\(entry.name) in it is too large")
    }
    guard let file = zip_fopen_index(archive, entry.index, 0) else {
      throw ArchiveError(path: path, reason: "\(entry.name) in it cannot be opened")
    }
    defer { zip_fclose(file) }
    let size = Int(entry.size)
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      count = 0
      // One byte more than promised: reading up to the end is what makes libzip compare the checksum.
      while isWhole, let start = buffer.baseAddress {
        let got = zip_fread(file, start + count, zip_uint64_t(size + 1 - count))
        if got == 0 { break }
        isWhole = got > 0 && count + Int(got) <= size
        if isWhole { count += Int(got) }
      }
      isWhole = isWhole && count == size
    }
    guard isWhole else { throw ArchiveError(path: path, reason: "\(entry.name) in it is damaged") }
    return bytes
  }
}
