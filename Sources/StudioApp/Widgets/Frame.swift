import Terminal

/// What one look at the studio consists of: the cells, and the pictures over them.
package struct Frame: Equatable, Sendable {
  package var grid: Grid
  package var pictures: [PicturePlacement]
  /// Texts that did not fit where they stand. Only a sentence from outside may ever be among them; tests see to it.
  package var cutTexts: [String]
}
