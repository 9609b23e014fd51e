/// What an export becomes.
package enum ExportFormat: String, CaseIterable, Sendable {
  /// A page for a browser, with slideshow and before/after, that needs no network.
  case html
  /// A book with a page a creation, and a certificate for each artist.
  case pdf
  /// One archive of pictures, sketches and their facts.
  case zip
  /// Sheets of small pictures.
  case png
  /// The pictures' lines on pages to colour in.
  case colouringBook = "colouring-book"
}
