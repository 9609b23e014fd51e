/// Why a picture, sketch or doodle file could not be read or written. `description` is a sentence for people.
package enum PictureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is missing, is not an ordinary file, or may not be read.
  case unreadable(path: String, reason: String)
  /// The bytes are not a picture of a known format.
  case notAPicture(name: String, reason: String)
  /// The picture has more pixels than this program takes into memory.
  case tooLarge(name: String, width: Int, height: Int, most: Int = Image.maximumPixels)
  /// The file could not be written.
  case unwritable(path: String, reason: String)
  /// A folder has not enough usable pictures.
  case tooFewPictures(path: String, found: Int, needed: Int, unreadable: Int)
  /// A line of a doodle file is not a doodle.
  case malformedDoodle(path: String, line: Int, reason: String)

  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "Cannot read \(path): \(reason). Check the name and the permissions."
    case .notAPicture(let name, let reason):
      "\(name) is not a picture this program can read (\(reason)). Save it as PNG or JPEG and try again."
    case .tooLarge(let name, let width, let height, let most):
      "\(name) is too large (\(width)×\(height) pixels; at most \(most / 1_000_000) million pixels). "
        + "Make it smaller and try again."
    case .unwritable(let path, let reason):
      "Cannot write \(path): \(reason). Check the folder, its permissions and the free space."
    case .tooFewPictures(let path, let found, let needed, let unreadable):
      (found == 0 ? "\(path) has no pictures" : "\(path) has only \(found) of the \(needed) pictures that are needed")
        + (unreadable == 0 ? "" : " (\(unreadable) files could not be read)")
        + ". Put PNG or JPEG files into it."
    case .malformedDoodle(let path, let line, let reason):
      "\(path), line \(line), is not a doodle: \(reason). "
        + "Each line must be one JSON object with \"word\" and \"drawing\", a list of strokes [[x…],[y…]]."
    }
  }
}
