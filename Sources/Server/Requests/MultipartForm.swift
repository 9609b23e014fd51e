/// A form of several parts (`multipart/form-data`, RFC 7578), as far as one file in it is wanted.
enum MultipartForm {
  private static let mostParts = 16
  private static let mostHeaderBytes = 8192

  /// The boundary that a `Content-Type` names; nil for none that RFC 2046 allows.
  static func boundary(_ contentType: String) -> String? {
    for parameter in contentType.split(separator: ";").dropFirst() {
      let pair = parameter.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
      guard pair.count == 2, pair[0].lowercased() == "boundary" else { continue }
      var value = pair[1]
      while value.last == " " { value.removeLast() }
      if value.count > 1, value.first == "\"", value.last == "\"" { value = value.dropFirst().dropLast() }
      let isText = value.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 }
      return (1...70).contains(value.utf8.count) && isText ? String(value) : nil
    }
    return nil
  }

  /// The bytes of the first part that is a file.
  static func file(in body: [UInt8], boundary: String) throws(Problem) -> [UInt8] {
    let line = Array("\r\n--\(boundary)".utf8)
    // The first boundary may stand at the very beginning.
    guard var next = body.starts(with: line.dropFirst(2)) ? line.count - 2 : end(of: line, in: body, from: 0) else {
      throw .badRequest("The form does not begin with its boundary.")
    }
    for _ in 0..<mostParts {
      if body[next...].starts(with: "--".utf8) {
        throw .badRequest("The form has no file; send the sketch as a part with a file name.")
      }
      let head = Array(body[next...].prefix(mostHeaderBytes))
      guard let headEnd = end(of: Array("\r\n\r\n".utf8), in: head, from: 0) else {
        throw .badRequest("A part of the form has no end of its head.")
      }
      let start = next + headEnd
      // The blank line's first half may belong to the boundary.
      guard let after = end(of: line, in: body, from: start - 2) else {
        throw .badRequest("The form is cut off; its last boundary is missing.")
      }
      let words = String(decoding: head[..<headEnd], as: UTF8.self).lowercased()
      if words.contains("filename=") || words.contains("content-type: image/") {
        return Array(body[start..<max(start, after - line.count)])
      }
      next = after
    }
    throw .badRequest("The form has more than \(mostParts) parts.")
  }

  /// The offset behind the next place where some bytes stand.
  private static func end(of wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var place = start
      while place + wanted.count <= bytes.count {
        if bytes[place] == wanted[0], bytes[place..<(place + wanted.count)].elementsEqual(wanted) {
          return place + wanted.count
        }
        place += 1
      }
      return nil
    }
  }
}
