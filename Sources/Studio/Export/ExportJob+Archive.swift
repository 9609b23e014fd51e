import Files
import Foundation
import Pictures

extension ExportJob {
  /// `gallery.zip`: `pictures`, `sketches` and `index.json`. `aicanvas gallery import` takes it in.
  mutating func writeArchive() throws {
    let archive = try ZipWriter(path: try folder.place(for: "gallery.zip"))
    var archived: [Creation] = []
    for creation in creations {
      let source = export.gallery.folder.files
      guard files(of: creation) != nil else { continue }
      try archive.add(creation.pictureFile, of: source, as: "pictures/" + creation.file)
      if source.kind(creation.sketchFile) == .file {
        try archive.add(creation.sketchFile, of: source, as: "sketches/" + creation.file)
      }
      archived.append(creation)
      finishedOne()
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    try archive.add([UInt8](try encoder.encode(archived)), as: "index.json")
    try archive.finish()
  }
}
