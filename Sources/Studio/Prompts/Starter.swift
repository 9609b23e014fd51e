import Generation
import Pictures

/// An outline that a child traces, or half of which it completes.
package struct Starter: Hashable, Sendable, Identifiable, Decodable {
  /// Unique within its domain.
  package let id: String
  package let titles: DomainTitles
  /// Lines through places of the canvas, 0…1.
  package let lines: [[Point]]

  package init(id: String, titles: DomainTitles, lines: [[Point]]) {
    self.id = id
    self.titles = titles
    self.lines = lines
  }

  private enum CodingKeys: String, CodingKey { case id, en, ko, strokes }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    id = try fields.decode(String.self, forKey: .id)
    titles = DomainTitles(
      english: try fields.decode(String.self, forKey: .en), korean: try fields.decode(String.self, forKey: .ko))
    lines = try fields.decode([[[Double]]].self, forKey: .strokes).map { line in
      try line.map { place in
        guard place.count == 2, place.allSatisfy({ (0...1).contains($0) }) else {
          throw DecodingError.dataCorruptedError(
            forKey: .strokes, in: fields, debugDescription: "a place is not two numbers from 0 to 1")
        }
        return Point(place[0], place[1])
      }
    }.filter { !$0.isEmpty }
  }

  /// The whole outline.
  package var outline: [Stroke] { lines.map { Stroke(points: $0) } }

  /// The left half, as if somebody had stopped in the middle: lines end where they cross the middle of the canvas.
  package var leftHalf: [Stroke] { lines.flatMap(Self.leftParts).map { Stroke(points: $0) } }

  private static let middle = 0.5

  private static func leftParts(of line: [Point]) -> [[Point]] {
    var parts: [[Point]] = []
    var part: [Point] = []
    var last: Point?
    for point in line {
      let isLeft = point.x <= middle
      if let last, (last.x <= middle) != isLeft {
        part.append(last + (point - last) * ((middle - last.x) / (point.x - last.x)))
      }
      if isLeft {
        part.append(point)
      } else if !part.isEmpty {
        parts.append(part)
        part = []
      }
      last = point
    }
    if !part.isEmpty { parts.append(part) }
    // What merely touches the middle is no line.
    return parts.filter { $0.count > 1 && Polyline.length($0) > 0.01 }
  }
}
