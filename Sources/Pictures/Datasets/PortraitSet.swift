import Synchronization

/// The photographs of a folder that show a face, each as a square around the head, ready to become training pairs.
package final class PortraitSet: Sendable {
  /// Files that are not usable, with the reason.
  package let skipped: [PictureError]
  /// The files' names, in order.
  package let names: [String]
  private let portraits: [Portrait]
  private let traces: Mutex<[PictureTrace?]>
  private let drawer: LineDrawer?

  package var count: Int { portraits.count }

  /// A photograph's square as the bytes of a PNG file, and where the face lies in it.
  private struct Portrait {
    let png: [UInt8]
    let marks: FaceMarks
  }

  /// Side of the squares in pixels.
  private static let side = 256
  /// The head's height, of the square's side.
  private static let headShare = 0.72

  /// Reads a folder and the folders within, on all processors.
  ///
  /// - Parameters:
  ///   - limit: read at most so many of the files, evenly spread over the folder.
  ///   - linesBy: who draws the photographs' lines; nil for the tracer.
  ///   - finding: the most telling face of a picture; called from several threads.
  ///   - progress: called from any thread, with the number of files read and of all files.
  /// - Throws: ``PictureError`` when the folder cannot be read or holds too few photographs with a face.
  package init(
    folder: String, limit: Int? = nil, linesBy drawer: LineDrawer? = nil,
    finding: @escaping @Sendable (Image) -> FaceMarks?,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(PictureError) {
    let files = ParallelReading.thinned(try PictureFolder.files(in: folder, isDeep: true), to: limit)
    let results = ParallelReading.results(of: files, progress: progress) { path throws(PictureError) in
      let image = try Image(contentsOf: path)
      guard let marks = finding(image) else { throw .notAPicture(name: path, reason: "no face is found in it") }
      return try Self.portrait(image, marks)
    }
    var portraits: [Portrait] = []
    var names: [String] = []
    var skipped: [PictureError] = []
    for (path, result) in zip(files, results) {
      switch result {
      case .success(let portrait):
        portraits.append(portrait)
        names.append(PictureFolder.name(of: path))
      case .failure(let error): skipped.append(error)
      }
    }
    guard portraits.count >= PictureSet.fewest else {
      throw .tooFewPictures(
        path: folder, found: portraits.count, needed: PictureSet.fewest, unreadable: skipped.count)
    }
    self.portraits = portraits
    self.names = names
    self.skipped = skipped
    self.drawer = drawer
    traces = Mutex([PictureTrace?](repeating: nil, count: portraits.count))
  }

  /// The square around a head.
  package func image(_ index: Int) -> Image {
    // The bytes were written by this program when the portrait was prepared.
    guard let image = try? Image(data: portraits[index].png) else {
      preconditionFailure("a picture that was written cannot be read")
    }
    return image
  }

  /// Where the face lies in the square.
  package func marks(_ index: Int) -> FaceMarks { portraits[index].marks }

  /// What people would draw of the photograph.
  package func trace(_ index: Int) -> PictureTrace {
    if let known = traces.withLock({ $0[index] }) { return known }
    let trace = PictureTrace(image(index), by: drawer)
    traces.withLock { $0[index] = trace }
    return trace
  }

  /// The square of a photograph in which the head has its usual size and place; the photograph's border goes on beyond
  /// it.
  private static func portrait(_ image: Image, _ marks: FaceMarks) throws(PictureError) -> Portrait {
    let size = Point(Double(image.width), Double(image.height))
    let inPixels = marks.mapped { Point($0.x * size.x, $0.y * size.y) }
    // A face larger than all pictures would take all memory.
    let side = min(max(inPixels.heightOfHead / headShare, 16), 2 * max(size.x, size.y))
    let corner = inPixels.middleOfHead - Point(side / 2, side / 2)
    let pixels = Int(side.rounded())
    var square = Image(width: pixels, height: pixels)
    for y in 0..<pixels {
      let row = min(max(Int(corner.y.rounded()) + y, 0), image.height - 1)
      for x in 0..<pixels {
        let source = (row * image.width + min(max(Int(corner.x.rounded()) + x, 0), image.width - 1)) * 3
        for channel in 0..<3 { square.pixels[(y * pixels + x) * 3 + channel] = image.pixels[source + channel] }
      }
    }
    let origin = Point(corner.x.rounded(), corner.y.rounded())
    return Portrait(
      png: try square.scaled(width: Self.side, height: Self.side).pngData(),
      marks: inPixels.mapped { ($0 - origin) * (1 / Double(pixels)) })
  }
}
