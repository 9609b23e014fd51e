import Foundation

/// Tells checkpoints apart in the gallery's records.
package enum CheckpointDigest {
  /// Eight hexadecimal digits: the CRC-32 of the file; nil where it cannot be read.
  package static func of(fileAt path: String) -> String? {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else { return nil }
    return data.withUnsafeBytes { CRC32.hexadecimal($0) }
  }
}
