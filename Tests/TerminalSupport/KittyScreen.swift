import Foundation
import Glibc
import Pictures
import Terminal

/// The pictures of a terminal that speaks kitty's protocol.
package struct KittyScreen: Sendable {
  package struct Picture: Sendable {
    package var image: Image
    /// The cells it is placed on; nil where placeholders in the text say where.
    package var cells: Rectangle?
    package var depth: Int
  }

  /// By their numbers.
  package private(set) var pictures: [Int: Picture] = [:]
  /// How many have come.
  package private(set) var count = 0
  /// Something that the terminal would have refused.
  package private(set) var faults: [String] = []
  private var keys: [String: String] = [:]
  private var payload: [UInt8] = []

  /// The number of the picture that is seen in a cell.
  package func top(column: Int, row: Int) -> Int? {
    pictures.filter { $0.value.cells?.contains(column: column, row: row) == true }
      .max { $0.value.depth < $1.value.depth }?.key
  }

  /// The colour that pictures give a pixel of the screen; nil where there is none.
  package func pixel(x: Int, y: Int, cell: Capabilities.PixelSize) -> [UInt8]? {
    guard let top = top(column: x / cell.width, row: y / cell.height), let picture = pictures[top],
      let cells = picture.cells
    else { return nil }
    let start =
      ((y - cells.row * cell.height) * picture.image.width + x - cells.column * cell.width) * 3
    return Array(picture.image.pixels[start..<(start + 3)])
  }

  /// Takes what stood between `ESC _` and `ESC \\`; returns the terminal's answer.
  mutating func take(_ string: [UInt8], column: Int, row: Int, profile: TerminalProfile) -> [UInt8] {
    guard string.first == UInt8(ascii: "G"), profile.kitty != nil else { return [] }
    let parts = string.dropFirst().split(separator: UInt8(ascii: ";"), maxSplits: 1, omittingEmptySubsequences: false)
    var new: [String: String] = [:]
    for pair in String(decoding: parts.first ?? [], as: UTF8.self).split(separator: ",") {
      let words = pair.split(separator: "=", maxSplits: 1).map(String.init)
      if words.count == 2 { new[words[0]] = words[1] }
    }
    let data = parts.count == 2 ? Array(parts[1]) : []
    if data.count > 4096 { faults.append("a chunk of \(data.count) bytes") }
    // Only the first chunk says what it is about.
    if new["a"] != nil {
      keys = new
      payload = []
    }
    payload += data
    guard new["m"] != "1" else { return [] }
    let number = keys["i"].flatMap(Int.init) ?? 0
    switch keys["a"] {
    case "q":
      let isRead = keys["t"] != "s" || profile.kitty?.sharedMemory == true
      if isRead { _ = pixels() }
      return Array("\u{1B}_Gi=\(number);\(isRead ? "OK" : "ENOTSUPPORTED:")\u{1B}\\".utf8)
    case "d":
      if keys["d"] == "A" { pictures = [:] } else { pictures[number] = nil }
    case "T":
      guard let image = pixels() else {
        faults.append("picture \(number) cannot be read")
        return []
      }
      count += 1
      let size = (Int(keys["c"] ?? "") ?? 0, Int(keys["r"] ?? "") ?? 0)
      pictures[number] = Picture(
        image: image,
        cells: keys["U"] == "1" ? nil : Rectangle(column: column, row: row, columns: size.0, rows: size.1),
        depth: Int(keys["z"] ?? "") ?? 0)
    default: faults.append("an unknown command \(keys)")
    }
    return []
  }

  private func pixels() -> Image? {
    guard var data = Data(base64Encoded: Data(payload)) else { return nil }
    let (width, height) = (Int(keys["s"] ?? "") ?? 0, Int(keys["v"] ?? "") ?? 0)
    if keys["t"] == "s" {
      let name = String(decoding: data, as: UTF8.self)
      let file = shm_open(name, O_RDONLY, 0)
      guard file >= 0 else { return nil }
      data = FileHandle(fileDescriptor: file, closeOnDealloc: true).readDataToEndOfFile()
      shm_unlink(name)
    }
    if keys["f"] == "100" { return try? Image(data: Array(data), name: "picture") }
    guard data.count == width * height * 3, width > 0 else { return nil }
    return Image(width: width, height: height, pixels: Array(data))
  }
}

/// A picture by iTerm2's protocol that reached the terminal.
package struct InlineImage: Sendable {
  package let column: Int
  package let row: Int
  package let columns: Int
  package let rows: Int
  package let image: Image

  /// Reads `1337;File=keys:base64`; nil if it is something else.
  init?(_ string: [UInt8], column: Int, row: Int) {
    let head = Array("1337;File=".utf8)
    guard string.starts(with: head), let colon = string.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    var keys: [String: String] = [:]
    for pair in String(decoding: string[head.count..<colon], as: UTF8.self).split(separator: ";") {
      let words = pair.split(separator: "=", maxSplits: 1).map(String.init)
      if words.count == 2 { keys[words[0]] = words[1] }
    }
    guard let data = Data(base64Encoded: Data(string[(colon + 1)...])), keys["size"] == String(data.count),
      keys["inline"] == "1", let columns = keys["width"].flatMap(Int.init), let rows = keys["height"].flatMap(Int.init),
      let image = try? Image(data: Array(data), name: "picture")
    else { return nil }
    (self.column, self.row, self.columns, self.rows, self.image) = (column, row, columns, rows, image)
  }
}
