import Files
import Foundation

/// A folder that appears under its name when it is complete, or not at all.
///
/// It grows as a hidden neighbour and is renamed at the end. Only an empty folder or an earlier export, of which every
/// file is known, gives way to it.
final class ExportFolder {
  let path: String
  private let unfinished: String
  private var files: [String] = []
  private var isFinished = false

  /// The list of an export's files, by which a later export knows what it may replace.
  private struct Contents: Codable {
    var files: [String]
  }

  private static let list = "aicanvas-export.json"

  init(_ path: String) throws {
    var path = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    self.path = path
    let (parent, name) = Self.split(path)
    unfinished = "\(parent)/.\(name).unfinished-\(getpid())"
    try Self.checkReplaceable(path)
    try SystemFile.makeFolder(parent)
    Self.removeTree(unfinished)
    try SystemFile.makeFolder(unfinished)
  }

  deinit {
    if !isFinished { Self.removeTree(unfinished) }
  }

  /// Where a file of the export grows; its name may begin with one folder.
  func place(for name: String) throws(SystemFailure) -> String {
    if let slash = name.lastIndex(of: "/") { try SystemFile.makeFolder(unfinished + "/" + name[..<slash]) }
    files.append(name)
    return unfinished + "/" + name
  }

  func write(_ bytes: [UInt8], to name: String) throws(SystemFailure) {
    let path = try place(for: name)
    let file = try SystemFile.create(path)
    defer { close(file) }
    try SystemFile.writeAll(bytes, to: file, path)
  }

  /// Gives the folder its name, once all its bytes are on the disk.
  func finish() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes]
    let list = [UInt8](try encoder.encode(Contents(files: files)))
    try write(list, to: Self.list)
    try syncDisk()
    try Self.checkReplaceable(path)
    if SystemFile.exists(path) {
      let (parent, name) = Self.split(path)
      let old = "\(parent)/.\(name).old-\(getpid())"
      try SystemFile.rename(path, to: old)
      do throws(SystemFailure) {
        try SystemFile.rename(unfinished, to: path)
      } catch {
        try SystemFile.rename(old, to: path)
        throw error
      }
      Self.removeTree(old)
    } else {
      try SystemFile.rename(unfinished, to: path)
    }
    isFinished = true
    try SystemFile.syncFolder(Self.split(path).parent)
  }

  /// Waits for all files at the end: the disk writes a thousand at once sooner than one after another.
  private func syncDisk() throws(SystemFailure) {
    for name in files { try SystemFile.sync(unfinished + "/" + name) }
    try SystemFile.syncFolder(unfinished)
  }

  private static func checkReplaceable(_ path: String) throws(ExportError) {
    guard SystemFile.exists(path) else { return }
    guard SystemFile.isFolder(path) else { throw .notAFolder(path: path) }
    let list = try? ConfinedFolder(path).read(Self.list)
    let contents = list.flatMap { try? JSONDecoder().decode(Contents.self, from: Data($0)) }
    let known = Set((contents?.files ?? []) + [Self.list])
    for name in SystemFile.names(in: path) {
      if SystemFile.isFolder(path + "/" + name) {
        for inner in SystemFile.names(in: path + "/" + name) where !known.contains(name + "/" + inner) {
          throw .foreignFiles(path: path, example: name + "/" + inner)
        }
        guard known.contains(where: { $0.hasPrefix(name + "/") }) else {
          throw .foreignFiles(path: path, example: name)
        }
      } else if !known.contains(name) {
        throw .foreignFiles(path: path, example: name)
      }
    }
  }

  private static func split(_ path: String) -> (parent: String, name: String) {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let parent = String(path[..<slash])
    return (parent.isEmpty ? "/" : parent, String(path[slash...].dropFirst()))
  }

  private static func removeTree(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }
}
