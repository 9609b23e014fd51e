import ArgumentParser
import Foundation
import Studio

extension GalleryCommand {
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take pictures in: from a backup, an export, another gallery or a folder of PNG files.",
      discussion: """
        Pictures come with their sketch, strokes, artist and date where the files know them. What the gallery has \
        already is not taken twice, and nothing that it has is changed. Pictures from the other gallery's trash go to \
        the trash.

        EXAMPLES
          aicanvas gallery import backup.zip
          aicanvas gallery import /media/stick/pictures --gallery ~/class
        """)

    @Argument(help: "An archive made by `gallery backup` or `gallery export --format zip`, or a folder.")
    var path: String

    @OptionGroup var folder: GalleryOptions

    func run() throws {
      try Gallery.checkImport(from: path)
      let gallery = try folder.open(isExisting: false)
      let line = ProgressLine()
      let report = try gallery.importPictures(from: path) { done, total in
        line.show(ProgressBar.text(done: done, of: total, label: "pictures"))
      }
      line.end()
      for file in report.unreadable {
        Console.complain("\(file) is not a picture that can be read and was left out.")
      }
      Console.say("\(report.added) pictures taken in, \(report.known) were there already")
      if !report.unreadable.isEmpty { throw ExitCode.failure }
    }
  }

  struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the whole gallery, with its trash, into one archive.",
      discussion: """
        The archive is an ordinary ZIP file with `pictures`, `sketches`, `trash` and the index. It appears when it is \
        complete; an existing file is not overwritten. `gallery import` brings everything back.

        EXAMPLES
          aicanvas gallery backup panda-class.zip
          aicanvas gallery backup /media/stick          # named by date and time
        """)

    @Argument(help: "A new file, or a folder.")
    var file: String

    @OptionGroup var folder: GalleryOptions

    func run() throws {
      let gallery = try folder.open()
      let line = ProgressLine()
      let backup = try gallery.backUp(to: file) { done, total in
        line.show(ProgressBar.text(done: done, of: total, label: "pictures"))
      }
      line.end()
      Console.say("\(backup.pictures) pictures in \(backup.path)")
    }
  }
}
