/// Why the gallery could not do what was asked. Each description is one sentence for the user; nothing was lost.
package enum GalleryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The folder does not exist and cannot be made, or is not a folder.
  case folderUnusable(path: String, reason: String)
  /// The folder may be read but not written.
  case readOnly(path: String)
  case diskFull(path: String)
  /// No picture has this number.
  case unknownCreation(Int64)
  /// A file of the gallery is missing or cannot be read.
  case fileUnreadable(path: String, reason: String)
  /// A file could not be written.
  case fileUnwritable(path: String, reason: String)
  /// Another studio is at work in the same gallery and does not finish.
  case busy(path: String)
  /// As many pictures hang as may.
  case full(most: Int)
  /// The index refused.
  case index(path: String, reason: String)

  package var description: String {
    switch self {
    case .folderUnusable(let path, let reason): "The gallery folder \(path) cannot be used: \(reason)."
    case .readOnly(let path): "The gallery \(path) is read-only; choose another with --gallery, or allow writing to it."
    case .diskFull(let path): "The disk that holds \(path) is full; make room and keep the picture again."
    case .unknownCreation(let id): "Picture number \(id) is not in the gallery any more."
    case .fileUnreadable(let path, let reason): "The file \(path) cannot be read: \(reason)."
    case .fileUnwritable(let path, let reason): "The file \(path) cannot be written: \(reason)."
    case .busy(let path): "Another studio is using the gallery \(path); try again in a moment."
    case .full(let most): "As many pictures hang as may, \(most); throw one away, or allow more in class.json."
    case .index(let path, let reason): "The gallery's index \(path) cannot be used: \(reason)."
    }
  }
}
