import ArgumentParser
import Files
import Foundation
import Pictures
import Studio

struct GalleryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery", abstract: "List, check, export, import and back up the pictures that were kept.",
    subcommands: [List.self, Verify.self, Export.self, Import.self, Backup.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the pictures, newest first.",
      discussion: """
        A line a picture, separated by tabs: number, date, artist, domain, strokes, share of the lines that the \
        picture follows, stars, file.

        EXAMPLES
          aicanvas gallery list
          aicanvas gallery list --trash --gallery /srv/class-3b
        """)

    @OptionGroup var folder: GalleryOptions

    @Flag(help: "List the trash instead.")
    var trash = false

    func run() throws {
      let gallery = try folder.open()
      let date = DateFormatter()
      date.locale = Locale(identifier: "en_US_POSIX")
      date.dateFormat = "yyyy-MM-dd HH:mm"
      for creation in try gallery.creations(inTrash: trash) {
        let followed = creation.lineFollowing.map { "\(Int(($0 * 100).rounded())) %" } ?? "–"
        Console.say(
          "\(creation.id)\t\(date.string(from: creation.created))\t\(creation.artist.word)\t\(creation.domain)\t"
            + "\(creation.strokeCount) strokes\t\(followed) followed\t\(creation.shownStars) stars\t\(gallery.path)/\(creation.pictureFile)"
        )
      }
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check that every picture is there and that every number can be computed again.",
      discussion: """
        Every picture is read and every number counted again from strokes and picture; studios may go on meanwhile. \
        With --repair, pictures that the index lacks are taken in, lost sketches drawn again, numbers corrected, and \
        files that belong to nothing moved to the folder `lost`. The exit status tells whether a problem is left.

        EXAMPLES
          aicanvas gallery verify
          aicanvas gallery verify --repair
        """)

    @OptionGroup var folder: GalleryOptions

    @Flag(help: "Put right what can be put right; nothing is deleted.")
    var repair = false

    func run() throws {
      let gallery = try folder.open()
      let problems = try gallery.verify(repairing: repair)
      for problem in problems { Console.say("\(problem)") }
      let left = problems.filter { !$0.isRepaired }.count
      Console.say(
        "\(try gallery.count(inTrash: nil)) pictures, \(problems.count) problems, \(problems.count - left) put right")
      if left > 0 { throw ExitCode.failure }
    }
  }
}

/// Where the gallery is.
struct GalleryOptions: ParsableArguments {
  @Option(
    name: .customLong("gallery"), help: "The gallery's folder; aicanvas/gallery in your data folder unless given.")
  var path: String?

  /// The gallery that was named, or else that of the settings, or else the usual one.
  ///
  /// - Parameter isExisting: whether a folder that was named and is not there is a mistake rather than a wish.
  func open(isExisting: Bool = true) throws -> Gallery {
    let paths = StoragePaths()
    if let path, isExisting { try Self.require(path, "gallery") }
    return try Self.open(path ?? Settings.read(paths.settings).settings.gallery ?? paths.gallery)
  }

  /// Throws a sentence where a named folder is not there, so that a slip of the finger makes no new one.
  static func require(_ path: String, _ what: String) throws {
    guard !PictureFolder.isFolder(path) else { return }
    guard !SystemFile.exists(path) else { throw ValidationError("\(path) is a file and no folder.") }
    let full = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    let meant = NearestName.folder(near: full).map { " Did you mean \($0)?" } ?? ""
    throw ValidationError("There is no \(what) in \(path).\(meant)")
  }

  /// Throws a sentence where a named folder is no class's.
  static func requireClass(_ path: String) throws {
    try require(path, "class")
    guard ClassRules.isClass(path) else {
      throw ValidationError("\(path) is no class's folder; make it one with: aicanvas class init \(path)")
    }
  }

  static func open(_ path: String, mostPictures: Int? = nil) throws -> Gallery {
    let gallery = try Gallery(path: path, mostPictures: mostPictures, lineMeasure: LineFollowing.share)
    for warning in gallery.warnings { Console.complain(warning) }
    return gallery
  }
}
