import Files
import Foundation

/// Writes files of networks.
package enum CheckpointFile {
  /// Writes the file; a full disk or a killed program leaves the old one whole.
  package static func write(_ bytes: Data, to path: String) throws(CheckpointError) {
    do throws(SystemFailure) {
      var file = try AtomicFile(at: path)
      // `withUnsafeBytes` would forget the type of the error.
      try bytes.withUnsafeBytes { bytes in
        Result { () throws(SystemFailure) in try file.write(bytes) }
      }.get()
      try file.commit()
    } catch {
      throw CheckpointError(path, .file, "cannot be written: \(error.reason)")
    }
  }
}
