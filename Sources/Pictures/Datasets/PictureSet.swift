import Synchronization

/// The pictures of a folder, ready to become training pairs. What people would draw of each is found once, when it is
/// first needed.
///
/// Pictures are held as the bytes of square PNG files, some tens of kilobytes each.
package final class PictureSet: Sendable {
  /// Files that are not usable pictures, with the reason.
  package let skipped: [PictureError]
  /// The files' names, in order.
  package let names: [String]
  private let pictures: [PreparedPicture]
  private let drawer: LineDrawer?
  private let traces: Mutex<[PictureTrace?]>

  package var count: Int { pictures.count }

  /// Fewer pictures than this teach a generator nothing but themselves.
  package static let fewest = 4

  /// Reads a folder and the folders within, on all processors.
  ///
  /// - Parameters:
  ///   - only: only files of these names without their endings; nil for all.
  ///   - leavingOut: files whose names begin with one of these do not belong to the set.
  ///   - limit: read at most so many of the files, evenly spread over the folder.
  ///   - linesBy: who draws the pictures' lines; nil for their edges.
  ///   - progress: called from any thread, with the number of files read and of all files.
  /// - Throws: ``PictureError`` when the folder cannot be read or holds too few usable pictures.
  package convenience init(
    folder: String, only: [String]? = nil, leavingOut: [String] = [], limit: Int? = nil, linesBy: LineDrawer? = nil,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(PictureError) {
    let wanted = try PictureFolder.files(in: folder, isDeep: true).filter { path in
      let name = PictureFolder.name(of: path)
      return only?.contains(PictureFolder.stem(of: path)) != false && !leavingOut.contains { name.hasPrefix($0) }
    }
    let files = ParallelReading.thinned(wanted, to: limit)
    let results = ParallelReading.results(of: files, progress: progress) { path throws(PictureError) in
      try PreparedPicture(contentsOf: path)
    }
    try self.init(results, of: files, in: folder, linesBy: linesBy)
  }

  /// - Parameters:
  ///   - results: of each file its picture, or why it is none.
  ///   - folder: where the files lie.
  init(
    _ results: [Result<PreparedPicture, PictureError>], of files: [String], in folder: String, linesBy: LineDrawer?
  ) throws(PictureError) {
    var pictures: [PreparedPicture] = []
    var names: [String] = []
    var skipped: [PictureError] = []
    for (path, result) in zip(files, results) {
      switch result {
      case .success(let picture):
        pictures.append(picture)
        names.append(PictureFolder.name(of: path))
      case .failure(let error): skipped.append(error)
      }
    }
    guard pictures.count >= Self.fewest else {
      throw .tooFewPictures(path: folder, found: pictures.count, needed: Self.fewest, unreadable: skipped.count)
    }
    self.pictures = pictures
    self.names = names
    self.skipped = skipped
    drawer = linesBy
    traces = Mutex([PictureTrace?](repeating: nil, count: pictures.count))
  }

  /// The picture, square.
  package func image(_ index: Int) -> Image { pictures[index].image }

  /// Whether the picture goes on evenly beyond its border.
  package func isOnEvenGround(_ index: Int) -> Bool { pictures[index].isOnEvenGround }

  /// What people would draw of the picture.
  package func trace(_ index: Int) -> PictureTrace {
    if let known = traces.withLock({ $0[index] }) { return known }
    let trace = PictureTrace(image(index), by: drawer)
    traces.withLock { $0[index] = trace }
    return trace
  }
}
