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
    var root = Self.absolute(path)
    if SystemFile.isFolder(root) {
      guard !SystemFile.isSame(root, gallery) else { throw ImportError.sameFolder(path: path) }
    } else {
      try Self.unpack(root, into: desk + "/unpacked")
      root = desk + "/unpacked"
    }
    folder = Self.folder(root)
    files = Self.pictures(of: folder)
    guard !folder.isBare, folder.files.kind(GalleryFolder.indexFile) == .file else { return }
    // The index knows more than the files, when a picture was trashed for instance. Opening it could write to it, so a
    // copy is read.
    let copy = desk + "/index.sqlite"
    let name = GalleryFolder.indexFile
    for ending in ["", "-wal", "-journal"] where folder.files.kind(name + ending) == .file {
      try AtomicFile.write(try folder.files.read(name + ending, limit: Self.largestIndex), to: copy + ending)
    }
    guard let index = try? GalleryIndex(path: copy, use: .shared),
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
      let bytes = try? folder.read(folder.picture(file, place)), PNGMetadata.isWhole(bytes)
    {
      return known
    }
    return Creation(file, place, in: folder)
  }

  /// Throws unless there is something to take in; nothing is written.
  static func check(_ path: String) throws(ImportError) {
    let root = absolute(path)
    guard SystemFile.exists(root) else { throw .unreadable(path: path, reason: "there is no such file") }
    if SystemFile.isFolder(root) {
      guard !pictures(of: folder(root)).isEmpty else { throw .noPictures(path: path) }
      return
    }
    let archive: ZipReader
    do throws(ArchiveError) {
      archive = try ZipReader(path: root)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    guard archive.entries.contains(where: { place(of: $0.name) != nil }) else { throw .noPictures(path: path) }
  }

  private static func absolute(_ path: String) -> String {
    var root = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    while root.count > 1 && root.hasSuffix("/") { root.removeLast() }
    return root
  }

  /// A folder without the gallery's own folders may hold the pictures themselves.
  private static func folder(_ root: String) -> GalleryFolder {
    let isGallery = SystemFile.isFolder(root + "/pictures") || SystemFile.isFolder(root + "/trash/pictures")
    return GalleryFolder(root: root, isBare: !isGallery)
  }

  private static func pictures(of folder: GalleryFolder) -> [(file: String, place: GalleryFolder.Place)] {
    GalleryFolder.Place.allCases.flatMap { place in
      folder.isBare && place == .trash ? [] : folder.pngFiles(in: folder.pictures(place)).map { ($0, place) }
    }
  }

  /// The gallery's folder for an archive's entry; nil where the name is none of a picture or sketch.
  private static func place(of name: String) -> String? {
    guard let slash = name.lastIndex(of: "/") else { return nil }
    let file = String(name[name.index(after: slash)...])
    let place = String(name[..<slash])
    let places = GalleryFolder.Place.allCases.flatMap {
      [GalleryFolder.pictureFolder($0), GalleryFolder.sketchFolder($0)]
    }
    return GalleryFolder.isProper(file) && file.lowercased().hasSuffix(".png") && places.contains(place) ? place : nil
  }

  private static let largestIndex = 256 << 20
  /// What an archive may unpack to, beyond a multiple of its own size: pictures hardly shrink in an archive, and an
  /// index to a fifth.
  private static let freeUnpacking: UInt64 = 64 << 20

  /// Unpacks the pictures, sketches and the index of an archive; ignores names that no gallery has.
  private static func unpack(_ path: String, into root: String) throws {
    let archive = try ZipReader(path: path)
    let extras = [GalleryFolder.indexFile, GalleryFolder.memoryFile]
    let wanted = archive.entries.filter { place(of: $0.name) != nil || extras.contains($0.name) }
    var sum: UInt64 = 0
    for entry in wanted {
      let (more, overflow) = sum.addingReportingOverflow(entry.size)
      sum = overflow ? .max : more
    }
    guard sum <= freeUnpacking + 4 * archive.size else {
      throw ArchiveError(path: path, reason: "it would unpack to \(sum >> 20) MB, far more than pictures do")
    }
    try SystemFile.makeFolder(root)
    let folder = ConfinedFolder(root)
    for entry in wanted {
      let place = place(of: entry.name)
      if let place { try folder.makeFolder(place) }
      guard !folder.exists(entry.name) else { continue }
      let bytes = try archive.read(entry, limit: place == nil ? largestIndex : GalleryFolder.largestFile)
      let descriptor = try folder.create(entry.name)
      defer { close(descriptor) }
      try SystemFile.writeAll(bytes, to: descriptor, entry.name)
    }
  }
}
