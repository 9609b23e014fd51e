import Files
import Foundation
import Glibc

/// The picture files of a user's folder and of the folders within, the newest first.
///
/// Only names are read, so thousands take a moment. Bounded in every direction: a folder may hold a whole disk.
package struct PictureAlbum: Hashable, Sendable {
  package struct File: Hashable, Sendable {
    package let path: String
    /// The file's name without its ending, as it may be shown.
    package let title: String

    package init(path: String, title: String) {
      self.path = path
      self.title = title
    }
  }

  package let folder: String
  package let files: [File]

  package init(folder: String, files: [File]) {
    self.folder = folder
    self.files = files
  }

  /// Names that are looked at, pictures that are taken, and folders within folders.
  package static let mostNames = 40_000
  package static let mostFiles = 5_000
  private static let deepest = 4
  /// Of the kinds of picture that can be read.
  private static let endings: Set<String> = [
    "png", "jpg", "jpeg", "jpe", "gif", "bmp", "webp", "tif", "tiff", "ppm", "pgm", "pbm", "pnm",
  ]

  /// Lists a folder; one that cannot be read has no pictures. Hidden files and folders are left out, and links to folders
  /// are not followed.
  package init(listing folder: String) {
    var found: [(file: File, changed: timespec)] = []
    var looked = 0
    var folders = [(path: folder, depth: 0)]
    var next = 0
    // The nearest folders first, so that the bounds cut off what lies deepest.
    while next < folders.count, looked < Self.mostNames {
      let (path, depth) = folders[next]
      next += 1
      for name in SystemFile.names(in: path) where !name.hasPrefix(".") {
        looked += 1
        guard looked <= Self.mostNames else { break }
        let full = path + "/" + name
        var facts = stat()
        guard lstat(full, &facts) == 0 else { continue }
        let isLink = facts.st_mode & S_IFMT == S_IFLNK
        if isLink { guard stat(full, &facts) == 0 else { continue } }
        switch facts.st_mode & S_IFMT {
        case S_IFDIR where !isLink && depth < Self.deepest: folders.append((full, depth + 1))
        case S_IFREG:
          guard let dot = name.lastIndex(of: "."), dot != name.startIndex,
            Self.endings.contains(name[name.index(after: dot)...].lowercased())
          else { continue }
          found.append((File(path: full, title: name[..<dot].shown(atMost: 60)), facts.st_mtim))
        default: continue
        }
      }
    }
    found.sort { a, b in
      (b.changed.tv_sec, b.changed.tv_nsec, a.file.path) < (a.changed.tv_sec, a.changed.tv_nsec, b.file.path)
    }
    self.init(folder: folder, files: found.prefix(Self.mostFiles).map(\.file))
  }
}
