import Files

/// Why an export could not be made. Each description is one sentence for the user; nothing half-made is left.
package enum ExportError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The folder holds something that is not an earlier export.
  case foreignFiles(path: String, example: String)
  /// There is a file where the folder should be.
  case notAFolder(path: String)
  /// No creation of the gallery was selected.
  case nothingSelected
  /// None of the pictures has lines, or there is nobody who finds them.
  case noLines
  case diskFull(path: String)
  case unwritable(path: String, reason: String)
  case gallery(GalleryError)
  case texts(TextsError)

  package var description: String {
    switch self {
    case .foreignFiles(let path, let example):
      "\(path) holds something that is no export of aicanvas (\(example)), so nothing was written; name a new folder."
    case .notAFolder(let path): "\(path) is a file; name a folder for the export."
    case .nothingSelected: "No picture in the gallery is like that, so there is nothing to export."
    case .noLines: "No lines were found in these pictures, so there is nothing to colour in; nothing was written."
    case .diskFull(let path): "There is not enough room for \(path); make room and export again."
    case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)."
    case .gallery(let error): error.description
    case .texts(let error): error.description
    }
  }
}

extension ExportError {
  /// What a failure while writing an export into `path` means to its user.
  init(_ cause: any Error, exporting path: String) {
    switch cause {
    case let error as ExportError: self = error
    case let error as GalleryError: self = .gallery(error)
    case let error as TextsError: self = .texts(error)
    case let failure as SystemFailure:
      self = failure.isDiskFull ? .diskFull(path: path) : .unwritable(path: failure.path, reason: failure.reason)
    case let error as ArchiveError: self = .unwritable(path: path, reason: error.reason)
    default: self = .unwritable(path: path, reason: "\(cause)")
    }
  }
}
