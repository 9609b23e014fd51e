import Foundation
import Pictures
import Support
import Testing

@Suite(.ownThread) final class LinedFolderTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "lined-\(UUID())").path

  init() throws {
    for part in ["picture", "line"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(part)", withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A square with an outline, of a colour of its own.
  private func add(_ number: Int) throws {
    var picture = Image(width: 48, height: 48)
    var lines = picture
    for y in 8..<40 {
      for x in 8..<40 {
        let isLine = x < 11 || x >= 37 || y < 11 || y >= 37
        let colour: [UInt8] = isLine ? [20, 20, 20] : [UInt8(number * 17 % 256), 180, 60]
        for channel in 0..<3 {
          picture.pixels[(y * 48 + x) * 3 + channel] = colour[channel]
          if isLine { lines.pixels[(y * 48 + x) * 3 + channel] = 0 }
        }
      }
    }
    try picture.write(to: String(format: "%@/picture/p%02d.png", folder, number))
    try lines.write(to: String(format: "%@/line/p%02d.png", folder, number))
  }

  @Test func pairsAreReadAndSomeHeldOut() throws {
    for number in 0..<60 { try add(number) }
    try Data("no picture".utf8).write(to: URL(fileURLWithPath: folder + "/picture/p00.png"))
    try FileManager.default.removeItem(atPath: folder + "/line/p01.png")
    let training = try LinedFolder(folder: folder)
    let heldOut = try LinedFolder(folder: folder, part: .heldOut)
    #expect(training.count == 53 && training.skipped.count == 2 && heldOut.count == 5)
    let lined = training.linedPicture(seed: 4, step: 1, index: 0, size: 64)
    #expect(lined.picture == training.linedPicture(seed: 4, step: 1, index: 0, size: 64).picture)
    #expect(lined.picture.width == 64 && lined.lines.values.contains { $0 > 0.9 })
    let outlined = heldOut.linedPicture(0, look: .outlined)
    #expect(outlined.lines.values[9 * 48 + 20] == 1 && outlined.lines.values[24 * 48 + 24] == 0)
    #expect(outlined.picture.luminance().values[9 * 48 + 20] < 0.1)
    // Without its outline the square still stands out, so the line is still wanted.
    let flat = heldOut.linedPicture(0, look: .flat)
    #expect(flat.lines.values[9 * 48 + 20] == 1 && flat.picture.luminance().values[9 * 48 + 20] > 0.3)
  }

  @Test func foldersWithoutPairsAreNamed() {
    #expect(throws: PictureError.self) { try LinedFolder(folder: folder) }
    #expect(throws: PictureError.self) { try LinedFolder(folder: folder + "/none") }
  }
}
