import Foundation

extension JudgeScores {
  /// Tables for people: the figures, one line a word; what is recognised; and how the pictures lie to real ones.
  package var text: String {
    var lines = ["judged".padded(to: 24) + "pictures  chroma  hues   mud  detail  weave  spread"]
    for row in words + (words.count > 1 ? [all] : []).compactMap({ $0 }) + [reference].compactMap({ $0 }) {
      let spread = row.spread.map { String(format: "%6.1f", $0) } ?? "     –"
      lines.append(
        row.name.padded(to: 24)
          + String(
            format: "%8d  %6.1f  %4.1f  %4.2f  %6.2f  %5.2f  ", row.pictures, row.chroma, row.hues, row.mud, row.detail,
            row.weave) + spread)
    }
    if !recognition.isEmpty {
      lines += ["", Recognition.head]
      lines += recognition.map(\.line)
      if recognition.count > 1, let allRecognition { lines.append(allRecognition.line) }
    }
    if !distances.isEmpty { lines += [""] + distances.flatMap(\.lines) }
    return lines.joined(separator: "\n")
  }
}
