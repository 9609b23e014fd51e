/// How a page came about: what the strokes alone do not tell.
package struct PageStory: Hashable, Codable, Sendable {
  /// Seconds spent drawing, pauses of more than half a minute left out; nil where that is not known.
  package var seconds: Double?
  /// Names of the tools used, sorted, each once.
  package private(set) var tools: [String]
  /// Which prompt the picture answers; nil for none.
  package var prompt: String?
  /// File of the creation that was drawn on with; nil for a drawing of one's own.
  package var remixOf: String?

  package init(seconds: Double? = nil, tools: [String] = [], prompt: String? = nil, remixOf: String? = nil) {
    self.seconds = seconds
    self.tools = Set(tools).sorted()
    self.prompt = prompt
    self.remixOf = remixOf
  }

  package mutating func used(_ tool: String) {
    if !tools.contains(tool) { tools = (tools + [tool]).sorted() }
  }
}
