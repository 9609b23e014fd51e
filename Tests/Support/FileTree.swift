import Foundation

/// What lies in a folder: whole files by their paths from the folder on, and the folders between.
package struct FileTree: Hashable, Sendable {
  package var files: [String: [UInt8]] = [:]
  package var folders: Set<String> = []

  package init() {}

  /// What lies in a folder now.
  package init(_ folder: String) throws {
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      var isFolder: ObjCBool = false
      FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
      if isFolder.boolValue {
        folders.insert(path)
      } else {
        files[path] = Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + path)))
      }
    }
  }

  /// Makes a folder of it.
  ///
  /// - Parameter rename: a path's other name there.
  package func write(to folder: String, rename: (String) -> String = { $0 }) throws {
    for path in [""] + folders.sorted() {
      try FileManager.default.createDirectory(atPath: folder + "/" + rename(path), withIntermediateDirectories: true)
    }
    for (path, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + rename(path))) }
  }
}
