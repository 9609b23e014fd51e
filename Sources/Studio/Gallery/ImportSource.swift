import Files
import Foundation
import Pictures

/// A folder of pictures to import, and what is known about them.
struct ImportSource {
  let folder: GalleryFolder
  /// Pictures in the order of their names.
  let files: [(file: String, place: GalleryFolder.Place)]
  private var listed: [String: Creation] = [:]

  /// - Parameter desk: an empty folder to unpack archives into.
  init(_ path: String, desk: String, gallery: String) throws {
    guard SystemFile.exists(path) else { throw ImportError.unreadable(path: path, reason: "there is no such file") }
    var root = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    while root.count > 1 && root.hasSuffix("/") { root.removeLast() }
    if SystemFile.isFolder(root) {
      guard !SystemFile.isSame(root, gallery) else { throw ImportError.sameFolder(path: path) }
    } else {
      try Self.unpack(root, into: desk + "/unpacked")
      root = desk + "/unpacked"
    }
    // A folder without the gallery's own folders may hold the pictures themselves.
    let isGallery = SystemFile.isFolder(root + "/pictures") || SystemFile.isFolder(root + "/trash/pictures")
    folder = GalleryFolder(root: root, isBare: !isGallery)
    files = GalleryFolder.Place.allCases.flatMap { [folder] place in
      isGallery || place == .hanging ? folder.pngFiles(in: folder.pictures(place)).map { ($0, place) } : []
    }
    // The index knows more than the files, when a picture was trashed for instance. Opening it could write to it, so a
    // copy is read.
    guard isGallery, SystemFile.exists(folder.index) else { return }
    let copy = desk + "/index.sqlite"
    for ending in ["", "-wal"] where SystemFile.exists(folder.index + ending) {
      try AtomicFile.write(try SystemFile.read(folder.index + ending, limit: 1 << 30), to: copy + ending)
    }
    guard let index = try? GalleryIndex(path: copy, use: .local),
      let creations = try? index.creations(GalleryFilter(inTrash: nil), offset: 0, limit: .max)
    else { return }
    for var creation in creations {
      guard let strokes = try? index.strokes(creation.id) else { continue }
      creation.strokes = strokes
      listed[creation.file] = creation
    }
    try? index.close()
  }

  /// What is known about a picture; nil if it cannot be read.
  func creation(_ file: String, _ place: GalleryFolder.Place) -> Creation? {
    if let known = listed[file], known.place == place,
      let bytes = try? SystemFile.read(folder.picture(file, place)), PNGMetadata.isWhole(bytes)
    {
      return known
    }
    return Creation(file, place, in: folder)
  }

  /// Unpacks the pictures, sketches and the index of an archive; ignores names that no gallery has.
  private static func unpack(_ path: String, into folder: String) throws {
    let archive = try ZipReader(path: path)
    let places = GalleryFolder.Place.allCases.flatMap {
      [GalleryFolder.pictureFolder($0), GalleryFolder.sketchFolder($0)]
    }
    for place in places { try SystemFile.makeFolder(folder + "/" + place) }
    for entry in archive.entries {
      let slash = entry.name.lastIndex(of: "/")
      let file = slash.map { String(entry.name[entry.name.index(after: $0)...]) } ?? entry.name
      let place = slash.map { String(entry.name[..<$0]) }
      guard !file.isEmpty, !file.hasPrefix("."), file.utf8.count < 200 else { continue }
      let isPicture = place.map(places.contains) ?? false && file.lowercased().hasSuffix(".png")
      guard isPicture || ["gallery.sqlite", "memory.json"].contains(entry.name) else { continue }
      let target = folder + "/" + entry.name
      guard !SystemFile.exists(target) else { continue }
      let bytes = try archive.read(entry, limit: isPicture ? 256 << 20 : 1 << 30)
      let descriptor = try SystemFile.create(target)
      defer { close(descriptor) }
      try SystemFile.writeAll(bytes, to: descriptor, target)
    }
  }
}
