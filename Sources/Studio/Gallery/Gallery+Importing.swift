import Files
import Foundation
import Pictures

/// The outcome of an import.
package struct ImportReport: Hashable, Sendable {
  package var added = 0
  /// Pictures that the gallery already had.
  package var known = 0
  /// Files that are not readable pictures.
  package var unreadable: [String] = []

  package init(added: Int = 0, known: Int = 0, unreadable: [String] = []) {
    self.added = added
    self.known = known
    self.unreadable = unreadable
  }
}

extension Gallery {
  /// Imports pictures from a backup or an exported archive, from another gallery or an exported page, or from a folder
  /// of PNG files. Pictures that the gallery already has are skipped; nothing in it is changed.
  ///
  /// - Parameter progress: called with the number of pictures looked at so far and in all.
  package func importPictures(
    from path: String, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(ImportError) -> ImportReport {
    guard !isReadOnly else { throw .gallery(.readOnly(path: self.path)) }
    try ImportSource.check(path)
    // On the gallery's own disk, so that a full disk shows before anything is imported.
    let name = "\(GalleryFolder.deskPrefix)\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    let desk = self.path + "/" + name
    defer { try? FileManager.default.removeItem(atPath: desk) }
    do {
      try folder.files.makeFolder(name)
      let source = try ImportSource(path, desk: desk, gallery: self.path)
      guard !source.files.isEmpty else { throw ImportError.noPictures(path: path) }
      var known = Set(try creations(inTrash: nil).map(ImportKey.init))
      var report = ImportReport()
      for (done, (file, place)) in source.files.enumerated() {
        progress(done, source.files.count)
        guard let found = source.creation(file, place) else {
          report.unreadable.append(file)
          continue
        }
        let isKnown = try found.identity.map { try index.creation(identity: $0) != nil } ?? false
        guard !isKnown, known.insert(ImportKey(found)).inserted else {
          report.known += 1
          continue
        }
        try takeIn(found, from: source.folder)
        report.added += 1
      }
      try rememberEmptied(of: source.folder)
      progress(source.files.count, source.files.count)
      return report
    } catch {
      switch error {
      case let error as ImportError: throw error
      case let error as ArchiveError: throw .unreadable(path: path, reason: error.reason)
      default: throw .gallery(GalleryError(error, writing: folder.index, gallery: self.path))
      }
    }
  }

  /// Throws unless there is something to import under a path, so that no gallery need be opened or made for nothing.
  package static func checkImport(from path: String) throws(ImportError) { try ImportSource.check(path) }

  private func takeIn(_ creation: Creation, from source: GalleryFolder) throws {
    let picture = try source.read(source.picture(creation.file, creation.place))
    let kept = try? source.read(source.sketch(creation.file, creation.place))
    let sketch = try kept ?? creation.sketchPNG()
    _ = try changing { () throws in
      let file = folder.freeName(created: creation.created, domain: creation.domain)
      try folder.add(file, picture: picture, sketch: sketch)
      do {
        var hanging = creation
        hanging.trashed = nil
        hanging.file = file
        let added = try index.insert(hanging)
        if hanging.isFavourite {
          var memory = GalleryMemory(in: folder)
          memory.favourites.insert(file)
          try memory.write(in: folder)
        }
        guard let trashed = creation.trashed else { return added }
        try folder.move(file, from: .hanging, to: .trash)
        try index.setTrashed(trashed, added.id)
        return added
      } catch {
        folder.remove(file, .hanging)
        throw error
      }
    }
  }
}

extension Gallery {
  /// Pictures that the other gallery deleted for good count for their artists here, too.
  private func rememberEmptied(of source: GalleryFolder) throws {
    let emptied = GalleryMemory(in: source).emptied
    guard !emptied.isEmpty else { return }
    try changing { () throws in
      var memory = GalleryMemory(in: folder)
      let known = Set(memory.emptied.map(\.created))
      memory.emptied += emptied.filter { !known.contains($0.created) }
      try memory.write(in: folder)
    }
  }
}

/// Identifies a creation across galleries: the moment, to the millisecond, domain, artist and number of strokes.
private struct ImportKey: Hashable {
  let milliseconds: Int
  let domain: String
  let artist: Artist
  let strokeCount: Int

  init(_ creation: Creation) {
    milliseconds = Int((creation.created.timeIntervalSince1970 * 1000).rounded())
    domain = creation.domain
    artist = creation.artist
    strokeCount = creation.strokeCount
  }
}
