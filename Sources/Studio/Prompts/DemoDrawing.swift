import Pictures

/// A drawing with the time of each of its places, for a demonstration that draws by itself.
package struct DemoDrawing: Hashable, Sendable, Decodable {
  /// The name of the domain that makes its picture.
  package let domain: String
  package let strokes: [TimedStroke]

  /// One movement of the pen.
  package struct TimedStroke: Hashable, Sendable {
    package let kind: Stroke.Kind
    package let points: [Point]
    /// For each place, the seconds since the drawing began; never falling.
    package let times: [Double]
  }

  /// Seconds from the first touch of the paper to the last.
  package var duration: Double { strokes.last?.times.last ?? 0 }

  /// What is on the paper after so many seconds, and where the pen is; nil before it touches the paper and after the end.
  package func drawn(at seconds: Double) -> (strokes: [Stroke], pen: Point?) {
    var drawn: [Stroke] = []
    var pen: Point?
    for stroke in strokes {
      let count = stroke.times.prefix { $0 <= seconds }.count
      guard count > 0 else { break }
      drawn.append(Stroke(stroke.kind, width: stroke.kind.usualWidth, points: Array(stroke.points.prefix(count))))
      pen = stroke.points[count - 1]
      if count < stroke.points.count { break }
    }
    return (drawn, seconds >= duration ? nil : pen)
  }

  private enum CodingKeys: String, CodingKey { case domain, strokes }
  private enum StrokeKeys: String, CodingKey { case crayon, points }

  /// Longer demonstrations would not be watched.
  private static let longest = 60.0

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    domain = try fields.decode(String.self, forKey: .domain)
    var list = try fields.nestedUnkeyedContainer(forKey: .strokes)
    var strokes: [TimedStroke] = []
    var now = 0.0
    while !list.isAtEnd {
      let stroke = try list.nestedContainer(keyedBy: StrokeKeys.self)
      var kind = Stroke.Kind.pencil
      if let name = try stroke.decodeIfPresent(String.self, forKey: .crayon) {
        guard let colour = CrayonColour.allCases.first(where: { "\($0)" == name }) else {
          throw DecodingError.dataCorruptedError(
            forKey: .crayon, in: stroke, debugDescription: "there is no crayon called \(name)")
        }
        kind = .crayon(colour)
      }
      let places = try stroke.decode([[Double]].self, forKey: .points)
      for place in places {
        guard place.count == 3, (0...1).contains(place[0]), (0...1).contains(place[1]),
          (now...Self.longest).contains(place[2])
        else {
          throw DecodingError.dataCorruptedError(
            forKey: .points, in: stroke,
            debugDescription: "a place is not two numbers from 0 to 1 and a time after the one before")
        }
        now = place[2]
      }
      guard !places.isEmpty else { continue }
      strokes.append(
        TimedStroke(kind: kind, points: places.map { Point($0[0], $0[1]) }, times: places.map { $0[2] }))
    }
    self.strokes = strokes
  }
}
