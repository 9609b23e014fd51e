import Studio
import Terminal

/// What failures are called in the studio: short words for children. The full sentence, with the file's name, is for the
/// command line.
extension Texts {
  package func problem(_ error: GalleryError) -> String {
    switch error {
    case .folderUnusable, .fileUnwritable: self[.problemUnwritable]
    case .readOnly: self[.problemReadOnly]
    case .diskFull: self[.problemDiskFull]
    case .unknownCreation: self[.problemGone]
    case .fileUnreadable: self[.problemUnreadable]
    case .busy: self[.problemBusy]
    case .index: self[.problemIndex]
    case .full: self[.problemClassFull]
    }
  }

  package func problem(_ error: JournalError) -> String { self[.problemJournal] }
}
