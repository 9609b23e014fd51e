import Files

/// A word that clients must know.
struct AccessToken: Sendable {
  private let bytes: [UInt8]

  /// Shorter words can be guessed.
  static let shortest = 16
  private static let longest = 4096

  /// Reads the first line of a file.
  init(path: String) throws(ServerError) {
    let file: [UInt8]
    do throws(SystemFailure) {
      file = try SystemFile.read(path, limit: 1 << 16)
    } catch {
      throw ServerError("The token cannot be read from \(path) (\(error.reason)).")
    }
    bytes = Array(file.prefix { $0 != 0x0A && $0 != 0x0D })
    guard (Self.shortest...Self.longest).contains(bytes.count), bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw ServerError(
        "\(path) must begin with a line of at least \(Self.shortest) letters, digits and signs without a space; "
          + "`head -c 24 /dev/urandom | base64 > FILE` makes one.")
    }
  }

  var word: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether an `Authorization` header brings the word. The time it takes depends on the header's length alone.
  func isBrought(by header: String?) -> Bool {
    guard let header else { return false }
    let scheme = "bearer "
    guard header.utf8.count > scheme.utf8.count, header.prefix(scheme.count).lowercased() == scheme else {
      return false
    }
    let word = Array(header.utf8.dropFirst(scheme.utf8.count))
    var difference = word.count ^ bytes.count
    for (index, byte) in word.enumerated() { difference |= Int(byte ^ bytes[index % bytes.count]) }
    return difference == 0
  }
}
