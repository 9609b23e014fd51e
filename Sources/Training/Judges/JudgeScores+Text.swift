import Foundation

extension JudgeScores {
  /// Tables for people: the figures, one line a word; what is recognised; and how the pictures lie to real ones.
  package var text: String {
    var lines = [Figures.head]
    lines += words.map(\.line)
    if words.count > 1, let all { lines.append(all.line) }
    if let reference { lines.append(reference.line) }
    if !recognition.isEmpty {
      lines += ["", Recognition.head]
      lines += recognition.map(\.line)
      if recognition.count > 1, let allRecognition { lines.append(allRecognition.line) }
    }
    if !distances.isEmpty { lines += [""] + distances.flatMap(\.lines) }
    return lines.joined(separator: "\n")
  }
}

extension JudgeScores.Figures {
  package static let head = "judged".padded(to: 24) + "pictures  chroma  hues   mud  detail  weave  spread"

  package var line: String {
    name.padded(to: 24)
      + String(
        format: "%8d  %6.1f  %4.1f  %4.2f  %6.2f  %5.2f  ", pictures, chroma, hues, mud, detail, weave)
      + (spread.map { String(format: "%6.1f", $0) } ?? "     –")
  }
}
