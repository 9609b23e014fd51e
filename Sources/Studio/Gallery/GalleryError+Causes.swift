import Files
import GRDB
import Glibc
import Pictures

extension GalleryError {
  /// What a failure below the gallery means to its user.
  init(_ cause: any Error, writing path: String, gallery: String) {
    switch cause {
    case let error as GalleryError: self = error
    case let failure as SystemFailure: self.init(failure, gallery: gallery)
    case let error as DatabaseError: self.init(error, index: path, gallery: gallery)
    case let error as PictureError: self = .fileUnwritable(path: path, reason: "\(error)")
    default: self = .index(path: path, reason: "a record in it makes no sense (\(cause))")
    }
  }

  private init(_ failure: SystemFailure, gallery: String) {
    if failure.isDiskFull {
      self = .diskFull(path: gallery)
    } else if failure.isReadOnly {
      self = .readOnly(path: gallery)
    } else if failure.code == EWOULDBLOCK {
      self = .busy(path: gallery)
    } else {
      self = .fileUnwritable(path: failure.path, reason: failure.reason)
    }
  }

  private init(_ error: DatabaseError, index: String, gallery: String) {
    switch error.resultCode {
    case .SQLITE_FULL: self = .diskFull(path: gallery)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: gallery)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: gallery)
    // SQLite does not pass on why the system refused; a full disk and a file size limit end here.
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_WRITE: self = .diskFull(path: gallery)
    default: self = .index(path: index, reason: error.message ?? "\(error.resultCode)")
    }
  }
}
