import Foundation
import Pictures
import Studio

/// Draws, keeps, throws away, restores and tidies until it is killed, as fast as the disk allows, and says what it is
/// about to do and what it has done: `+ keep 17` before, `- keep 17` after. StorageKillTests holds it to its words.
@main struct KillDriver {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let seed = UInt64(arguments[3]), let first = Int(arguments[4]) else {
      throw CocoaError(.keyValueValidation)
    }
    var driver = try KillDriver(gallery: arguments[1], journal: arguments[2], seed: seed, number: first)
    say("ready")
    while true { try driver.act() }
  }

  private let gallery: Gallery
  private let journal: Journal
  private var random: SeededGenerator
  /// Of the next picture or stroke: everything has its own.
  private var number: Int

  private init(gallery: String, journal: String, seed: UInt64, number: Int) throws {
    self.gallery = try Gallery(path: gallery)
    self.journal = try Journal(folder: journal)
    random = SeededGenerator(seed: seed)
    self.number = number
  }

  private static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
  }

  private func announced(_ words: String, _ body: () throws -> Void) throws {
    Self.say("+ " + words)
    try body()
    Self.say("- " + words)
  }

  private static func number(of creation: Creation) -> Int { Int(creation.created.timeIntervalSince1970.rounded()) }

  private mutating func act() throws {
    let hanging = try gallery.creations()
    let trashed = try gallery.creations(inTrash: true)
    number += 1
    switch Int.random(in: 0..<12, using: &random) {
    case 0..<4:
      let stroke = Stroke(points: [Point(0.1, Double(number % 1000) / 1000), Point(0.9, Double(number % 1000) / 1000)])
      try announced("stroke \(number)") { try journal.append(stroke) }
    case 4: try announced("page \(number)") { try journal.newPage() }
    case 5..<8 where hanging.count + trashed.count < 10:
      let picture = Image(width: 32, height: 32, red: UInt8(number % 256), green: 90, blue: 40)
      try announced("keep \(number)") {
        _ = try gallery.keep(
          Drawing(strokes: [Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.8)])]), picture: picture, domain: "panda",
          artist: Artist(.fox, .orange), date: Date(timeIntervalSince1970: Double(number)))
      }
    case 8, 9:
      guard let one = hanging.randomElement(using: &random) else { return }
      try announced("trash \(Self.number(of: one))") { try gallery.moveToTrash(one) }
    case 10:
      guard let one = trashed.randomElement(using: &random) else { return }
      try announced("restore \(Self.number(of: one))") { try gallery.restore(one) }
    default:
      guard trashed.count > 3 else { return }
      try announced("empty 0") { try gallery.emptyTrash() }
    }
  }
}
