import ArgumentParser
import Files
import Foundation
import Generation
import Pictures
import Studio

struct ColouringPageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "colouring-page",
    abstract: "Turn pictures into pages to colour in: clean black lines on white.",
    discussion: """
      Pictures and photographs; PNG, JPEG, GIF, BMP, TIFF, WebP or PNM. The page of cat.jpg lands beside it as \
      cat-page.png, or in the folder of --output as cat.png.

      EXAMPLES
        aicanvas colouring-page cat.jpg
        aicanvas colouring-page *.png --format pdf --paper letter --output pages/
        aicanvas colouring-page *.png --book animals.pdf --title "Animals"
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case png, svg, pdf
  }

  @Argument(help: ArgumentHelp("The pictures.", valueName: "file"))
  var files: [String]

  @Option(help: "What to write: png (the lines alone), svg (the lines as curves) or pdf (a page to print).")
  var format = Format.png

  @Option(help: "The paper of PDF pages: a4 or letter.")
  var paper = ColouringPage.Paper.a4

  @Option(help: "How much of the picture becomes line: low, medium or high.")
  var detail = LineDrawing.Detail.medium

  @Option(
    help: "How lines are found: learned (a trained network), canny (edges) or dodge (what is darker than around it).")
  var method = LineDrawing.Method.learned

  @Option(help: "A folder to write to; beside each picture unless given.")
  var output: String?

  @Option(help: "Write all pages into this one PDF file instead.")
  var book: String?

  @Option(help: "The title on PDF pages; each file's name unless given.")
  var title: String?

  @Option(help: "The longer side of PNG pictures in pixels.")
  var size = 2048

  @Option(help: "A checkpoint that draws lines, instead of the one that came with the program.")
  var checkpoint: String?

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    guard (64...8192).contains(size) else { throw ValidationError("--size must be 64 to 8192, not \(size).") }
    if book != nil && output != nil { throw ValidationError("Give --book FILE or --output FOLDER, not both.") }
    if let output, FileManager.default.fileExists(atPath: output), !PictureFolder.isFolder(output) {
      throw ValidationError("\(output) is a file; --output names a folder.")
    }
    if let book, PictureFolder.isFolder(book) { throw ValidationError("\(book) is a folder; --book names a file.") }
  }

  func run() throws {
    try compute.apply()
    let artist =
      try method == .learned
      ? checkpoint.map { try LineArtist(.init(path: $0)) } ?? DomainCatalogue.installed().loadLineArtist() : nil
    let drawing = try LineDrawing(method, detail: detail, artist: artist)
    if let output { try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true) }
    var document: PDFDocument?
    // A book appears when it is complete; one of that name stays until then.
    let part = book.map { "\($0).part" }
    if let book, let part { document = try Self.document(part, paper, title: title ?? PictureFolder.stem(of: book)) }
    let line = files.count > 1 ? ProgressLine() : nil
    // No page takes the place of a picture that it is made from.
    var targets = OutputNames(besides: files)
    var failures = 0
    var written: [String] = []
    for (index, file) in files.enumerated() {
      line?.show(ProgressBar.text(done: index, of: files.count, label: file))
      do {
        let page = try page(file, drawing)
        if let document {
          page.draw(on: document, nameLabel: Self.nameLabel)
          try document.endPage()
        } else {
          let target = targets.free(target(for: file))
          try write(page, to: target)
          written.append(target)
        }
      } catch {
        line?.end()
        Console.complain("Error: \(error)")
        failures += 1
      }
    }
    line?.show(ProgressBar.text(done: files.count, of: files.count, label: ""))
    line?.end()
    if let document, let book, let part {
      guard failures < files.count else {
        try? FileManager.default.removeItem(atPath: part)
        throw ExitCode.failure
      }
      try Self.complete(document, part, as: book)
      written = [book]
    }
    for target in written { Console.say(target) }
    if failures > 0 { throw ExitCode.failure }
  }

  private func page(_ file: String, _ drawing: LineDrawing) throws -> ColouringPage {
    let curves = try drawing.curves(of: try Image(contentsOf: file))
    guard !curves.isEmpty else {
      throw GenerationError("No lines were found in \(file); try --detail high, or another --method.")
    }
    return ColouringPage(curves, title: title ?? PictureFolder.stem(of: file))
  }

  private func write(_ page: ColouringPage, to path: String) throws {
    switch format {
    case .png: try page.image(longSide: size).write(to: path)
    case .svg:
      do throws(SystemFailure) {
        try AtomicFile.write(Array(page.svg.utf8), to: path)
      } catch {
        throw PictureError.unwritable(path: path, reason: error.reason)
      }
    case .pdf:
      let part = path + ".part"
      let document = try Self.document(part, paper, title: page.title)
      page.draw(on: document, nameLabel: Self.nameLabel)
      // The page's end is the document's.
      try Self.complete(document, part, as: path)
    }
  }

  /// Ends a document that was written beside its place, and puts it there; what cannot be completed is taken away.
  private static func complete(_ document: PDFDocument, _ part: String, as path: String) throws {
    do {
      try document.finish()
      guard rename(part, path) == 0 else {
        throw PictureError.unwritable(path: path, reason: String(cString: strerror(errno)))
      }
    } catch {
      unlink(part)
      throw error
    }
  }

  private static func document(_ path: String, _ paper: ColouringPage.Paper, title: String) throws -> PDFDocument {
    try PDFDocument(path: path, width: paper.size.width, height: paper.size.height, title: title)
  }

  /// What stands before the line for a child's name.
  private static var nameLabel: String {
    switch Language(environment: ProcessInfo.processInfo.environment) {
    case .english: "Name"
    case .korean: "이름"
    }
  }

  private func target(for file: String) -> String {
    let stem = PictureFolder.stem(of: file)
    if let output { return "\(output)/\(stem).\(format.rawValue)" }
    return URL(fileURLWithPath: file).deletingLastPathComponent()
      .appendingPathComponent("\(stem)-page.\(format.rawValue)").path
  }
}

extension ColouringPage.Paper: ExpressibleByArgument {}
extension LineDrawing.Detail: ExpressibleByArgument {}
extension LineDrawing.Method: ExpressibleByArgument {}
