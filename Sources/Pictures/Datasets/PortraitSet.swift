/// The photographs of a folder that show a face, each as a square around the head, ready to become training pairs.
package final class PortraitSet: Sendable {
  private let pictures: PictureSet
  private let faces: [FaceMarks]

  package var count: Int { pictures.count }

  /// Files that are not usable, with the reason.
  package var skipped: [PictureError] { pictures.skipped }

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
    pictures = try PictureSet(results.map { $0.map(\.picture) }, of: files, in: folder, linesBy: drawer)
    faces = results.compactMap { try? $0.get().marks }
  }

  /// The square around a head.
  package func image(_ index: Int) -> Image { pictures.image(index) }

  /// Where the face lies in the square.
  package func marks(_ index: Int) -> FaceMarks { faces[index] }

  /// What people would draw of the photograph.
  package func trace(_ index: Int) -> PictureTrace { pictures.trace(index) }

  /// The square of a photograph in which the head has its usual size and place; the photograph's border goes on beyond
  /// it.
  private static func portrait(
    _ image: Image, _ marks: FaceMarks
  ) throws(PictureError) -> (picture: PreparedPicture, marks: FaceMarks) {
    let size = Point(Double(image.width), Double(image.height))
    let inPixels = marks.mapped { Point($0.x * size.x, $0.y * size.y) }
    let side = max(inPixels.heightOfHead / headShare, 16)
    // Large photographs are made smaller before, so that the square around a close face takes no more memory than they.
    guard side < 3 * Double(Self.side) else {
      let factor = 2 * Double(Self.side) / side
      return try portrait(
        image.scaled(width: max(1, Int(size.x * factor)), height: max(1, Int(size.y * factor))), marks)
    }
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
    return (
      try PreparedPicture(square: square.scaled(width: Self.side, height: Self.side)),
      inPixels.mapped { ($0 - origin) * (1 / Double(pixels)) }
    )
  }
}
