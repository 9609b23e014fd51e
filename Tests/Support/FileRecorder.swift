import CFileRecorder
import Foundation
import Synchronization

/// One thing that was done to the files of a folder. Paths are from the folder on; the folder itself is empty.
package enum FileOperation: Hashable, Sendable {
  case create(String)
  case write(String, offset: Int, [UInt8])
  case truncate(String, size: Int)
  case makeFolder(String)
  case rename(String, to: String)
  case link(String, to: String)
  case remove(String)
  /// A file's bytes are on the disk, or a folder's names.
  case sync(String)
}

/// Records what this process does to the files of a folder, whichever library does it: SQLite's own journal included.
package enum FileRecorder {
  /// False in builds for a sanitizer.
  package static var works: Bool { aicanvas_file_recorder_works() }

  private struct State {
    var folder = ""
    var operations: [FileOperation] = []
  }

  private static let state = Mutex(State())
  /// One recording at a time.
  private static let turn = NSLock()

  /// How many operations the recording has so far.
  package static var count: Int { state.withLock { $0.operations.count } }

  /// What `body` does to the files under a folder.
  package static func record(_ folder: String, _ body: () throws -> Void) throws -> [FileOperation] {
    guard let real = realpath(folder, nil) else { throw CocoaError(.fileNoSuchFile) }
    defer { free(real) }
    turn.lock()
    defer { turn.unlock() }
    state.withLock { $0 = State(folder: String(cString: real)) }
    aicanvas_file_recorder_begin(real) { kind, path, other, offset, bytes, count in
      FileRecorder.note(kind, path, other, Int(offset), UnsafeRawBufferPointer(start: bytes, count: count))
    }
    defer { aicanvas_file_recorder_end() }
    try body()
    return state.withLock { $0.operations }
  }

  private static func note(
    _ kind: aicanvas_file_operation, _ path: UnsafePointer<CChar>?, _ other: UnsafePointer<CChar>?, _ offset: Int,
    _ bytes: UnsafeRawBufferPointer
  ) {
    state.withLock { state in
      func inside(_ path: UnsafePointer<CChar>?) -> String {
        path.map { String(String(cString: $0).dropFirst(state.folder.count + 1)) } ?? ""
      }
      let name = inside(path)
      let operation: FileOperation =
        switch kind {
        case AICANVAS_FILE_CREATE: .create(name)
        case AICANVAS_FILE_WRITE: .write(name, offset: offset, Array(bytes))
        case AICANVAS_FILE_TRUNCATE: .truncate(name, size: offset)
        case AICANVAS_FILE_MAKE_FOLDER: .makeFolder(name)
        case AICANVAS_FILE_RENAME: .rename(name, to: inside(other))
        case AICANVAS_FILE_LINK: .link(name, to: inside(other))
        case AICANVAS_FILE_REMOVE: .remove(name)
        default: .sync(name)
        }
      state.operations.append(operation)
    }
  }
}
