import CZip
import Files

/// A ZIP archive that appears complete under its name, or not at all (libzip writes beside it and renames).
///
/// Nothing is compressed: the pictures are already. Files are read when the archive is finished, one at a time.
final class ZipWriter {
  private let path: String
  private var archive: OpaquePointer?
  /// What libzip reads in ``finish()``.
  private var buffers: [UnsafeMutablePointer<UInt8>] = []

  /// Begins an archive; one of that name is replaced.
  init(path: String) throws(ArchiveError) {
    self.path = path
    var code: Int32 = 0
    archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code)
    guard archive != nil else {
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      defer { zip_error_fini(&error) }
      throw ArchiveError(path: path, reason: String(cString: zip_error_strerror(&error)))
    }
  }

  deinit {
    if let archive { zip_discard(archive) }
    for buffer in buffers { buffer.deallocate() }
  }

  func add(fileAt file: String, as name: String) throws {
    guard let archive else { return }
    try add(zip_source_file(archive, file, 0, -1), name, archive)
  }

  func add(_ bytes: [UInt8], as name: String) throws {
    guard let archive else { return }
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    bytes.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { buffer.initialize(from: base, count: source.count) }
    }
    buffers.append(buffer)
    try add(zip_source_buffer(archive, buffer, zip_uint64_t(bytes.count), 0), name, archive)
  }

  /// Writes the archive and gives it its name.
  func finish() throws {
    guard let archive else { return }
    guard zip_close(archive) == 0 else { throw failure(archive) }
    self.archive = nil
  }

  private func add(_ source: OpaquePointer?, _ name: String, _ archive: OpaquePointer) throws {
    guard let source else { throw failure(archive) }
    let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      throw failure(archive)
    }
    zip_set_file_compression(archive, zip_uint64_t(index), ZIP_CM_STORE, 0)
  }

  /// What the system said where it said something, else what libzip says.
  private func failure(_ archive: OpaquePointer) -> any Error {
    guard let error = zip_get_error(archive) as UnsafeMutablePointer<zip_error_t>? else {
      return ArchiveError(path: path, reason: "unknown")
    }
    let code = zip_error_code_system(error)
    if code != 0 && zip_error_system_type(error) == ZIP_ET_SYS { return SystemFailure(path, code: code) }
    return ArchiveError(path: path, reason: String(cString: zip_error_strerror(error)))
  }
}
