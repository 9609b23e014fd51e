import Foundation
import Pictures

/// What a kept PNG file says about itself. The sketch's note holds the strokes as well, the picture's does not.
struct CreationNote: Codable, Equatable {
  var created: Date
  var domain: String
  var artist: Artist
  var lineFollowing: Double?
  var stars: Int
  var translateMilliseconds: Double?
  var checkpointDigest: String?
  /// Nil in notes that older versions wrote, and so are the stickers.
  var facts: CreationFacts?
  /// Names of the stickers that the picture brought.
  var stickers: [String]?
  var strokes: [Stroke]?

  /// JSON on one line.
  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .millisecondsSince1970
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// The note of a PNG file; nil where it has none or one that makes no sense.
  init?(png: [UInt8]) {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .millisecondsSince1970
    guard let text = PNGNote.read(from: png),
      let note = try? decoder.decode(CreationNote.self, from: Data(text.utf8)),
      !note.domain.isEmpty, (1...3).contains(note.stars), (0...1).contains(note.lineFollowing ?? 0),
      (note.translateMilliseconds ?? 0) >= 0
    else { return nil }
    self = note
    strokes = note.strokes?.filter(\.isSensible)
  }

  init(
    created: Date, domain: String, artist: Artist, lineFollowing: Double?, stars: Int, translateMilliseconds: Double?,
    checkpointDigest: String?, facts: CreationFacts?, stickers: [Sticker], strokes: [Stroke]?
  ) {
    self.created = created
    self.domain = domain
    self.artist = artist
    self.lineFollowing = lineFollowing
    self.stars = stars
    self.translateMilliseconds = translateMilliseconds
    self.checkpointDigest = checkpointDigest
    self.facts = facts
    self.stickers = stickers.map(\.rawValue)
    self.strokes = strokes
  }

  init(_ creation: Creation, strokes: [Stroke]?) {
    self.init(
      created: creation.created, domain: creation.domain, artist: creation.artist,
      lineFollowing: creation.lineFollowing, stars: creation.stars,
      translateMilliseconds: creation.translateMilliseconds, checkpointDigest: creation.checkpointDigest,
      facts: creation.facts, stickers: creation.stickers, strokes: strokes)
  }
}

extension Stroke {
  /// Whether a stroke that was read from a file can be drawn.
  var isSensible: Bool {
    !points.isEmpty && (0...1).contains(width)
      && points.allSatisfy { (-1...2).contains($0.x) && (-1...2).contains($0.y) }
  }
}
