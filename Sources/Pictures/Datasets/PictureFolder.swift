import Foundation

/// The picture files of a folder.
package enum PictureFolder {
  /// Endings of files that are meant to be pictures; other files in a folder are left alone without a word.
  private static let endings: Set<String> = [
    "png", "jpg", "jpeg", "jpe", "gif", "bmp", "webp", "tif", "tiff", "ppm", "pgm", "pnm", "svg", "avif", "heic",
    "heif", "ico", "tga", "xpm", "jxl",
  ]

  /// Full paths, sorted; hidden files are left out.
  ///
  /// - Parameter isDeep: look in folders within, too.
  package static func files(in folder: String, isDeep: Bool = false) throws(PictureError) -> [String] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw .unreadable(path: folder, reason: "there is no such folder")
    }
    guard isFolder else { throw .unreadable(path: folder, reason: "it is not a folder") }
    guard let names = isDeep ? deepNames(in: folder) : try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { throw .unreadable(path: folder, reason: "the folder cannot be listed") }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    return names.filter { path in
      let name = Self.name(of: path)
      guard !name.hasPrefix("."), let dot = name.lastIndex(of: ".") else { return false }
      return endings.contains(name[name.index(after: dot)...].lowercased())
    }.sorted().map { base + $0 }
  }

  /// Paths below a folder, hidden folders left out.
  private static func deepNames(in folder: String) -> [String]? {
    guard let walk = FileManager.default.enumerator(atPath: folder) else { return nil }
    return walk.compactMap { $0 as? String }.filter { !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
  }

  /// The last part of a path without its ending.
  package static func stem(of path: String) -> String {
    let name = name(of: path)
    return String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
  }

  package static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }
}
