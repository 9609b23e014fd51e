import Synchronization

/// The transparent pictures of a folder, ready to become training pairs. What people would draw of each is found once,
/// when it is first needed.
package final class CutoutSet: Sendable {
  /// Files that are no usable cutouts, with the reason.
  package let skipped: [PictureError]
  /// The files' names, in order.
  package let names: [String]
  /// The files' bytes, some tens of kilobytes each.
  private let files: [[UInt8]]
  private let drawer: LineDrawer?
  private let traces: Mutex<[PictureTrace?]>

  package var count: Int { files.count }

  /// Side of the cutouts in pixels, and the empty margin in it, which nothing touches.
  private static let side = 256
  private static let margin = 8
  /// A picture with less, or with hardly anything else, shows no thing.
  private static let shares = 0.02...0.97

  /// Reads a folder and the folders within, on all processors.
  ///
  /// - Parameters:
  ///   - only: only files of these names without their endings; nil for all.
  ///   - leavingOut: files whose names begin with one of these do not belong to the set.
  ///   - limit: read at most so many of the files, evenly spread over the folder.
  ///   - linesBy: who draws the pictures' lines; nil for their edges.
  ///   - progress: called from any thread, with the number of files read and of all files.
  /// - Throws: ``PictureError`` when the folder cannot be read or holds too few usable pictures.
  package init(
    folder: String, only: [String]? = nil, leavingOut: [String] = [], limit: Int? = nil, linesBy: LineDrawer? = nil,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(PictureError) {
    let wanted = try PictureFolder.files(in: folder, isDeep: true).filter { path in
      let name = PictureFolder.name(of: path)
      return only?.contains(PictureFolder.stem(of: path)) != false && !leavingOut.contains { name.hasPrefix($0) }
    }
    let paths = ParallelReading.thinned(wanted, to: limit)
    var files: [[UInt8]] = []
    var names: [String] = []
    var skipped: [PictureError] = []
    let results = ParallelReading.results(of: paths, progress: progress) { path throws(PictureError) in
      let bytes = try FileBytes.read(path)
      guard Self.shares.contains(try Cutout(data: bytes, name: path).share) else {
        throw PictureError.notAPicture(name: path, reason: "no thing stands out from a transparent background")
      }
      return bytes
    }
    for (path, result) in zip(paths, results) {
      switch result {
      case .success(let bytes):
        files.append(bytes)
        names.append(PictureFolder.name(of: path))
      case .failure(let error): skipped.append(error)
      }
    }
    guard files.count >= PictureSet.fewest else {
      throw .tooFewPictures(path: folder, found: files.count, needed: PictureSet.fewest, unreadable: skipped.count)
    }
    self.files = files
    self.names = names
    self.skipped = skipped
    drawer = linesBy
    traces = Mutex([PictureTrace?](repeating: nil, count: files.count))
  }

  /// The thing in the middle of a square; decoding takes some milliseconds.
  package func cutout(_ index: Int) -> Cutout {
    guard let cutout = try? Cutout(data: files[index]) else {
      preconditionFailure("a picture that could be read cannot be read")
    }
    return cutout.framed(side: Self.side, margin: Self.margin)
  }

  /// What people would draw of the thing: its exact silhouette, and lines within.
  package func trace(_ index: Int) -> PictureTrace {
    if let known = traces.withLock({ $0[index] }) { return known }
    let trace = PictureTrace(cutout(index), by: drawer)
    traces.withLock { $0[index] = trace }
    return trace
  }
}

extension PictureTrace {
  /// The lines of a thing without a background. It is laid on the colour that it has least of, so that the silhouette
  /// is its strongest edge, all around.
  package init(_ cutout: Cutout, by drawer: LineDrawer? = nil) {
    let image = cutout.colours
    var solid: [Colour] = []
    for pixel in stride(from: 0, to: image.width * image.height, by: 7) where cutout.coverage.pixels[pixel * 3] > 200 {
      let rgb = (0..<3).map { Double(image.pixels[pixel * 3 + $0]) / 255 }
      solid.append(Colour(rgb[0], rgb[1], rgb[2]))
    }
    let levels: [UInt8] = [0, 255]
    var best: (colour: (UInt8, UInt8, UInt8), distance: Double) = ((255, 255, 255), -1)
    for red in levels {
      for green in levels {
        for blue in levels {
          let ground = Colour(Double(red) / 255, Double(green) / 255, Double(blue) / 255)
          // Highlights of a few pixels may be white on any ground.
          let distances = solid.map { $0.distance(ground) }.sorted()
          let distance = distances.isEmpty ? 0 : distances[distances.count / 50]
          if distance > best.distance { best = ((red, green, blue), distance) }
        }
      }
    }
    let (red, green, blue) = best.colour
    self.init(
      cutout.over(Image(width: image.width, height: image.height, red: red, green: green, blue: blue)), by: drawer)
  }
}
