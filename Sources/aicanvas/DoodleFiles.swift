import Foundation
import Pictures

/// The doodle files that a user names.
enum DoodleFiles {
  /// Doodles by the name of their file; of a folder, all files in it that end in `.ndjson`.
  static func read(_ paths: [String]) throws -> [(name: String, doodles: [[Stroke]])] {
    try paths.flatMap { path -> [(name: String, doodles: [[Stroke]])] in
      var files = [path]
      if PictureFolder.isFolder(path) {
        files = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
          .filter { $0.hasSuffix(".ndjson") }.map { "\(path)/\($0)" }
        guard !files.isEmpty else {
          throw PictureError.unreadable(path: path, reason: "the folder holds no .ndjson files")
        }
      }
      return try files.map { (PictureFolder.stem(of: $0), try QuickDraw.read($0).map(\.strokes)) }
    }
  }
}
