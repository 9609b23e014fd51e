/// The languages the studio speaks; the raw value names the text file.
package enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case korean = "ko"

  /// The language that `LC_ALL`, `LC_MESSAGES` or `LANG` ask for, the first that is set; English if it is neither.
  package init(environment: [String: String]) {
    let asked = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    self = asked.lowercased().hasPrefix(Language.korean.rawValue) ? .korean : .english
  }
}
