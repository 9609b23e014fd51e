import Terminal

/// What the page of domains shows.
package struct PickerState: Equatable, Sendable {
  /// Index of the marked domain.
  package var selected = 0
  /// The first line seen of what is told about it.
  package var aboutTop = 0

  package init() {}
}
