import Foundation
import Generation
import Kernels
import Networks
import Pictures
import Support
import Testing

/// The pictures that the shipped generators make of the sample sketches, value for value as they were when they
/// shipped. Each instruction set rounds in its own way; so does each number of threads, and two were used.
@Suite(.ownThread) struct TranslatedPicturesTests {
  private static let sketches = ["cat", "panda"]

  @Test func everySketchInEveryDomainIsThePictureItWas() throws {
    let file = Program.repository.appending(path: "Tests/Fixtures/translated_pictures.json")
    let expected = try JSONDecoder().decode([String: [String: String]].self, from: Data(contentsOf: file))
    let folder = Program.repository.appending(path: "Checkpoints").path
    let catalogue = DomainCatalogue(builtIn: folder, own: nil)
    #expect(catalogue.domains.map(\.name) == (DrawnDomains.names + ["anything", "portrait"]).sorted())
    let pool = ThreadPool(threads: 2)
    for set in InstructionSet.available {
      let digests = try #require(expected[set.name])
      try ThreadPool.with(pool) {
        try InstructionSet.with(set) {
          for domain in catalogue.domains {
            let translation = try SketchFileTranslation(
              GeneratorCheckpoint(path: domain.path, domain: domain.name), size: nil)
            for sketch in Self.sketches {
              let path = Program.repository.appending(path: "Tests/Support/Sketches/\(sketch).png").path
              let picture = try translation.picture(forSketchAt: path)
              let name = "\(sketch)-\(domain.name)"
              let checksum = Self.checksum(picture.pixels)
              #expect(checksum == digests[name], "\(name) with \(set.name): \(checksum)")
            }
          }
        }
      }
    }
  }

  /// CRC-32 (ISO 3309) in hexadecimal, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> String {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return String(format: "%08x", ~sum)
  }
}
