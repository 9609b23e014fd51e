import ArgumentParser
import Files
import Foundation
import Generation
import Pictures
import Studio

extension GalleryCommand {
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take pictures out of the gallery: a web page, a book, an archive, sheets, or pages to colour in.",
      discussion: """
        DIR becomes a folder with one of:

          html  index.html, slideshow, before/after; works without network
          pdf   book.pdf, and certificates.pdf, one for each artist
          zip   gallery.zip: pictures, sketches, index.json
          png   sheet-001.png and so on, 48 small pictures each
          colouring-book
                colouring-book.pdf, the lines of each picture on a page to colour in

        A list of names has a line for each child, as in "blue-panda Mina Kim". It stays on this machine, and its \
        names are printed on paper only: in books, on certificates and sheets, never in pages or archives.

        The gallery stays as it is. DIR must be new or empty, or hold an earlier export, which is replaced; a folder \
        with anything else in it is left alone. An export that fails leaves nothing behind.

        EXAMPLES
          aicanvas gallery export /media/stick/pictures
          aicanvas gallery export book --format pdf --lang ko --since 2026-11-01
          aicanvas gallery export pandas --format zip --artist blue-panda
          aicanvas gallery export pages --gallery /srv/class-3b --format colouring-book --paper letter
        """)

    @Argument(help: ArgumentHelp("The folder to make.", valueName: "dir"), completion: .directory)
    var path: String

    @Option(help: "html, pdf, zip, png or colouring-book.")
    var format: ExportFormat = .html

    @Option(help: "Only pictures of an artist: an animal, a colour, or both, as in blue-panda.")
    var artist: String?

    @Option(help: "Only pictures made on this day or later, as in 2026-11-21.")
    var since: String?

    @Option(help: "Only pictures of this domain; `aicanvas domains` lists them.")
    var domain: String?

    @Option(help: "The heading of pages, books and sheets; a class's title unless given.")
    var title: String?

    @Option(
      help: ArgumentHelp(
        "A list of children's names for books, certificates and sheets; names.txt beside your settings unless given.",
        valueName: "file"), completion: .file())
    var names: String?

    @Option(name: .customLong("lang"), help: "en or ko. Unless given: LANG, and for pages the browser's language.")
    var language: Language?

    @Option(help: "The paper of a colouring book: a4 or letter.")
    var paper = ColouringPage.Paper.a4

    @Option(help: "How much of the pictures becomes line in a colouring book: low, medium or high.")
    var detail = LineDrawing.Detail.medium

    @OptionGroup var folder: GalleryOptions

    func run() throws {
      let home = try ProgramHome.required()
      var export = try export(home, Language(environment: ProcessInfo.processInfo.environment))
      export.paper = paper
      if format == .colouringBook {
        guard let artist = try DomainCatalogue.installed().loadLineArtist() else {
          throw ValidationError(
            "A colouring book needs a checkpoint that draws lines; train one: aicanvas train colouring-page-first.")
        }
        export.lineDrawing = try LineDrawing(.learned, detail: detail, artist: artist)
      }
      let line = ProgressLine()
      let report = try export.write(format, to: path) { done, total in
        line.show(ProgressBar.text(done: done, of: total, label: "pictures"))
      }
      line.end()
      for warning in report.warnings { Console.complain(warning) }
      Console.say("\(report.pictures) pictures in \(report.path)")
    }

    private func export(_ home: String, _ usual: Language) throws -> GalleryExport {
      let catalogue = DomainCatalogue.installed()
      let first = language ?? usual
      let texts = try Language.allCases.map {
        try ExportTexts($0, folder: home + "/Assets/Texts", titles: catalogue.titles(of:))
      }
      guard let chosen = texts.first(where: { $0.language == first }),
        let other = texts.first(where: { $0.language != first })
      else { throw ValidationError("There are no texts in \(first.rawValue).") }
      let gallery = try folder.open()
      var export = GalleryExport(
        gallery: gallery, selection: try selection(catalogue), texts: chosen, otherTexts: other,
        isLanguageFixed: language != nil, assets: home + "/Assets/Export")
      export.title = title ?? ClassRules.read(folder: gallery.path).rules.title
      let usualNames = StoragePaths().names
      if let path = names ?? (SystemFile.exists(usualNames) ? usualNames : nil) {
        export.names = try ChildNames(path: path)
      }
      return export
    }

    private func selection(_ catalogue: DomainCatalogue) throws -> ExportSelection {
      // Pictures of a domain that is no longer here can be asked for by its name.
      var selection = ExportSelection(domain: domain.map { catalogue.named($0)?.name ?? $0 })
      if let artist {
        guard let found = ExportSelection.artist(artist) else {
          throw ValidationError(
            "--artist \(artist): an artist is an animal (panda, cat, …), a colour (red, blue, …), or both: blue-panda.")
        }
        (selection.animal, selection.colour) = found
      }
      if let since {
        let form = DateFormatter()
        form.locale = Locale(identifier: "en_US_POSIX")
        form.dateFormat = "yyyy-MM-dd"
        form.isLenient = false
        guard let date = form.date(from: since) else {
          throw ValidationError("--since \(since): write the day as 2026-11-21.")
        }
        selection.since = date
      }
      return selection
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}

extension ProgramHome {
  /// The folder with Assets and Checkpoints, or a sentence that tells how to name it.
  static func required() throws -> String {
    guard let home = find() else {
      throw ValidationError("Assets and Checkpoints were not found; set AICANVAS_HOME to the folder that holds both.")
    }
    return home
  }
}
