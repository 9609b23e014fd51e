import Foundation

/// Why a picture cannot be made, in one sentence for people.
package struct GenerationError: Error, Equatable, CustomStringConvertible, LocalizedError {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }

  package var errorDescription: String? { description }
}
