import Foundation
import Networks
import Pictures
import PseudoTerminal
import Studio
import StudioApp
import Support
import Terminal
import TerminalSupport
import Testing

/// What a child sees, in both languages, when the disk is full, the folder read-only, the index broken, a file gone.
@Suite(.serialized, .ownThread) struct HardshipTests {
  private let program: Program

  init() throws { program = try Program() }

  private var gallery: String { program.path(".local/share/aicanvas/gallery") }

  private func words(_ language: Language) throws -> Texts {
    try Texts(language, folder: Program.repository.appendingPathComponent("Assets/Texts").path)
  }

  /// Opens the studio, perhaps through a shell that limits it first.
  private func open(_ language: Language, through shell: String? = nil) throws -> StudioDriver {
    let heading = try words(language)[.canvasHeading]
    let arguments = ["--lang", language.rawValue]
    guard let shell else { return try StudioDriver(program, arguments: arguments, waitFor: heading) }
    return try StudioDriver(
      program, arguments: ["-c", "\(shell); exec \"$0\" \"$@\"", Program.path] + arguments, executable: "/bin/sh",
      waitFor: heading)
  }

  /// Draws a line and asks to keep its picture.
  private func keepOne(_ studio: StudioDriver) {
    studio.drag([(22, 6), (30, 8), (37, 12)])
    studio.type("\rk")
  }

  private func seed() throws -> Creation {
    let gallery = try Gallery(path: gallery)
    let strokes = [Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.8)])]
    return try gallery.keep(
      Drawing(strokes: strokes), picture: Image(width: 256, height: 256, red: 200, green: 90, blue: 40),
      domain: "panda", artist: Artist())
  }

  /// A whole checkpoint whose network takes three channels: nobody knows what to fill them with.
  private func addForeignCheckpoint() throws {
    let architecture = GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 3, width: 4, blocks: 1))
    let card = ModelCard(
      architecture: architecture, nativeSize: 128, domain: "foreign",
      titles: ModelCard.Titles(en: "Foreign", ko: "낯선 것"))
    let folder = StoragePaths(environment: program.environment).checkpoints
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try GeneratorCheckpoint(card: card, parameters: ParameterArena(architecture.graph)).write(
      to: folder + "/foreign.safetensors", half: true)
  }

  @Test(arguments: Language.allCases) func aCheckpointThatFitsNoDrawing(_ language: Language) throws {
    try addForeignCheckpoint()
    let domains = try program.run("domains")
    #expect(domains.status == 1 && domains.errors.contains("foreign.safetensors: its network takes 3 input channels"))
    let doctor = try program.run("doctor")
    #expect(doctor.output.contains("foreign.safetensors: its network takes 3 input channels"))
    let translate = try program.run("translate", "x.png", "--domain", "foreign")
    #expect(translate.status != 0 && translate.errors.contains("takes 3 input channels"))

    let texts = try words(language)
    let studio = try open(language)
    studio.drag([(22, 6), (30, 8), (37, 12)])
    // The last of the page is the tenth, which has no number.
    studio.type("d\u{1B}[F\r")
    // The tile has the sentence in pieces, from the welcome on; only the answer has it whole.
    try studio.expect(texts[.domainNotForDrawing])
    studio.type("\u{1B}")
    try studio.expect(texts[.canvasHeading])
    studio.type("\r")
    try studio.expect("★")
  }

  @Test(arguments: Language.allCases) func fullDisk(_ language: Language) throws {
    let texts = try words(language)
    _ = try seed()
    // Files of 40 KiB at most: enough for the index, too little for the picture of a drawing with much in it.
    let studio = try open(language, through: "ulimit -f 80")
    studio.type("d2")
    try studio.expect(texts[.canvasHeading])
    studio.drag([(18, 4), (26, 3), (34, 4), (40, 6), (41, 11), (36, 14), (24, 14), (18, 12), (18, 4)])
    for left in [22, 31] {
      studio.drag([(left, 6), (left + 5, 6), (left + 5, 9), (left, 9), (left, 6)].map { (Double($0), Double($1)) })
    }
    keepOne(studio)
    try studio.expect(texts[.problemDiskFull])
    // The drawing is still there, and nothing half-kept is.
    studio.type("q")
    try studio.expect(texts[.quitHeading])
    let gallery = try Gallery(path: gallery)
    #expect(try gallery.count() == 1 && gallery.verify().isEmpty)
  }

  @Test(arguments: Language.allCases) func readOnlyFolder(_ language: Language) throws {
    let texts = try words(language)
    _ = try seed()
    let folders = ["", "/pictures", "/sketches", "/trash", "/trash/pictures", "/trash/sketches"].map { gallery + $0 }
    func allow(_ mode: Int, _ folders: [String]) throws {
      for folder in folders {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder)
      }
    }
    try allow(0o555, folders)
    defer { try? allow(0o755, folders) }
    let above = ["", ".local", ".local/share", ".local/share/aicanvas", ".local/state"].map { program.path($0) }
    try FileManager.default.createDirectory(atPath: program.path(".local/state"), withIntermediateDirectories: true)
    try allow(0o777, above)
    // Permissions mean nothing to root, so the program runs as somebody else then.
    let shell = getuid() == 0 ? "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$0\" \"$@\"" : "true"
    let studio = try open(language, through: shell)
    keepOne(studio)
    try studio.expect(texts[.problemReadOnly])
    studio.type("g")
    try studio.expect("1 / 1")
  }

  @Test(arguments: Language.allCases) func corruptIndex(_ language: Language) throws {
    let texts = try words(language)
    _ = try seed()
    try Data("not a database, but long enough to be taken for one".utf8).write(
      to: URL(fileURLWithPath: gallery + "/gallery.sqlite"))
    let studio = try open(language)
    try studio.expect(texts[.problemIndexMadeAgain])
    studio.type("g")
    try studio.expect("1 / 1")
  }

  @Test(arguments: Language.allCases) func indexBreaksWhileTheStudioIsOpen(_ language: Language) throws {
    let texts = try words(language)
    _ = try seed()
    let studio = try open(language)
    // The file is another one now, as when somebody restores a broken copy.
    for ending in ["", "-wal", "-shm"] { unlink(gallery + "/gallery.sqlite" + ending) }
    try Data("rubbish in the place of the index".utf8).write(to: URL(fileURLWithPath: gallery + "/gallery.sqlite"))
    keepOne(studio)
    try studio.expect(texts[.kept])
    // A sticker of the picture before, which hung there already.
    try studio.expect(texts[.newStickerHeading])
    studio.type(" ")
    #expect(studio.terminal.wait { !$0.text.contains(texts[.newStickerHeading]) })
    studio.type("g")
    try studio.expect("1 / 2")
    #expect(try Gallery(path: gallery).verify().isEmpty)
  }

  @Test(arguments: Language.allCases) func missingPicture(_ language: Language) throws {
    let texts = try words(language)
    let creation = try seed()
    try FileManager.default.removeItem(atPath: gallery + "/" + creation.pictureFile)
    let studio = try open(language)
    studio.type("g")
    try studio.expect("1 / 1")
    studio.type("\r")
    // Broken into lines, so the last word must do.
    try studio.expect(String(try #require(texts[.problemUnreadable].split(separator: " ").last)))
    // The strokes are in the index: the drawing can go on.
    studio.type("e")
    try studio.expect(texts[.editing])
  }

  @Test func twoStudiosShareAGallery() throws {
    let texts = try words(.english)
    let studios = try [open(.english), open(.english)]
    for studio in studios { keepOne(studio) }
    for studio in studios { try studio.expect(texts[.kept]) }
    for studio in studios {
      // The first key may have to close a celebration: one of the two kept its artist's first picture.
      studio.type("g")
      if !studio.terminal.wait(milliseconds: 5_000, until: { $0.text.contains("/ 2") }) { studio.type("g") }
      try studio.expect("/ 2")
    }
    #expect(try Gallery(path: gallery).verify().isEmpty)
  }

  @Test(arguments: Language.allCases) func aClassIsLeftByItsPhraseOnly(_ language: Language) throws {
    let texts = try words(language)
    let made = try program.run("class", "init", "class")
    #expect(made.status == 0, "\(made.errors)")
    try Data(#"{"domains": ["panda"], "leavePhrase": "tulip", "mostPictures": 1}"#.utf8).write(
      to: URL(fileURLWithPath: program.path("class/class.json")))
    let checked = try program.run("class", "check", "class")
    #expect(checked.status == 0 && checked.output.contains("type tulip"), "\(checked.output)")
    let studio = try StudioDriver(
      program, arguments: ["--class", program.path("class"), "--lang", language.rawValue],
      waitFor: texts[.canvasHeading])
    keepOne(studio)
    try studio.expect(texts[.kept])
    studio.drag([(22, 10), (37, 6)])
    studio.type("\rk")
    try studio.expect(texts[.problemClassFull])
    studio.type("\u{3}")
    studio.type("q")
    try studio.expect("●")
    studio.type("uit")
    #expect(PseudoTerminal.wait(for: studio.process, milliseconds: 500) == nil)
    // Through the letters of a keyboard that is set to Hangul: t u l i p.
    studio.type("ㅅㅕㅣㅑㅔ")
    #expect(PseudoTerminal.wait(for: studio.process) == .exited(0))
    #expect(try Gallery(path: program.path("class")).verify().isEmpty)
  }
}
