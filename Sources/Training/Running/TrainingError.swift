import Foundation

/// Why training or evaluation cannot go on, in one sentence for people.
package struct TrainingError: Error, Equatable, CustomStringConvertible, LocalizedError {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }

  package var errorDescription: String? { description }
}
