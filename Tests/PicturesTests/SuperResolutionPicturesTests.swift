import Foundation
import Pictures
import Support
import Testing

@Suite(.ownThread) struct SuperResolutionPicturesTests {
  private func checks(_ side: Int) -> Image {
    Image(
      width: side, height: side,
      pixels: (0..<(side * side)).flatMap { pixel -> [UInt8] in
        let isDark = (pixel % side / 8 + pixel / side / 8) % 2 == 0
        return isDark ? [30, 60, 90] : [220, 200, 160]
      })
  }

  private func difference(_ a: Image, _ b: Image) -> Double {
    Double(zip(a.pixels, b.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(a.pixels.count)
  }

  @Test func withoutDamageAPictureIsOnlySmaller() {
    let picture = checks(64)
    for filter in ResamplingFilter.allCases {
      let small = PictureDegradation(filter: filter).applied(to: picture, factor: 4)
      #expect(small == picture.resampled(width: 16, height: 16, by: filter))
    }
  }

  @Test func eachKindOfDamageChangesThePicture() throws {
    let picture = checks(64)
    let clean = PictureDegradation().applied(to: picture, factor: 2)
    let changes: [(String, (inout PictureDegradation) -> Void)] = [
      ("blur", { $0.blur = 2 }), ("grain", { $0.grain = 10 }), ("compression", { $0.quality = 30 }),
    ]
    for (name, change) in changes {
      var damage = PictureDegradation()
      change(&damage)
      let changed = damage.applied(to: picture, factor: 2)
      #expect(changed.width == 32 && changed.height == 32 && damage.applied(to: picture, factor: 2) == changed)
      #expect((0.5..<60).contains(difference(changed, clean)), "\(name): \(difference(changed, clean))")
    }
    // Grain has the deviation that it says: the mean of its magnitude is 0.8 of that.
    var grain = PictureDegradation()
    grain.grain = 10
    let grey = Image(width: 128, height: 128, red: 128, green: 128, blue: 128)
    #expect(abs(difference(grain.applied(to: grey, factor: 1), grey) - 8) < 0.6)
    // Compression again and again: what is written can be read.
    let small = try picture.jpegData(quality: 20)
    let fine = try picture.jpegData(quality: 95)
    #expect(small.count < fine.count)
    #expect(try difference(Image(data: fine), picture) < difference(Image(data: small), picture))
  }

  @Test func damageComesAsTheNumbersSay() {
    var (random, again) = (SeededGenerator(seed: 4), SeededGenerator(seed: 4))
    var clean = 0
    for _ in 0..<400 {
      let damage = PictureDegradation.anyOrNone(factor: 4, using: &random)
      #expect(damage == .anyOrNone(factor: 4, using: &again))
      #expect((0...2.4).contains(damage.blur) && (0...12).contains(damage.grain))
      #expect(damage.quality.map { (40..<96).contains($0) } ?? true)
      if damage.blur == 0 && damage.grain == 0 && damage.quality == nil { clean += 1 }
    }
    #expect((80..<200).contains(clean))
  }

  @Test func partsAreDecidedByTheirNumbers() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/sharp-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // Striped in one corner alone: elsewhere there is nothing to learn.
    var picture = Image(width: 96, height: 96, red: 90, green: 90, blue: 90)
    for y in 0..<48 { for x in 0..<48 where x % 4 < 2 { picture.pixels[(y * 96 + x) * 3 + 1] = 220 } }
    for name in 0..<5 { try picture.write(to: "\(folder)/\(name).png") }
    let crops = SharpCrops(.pictures(try PictureSet(folder: folder)), shrinking: 1.5)
    #expect(crops.count == 5)
    var (parts, empty) = (Set<Image>(), 0)
    for step in 0..<40 {
      let part = crops.part(seed: 1, step: step, index: 0, size: 32)
      #expect(part.width == 32 && part.height == 32 && part == crops.part(seed: 1, step: step, index: 0, size: 32))
      if Set(part.pixels).count == 1 { empty += 1 }
      parts.insert(part)
    }
    #expect(parts.count > 30 && empty < 4, "\(parts.count), \(empty)")
    // What is asked for is more than there is: the whole picture, then.
    #expect(crops.part(seed: 1, step: 1, index: 0, size: 96).width == 96)
  }

  @Test func thingsLieOnAGround() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/things-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var pixels = [UInt8](repeating: 0, count: 64 * 64 * 4)
    for y in 16..<48 { for x in 16..<48 { for c in 0..<4 { pixels[(y * 64 + x) * 4 + c] = c == 1 ? 0 : 255 } } }
    for name in 0..<4 {
      try Data(RawPNG.rgba(width: 64, height: 64, pixels: pixels)).write(
        to: URL(fileURLWithPath: "\(folder)/\(name).png"))
    }
    let crops = SharpCrops(.cutouts(try CutoutSet(folder: folder)))
    let grounds = (0..<8).map { step in
      let part = crops.part(seed: 2, step: step, index: 0, size: 128)
      return Array(part.pixels.prefix(3))
    }
    #expect(Set(grounds).count > 4 && crops.count == 4)
  }
}
