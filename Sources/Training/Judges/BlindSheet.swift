import Files
import Foundation
import Pictures

/// Two generators' pictures of the same doodles side by side, for people who must not know which is whose.
package struct BlindSheet: Sendable {
  /// Which generator's picture lies where.
  package struct Key: Codable, Equatable, Sendable {
    package struct Row: Codable, Equatable, Sendable {
      package var word: String
      /// Counted from 1 within the word.
      package var doodle: Int
      package var left: String
      package var right: String
    }

    package var seed: UInt64
    package var rows: [Row]

    /// Readable, in a stable order.
    package var json: [UInt8] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      guard let data = try? encoder.encode(self) else { preconditionFailure("words and numbers") }
      return Array(data) + [UInt8(ascii: "\n")]
    }
  }

  package let image: Image
  package let key: Key

  private static let doodlesAcross = 3

  /// - Parameters:
  ///   - first: a generator's name for the key, and what it made.
  ///   - second: another's, of the same doodles.
  ///   - seed: decides the sides, for each doodle anew.
  package init(
    _ first: (name: String, scores: DoodleScores), _ second: (name: String, scores: DoodleScores), seed: UInt64
  ) {
    precondition(
      first.scores.groups.map(\.results.count) == second.scores.groups.map(\.results.count), "other doodles")
    var rows: [[ContactSheet.Cell]] = []
    var key: [Key.Row] = []
    for (group, other) in zip(first.scores.groups, second.scores.groups) {
      var row: [ContactSheet.Cell] = []
      for (index, pair) in zip(group.results, other.results).enumerated() {
        var random = SeededGenerator(seed: seed, key.count)
        var sides = [(first.name, pair.0.picture), (second.name, pair.1.picture)]
        if random.chance(0.5) { sides.swapAt(0, 1) }
        key.append(Key.Row(word: group.name, doodle: index + 1, left: sides[0].0, right: sides[1].0))
        row += [
          ContactSheet.Cell(pair.0.doodle, caption: "\(group.name) \(index + 1)"),
          ContactSheet.Cell(sides[0].1, caption: "left"), ContactSheet.Cell(sides[1].1, caption: "right"),
        ]
        if row.count == 3 * Self.doodlesAcross || index == group.results.count - 1 {
          rows.append(row)
          row = []
        }
      }
    }
    image = ContactSheet(rows: rows, cellSize: 192).image()
    self.key = Key(seed: seed, rows: key)
  }

  /// Writes the sheet, and the key beside it.
  ///
  /// - Returns: where the key lies: `sheet.png` has `sheet-key.json`.
  @discardableResult
  package func write(to path: String) throws(PictureError) -> String {
    let url = URL(fileURLWithPath: path)
    let keyPath = url.deletingLastPathComponent()
      .appendingPathComponent(url.deletingPathExtension().lastPathComponent + "-key.json").path
    try image.write(to: path)
    do throws(SystemFailure) {
      try AtomicFile.write(key.json, to: keyPath, syncingFolder: false)
    } catch {
      throw .unwritable(path: keyPath, reason: error.reason)
    }
    return keyPath
  }
}
