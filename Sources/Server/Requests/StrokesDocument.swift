import Foundation
import Pictures
import Studio

/// A drawing as clients send it:
/// `{"strokes": [{"tool": "crayon", "colour": "red", "width": 0.05, "points": [[0.2, 0.3], [0.7, 0.8]]}]}`.
///
/// A tool is `pencil` (also where none is named), `eraser` or `crayon`; a crayon has one of eight colours. Coordinates
/// are 0…1 from left to right and from top to bottom, and may lie one canvas beside it; a width is a share of the
/// canvas's side.
struct StrokesDocument {
  let strokes: [Stroke]

  /// - Throws: a ``Problem`` with a sentence about the first fault.
  init(_ bytes: [UInt8], limits: ServerLimits) throws(Problem) {
    // Foundation's reader is only sure to stop at text.
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .badRequest("The drawing is no text in UTF-8.")
    }
    let decoder = JSONDecoder()
    decoder.userInfo[Tally.key] = Tally(strokes: limits[.strokes], points: limits[.points])
    do {
      strokes = try decoder.decode(Content.self, from: Data(bytes)).strokes
    } catch let problem as Problem {
      throw problem
    } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
      throw .badRequest("\(Self.place(context.codingPath)): \(context.debugDescription).")
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
      throw .badRequest("\(Self.place(context.codingPath)) is of another kind than a drawing has there.")
    } catch DecodingError.keyNotFound(let key, let context) {
      throw .badRequest("\(Self.place(context.codingPath)) has no \"\(key.stringValue)\".")
    } catch {
      throw .badRequest("The drawing is no JSON.")
    }
  }

  /// A drawing as the reader above takes it; choices of a palette are left out.
  static func bytes(_ strokes: [Stroke]) -> [UInt8] {
    struct Sent: Encodable {
      let tool: String
      let colour: String?
      let width: Double
      let points: [[Double]]
    }
    let sent = strokes.compactMap { stroke -> Sent? in
      let tool: (name: String, colour: String?)
      switch stroke.kind {
      case .pencil: tool = ("pencil", nil)
      case .eraser: tool = ("eraser", nil)
      case .crayon(let colour): tool = ("crayon", "\(colour)")
      case .palette: return nil
      }
      return Sent(
        tool: tool.name, colour: tool.colour, width: stroke.width, points: stroke.points.map { [$0.x, $0.y] })
    }
    return JSONAnswer.bytes(["strokes": sent])
  }

  /// Such as `strokes[2].points[0]`.
  private static func place(_ path: [any CodingKey]) -> String {
    let words = path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : "." + key.stringValue
      }
    }
    return words.isEmpty ? "The drawing" : words
  }

  /// Counts while it is read, so that more than is allowed never becomes strokes.
  private final class Tally: @unchecked Sendable {
    static let key = CodingUserInfoKey(rawValue: "tally")!
    var strokes: Int
    var points: Int
    let most: (strokes: Int, points: Int)

    init(strokes: Int, points: Int) {
      self.strokes = strokes
      self.points = points
      most = (strokes, points)
    }

    func takeStroke() throws {
      strokes -= 1
      if strokes < 0 { throw Problem.tooLarge("A drawing may have \(most.strokes) strokes; this one has more.") }
    }

    func takePoint() throws {
      points -= 1
      if points < 0 { throw Problem.tooLarge("A drawing may have \(most.points) points; this one has more.") }
    }
  }

  private struct Content: Decodable {
    let strokes: [Stroke]

    private enum Key: String, CodingKey { case strokes }
    private enum StrokeKey: String, CodingKey { case tool, colour, width, points }

    init(from decoder: any Decoder) throws {
      guard let tally = decoder.userInfo[Tally.key] as? Tally else { preconditionFailure("nobody counts") }
      var list = try decoder.container(keyedBy: Key.self).nestedUnkeyedContainer(forKey: .strokes)
      var strokes: [Stroke] = []
      while !list.isAtEnd {
        try tally.takeStroke()
        let fields = try list.nestedContainer(keyedBy: StrokeKey.self)
        let (kind, usualWidth) = try Self.tool(fields)
        let width = try fields.decodeIfPresent(Double.self, forKey: .width) ?? usualWidth
        var places = try fields.nestedUnkeyedContainer(forKey: .points)
        var points: [Point] = []
        while !places.isAtEnd {
          try tally.takePoint()
          var place = try places.nestedUnkeyedContainer()
          points.append(Point(try place.decode(Double.self), try place.decode(Double.self)))
        }
        let stroke = Stroke(kind, width: width, points: points)
        guard stroke.isSensible, width > 0 else {
          throw DecodingError.dataCorruptedError(
            in: list, debugDescription: "a stroke needs a width up to 1 and points from -1 to 2")
        }
        strokes.append(stroke)
      }
      self.strokes = strokes
    }

    private static func tool(
      _ fields: KeyedDecodingContainer<StrokeKey>
    ) throws -> (kind: Stroke.Kind, usualWidth: Double) {
      switch try fields.decodeIfPresent(String.self, forKey: .tool) ?? "pencil" {
      case "pencil": return (.pencil, Stroke.pencilWidth)
      case "eraser": return (.eraser, Stroke.eraserWidth)
      case "crayon":
        let name = try fields.decode(String.self, forKey: .colour)
        guard let colour = CrayonColour.allCases.first(where: { "\($0)" == name }) else {
          let names = CrayonColour.allCases.map { "\($0)" }.joined(separator: ", ")
          throw DecodingError.dataCorruptedError(
            forKey: .colour, in: fields, debugDescription: "crayons are \(names)")
        }
        return (.crayon(colour), Stroke.crayonWidth)
      default:
        throw DecodingError.dataCorruptedError(
          forKey: .tool, in: fields, debugDescription: "tools are pencil, eraser and crayon")
      }
    }
  }
}
