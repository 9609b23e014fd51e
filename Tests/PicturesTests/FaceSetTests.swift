import Foundation
import Support
import Testing

import Pictures

@Suite(.ownThread) final class FaceSetTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "faces-\(UUID())").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder + "/within", withIntermediateDirectories: true)
    // 40×50, left half red, right half blue, but for a white square of 20 pixels at (10, 5).
    var picture = Image(width: 40, height: 50)
    for pixel in 0..<2000 {
      let (x, y) = (pixel % 40, pixel / 40)
      if (10..<30).contains(x) && (5..<25).contains(y) { continue }
      let colour: [UInt8] = x < 20 ? [200, 10, 10] : [10, 10, 200]
      for channel in 0..<3 { picture.pixels[pixel * 3 + channel] = colour[channel] }
    }
    for name in ["a1", "a2", "b1", "within/b2"] { try picture.write(to: "\(folder)/\(name).png") }
    try Image(width: 30, height: 30, red: 90, green: 92, blue: 91).write(to: folder + "/a-grey.png")
    try Data("text".utf8).write(to: URL(fileURLWithPath: folder + "/a3.png"))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func set(_ change: (inout FaceSet.Selection) -> Void) throws -> FaceSet {
    var selection = FaceSet.Selection()
    change(&selection)
    return try FaceSet(folder: folder, selection, side: 16)
  }

  @Test func selectsFilesAndTellsWhatItCannotRead() throws {
    let all = try set { $0.leavesOutGrey = true }
    #expect(all.names == ["a1.png", "a2.png", "b1.png", "b2.png"] && all.skipped.count == 1)
    #expect(try set { _ in }.names.contains("a-grey.png"))
    #expect(throws: PictureError.self) { try set { $0.beginning = ["b"] } }
    #expect(throws: PictureError.self) { try FaceSet(folder: folder + "/none", FaceSet.Selection(), side: 16) }
    #expect(try set { $0.only = ["a1", "a2", "b1", "b2"] }.count == 4)
  }

  @Test func cropsTheHead() throws {
    let cropped = try set {
      $0.only = ["a1", "a2", "b1", "b2"]
      $0.crop = FaceSet.Crop(left: 0.25, top: 0.125, side: 0.5)
    }
    #expect(cropped.picture(0, ground: (0, 0, 0)) == Image(width: 16, height: 16))
    #expect(
      !FaceSet.Crop(left: 0.6, top: 0, side: 0.5).isPossible && !FaceSet.Crop(left: 0, top: 0, side: 0).isPossible)
    // A crop that reaches below the picture lies as low as it can.
    let low = try set {
      $0.only = ["a1", "a2", "b1", "b2"]
      $0.crop = FaceSet.Crop(left: 0, top: 3, side: 1)
    }
    #expect(low.picture(0, ground: (0, 0, 0)).width == 16)
  }

  @Test func facesAreMirroredHalfOfTheTime() throws {
    let faces = FacePictures([
      (
        try set {
          $0.only = ["a1", "a2", "b1", "b2"]
          $0.crop = FaceSet.Crop(left: 0, top: 0.5, side: 0.75)
        }, 1
      )
    ])
    func left(_ seed: UInt64) -> UInt8 {
      var random = SeededGenerator(seed: seed)
      let picture = faces.picture(size: 16, using: &random)
      return picture.pixels[(15 * 16) * 3]
    }
    let reds = (0..<100).map { left(UInt64($0)) }
    #expect((30...70).contains(reds.count { $0 > 150 }))
    #expect(left(7) == left(7) && faces.all.count == 4)
  }

  @Test func cutoutsLieOnAPaleGround() throws {
    let cutouts = folder + "/cutouts"
    try FileManager.default.createDirectory(atPath: cutouts, withIntermediateDirectories: true)
    // Opaque pictures cover everything but the margin.
    for number in 0..<4 {
      try Image(width: 32, height: 32, red: 0, green: 0, blue: 0).write(to: "\(cutouts)/\(number).png")
    }
    var selection = FaceSet.Selection()
    selection.isCutOut = true
    let set = try FaceSet(folder: cutouts, selection, side: 32)
    let picture = set.picture(1, ground: (200, 210, 220))
    #expect(Array(picture.pixels.prefix(3)) == [200, 210, 220])
    #expect(picture.pixels[(16 * 32 + 16) * 3] == 0)
    var random = SeededGenerator(seed: 3)
    let corner = FacePictures([(set, 1)]).picture(size: 32, using: &random).pixels.prefix(3)
    #expect(corner.allSatisfy { $0 >= 190 })
  }
}
