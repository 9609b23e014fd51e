import Foundation
import Generation
import Pictures
import Studio
import Support
import Synchronization
import Testing

/// A user's own pictures: where they are, which there are, and their lines.
@Suite(.ownThread) struct OwnPicturesTests {
  private let home = TemporaryFolder()

  private func make(_ folder: String) throws {
    try FileManager.default.createDirectory(atPath: home.path + "/" + folder, withIntermediateDirectories: true)
  }

  private func found(_ lines: String? = nil, config: String = ".config") throws -> String {
    if let lines {
      try make(config)
      try home.write(Array(lines.utf8), config + "/user-dirs.dirs")
    }
    var environment = ["HOME": home.path as String]
    if config != ".config" { environment["XDG_CONFIG_HOME"] = home.path + "/" + config }
    return PicturesFolder.find(environment: environment)
  }

  // MARK: - The folder

  @Test func theDesktopSaysWhereItIs() throws {
    for folder in ["Bilder", "My \"best\" $photos", "Pictures"] { try make(folder) }
    let whole = "# comment\nXDG_MUSIC_DIR=\"$HOME/Music\"\nXDG_PICTURES_DIR=\"$HOME/Bilder\"\n"
    #expect(try found(whole) == home.path + "/Bilder")
    #expect(try found("  XDG_PICTURES_DIR=\"\(home.path)/Bilder/\"", config: "other") == home.path + "/Bilder")
    #expect(
      try found("XDG_PICTURES_DIR=\"$HOME/My \\\"best\\\" \\$photos\"") == home.path + "/My \"best\" $photos")
    #expect(
      try found("XDG_PICTURES_DIR=\"$HOME/none\"\nXDG_PICTURES_DIR=\"$HOME/Bilder\"") == home.path + "/Bilder")
  }

  @Test(arguments: [
    "", "XDG_PICTURES_DIR=\"$HOME/gone\"", "XDG_PICTURES_DIR=\"$HOME/\"", "XDG_PICTURES_DIR=\"relative\"",
    "XDG_PICTURES_DIR=\"$HOME/Bilder", "XDG_PICTURES_DIR=$HOME/Bilder", "\u{0}\u{1}\u{FF}", "XDG_PICTURES_DIR=\"\"",
  ])
  func otherwiseItIsTheUsualOne(_ lines: String) throws {
    try make("Bilder")
    try make("Pictures")
    #expect(try found(lines) == home.path + "/Pictures")
  }

  @Test func itMayHaveAnotherLanguagesName() throws {
    #expect(try found() == home.path + "/Pictures", "the usual name where there is none at all")
    try make("사진")
    #expect(try found() == home.path + "/사진")
    try make("Pictures")
    #expect(try found() == home.path + "/Pictures")
  }

  // MARK: - The album

  private func write(_ name: String, changed: Int) throws {
    try home.write([1], name)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: Double(changed))], ofItemAtPath: home.path + "/" + name)
  }

  @Test func anAlbumHasThePicturesOfAllFoldersTheNewestFirst() throws {
    try make("2025/summer")
    try make(".thumbnails")
    try write("old.PNG", changed: 100)
    try write("2025/summer/beach.jpeg", changed: 300)
    try write("2025/cat.webp", changed: 200)
    for other in ["notes.txt", ".hidden.png", ".thumbnails/small.png", "video.mp4", "png", ".png"] {
      try write(other, changed: 400)
    }
    // Round and round for ever, and a second way to the same pictures.
    try FileManager.default.createSymbolicLink(atPath: home.path + "/2025/loop", withDestinationPath: home.path)
    try FileManager.default.createSymbolicLink(
      atPath: home.path + "/linked.png", withDestinationPath: home.path + "/old.PNG")
    #expect(mkfifo(home.path + "/pipe.png", 0o600) == 0)
    let album = PictureAlbum(listing: home.path)
    #expect(album.folder == home.path)
    #expect(Set(album.files.map(\.title)) == ["beach", "cat", "linked", "old"])
    #expect(album.files.map(\.title).prefix(2) == ["beach", "cat"])
    #expect(album.files[0].path == home.path + "/2025/summer/beach.jpeg")
  }

  @Test func namesFromElsewhereAreMadeFitToBeShown() throws {
    try write("a\u{1B}[31m\nb.png", changed: 1)
    try write(String(repeating: "x", count: 200) + ".png", changed: 0)
    let titles = PictureAlbum(listing: home.path).files.map(\.title)
    #expect(titles[0] == "a?[31m?b")
    #expect(titles[1].count == 60)
  }

  @Test func thousandsAreListedAndTheirNumberIsBounded() throws {
    try make("many")
    for number in 0..<(PictureAlbum.mostFiles + 50) { try home.write([], "many/\(number).png") }
    #expect(PictureAlbum(listing: home.path).files.count == PictureAlbum.mostFiles)
  }

  @Test func aFolderThatIsNotThereHasNoPictures() throws {
    #expect(PictureAlbum(listing: home.path + "/none").files.isEmpty)
    try write("file.png", changed: 0)
    #expect(PictureAlbum(listing: home.path + "/file.png").files.isEmpty)
  }

  // MARK: - Lines

  private let canny = LineArtOutliner { try LineDrawing(.canny, detail: .low, artist: nil) }

  private func square() -> Image {
    var picture = Image(width: 400, height: 300, red: 250, green: 250, blue: 250)
    for y in 80..<220 { for x in 120..<280 { picture.pixels[(y * 400 + x) * 3 + 1] = 20 } }
    return picture
  }

  @Test func aPicturesLinesAreStrokesOnTheCanvas() throws {
    try square().write(to: home.path + "/square.png")
    let strokes = try canny.strokes(ofPictureAt: home.path + "/square.png") { false }
    let points = strokes.flatMap(\.points)
    #expect((1...4).contains(strokes.count) && points.count < 60, "\(strokes.count) strokes, \(points.count) points")
    // The square's sides, with the lying picture in the middle of the canvas.
    for (found, wanted) in [
      (points.map(\.x).min(), 0.32), (points.map(\.x).max(), 0.68), (points.map(\.y).min(), 0.34),
      (points.map(\.y).max(), 0.66),
    ] {
      #expect(abs((found ?? 0) - wanted) < 0.03, "\(String(describing: found)) instead of \(wanted)")
    }
  }

  @Test func whyAPictureHasNoLines() throws {
    func problem(_ bytes: [UInt8]) throws -> OwnPictureProblem? {
      try home.write(bytes, "it")
      do {
        _ = try canny.strokes(ofPictureAt: home.path + "/it") { false }
        return nil
      } catch {
        return error as? OwnPictureProblem
      }
    }
    #expect(try problem(Array("no picture".utf8)) == .noPicture)
    #expect(try problem([]) == .noPicture)
    #expect(try problem(Image(width: 64, height: 64).pngData()) == .noLines)
    #expect(try problem(Image(width: 1, height: 1).pngData()) == .noLines)
    // A PNG that announces 60,000 × 60,000 pixels.
    var huge = try Image(width: 4, height: 4).pngData()
    huge.replaceSubrange(16..<24, with: [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60])
    let verdict = try problem(huge)
    #expect(verdict == .tooLarge || verdict == .noPicture)
    #expect(throws: OwnPictureProblem.unreadable) { try canny.strokes(ofPictureAt: home.path + "/none") { false } }
  }

  @Test func aSearchEndsWhenItIsCalledOff() throws {
    try square().write(to: home.path + "/square.png")
    #expect(throws: CancellationError.self) {
      try canny.strokes(ofPictureAt: home.path + "/square.png") { true }
    }
  }

  @Test func theNetworkIsLoadedOnceAndOnlyWhenNeeded() throws {
    let loads = Mutex(0)
    let outliner = LineArtOutliner {
      loads.withLock { $0 += 1 }
      return try LineDrawing(.dodge, detail: .low, artist: nil)
    }
    #expect(loads.withLock { $0 } == 0)
    try square().write(to: home.path + "/square.png")
    for _ in 0..<2 { _ = try? outliner.strokes(ofPictureAt: home.path + "/square.png") { false } }
    #expect(loads.withLock { $0 } == 1)
  }
}
