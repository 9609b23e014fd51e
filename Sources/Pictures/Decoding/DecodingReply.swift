/// What the process that decodes a picture answers. The other side takes nothing for granted: a damaged picture may have
/// taken the decoder over.
package enum DecodingReply: Equatable {
  /// Rows of 8-bit RGB or RGBA values, with nothing between.
  case pixels(width: Int, height: Int, channels: Int, [UInt8])
  case refused(reason: String)
  case tooLarge(width: Int, height: Int)

  private static let magic = Array("AICP".utf8)
  /// Magic word, kind, channels, two bytes of nothing, two numbers of four bytes, the lowest first.
  static let headSize = 16
  private static let longestReason = 400

  /// As they are sent, one after the other: apart, because there is no memory to give away.
  package var parts: (head: [UInt8], rest: [UInt8]) {
    switch self {
    case .pixels(let width, let height, let channels, let pixels):
      return (Self.head(1, channels, width, height), pixels)
    case .refused(let reason):
      let start = Array(reason.utf8.prefix(Self.longestReason))
      return (Self.head(2, 0, start.count, 0), start)
    case .tooLarge(let width, let height): return (Self.head(3, 0, width, height), [])
    }
  }

  private static func head(_ kind: UInt8, _ channels: Int, _ first: Int, _ second: Int) -> [UInt8] {
    magic + [kind, UInt8(channels), 0, 0]
      + [first, second].flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
  }

  /// How many bytes an answer has that begins like this; nil for none that makes sense.
  static func size(_ head: [UInt8]) -> Int? {
    guard head.count >= headSize, head.starts(with: magic) else { return nil }
    let (first, second) = numbers(head)
    switch head[4] {
    case 1:
      guard (3...4).contains(head[5]), first > 0, second > 0, first <= Image.maximumPixels / second else { return nil }
      return headSize + first * second * Int(head[5])
    case 2: return first <= longestReason ? headSize + first : nil
    case 3: return headSize
    default: return nil
    }
  }

  /// A whole answer; nil for one that makes no sense.
  package init?(_ bytes: [UInt8]) {
    guard Self.size(bytes) == bytes.count else { return nil }
    let (first, second) = Self.numbers(bytes)
    let rest = bytes[Self.headSize...]
    switch bytes[4] {
    case 1: self = .pixels(width: first, height: second, channels: Int(bytes[5]), Array(rest))
    case 2: self = .refused(reason: String(decoding: rest, as: UTF8.self))
    default: self = .tooLarge(width: first, height: second)
    }
  }

  private static func numbers(_ head: [UInt8]) -> (Int, Int) {
    func number(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(head[offset + $1]) << (8 * $1) } }
    return (number(8), number(12))
  }
}
