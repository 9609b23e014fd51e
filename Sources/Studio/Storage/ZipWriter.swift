import CZip
import Files
import Glibc

/// A ZIP archive that appears complete under its name, or not at all (libzip writes beside it and renames).
///
/// Nothing is compressed: the pictures are already. Files are read when the archive is finished, one at a time, and
/// through their ``ConfinedFolder``, so that a link in it leads nowhere.
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

  func add(_ file: String, of folder: ConfinedFolder, as name: String) throws {
    guard let archive else { return }
    let context = Unmanaged.passRetained(ConfinedSource(file, folder))
    guard let source = zip_source_function(archive, ConfinedSource.respond, context.toOpaque()) else {
      context.release()
      throw failure(archive)
    }
    try add(source, name, archive)
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

/// A file as libzip reads it, with calls (`zip_source_function(3)`).
private final class ConfinedSource {
  private let name: String
  private let folder: ConfinedFolder
  private var file: Int32 = -1
  private var error = zip_error_t()

  init(_ name: String, _ folder: ConfinedFolder) {
    self.name = name
    self.folder = folder
    zip_error_init(&error)
  }

  deinit {
    if file >= 0 { close(file) }
    zip_error_fini(&error)
  }

  static let respond: zip_source_callback = { context, data, length, command in
    guard let context else { return -1 }
    let source = Unmanaged<ConfinedSource>.fromOpaque(context)
    if command == ZIP_SOURCE_FREE {
      source.release()
      return 0
    }
    return source.takeUnretainedValue().respond(data, length, command)
  }

  private func respond(_ data: UnsafeMutableRawPointer?, _ length: UInt64, _ command: zip_source_cmd_t) -> Int64 {
    switch command {
    case ZIP_SOURCE_OPEN:
      do {
        file = try folder.open(name)
        return 0
      } catch {
        return fail(ZIP_ER_OPEN, error.code)
      }
    case ZIP_SOURCE_READ:
      let got = read(file, data, Int(length))
      return got < 0 ? fail(ZIP_ER_READ, errno) : Int64(got)
    case ZIP_SOURCE_CLOSE:
      if file >= 0 { close(file) }
      file = -1
      return 0
    case ZIP_SOURCE_STAT:
      guard let facts = data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
      zip_stat_init(facts)
      let found: Int32
      do {
        found = try folder.open(name)
      } catch {
        return fail(ZIP_ER_OPEN, error.code)
      }
      defer { close(found) }
      var status = stat()
      guard fstat(found, &status) == 0 else { return fail(ZIP_ER_READ, errno) }
      facts.pointee.size = zip_uint64_t(status.st_size)
      facts.pointee.mtime = status.st_mtim.tv_sec
      facts.pointee.valid = zip_uint64_t(ZIP_STAT_SIZE | ZIP_STAT_MTIME)
      return Int64(MemoryLayout<zip_stat_t>.size)
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&error, data, length)
    case ZIP_SOURCE_SUPPORTS:
      return [ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE]
        .reduce(0) { $0 | 1 << Int64($1.rawValue) }
    default: return fail(ZIP_ER_OPNOTSUPP, 0)
    }
  }

  private func fail(_ code: Int32, _ system: Int32) -> Int64 {
    zip_error_set(&error, code, system)
    return -1
  }
}
