/// A bar of text for work in equal parts.
enum ProgressBar {
  static func text(done: Int, of total: Int, label: String) -> String {
    let width = 24
    let filled = total == 0 ? width : done * width / total
    return "[" + String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled)
      + "] \(done) of \(total)  \(label)"
  }
}
