import Foundation
import Studio
import Terminal

/// The studio's words in one language.
package struct Texts: Equatable, Sendable {
  package let language: Language
  private let words: WordList<TextKey>

  /// Reads `folder`/`language`.json.
  /// - Throws: ``TextsError`` where the file is missing, is not a JSON object of strings, or lacks or adds a key.
  package init(_ language: Language, folder: String) throws(TextsError) {
    words = try WordList(path: folder + "/" + language.rawValue + ".json")
    self.language = language
  }

  package subscript(key: TextKey) -> String { words[key] }

  /// A sticker's name.
  package func name(of sticker: Sticker) -> String {
    TextKey(rawValue: "sticker." + sticker.rawValue).map { self[$0] } ?? sticker.rawValue
  }

  /// The text with each `{name}` replaced by its value.
  package func filled(_ key: TextKey, _ values: [String: String]) -> String { words.filled(key, values) }
}

extension Sticker {
  /// How it can be found.
  var hint: TextKey? { TextKey(rawValue: "hint." + rawValue) }
}

/// Failures in a few words for children. The full sentence, with the file's name, is for the command line.
extension Texts {
  package func problem(_ error: GalleryError) -> String {
    switch error {
    case .folderUnusable, .fileUnwritable: self[.problemUnwritable]
    case .readOnly: self[.problemReadOnly]
    case .diskFull: self[.problemDiskFull]
    case .unknownCreation: self[.problemGone]
    case .fileUnreadable: self[.problemUnreadable]
    case .busy: self[.problemBusy]
    case .index: self[.problemIndex]
    case .full: self[.problemClassFull]
    }
  }

  package func problem(_ error: JournalError) -> String { self[.problemJournal] }
}
