/// How a picture's lines become the input of a training pair.
package struct PairStyle: Hashable, Codable, Sendable {
  /// Who draws the lines.
  package enum Lines: String, Hashable, Codable, Sendable, CaseIterable {
    /// A hurried person: the sketcher.
    case sketched
    /// Nobody: the edges as they were found in the picture.
    case edges
  }

  package var lines: Lines
  /// Whether some pairs come with dabs of colour.
  package var hasHints: Bool
  /// Share of the pairs with lines that have nothing to do with the picture, in the sketch and in the picture.
  package var distractors: Double

  package init(lines: Lines = .sketched, hasHints: Bool = true, distractors: Double = 0) {
    self.lines = lines
    self.hasHints = hasHints
    self.distractors = distractors
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    lines = try container.decodeIfPresent(Lines.self, forKey: .lines) ?? .sketched
    hasHints = try container.decodeIfPresent(Bool.self, forKey: .hasHints) ?? true
    distractors = try container.decodeIfPresent(Double.self, forKey: .distractors) ?? 0
  }
}
