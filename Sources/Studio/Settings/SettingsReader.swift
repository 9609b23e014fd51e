import Files
import Foundation

/// Reads a file of settings that a person has written: what makes no sense is ignored and told in one sentence.
///
/// The format is JSON; comments (`//`) and a comma too many are allowed (JSON5).
package struct SettingsReader {
  private enum Value: Decodable {
    case flag(Bool), number(Double), text(String), list([Value]), group([String: Value]), nothing

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .nothing
      } else if let flag = try? value.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? value.decode(Double.self) {
        self = .number(number)
      } else if let text = try? value.decode(String.self) {
        self = .text(text)
      } else if let list = try? value.decode([Value].self) {
        self = .list(list)
      } else {
        self = .group(try value.decode([String: Value].self))
      }
    }
  }

  private let path: String
  /// The file as it stands there, to tell where a fault is.
  private var text = ""
  private var values: [String: Value] = [:]
  private var known: Set<String> = []
  private var faults: [String] = []

  private static let largestFile = 1 << 20

  /// A file that is missing is one without settings.
  package init(path: String) {
    self.init(path: path) { () throws(SystemFailure) in try SystemFile.read(path, limit: Self.largestFile) }
  }

  /// A file in a folder that others may write into, too.
  package init(_ name: String, in folder: ConfinedFolder) {
    self.init(path: folder.path + "/" + name) { () throws(SystemFailure) in
      try folder.read(name, limit: Self.largestFile)
    }
  }

  private init(path: String, _ read: () throws(SystemFailure) -> [UInt8]) {
    self.path = path
    do {
      let bytes = try read()
      // Foundation's reader of JSON5 ends the program at bytes that are no text.
      guard let text = String(validating: bytes, as: UTF8.self) else {
        faults.append("it is no text in UTF-8")
        return
      }
      self.text = text
      let decoder = JSONDecoder()
      decoder.allowsJSON5 = true
      values = try decoder.decode([String: Value].self, from: Data(bytes))
    } catch let failure as SystemFailure {
      if failure.code != ENOENT { faults.append("it cannot be read (\(failure.reason))") }
    } catch {
      faults.append("\(Self.place(in: text))it is no JSON object of names and values")
    }
  }

  /// Where a text stops being JSON, such as `line 3, column 5: `, as far as the reader tells; empty where it does not.
  private static func place(in text: String) -> String {
    // The reader that tells places knows no comments.
    let plain = text.replacing(/\/\/[^\n]*|\/\*(?s:.*?)\*\//) { match in
      match.output.map { $0.isNewline ? "\n" : String(repeating: " ", count: $0.utf8.count) }.joined()
    }
    do {
      _ = try JSONSerialization.jsonObject(with: Data(plain.utf8))
      return ""
    } catch {
      let words = ((error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String) ?? ""
      guard let found = words.firstMatch(of: /character (\d+)/), let offset = Int(found.1) else { return "" }
      let before = String(decoding: plain.utf8.prefix(offset), as: UTF8.self)
      let line = before.count { $0.isNewline } + 1
      return "line \(line), column \(before.reversed().prefix { !$0.isNewline }.count + 1): "
    }
  }

  /// Where a name stands in the file; empty where it is written in a way that cannot be found.
  private func place(of name: String) -> String {
    guard let range = text.firstRange(of: "\"\(name)\"") ?? text.firstRange(of: name) else { return "" }
    let before = text[..<range.lowerBound]
    let line = before.count { $0.isNewline } + 1
    let column = before.reversed().prefix { !$0.isNewline }.count + 1
    return "line \(line), column \(column): "
  }

  package mutating func flag(_ name: String) -> Bool? {
    guard let value = take(name) else { return nil }
    if case .flag(let flag) = value { return flag }
    return complain(name, "\"\(name)\" must be true or false")
  }

  package mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let value = take(name) else { return nil }
    if case .number(let number) = value, let whole = Int(exactly: number), range.contains(whole) { return whole }
    return complain(name, "\"\(name)\" must be a whole number from \(range.lowerBound) to \(range.upperBound)")
  }

  /// A text; `meaning` tells what it must be.
  package mutating func text<Meaning>(
    _ name: String, _ meaning: String, _ read: (String) -> Meaning?
  ) -> Meaning? {
    guard let value = take(name) else { return nil }
    if case .text(let text) = value, let result = read(text) { return result }
    return complain(name, "\"\(name)\" must be \(meaning)")
  }

  /// A list of texts; one text alone is a list of one.
  package mutating func texts(_ name: String) -> [String]? {
    guard let value = take(name) else { return nil }
    if case .text(let text) = value { return [text] }
    if case .list(let list) = value {
      let texts = list.compactMap { value in if case .text(let text) = value { text } else { nil } }
      if texts.count == list.count { return texts }
    }
    return complain(name, "\"\(name)\" must be a list of texts")
  }

  /// A list of groups of texts, such as `{"en": "…", "ko": "…"}`.
  package mutating func groups(_ name: String, of keys: [String]) -> [[String: String]]? {
    guard let value = take(name) else { return nil }
    if case .list(let list) = value {
      let groups = list.compactMap { item -> [String: String]? in
        guard case .group(let fields) = item else { return nil }
        let texts = fields.compactMapValues { value in if case .text(let text) = value { text } else { nil } }
        return texts.count == fields.count && texts.keys.allSatisfy(keys.contains) ? texts : nil
      }
      if groups.count == list.count { return groups }
    }
    return complain(name, "\"\(name)\" must be a list of groups of texts called \(keys.joined(separator: ", "))")
  }

  /// One sentence about everything that was ignored; nil where all made sense. To be asked last.
  package var complaint: String? { faultyWords.map { "\($0); the usual is taken instead." } }

  /// The same where nothing may be ignored.
  package var refusal: String? { faultyWords.map { "\($0); nothing was started." } }

  private var faultyWords: String? {
    let strangers = values.keys.filter { !known.contains($0) && !$0.hasPrefix("_") }.sorted()
    var all = faults + strangers.prefix(5).map { "\(place(of: $0))\"\($0.shown(atMost: 40))\" is no setting" }
    if strangers.count > 5 { all.append("\(strangers.count - 5) more names are none either") }
    return all.isEmpty ? nil : "In \(path), \(all.joined(separator: ", "))"
  }

  private mutating func take(_ name: String) -> Value? {
    known.insert(name)
    guard let value = values[name] else { return nil }
    if case .nothing = value { return nil }
    return value
  }

  private mutating func complain<Meaning>(_ name: String, _ fault: String) -> Meaning? {
    faults.append(place(of: name) + fault)
    return nil
  }
}
