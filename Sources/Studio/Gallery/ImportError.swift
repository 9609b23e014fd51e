/// Why pictures could not be taken in, or a backup not be made. Each description is one sentence for the user.
package enum ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is nothing under the name, or it may not be read.
  case unreadable(path: String, reason: String)
  /// No picture was found.
  case noPictures(path: String)
  /// The gallery cannot be taken into itself.
  case sameFolder(path: String)
  /// A file of this name exists and is not overwritten.
  case exists(path: String)
  case unwritable(path: String, reason: String)
  case diskFull(path: String)
  case gallery(GalleryError)

  package var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)."
    case .noPictures(let path):
      "\(path) holds no pictures of a gallery; name a backup, an export or a folder of PNG files."
    case .sameFolder(let path): "\(path) is the gallery itself; there is nothing to take in."
    case .exists(let path): "\(path) exists already and was left as it is; choose another name."
    case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)."
    case .diskFull(let path): "There is not enough room for \(path); make room and try again."
    case .gallery(let error): error.description
    }
  }
}
