import Foundation
import Pictures

/// One line of the journal: what happened on the page.
enum JournalRecord: Equatable, Codable, Sendable {
  /// The page as it was at this moment, history included: everything before counts no more.
  case page(Drawing)
  case stroke(Stroke)
  /// Strokes that one undo takes back together.
  case strokes([Stroke])
  case replace([Stroke])
  case undo
  case redo
  case clear
  /// Which idea the page answers; nil for none.
  case prompt(String?)
  /// The name of the domain that paints the page.
  case domain(String)

  func apply(to page: inout JournalPage) {
    switch self {
    case .page(let drawing): page = JournalPage(drawing: drawing)
    case .stroke(let stroke): page.drawing.add(stroke)
    case .strokes(let group): page.drawing.add(group)
    case .replace(let strokes): page.drawing.replace(with: strokes)
    case .undo: page.drawing.undo()
    case .redo: page.drawing.redo()
    case .clear: page.drawing.clear()
    case .prompt(let prompt): page.prompt = prompt
    case .domain(let domain): page.domain = domain
    }
  }

  /// The record as a line, its end included: a JSON array of a checksum and the record, `["1f2e3d4c",{…}]`.
  func line() throws -> [UInt8] {
    let record = try JSONEncoder().encode(self)
    return Array("[\"\(CRC32.hexadecimal(record))\",".utf8) + record + Array("]\n".utf8)
  }

  /// The page that a journal file describes. Reading stops at the first line that is torn or damaged: what follows it
  /// cannot be trusted to fit.
  static func replay(_ bytes: [UInt8]) -> JournalPage {
    var page = JournalPage()
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")), let record = JournalRecord(line: rest[..<end]) {
      record.apply(to: &page)
      rest = rest[(end + 1)...]
    }
    return page
  }

  private var isSensible: Bool {
    switch self {
    case .stroke(let stroke): stroke.isSensible
    case .strokes(let group), .replace(let group): group.allSatisfy(\.isSensible)
    case .page, .undo, .redo, .clear, .prompt, .domain: true
    }
  }

  private init?(line: ArraySlice<UInt8>) {
    let head = line.prefix(12)
    guard line.count > 13, line.last == UInt8(ascii: "]") else { return nil }
    let record = line.dropFirst(12).dropLast()
    guard head.elementsEqual("[\"\(CRC32.hexadecimal(record))\",".utf8),
      let decoded = try? JSONDecoder().decode(JournalRecord.self, from: Data(record)), decoded.isSensible
    else { return nil }
    self = decoded
  }
}
