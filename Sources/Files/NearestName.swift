/// What somebody who mistyped a name may have meant.
package enum NearestName {
  /// The name that is the fewest letters away from a mistyped one (two neighbours that changed places count as
  /// one: Damerau 1964), the case of letters aside; nil where none is near.
  ///
  /// - Parameter names: at most so many as a person could look through; the first of equally near ones is taken.
  package static func suggestion(for mistyped: String, among names: [String]) -> String? {
    let wanted = Array(mistyped.lowercased())
    let most = max(1, wanted.count / 3)
    var best: (name: String, distance: Int)?
    for name in names where name != mistyped {
      let letters = Array(name.lowercased())
      guard abs(letters.count - wanted.count) <= most else { continue }
      let distance = distance(wanted, letters)
      if distance <= most && distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// A folder beside the one that is missing, or beside the first part of its path that is; nil where none is near.
  package static func folder(near path: String) -> String? {
    var parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    var rest: [String] = []
    while let name = parts.popLast() {
      let parent = "/" + parts.joined(separator: "/")
      guard SystemFile.isFolder(parent) else {
        rest.insert(name, at: 0)
        continue
      }
      let beside = SystemFile.names(in: parent).filter { SystemFile.isFolder(parent + "/" + $0) && !$0.hasPrefix(".") }
      guard let near = suggestion(for: name, among: beside.sorted()) else { return nil }
      let found = ([parent == "/" ? "" : parent, near] + rest).joined(separator: "/")
      return SystemFile.isFolder(found) ? found : nil
    }
    return nil
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    var last = row
    for (i, letter) in a.enumerated() {
      let before = last
      last = row
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(diagonal + (letter == other ? 0 : 1), above + 1, row[j] + 1)
        if i > 0 && j > 0 && letter == b[j - 1] && a[i - 1] == other { row[j + 1] = min(row[j + 1], before[j - 1] + 1) }
        diagonal = above
      }
    }
    return row[b.count]
  }
}
