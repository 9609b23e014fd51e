import Foundation

/// Texts in one language, read from a JSON file of keys and texts that must have exactly the keys of `Key`.
package struct WordList<Key: RawRepresentable<String> & CaseIterable & Hashable & Sendable>: Equatable, Sendable {
  private let words: [Key: String]

  /// - Throws: ``TextsError`` where the file is missing, is not a JSON object of strings, or lacks or adds a key.
  package init(path: String) throws(TextsError) {
    guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path) }
    guard let found = try? JSONDecoder().decode([String: String].self, from: data) else { throw .malformed(path) }
    var words: [Key: String] = [:]
    for key in Key.allCases {
      guard let text = found[key.rawValue], !text.isEmpty else { throw .missing(key.rawValue, path) }
      words[key] = text
    }
    if let stranger = found.keys.sorted().first(where: { Key(rawValue: $0) == nil }) {
      throw .unknown(stranger, path)
    }
    self.words = words
  }

  package subscript(key: Key) -> String { words[key] ?? key.rawValue }

  /// The text with each `{name}` replaced by its value.
  package func filled(_ key: Key, _ values: [String: String]) -> String {
    values.reduce(self[key]) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
  }
}

/// What can be wrong with a file of texts.
package enum TextsError: Error, Equatable, CustomStringConvertible {
  case unreadable(String)
  case malformed(String)
  case missing(String, String)
  case unknown(String, String)

  package var description: String {
    switch self {
    case .unreadable(let path): "The texts cannot be read from \(path); install AICanvas again."
    case .malformed(let path): "\(path) is not a JSON object of texts; install AICanvas again."
    case .missing(let key, let path): "\(path) has no text for \"\(key)\"; install AICanvas again."
    case .unknown(let key, let path): "\(path) has a text \"\(key)\" that the studio does not know; take it out."
    }
  }
}
