import Foundation
import Pictures

/// What a picture file without an entry in the index tells about itself: from the notes in the PNG files where they are
/// there, from its name and date where they are not.
struct FoundCreation {
  let creation: Creation
  let strokes: [Stroke]

  init(_ creation: Creation, strokes: [Stroke]) {
    self.creation = creation
    self.strokes = strokes
  }

  /// nil where the file is not a picture that can be read.
  init?(_ file: String, _ place: GalleryFolder.Place, in folder: GalleryFolder) {
    let path = folder.picture(file, place)
    guard let bytes = try? SystemFile.read(path), let size = Self.size(bytes, path) else { return nil }
    var facts = stat()
    let changed = stat(path, &facts) == 0 ? Date(timeIntervalSince1970: Double(facts.st_mtim.tv_sec)) : Date()
    let sketch = (try? SystemFile.read(folder.sketch(file, place))) ?? []
    let note =
      CreationNote(png: sketch) ?? CreationNote(png: bytes)
      ?? CreationNote(
        created: changed, domain: GalleryFolder.domain(inName: file) ?? "unknown", artist: Artist(), lineFollowing: nil,
        stars: 1, translateMilliseconds: nil, checkpointDigest: nil, facts: nil, stickers: [], strokes: nil)
    strokes = note.strokes ?? []
    creation = Creation(
      note, file: file, width: size.width, height: size.height, trashed: place == .trash ? changed : nil,
      strokeCount: strokes.count)
  }

  /// Everything at once, for a sketch's note.
  var note: CreationNote { CreationNote(creation, strokes: strokes) }

  /// The picture's size, from its header where the file is complete: decoding takes a hundred times as long.
  private static func size(_ bytes: [UInt8], _ path: String) -> (width: Int, height: Int)? {
    if PNGNote.isWhole(bytes), let size = PNGNote.size(of: bytes), size.width <= Image.maximumPixels / size.height {
      return size
    }
    return (try? Image(data: bytes, name: path)).map { ($0.width, $0.height) }
  }
}

extension Creation {
  init(_ note: CreationNote, file: String, width: Int, height: Int, trashed: Date?, strokeCount: Int? = nil) {
    let place: GalleryFolder.Place = trashed == nil ? .hanging : .trash
    self.init(
      id: 0, created: note.created, domain: note.domain, artist: note.artist,
      strokeCount: strokeCount ?? note.strokes?.count ?? 0, width: width, height: height,
      lineFollowing: note.lineFollowing, stars: note.stars, translateMilliseconds: note.translateMilliseconds,
      checkpointDigest: note.checkpointDigest, pictureFile: GalleryFolder.pictureFolder(place) + "/" + file,
      sketchFile: GalleryFolder.sketchFolder(place) + "/" + file, trashed: trashed, facts: note.facts,
      stickers: (note.stickers ?? []).compactMap(Sticker.init(rawValue:)))
  }

  /// Which of the gallery's folders the files are in.
  var place: GalleryFolder.Place { trashed == nil ? .hanging : .trash }
}
