import Files
import Foundation
import Generation
import Pictures

/// Takes pictures out of the gallery for people without the program: a page, a book, an archive, sheets.
///
/// Reads and writes one picture at a time. What is there in the end is complete, or is not there at all.
package struct GalleryExport: Sendable {
  package var gallery: Gallery
  package var selection: ExportSelection
  /// The words of books and sheets, and those that a page begins with.
  package var texts: ExportTexts
  /// The words that a page can change to.
  package var otherTexts: ExportTexts
  /// Whether a page keeps to ``texts`` rather than to the language of the browser.
  package var isLanguageFixed: Bool
  /// The folder with the page's style and script; usually `ProgramHome.find()` and `/Assets/Export`.
  package var assets: String
  /// What stands above it all; the usual heading where nil.
  package var title: String?
  /// For paper alone: pages and archives, which may end up anywhere, have none.
  package var names = ChildNames()
  /// The paper of pages to colour in, and who finds their lines; nil where nobody can.
  package var paper = ColouringPage.Paper.a4
  package var lineDrawing: LineDrawing?

  package init(
    gallery: Gallery, selection: ExportSelection = ExportSelection(), texts: ExportTexts, otherTexts: ExportTexts,
    isLanguageFixed: Bool, assets: String
  ) {
    self.gallery = gallery
    self.selection = selection
    self.texts = texts
    self.otherTexts = otherTexts
    self.isLanguageFixed = isLanguageFixed
    self.assets = assets
  }

  /// What an export has taken, and what it could not.
  package struct Report: Sendable {
    package var path: String
    package var pictures = 0
    /// Sentences for the user.
    package var warnings: [String] = []
  }

  /// Exports into a folder, which must not exist, or be empty, or hold an earlier export.
  ///
  /// - Parameter progress: is told how many pictures are done, of how many.
  package func write(
    _ format: ExportFormat, to path: String, progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(ExportError) -> Report {
    do {
      let creations = try gallery.creations().filter(selection.includes)
      guard !creations.isEmpty else { throw ExportError.nothingSelected }
      let folder = try ExportFolder(path)
      var job = ExportJob(export: self, folder: folder, creations: creations, progress: progress)
      switch format {
      case .html: try job.writePage()
      case .pdf: try job.writeBook()
      case .zip: try job.writeArchive()
      case .png: try job.writeSheets()
      case .colouringBook: try job.writeColouringBook()
      }
      guard job.done > 0 else { throw format == .colouringBook ? ExportError.noLines : .nothingSelected }
      try folder.finish()
      return Report(path: folder.path, pictures: job.done, warnings: job.warnings)
    } catch {
      throw ExportError(error, exporting: path)
    }
  }
}

/// One export under way.
struct ExportJob {
  let export: GalleryExport
  let folder: ExportFolder
  /// Newest first.
  let creations: [Creation]
  let progress: (_ done: Int, _ total: Int) -> Void
  private(set) var done = 0
  private(set) var warnings: [String] = []

  init(
    export: GalleryExport, folder: ExportFolder, creations: [Creation],
    progress: @escaping (_ done: Int, _ total: Int) -> Void
  ) {
    self.export = export
    self.folder = folder
    self.creations = creations
    self.progress = progress
  }

  var texts: ExportTexts { export.texts }
  var title: String { export.title ?? texts[.title] }

  mutating func finishedOne() {
    done += 1
    progress(done, creations.count)
  }

  mutating func warn(_ sentence: String) { warnings.append(sentence) }

  /// The bytes of a creation's two files, or nil, with a warning, where the picture cannot be read.
  mutating func files(of creation: Creation) -> (picture: [UInt8], sketch: [UInt8]?)? {
    guard let picture = try? export.gallery.folder.read(creation.pictureFile) else {
      warnMissing(creation)
      return nil
    }
    return (picture, try? export.gallery.folder.read(creation.sketchFile))
  }

  /// A creation's picture and sketch, or nil, with a warning, where the picture cannot be read.
  mutating func images(of creation: Creation) -> (picture: Image, sketch: Image?)? {
    guard let picture = try? export.gallery.image(for: creation) else {
      warnMissing(creation)
      return nil
    }
    return (picture, try? export.gallery.sketch(for: creation))
  }

  private mutating func warnMissing(_ creation: Creation) {
    warn("\(creation.pictureFile) is missing or damaged and was left out; `aicanvas gallery verify` tells more.")
  }
}
