import Foundation
import Pictures

extension ExportJob {
  /// `gallery.zip`: `pictures`, `sketches` and `index.json`. `aicanvas gallery import` takes it in.
  mutating func writeArchive() throws {
    let archive = try ZipWriter(path: try folder.place(for: "gallery.zip"))
    var facts: [ArchivedCreation] = []
    for creation in creations {
      let picture = export.gallery.path + "/" + creation.pictureFile
      let sketch = export.gallery.path + "/" + creation.sketchFile
      guard files(of: creation) != nil else { continue }
      try archive.add(fileAt: picture, as: "pictures/" + creation.file)
      if SystemFile.exists(sketch) { try archive.add(fileAt: sketch, as: "sketches/" + creation.file) }
      facts.append(ArchivedCreation(creation))
      finishedOne()
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    try archive.add([UInt8](try encoder.encode(facts)), as: "index.json")
    try archive.finish()
  }
}

/// A creation in an archive's `index.json`, for other programs.
private struct ArchivedCreation: Encodable {
  let created: Date
  let domain: String
  let artistAnimal: String
  let artistColour: String
  let strokes: Int
  let width: Int
  let height: Int
  let lineFollowing: Double?
  let stars: Int
  let translateMilliseconds: Double?
  let checkpointDigest: String?
  let facts: CreationFacts
  let stickers: [String]
  let isFavourite: Bool
  let picture: String
  let sketch: String

  init(_ creation: Creation) {
    created = creation.created
    domain = creation.domain
    artistAnimal = creation.artist.animal.rawValue
    artistColour = "\(creation.artist.colour)"
    strokes = creation.strokeCount
    width = creation.width
    height = creation.height
    lineFollowing = creation.lineFollowing
    stars = creation.stars
    translateMilliseconds = creation.translateMilliseconds
    checkpointDigest = creation.checkpointDigest
    facts = creation.facts
    stickers = creation.stickers.map(\.rawValue)
    isFavourite = creation.isFavourite
    picture = "pictures/" + creation.file
    sketch = "sketches/" + creation.file
  }
}
