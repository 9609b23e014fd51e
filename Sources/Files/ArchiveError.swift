/// Why a ZIP archive could not be read or written.
package struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  package var description: String { "The archive \(path) cannot be used: \(reason)." }
}
