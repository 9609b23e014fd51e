import Foundation
import Pictures
import Support
import Testing
import Training

@Suite(.ownThread) final class NoiseFaceScoresTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "scores-\(UUID())").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for number in 0..<8 { try Self.picture(number).write(to: "\(folder)/\(number).png") }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A square of a colour and place of its own.
  private static func picture(_ number: Int, shift: Int = 0) -> Image {
    var picture = Image(width: 32, height: 32, red: 240, green: UInt8(100 + 10 * number), blue: UInt8(20 * number))
    for y in (4 + number)..<(12 + number) {
      for x in (2 + 2 * number + shift)..<(8 + 2 * number + shift) { picture.pixels[(y * 32 + x) * 3] = 20 }
    }
    return picture
  }

  private func real(_ extractor: RandomFeatures) throws -> RealFaces {
    let set = try FaceSet(folder: folder, FaceSet.Selection(), side: 32)
    return RealFaces(FacePictures([(set, 1)]), extractors: [extractor])
  }

  @Test func copiesAreFoundEvenMirrored() throws {
    let real = try real(RandomFeatures())
    for number in [0, 3, 7] {
      for picture in [Self.picture(number), Self.picture(number).flippedHorizontally] {
        let nearest = real.nearest(to: picture, count: 3)
        #expect(nearest.count == 3 && nearest[0].difference == 0 && nearest[0].picture == Self.picture(number))
        #expect(nearest[1].difference > 0.01 && nearest[1].difference <= nearest[2].difference)
      }
    }
  }

  @Test func pictureSetsThatAreAlikeAreNearer() throws {
    let extractor = RandomFeatures()
    let real = try real(extractor)
    func scores(_ pictures: [Image]) -> NoiseFaceScores {
      NoiseFaceScores(name: "test", pictures, real: real, extractors: [extractor], recogniser: nil)
    }
    let same = scores((0..<8).map { Self.picture($0) })
    let near = scores((0..<8).map { Self.picture($0, shift: 3) })
    let far = scores((0..<8).map { Image(width: 32, height: 32, red: 10, green: UInt8(10 * $0), blue: 0) })
    #expect(same.nearest == 0 && near.nearest > 0.01 && far.nearest > near.nearest)
    let distances = [same, near, far].map { $0.distances[0] }
    #expect(abs(distances[0].frechet) < 1e-3 && distances[0].frechet < distances[1].frechet)
    #expect(distances[1].frechet < distances[2].frechet && distances[1].kernel < distances[2].kernel)
    #expect(distances[0].features == "random features")
    let text = NoiseFaceScores.text([same, far])
    #expect(text.contains("random features") && !text.contains("inception"))
    #expect(NoiseFaceScores.json([same]).contains("\"nearest_training_picture\" : 0"))
  }
}
