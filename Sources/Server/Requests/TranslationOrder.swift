import HTTPTypes
import Hummingbird
import Pictures

/// What a request says about the picture it wants, beside the drawing.
package struct TranslationOrder: Equatable {
  var domain: String
  /// Side in pixels; nil for what looks best.
  var side: Int?
  var palette: PaletteChoice

  /// The names of the parameters, as the API's description tells them.
  package static let parameters = ["domain", "size", "palette", "seed"]

  /// - Parameter query: every parameter at most once, and none of another name.
  init(_ query: Query) throws(Problem) {
    guard let domain = query["domain"] else {
      throw .badRequest("The parameter domain is missing; /v1/domains lists what can be drawn.")
    }
    self.domain = domain
    side = try query.number("size", in: 1...65_536)
    palette = try Self.palette(query["palette"], seed: query["seed"])
  }

  private static func palette(_ palette: String?, seed: String?) throws(Problem) -> PaletteChoice {
    var number: UInt64?
    if let seed {
      guard let value = UInt64(seed) else { throw .badRequest("The parameter seed must be a whole number from 0.") }
      number = value
    }
    switch palette {
    case nil where number == nil: return .own
    case "own" where number == nil: return .own
    case nil, "surprise": return .surprise(seed: number ?? 0)
    case let colours? where number == nil:
      let words = colours.split(separator: ",").map { $0.hasPrefix("#") ? String($0) : "#" + $0 }
      guard let palette = Palette(hex: words) else {
        throw .badRequest("The parameter palette must be own, surprise, or three colours such as e0403c,ffd34d,3a6ea5.")
      }
      return .colours(palette)
    default: throw .badRequest("A seed chooses a surprise; leave it out beside this palette.")
    }
  }
}

/// The parameters of a request's address.
struct Query {
  private var values: [String: String] = [:]

  /// - Parameter names: those that are known.
  init(_ request: Request, names: [String]) throws(Problem) {
    guard let query = request.uri.query else { return }
    for part in query.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(pair[0]), let value = pair.count > 1 ? Self.decoded(pair[1]) : "" else {
        throw .badRequest("The address's parameters are not well formed.")
      }
      guard names.contains(name) else {
        throw .badRequest(
          names.isEmpty ? "This address knows no parameters." : "Known parameters are \(names.joined(separator: ", "))."
        )
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw .badRequest("The parameter \(name) stands there twice.")
      }
    }
  }

  subscript(name: String) -> String? { values[name] }

  func number(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
    guard let text = values[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw .badRequest("The parameter \(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }
}

/// What a client can read of the two forms of an answer.
package enum AnswerForm {
  case png, json

  /// From the `Accept` header (RFC 9110, section 12.5.1): the form of the greater weight, PNG where both weigh the same.
  package init(accept: String?) throws(Problem) {
    guard let accept, !accept.allSatisfy({ $0 == " " }) else {
      self = .png
      return
    }
    var weights: (png: Double, json: Double) = (0, 0)
    var precision = (png: -1, json: -1)
    for entry in accept.split(separator: ",").prefix(50) {
      let words = entry.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
      guard let range = words.first else { continue }
      let weight = words.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      for (isPNG, name, group) in [(true, "image/png", "image/*"), (false, "application/json", "application/*")] {
        let rank = range == name ? 2 : range == group ? 1 : range == "*/*" ? 0 : -1
        if isPNG, rank > precision.png { (precision.png, weights.png) = (rank, weight) }
        if !isPNG, rank > precision.json { (precision.json, weights.json) = (rank, weight) }
      }
    }
    guard max(weights.png, weights.json) > 0 else {
      throw Problem(.notAcceptable, "Pictures come as image/png, or as application/json with figures.")
    }
    self = weights.json > weights.png ? .json : .png
  }
}
