import Files
import Foundation
import Pictures

/// A creation inside its own PNG files, so that the index can be made again from the files alone.
extension Creation {
  /// The sketch's PNG file, with everything that is known about the creation inside it.
  ///
  /// - Parameter sketch: what it shows; nil for the strokes.
  func sketchPNG(_ sketch: Image? = nil) throws -> [UInt8] {
    let strokes = strokes ?? []
    return try PNGMetadata.adding(embedded(strokes), to: (sketch ?? SketchRaster.picture(strokes, size: 512)).pngData())
  }

  /// The picture's PNG file. The strokes are in the sketch's only.
  func picturePNG(_ picture: Image) throws -> [UInt8] {
    try PNGMetadata.adding(embedded(nil), to: picture.pngData())
  }

  /// JSON on one line.
  private func embedded(_ strokes: [Stroke]?) throws -> String {
    var creation = self
    creation.strokes = strokes
    // These change without the files being written again; the index and the folder know them.
    creation.trashed = nil
    creation.isFavourite = false
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .millisecondsSince1970
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(creation), as: UTF8.self)
  }

  /// The picture's PNG file for another gallery, with the strokes as well.
  ///
  /// - Parameter png: the file as this gallery keeps it.
  /// - Returns: nil where that is no whole PNG file.
  func parcel(_ png: [UInt8]) throws -> [UInt8]? {
    // Of several notes the first counts, and this one comes first.
    PNGMetadata.isWhole(png) ? try PNGMetadata.adding(embedded(strokes ?? []), to: png) : nil
  }

  /// What a PNG file that came from another gallery says about itself; nil also where it is not whole.
  package init?(parcel png: [UInt8]) {
    guard PNGMetadata.isWhole(png) else { return nil }
    self.init(embeddedIn: png)
  }

  /// What a PNG file says about itself; nil where it says nothing, or nothing that makes sense.
  private init?(embeddedIn png: [UInt8]) {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .millisecondsSince1970
    guard let text = PNGMetadata.read(from: png),
      let creation = try? decoder.decode(Creation.self, from: Data(text.utf8))
    else { return nil }
    self = creation
  }

  /// What a picture file without an entry in the index tells about itself, with its strokes: from the metadata in the
  /// PNG files if there is any, from the file's name and date otherwise.
  ///
  /// nil if the file is not a picture that can be read.
  init?(_ file: String, _ place: GalleryFolder.Place, in folder: GalleryFolder) {
    let name = folder.picture(file, place)
    guard let bytes = try? folder.read(name), let size = Self.size(bytes, name) else { return nil }
    let changed = folder.files.modified(name).map { Date(timeIntervalSince1970: Double($0)) }
    let today = changed.flatMap { Self.sensibleDates.contains($0) ? $0 : nil } ?? Date()
    let sketch = (try? folder.read(folder.sketch(file, place))) ?? []
    self =
      Creation(embeddedIn: sketch) ?? Creation(embeddedIn: bytes)
      ?? Creation(
        created: today, domain: GalleryFolder.domain(inName: file) ?? "unknown", artist: Artist(), strokeCount: 0,
        width: 0, height: 0, lineFollowing: nil, stars: 1, translateMilliseconds: nil, checkpointDigest: nil,
        file: file)
    self.file = file
    (width, height) = size
    trashed = place == .trash ? today : nil
    isFavourite = false
    let strokes = strokes ?? []
    self.strokes = strokes
    strokeCount = strokes.count
  }

  /// The picture's size, from its header if the file is complete: decoding takes a hundred times as long.
  private static func size(_ bytes: [UInt8], _ path: String) -> (width: Int, height: Int)? {
    if PNGMetadata.isWhole(bytes), let size = PNGMetadata.size(of: bytes),
      size.width <= Image.maximumPixels / size.height
    {
      return size
    }
    return (try? Image(data: bytes, name: path, formats: [.png])).map { ($0.width, $0.height) }
  }
}
