import Foundation
import Generation
import Pictures

/// How well lines were found in pictures whose lines are known. Both are thinned to one pixel before they are compared.
package struct LineScores: Codable, Equatable, Sendable {
  /// Share of the found lines within two pixels of 256 of a true one, and of the true lines within two of a found one.
  package var precision = 0.0
  package var recall = 0.0
  /// 2 · precision · recall / (precision + recall), mean over the pictures.
  package var f1 = 0.0
  /// Pieces that reach over fewer than six pixels of 256, a picture.
  package var specks = 0.0
  /// Share of the true lines found where the picture is pale (brightness above 0.85) or very dark (below 0.2) on both
  /// sides; nil where there are none.
  package var pale: Double?
  package var dark: Double?
  package var pictures = 0

  /// Pixels of 256 within which lines meet.
  private static let reach = 2.0
  private static let speck = 6.0

  package init(_ pairs: [(truth: LinedPicture, found: Plane)]) {
    var paleLines = Share()
    var darkLines = Share()
    for (truth, found) in pairs {
      let unit = Double(truth.picture.width) / 256
      let reach = max(1, Int((Self.reach * unit).rounded()))
      let mask = BinaryMask(found, from: 0.5)
      let (drawn, wanted) = (mask.thinned(), BinaryMask(truth.lines, from: 0.5).thinned())
      let (nearDrawn, nearWanted) = (drawn.dilated(reach: reach), wanted.dilated(reach: reach))
      let precision = drawn.share(within: nearWanted)
      let recall = wanted.share(within: nearDrawn)
      self.precision += precision
      self.recall += recall
      f1 += precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
      specks += Double(
        mask.pieces().count { Double(BinaryMask.extent(of: $0, width: mask.width)) < Self.speck * unit })
      let light = truth.brightnessBesideLines(reach: 3 * reach)
      for index in wanted.bits.indices where wanted.bits[index] {
        if light[index] > 0.85 { paleLines.add(nearDrawn.bits[index]) }
        if light[index] < 0.2 { darkLines.add(nearDrawn.bits[index]) }
      }
    }
    pictures = pairs.count
    let count = Double(max(1, pairs.count))
    precision /= count
    recall /= count
    f1 /= count
    specks /= count
    pale = paleLines.value
    dark = darkLines.value
  }

  private struct Share {
    var hits = 0
    var all = 0

    mutating func add(_ isHit: Bool) {
      all += 1
      if isHit { hits += 1 }
    }

    var value: Double? { all == 0 ? nil : Double(hits) / Double(all) }
  }
}

extension BinaryMask {
  /// Share of what is set that lies within another mask; 1 where nothing is set.
  fileprivate func share(within other: BinaryMask) -> Double {
    area == 0 ? 1 : Double(intersection(other).area) / Double(area)
  }
}

extension LinedPicture {
  /// Mean brightness around each place, without what belongs to lines; 0.5 where there is nothing else.
  fileprivate func brightnessBesideLines(reach: Int) -> [Float] {
    let (width, height) = (picture.width, picture.height)
    let light = picture.luminance()
    let covered = BinaryMask(lines, from: 0.1).dilated(steps: 1)
    // Sums over all that lies above and to the left.
    var sums = [Float](repeating: 0, count: (width + 1) * (height + 1))
    var counts = sums
    for y in 0..<height {
      var (sum, count): (Float, Float) = (0, 0)
      for x in 0..<width {
        if !covered.bits[y * width + x] {
          sum += light.values[y * width + x]
          count += 1
        }
        let place = (y + 1) * (width + 1) + x + 1
        sums[place] = sums[place - width - 1] + sum
        counts[place] = counts[place - width - 1] + count
      }
    }
    return (0..<(width * height)).map { index in
      let (x, y) = (index % width, index / width)
      let (left, right) = (max(0, x - reach), min(width, x + reach + 1))
      let (top, bottom) = (max(0, y - reach) * (width + 1), min(height, y + reach + 1) * (width + 1))
      func total(_ table: [Float]) -> Float {
        table[bottom + right] - table[bottom + left] - table[top + right] + table[top + left]
      }
      let count = total(counts)
      return count < 1 ? 0.5 : total(sums) / count
    }
  }
}

/// The same pictures with outlines, without, with grain and unsharp, and drawn ones whose outlines are known; and how
/// well each way finds their lines.
package struct LineComparison: Codable, Equatable, Sendable {
  /// What was done to the pictures.
  package enum Condition: String, Codable, CaseIterable, Sendable {
    case outlined, flat
    /// Without outlines, with grain of 25 levels.
    case noisy
    /// Without outlines, a third as sharp.
    case blurred
    /// Pictures of a drawn domain, most of them without outlines.
    case drawn
  }

  /// Somebody who finds lines.
  package struct Way: Sendable {
    let name: String
    let lines: @Sendable (Image) throws -> Plane

    package init(_ drawing: LineDrawing) {
      name = drawing.method.rawValue
      lines = { try drawing.lines(of: $0) }
    }

    private init(name: String, lines: @escaping @Sendable (Image) throws -> Plane) {
      self.name = name
      self.lines = lines
    }

    /// The tracer, which draws the edges of training pairs; for square pictures.
    package static let tracer = Way(name: "tracer") { PictureTrace($0).ink(size: $0.width) }
  }

  package struct Row: Codable, Equatable, Sendable {
    package var condition: Condition
    package var method: String
    package var scores: LineScores
  }

  package var rows: [Row] = []

  /// - Parameters:
  ///   - folder: pictures with their line art, held out.
  ///   - domain: whose pictures are drawn.
  ///   - count: at most so many pictures of each condition.
  ///   - ways: what to compare.
  package init(_ folder: LinedFolder, drawn domain: any DrawnDomain, count: Int, ways: [Way]) throws {
    for condition in Condition.allCases {
      let known = condition == .drawn ? count : min(count, folder.count)
      let pictures = (0..<known).map { Self.picture(folder, domain, $0, condition) }
      for way in ways {
        rows.append(
          Row(
            condition: condition, method: way.name,
            scores: LineScores(try pictures.map { ($0, try way.lines($0.picture)) })))
      }
    }
  }

  /// One of the pictures in one condition.
  private static func picture(
    _ folder: LinedFolder, _ domain: any DrawnDomain, _ number: Int, _ condition: Condition
  ) -> LinedPicture {
    let seed = UInt64(number) &+ 0x11_4E5
    switch condition {
    case .outlined: return folder.linedPicture(number, look: .outlined)
    case .flat: return folder.linedPicture(number, look: .flat)
    case .noisy:
      var lined = folder.linedPicture(number, look: .flat)
      lined.picture = PictureDamage(grain: 25, grainSeed: seed).applied(to: lined.picture)
      return lined
    case .blurred:
      var lined = folder.linedPicture(number, look: .flat)
      lined.picture = PictureDamage(sharpness: 0.33, grainSeed: seed).applied(to: lined.picture)
      return lined
    case .drawn: return DrawnLines(domain).linedPicture(seed: seed, step: number, index: 0, size: 256)
    }
  }

  /// Six of the pictures in each condition, with their true lines and those of each way.
  package static func sheet(_ folder: LinedFolder, drawn domain: any DrawnDomain, ways: [Way]) throws -> Image {
    let count = min(6, folder.count)
    func shown(_ lines: Plane) -> Image {
      Image(grey: lines.values.map { 1 - 2 * $0 }, width: lines.width, height: lines.height)
    }
    var rows: [[Image]] = []
    for condition in Condition.allCases {
      let pictures = (0..<count).map { Self.picture(folder, domain, $0 * folder.count / count, condition) }
      rows.append(pictures.map(\.picture))
      rows.append(pictures.map { shown($0.lines) })
      for way in ways { rows.append(try pictures.map { shown(try way.lines($0.picture)) }) }
    }
    return ContactSheet(rows: rows.map { $0.map { .init($0) } }, cellSize: 128).image()
  }

  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// A table for people.
  package var text: String {
    func number(_ value: Double?, _ width: Int = 7) -> String {
      let text = value.map { "\((($0 * 1000).rounded() / 1000))" } ?? "-"
      return String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let head = "pictures  method      F1  precis.  recall  specks   pale    dark"
    return
      ([head]
      + rows.map { row in
        row.condition.rawValue.padding(10) + row.method.padding(8) + number(row.scores.f1, 6)
          + number(row.scores.precision, 9) + number(row.scores.recall, 8) + number(row.scores.specks, 8)
          + number(row.scores.pale) + number(row.scores.dark, 8)
      }).joined(separator: "\n")
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
