/// A journal's line with its checksum, whatever it says.
enum JournalLine {
  static func bytes(_ record: [UInt8]) -> [UInt8] {
    let crc = NotedPNG.checksum(record)
    let digits = String(crc, radix: 16)
    return Array("[\"\(String(repeating: "0", count: 8 - digits.count))\(digits)\",".utf8) + record + Array("]\n".utf8)
  }
}
