/// How a picture's lines become the input of a training pair.
package struct PairStyle: Hashable, Codable, Sendable {
  /// Who draws the lines.
  package enum Lines: String, Hashable, Codable, Sendable, CaseIterable {
    /// A hurried person: the sketcher.
    case sketched
    /// Nobody: the edges as they were found in the picture.
    case edges
    /// A trained network: the lines of a page to colour in, as it draws them.
    case learned
  }

  package var lines: Lines
  /// Whether some pairs come with dabs of colour.
  package var hasHints: Bool
  /// Share of the pairs with lines that have nothing to do with the picture, in the sketch and in the picture.
  package var distractors: Double
  /// How drawn domains look. Pictures of toys keep no ink of their sketches, others do.
  package var look: DrawnStyle.Look
  /// Whether whoever learns from the pairs is told a palette too: then pictures may have any colours.
  package var hasPalette: Bool
  /// Whether the colours of what the sketch encloses are told, see ``RegionColours``.
  package var coloursRegions: Bool

  package init(
    lines: Lines = .sketched, hasHints: Bool = true, distractors: Double = 0, look: DrawnStyle.Look = .outlined,
    hasPalette: Bool = false, coloursRegions: Bool = false
  ) {
    self.lines = lines
    self.hasHints = hasHints
    self.distractors = distractors
    self.look = look
    self.hasPalette = hasPalette
    self.coloursRegions = coloursRegions
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    lines = try container.decodeIfPresent(Lines.self, forKey: .lines) ?? .sketched
    hasHints = try container.decodeIfPresent(Bool.self, forKey: .hasHints) ?? true
    distractors = try container.decodeIfPresent(Double.self, forKey: .distractors) ?? 0
    look = try container.decodeIfPresent(DrawnStyle.Look.self, forKey: .look) ?? .outlined
    hasPalette = try container.decodeIfPresent(Bool.self, forKey: .hasPalette) ?? false
    coloursRegions = try container.decodeIfPresent(Bool.self, forKey: .coloursRegions) ?? false
  }
}
