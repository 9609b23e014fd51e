import Foundation
import Generation
import Pictures

/// Every text of exported pages, named by its key in Assets/Texts/export-en.json and export-ko.json.
package enum ExportText: String, CaseIterable, Sendable {
  case title, subtitle, slideshow, pause, previous, next, close
  case beforeAfter = "before-after"
  case hint, language
  case artist, strokes, followed
  case certificate
  case certificateWords = "certificate-words"
  case certificatePictures = "certificate-pictures"
  case certificateLevel = "certificate-level"
  case certificateStrokes = "certificate-strokes"
  case certificateDomains = "certificate-domains"
  case certificateDate = "certificate-date"
  case certificateSignature = "certificate-signature"
  case page
  case name

  case panda = "animal.panda"
  case cat = "animal.cat"
  case dog = "animal.dog"
  case fox = "animal.fox"
  case rabbit = "animal.rabbit"
  case bear = "animal.bear"
  case lion = "animal.lion"
  case frog = "animal.frog"
  case penguin = "animal.penguin"
  case owl = "animal.owl"
  case whale = "animal.whale"
  case turtle = "animal.turtle"

  case red = "colour.red"
  case orange = "colour.orange"
  case yellow = "colour.yellow"
  case green = "colour.green"
  case blue = "colour.blue"
  case purple = "colour.purple"
  case pink = "colour.pink"
  case brown = "colour.brown"
}

/// The words of an export in one language.
package struct ExportTexts: Sendable {
  package let language: Language
  private let words: WordList<ExportText>
  private let titles: @Sendable (_ domain: String) -> DomainTitles

  /// - Parameters:
  ///   - folder: usually `ProgramHome.find()` and `/Assets/Texts`.
  ///   - titles: a domain's names for people.
  package init(
    _ language: Language, folder: String, titles: @escaping @Sendable (_ domain: String) -> DomainTitles
  ) throws(TextsError) {
    words = try WordList(path: "\(folder)/export-\(language.rawValue).json")
    self.language = language
    self.titles = titles
  }

  subscript(key: ExportText) -> String { words[key] }

  func filled(_ key: ExportText, _ values: [String: String]) -> String { words.filled(key, values) }

  package func domain(_ name: String) -> String {
    let titles = titles(name)
    return language == .korean ? titles.korean : titles.english
  }

  /// Such as “blue panda”.
  package func artist(_ artist: Artist) -> String {
    let animal = ExportText(rawValue: "animal.\(artist.animal.rawValue)").map { words[$0] } ?? artist.animal.rawValue
    let colour = ExportText(rawValue: "colour.\(artist.colour)").map { words[$0] } ?? "\(artist.colour)"
    return words.filled(.artist, ["colour": colour, "animal": animal])
  }

  /// What is told about how the picture follows the drawing; nil where that is not known.
  func followed(_ creation: Creation) -> String? {
    creation.lineFollowing.map { words.filled(.followed, ["percent": String(Int(($0 * 100).rounded()))]) }
  }

  /// `2026-11-21 14:05` by the wall clock: the same in both languages.
  static func date(_ date: Date) -> String {
    String(GalleryFolder.stamp(date).dropLast(3)).replacingOccurrences(of: ".", with: ":")
  }
}
