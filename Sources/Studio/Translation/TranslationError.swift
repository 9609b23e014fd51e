import Foundation

/// Why a sketch cannot be translated, in one sentence for people.
package struct TranslationError: Error, Equatable, CustomStringConvertible, LocalizedError {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }

  package var errorDescription: String? { description }
}
