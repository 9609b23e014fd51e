import FoundationEssentials

/// Doodles by real people as "Quick, Draw!" publishes them: one JSON object a line, `word` and `drawing`, a list of
/// strokes `[[x…], [y…]]` (further lists, such as times, are ignored).
package enum QuickDraw {
  package struct Doodle: Hashable, Sendable {
    package var word: String
    /// Pencil strokes that fill the canvas up to a margin, in the order they were drawn.
    package var strokes: [Stroke]
  }

  /// The share of the canvas left free at each side of a doodle.
  package static let margin = 0.09

  /// Reads an ndjson file, or all files of a folder that end in `.ndjson`, in the order of their names.
  package static func read(_ path: String) throws(PictureError) -> [Doodle] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
      return try doodles(in: try FileBytes.read(path), path: path)
    }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .unreadable(path: path, reason: "the folder cannot be listed")
    }
    var all: [Doodle] = []
    for name in names.sorted() where name.hasSuffix(".ndjson") {
      let file = path.hasSuffix("/") ? path + name : path + "/" + name
      all += try doodles(in: try FileBytes.read(file), path: file)
    }
    return all
  }

  /// Parses the lines of a file; `path` stands in error messages.
  package static func doodles(in bytes: [UInt8], path: String) throws(PictureError) -> [Doodle] {
    var doodles: [Doodle] = []
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\t") }) {
        continue
      }
      let record: Record
      do {
        record = try JSONDecoder().decode(Record.self, from: Data(line))
      } catch {
        throw .malformedDoodle(path: path, line: index + 1, reason: "it is not JSON of the expected form")
      }
      guard let strokes = strokes(of: record.drawing) else {
        throw .malformedDoodle(path: path, line: index + 1, reason: "it has no stroke with as many x as y")
      }
      doodles.append(Doodle(word: record.word, strokes: strokes))
    }
    return doodles
  }

  private struct Record: Decodable {
    var word: String
    var drawing: [[[Double]]]
  }

  /// Scaled evenly, and centred, to fill the canvas up to the margin. Nil when a stroke is not one.
  private static func strokes(of drawing: [[[Double]]]) -> [Stroke]? {
    var lines: [[Point]] = []
    for stroke in drawing {
      guard stroke.count >= 2, stroke[0].count == stroke[1].count, !stroke[0].isEmpty else { return nil }
      lines.append(zip(stroke[0], stroke[1]).map { Point($0, $1) })
    }
    let all = lines.joined()
    guard let first = all.first else { return nil }
    var low = first
    var high = first
    for point in all {
      // Coordinates beyond any screen would lose the shape to rounding.
      guard abs(point.x) < 1e6, abs(point.y) < 1e6 else { return nil }
      low = Point(min(low.x, point.x), min(low.y, point.y))
      high = Point(max(high.x, point.x), max(high.y, point.y))
    }
    let extent = max(high.x - low.x, high.y - low.y, 1e-9)
    let scale = (1 - 2 * margin) / extent
    let middle = (low + high) * 0.5
    return lines.map { line in Stroke(points: line.map { ($0 - middle) * scale + Point(0.5, 0.5) }) }
  }
}
