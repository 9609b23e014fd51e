import Files
import Foundation

/// Why a checkpoint cannot be used, in one sentence that names the file and the place in it.
package struct CheckpointError: Error, Equatable, CustomStringConvertible, LocalizedError {
  package enum Reason: Equatable, Sendable {
    /// The file cannot be opened, read or written.
    case file
    /// The bytes are not a well-formed safetensors file.
    case format
    /// The model card is unusable.
    case card
    /// One tensor is missing, or has the wrong shape, type or values.
    case tensor(String)
    /// No architecture we know has these tensors.
    case architecture
  }

  package let path: String
  package let reason: Reason
  package let detail: String

  package init(_ path: String, _ reason: Reason, _ detail: String) {
    self.path = path
    self.reason = reason
    self.detail = detail
  }

  package var description: String {
    // Names and types are the file's own words, and may be megabytes.
    let detail = detail.shown(atMost: 1000)
    if case .tensor(let name) = reason { return "\(path): tensor \(name.shown(atMost: 100)): \(detail)" }
    return "\(path): \(detail)"
  }

  package var errorDescription: String? { description }
}
