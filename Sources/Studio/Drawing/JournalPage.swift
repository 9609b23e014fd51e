/// What the journal knows of the page under the pen.
package struct JournalPage: Equatable, Sendable {
  package var drawing = Drawing()
  /// The id of the idea that the page answers; nil for none.
  package var prompt: String?

  /// The name of the domain that paints the page; nil where none was chosen.
  package var domain: String?

  package init(drawing: Drawing = Drawing(), prompt: String? = nil, domain: String? = nil) {
    self.drawing = drawing
    self.prompt = prompt
    self.domain = domain
  }

  /// The records that describe it from nothing.
  var records: [JournalRecord] {
    [.page(drawing)] + (prompt.map { [.prompt($0)] } ?? []) + (domain.map { [.domain($0)] } ?? [])
  }
}
