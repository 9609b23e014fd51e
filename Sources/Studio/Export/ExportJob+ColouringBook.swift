import Files
import Foundation
import Pictures

extension ExportJob {
  /// `colouring-book.pdf`: a page a creation with the lines of its picture, oldest first. What is drawn stands above, and
  /// who drew it; below is a line for the name of whoever colours it.
  mutating func writeColouringBook() throws {
    guard let drawing = export.lineDrawing else { throw ExportError.noLines }
    let size = export.paper.size
    let book = try PDFDocument(
      path: try folder.place(for: "colouring-book.pdf"), width: size.width, height: size.height, title: title)
    do {
      for creation in creations.reversed() {
        guard let picture = images(of: creation)?.picture else { continue }
        let curves = try drawing.curves(of: picture)
        guard !curves.isEmpty else {
          warn("No lines were found in \(creation.pictureFile), which was left out.")
          continue
        }
        let page = ColouringPage(
          curves, title: texts.domain(creation.domain),
          credit: "\(texts.artist(creation.artist)) · \(ExportTexts.date(creation.created).prefix(10))")
        page.draw(on: book, nameLabel: texts[.name])
        try book.endPage()
        finishedOne()
      }
      try book.finish()
    } catch {
      guard let code = book.failureCode else { throw error }
      throw SystemFailure(folder.path, code: code)
    }
    if book.unknownLetters > 0 {
      warn("This machine has no font for some letters, which are boxes now; for Hangul, install fonts-nanum.")
    }
  }
}
