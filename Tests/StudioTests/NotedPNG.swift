import Foundation
import Pictures

/// PNG files with a note that somebody else wrote.
enum NotedPNG {
  /// A note that makes sense, changed.
  static func note(_ changes: [String: Any] = [:]) -> String {
    var note: [String: Any] = [
      "created": 1_795_000_000_000.0, "domain": "panda", "artist": ["animal": "fox", "colour": 1], "stars": 2,
      "strokes": [["kind": ["pencil": [String: Int]()], "width": 0.01, "points": [["x": 0.1, "y": 0.2]]]],
    ]
    note.merge(changes) { $1 }
    let data = try? JSONSerialization.data(withJSONObject: note)
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  static func bytes(_ note: String, side: Int = 8) throws -> [UInt8] {
    let png = try Image(width: side, height: side, red: 10, green: 90, blue: 200).pngData()
    return png[..<33] + chunk("iTXt", Array("aicanvas".utf8) + [0, 0, 0, 0, 0] + Array(note.utf8)) + png[33...]
  }

  static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + content
    func big(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    return big(UInt32(content.count)) + body + big(checksum(body))
  }

  /// ISO/IEC 15948, annex D.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
