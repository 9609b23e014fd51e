import Files
import Foundation
import Pictures

extension ExportJob {
  /// `gallery.zip`: `pictures`, `sketches` and `index.json`. `aicanvas gallery import` takes it in.
  mutating func writeArchive() throws {
    let archive = try ZipWriter(path: try folder.place(for: "gallery.zip"))
    var archived: [Creation] = []
    for creation in creations {
      let picture = export.gallery.path + "/" + creation.pictureFile
      let sketch = export.gallery.path + "/" + creation.sketchFile
      guard files(of: creation) != nil else { continue }
      try archive.add(fileAt: picture, as: "pictures/" + creation.file)
      if SystemFile.exists(sketch) { try archive.add(fileAt: sketch, as: "sketches/" + creation.file) }
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
