import Files
import Foundation
import GRDB
import Pictures
import Synchronization

/// The kept pictures: a folder that a person can read without the program, with an index beside it.
///
/// Every change happens under a lock between processes, and keeping is all or nothing: both files are on the disk under
/// their names before the index speaks of them, so a killed program leaves at worst files that `verify` takes in.
/// Safe to use from several threads.
package final class Gallery: Sendable {
  /// The share of ink that has an edge in the picture, 0…1; nil where there is no ink.
  package typealias LineMeasure = @Sendable (_ ink: Plane, _ picture: Image) -> Double?

  /// Sentences for the user about what was repaired when the gallery was opened.
  package let warnings: [String]
  /// Whether the folder cannot be written.
  package let isReadOnly: Bool
  /// Whether another studio held the gallery's lock when this one opened it: nothing was repaired.
  package let isHeld: Bool
  /// How many pictures may hang; nil for no limit.
  private let mostPictures: Int?
  let folder: GalleryFolder
  private let opened: Mutex<GalleryIndex>
  private let lineMeasure: LineMeasure

  /// The index as it was last opened; another studio may have made a new one since.
  var index: GalleryIndex { opened.withLock { $0 } }

  /// The gallery's folder.
  package var path: String { folder.root }
  /// The index's file; without it, it is made again from the pictures.
  package var indexPath: String { folder.index }

  /// Opens the gallery in a folder and creates the folder if need be.
  ///
  /// A damaged index is renamed, and a new one is built from the PNG files.
  ///
  /// - Parameters:
  ///   - path: usually `StoragePaths().gallery`.
  ///   - mostPictures: how many may hang; nil for no limit.
  ///   - lockSeconds: how long a change waits for other studios before it fails with ``GalleryError/busy(path:)``.
  ///   - lineMeasure: `LineFollowing` unless a test says otherwise.
  package init(
    path: String, mostPictures: Int? = nil, lockSeconds: Double = 4,
    lineMeasure: @escaping LineMeasure = { LineFollowing.share(ink: $0, picture: $1) }
  ) throws(GalleryError) {
    var root = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    while root.count > 1 && root.hasSuffix("/") { root.removeLast() }
    let folder = GalleryFolder(root: root, lockSeconds: lockSeconds)
    do {
      let opened = try GalleryOpening.open(folder)
      self.opened = Mutex(opened.index)
      warnings = opened.warnings
      isReadOnly = opened.isReadOnly
      isHeld = opened.isHeld
    } catch {
      throw GalleryError(error, writing: folder.index, gallery: root)
    }
    self.folder = folder
    self.mostPictures = mostPictures
    self.lineMeasure = lineMeasure
  }

  /// Hangs a picture in the gallery, with its sketch and strokes. All of it happens, or nothing.
  ///
  /// - Parameters:
  ///   - translateMilliseconds: how long the translation took; nil where that is not known.
  ///   - checkpointDigest: which weights made the picture, in hexadecimal digits.
  ///   - story: how the page came about.
  ///   - measurement: of this drawing and picture, if it was made before; it is made anew otherwise.
  /// - Returns: the creation with its stars and with the stickers that it brings.
  package func keep(
    _ drawing: Drawing, picture: Image, domain: String, artist: Artist, translateMilliseconds: Double? = nil,
    checkpointDigest: String? = nil, story: PageStory = PageStory(), measurement: Measurement? = nil,
    date: Date = Date()
  ) throws(GalleryError) -> Creation {
    let strokes = drawing.strokes
    let known = measurement.flatMap { $0.isOf(strokes, picture) ? $0 : nil }
    let measures = (known ?? self.measurement(strokes, picture)).measures
    let creation = Creation(
      identity: Creation.newIdentity(), created: date, domain: domain, artist: artist, strokeCount: strokes.count,
      width: picture.width, height: picture.height, lineFollowing: measures.lines, stars: measures.stars,
      translateMilliseconds: translateMilliseconds, checkpointDigest: checkpointDigest, file: "",
      facts: CreationFacts(
        ink: InkFacts(strokes), hintFollowing: measures.hints, day: CreationFacts.day(date), story: story),
      strokes: strokes)
    return try changing { () throws in try hang(creation, picture) }
  }

  /// Hangs a picture under a name of its own, and counts what it earns. Only under the lock.
  func hang(_ new: Creation, _ picture: Image) throws -> Creation {
    if let mostPictures, try index.count(GalleryFilter()) >= mostPictures {
      throw GalleryError.full(most: mostPictures)
    }
    var creation = new
    creation.stickers = try newStickers(creation)
    creation.file = folder.freeName(created: creation.created, domain: creation.domain)
    try folder.add(creation.file, picture: creation.picturePNG(picture), sketch: creation.sketchPNG())
    do {
      return try index.insert(creation)
    } catch {
      folder.remove(creation.file, .hanging)
      throw error
    }
  }

  /// Creations in the order of their dates, newest first.
  ///
  /// - Parameter inTrash: the thrown-away ones instead of the hanging ones; nil for both.
  package func creations(inTrash: Bool? = false, offset: Int = 0, limit: Int = .max) throws(GalleryError) -> [Creation]
  {
    try creations(GalleryFilter(inTrash: inTrash), offset: offset, limit: limit)
  }

  package func count(inTrash: Bool? = false) throws(GalleryError) -> Int {
    try count(GalleryFilter(inTrash: inTrash))
  }

  /// The creations that a filter selects, newest first.
  package func creations(
    _ filter: GalleryFilter, offset: Int = 0, limit: Int = .max
  ) throws(GalleryError) -> [Creation] {
    try reading { try index.creations(filter, offset: max(0, offset), limit: max(0, limit)) }
  }

  package func count(_ filter: GalleryFilter) throws(GalleryError) -> Int { try reading { try index.count(filter) } }

  /// What the hanging creations, or those in the trash, can be filtered by.
  package func choices(inTrash: Bool = false) throws(GalleryError) -> GalleryChoices {
    try reading { try index.choices(inTrash: inTrash) }
  }

  package func creation(_ id: Int64) throws(GalleryError) -> Creation {
    guard let creation = try reading({ try index.creation(id) }) else { throw .unknownCreation(id) }
    return creation
  }

  /// The picture of a creation.
  package func image(for creation: Creation) throws(GalleryError) -> Image { try image(creation.pictureFile) }

  /// The sketch of a creation as it was drawn.
  package func sketch(for creation: Creation) throws(GalleryError) -> Image { try image(creation.sketchFile) }

  /// The drawing of a creation, to continue with; undo does not go back before it.
  package func drawing(for creation: Creation) throws(GalleryError) -> Drawing {
    guard let strokes = try reading({ try index.strokes(creation.id) }) else { throw .unknownCreation(creation.id) }
    return Drawing(strokes: strokes)
  }

  /// Takes a picture down; it can be restored until the trash is emptied. Returns the creation as it is now.
  @discardableResult
  package func moveToTrash(_ creation: Creation, date: Date = Date()) throws(GalleryError) -> Creation {
    try move(creation.id, to: .trash, trashed: date)
  }

  /// Hangs a thrown-away picture again.
  @discardableResult
  package func restore(_ creation: Creation) throws(GalleryError) -> Creation {
    try move(creation.id, to: .hanging, trashed: nil)
  }

  /// Deletes what is in the trash for good; returns how many creations that were.
  @discardableResult
  package func emptyTrash() throws(GalleryError) -> Int {
    try changing { () throws in
      let doomed = try index.creations(GalleryFilter(inTrash: true), offset: 0, limit: .max)
      try remember(doomed)
      // Entries are deleted first: if the program is killed now, verifying lists the files again instead of losing them.
      try index.delete(doomed.map(\.id))
      for creation in doomed { folder.remove(creation.file, .trash) }
      return doomed.count
    }
  }

  private func move(_ id: Int64, to place: GalleryFolder.Place, trashed: Date?) throws(GalleryError) -> Creation {
    try changing { () throws in
      guard let creation = try index.creation(id) else { throw GalleryError.unknownCreation(id) }
      guard creation.place != place else { return creation }
      try folder.move(creation.file, from: creation.place, to: place)
      do {
        try index.setTrashed(trashed, id)
      } catch {
        try? folder.move(creation.file, from: place, to: creation.place)
        throw error
      }
      return try index.creation(id) ?? creation
    }
  }

  private func image(_ file: String) throws(GalleryError) -> Image {
    let path = folder.root + "/" + file
    guard let bytes = try? folder.read(file), let image = try? Image(data: bytes, name: path, formats: [.png]) else {
      let reason: String
      switch folder.files.kind(file) {
      case nil: reason = "it is missing"
      case .link: reason = "it is a link, which a gallery does not follow"
      default: reason = "it is damaged"
      }
      throw .fileUnreadable(path: path, reason: reason)
    }
    return image
  }

  /// How well a picture follows its drawing; measured once, by whoever asks first.
  package func measurement(_ strokes: [Stroke], _ picture: Image) -> Measurement {
    Measurement(strokes, picture, lineMeasure)
  }

  /// Runs a change under the lock between processes.
  func changing<Result>(_ body: () throws -> Result) throws(GalleryError) -> Result {
    guard !isReadOnly else { throw .readOnly(path: folder.root) }
    do {
      let lock = try folder.lock()
      defer { _ = lock.descriptor }
      if hasNewIndex { try reopen() }
      return try healing(body) { try reopen() }
    } catch {
      throw GalleryError(error, writing: folder.index, gallery: folder.root)
    }
  }

  func reading<Result>(_ body: () throws -> Result) throws(GalleryError) -> Result {
    let reopenAlone = { [self] in
      let lock = try folder.lock()
      defer { _ = lock.descriptor }
      try reopen()
    }
    do {
      if hasNewIndex { try reopenAlone() }
      return try healing(body, reopenAlone)
    } catch {
      throw GalleryError(error, writing: folder.index, gallery: folder.root)
    }
  }

  /// Whether another studio has replaced a damaged index.
  private var hasNewIndex: Bool {
    guard let identity = index.identity else { return false }
    return FileIdentity(folder.index) != identity
  }

  /// Retries with a rebuilt index if this one turns out to be damaged; the files hold everything it needs.
  private func healing<Result>(_ body: () throws -> Result, _ reopen: () throws -> Void) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError where error.isDamage {
      guard !isReadOnly else { throw error }
      try reopen()
      return try body()
    }
  }

  /// Only under the lock.
  private func reopen() throws {
    let index = try GalleryOpening.openWritable(folder).index
    opened.withLock { $0 = index }
  }
}
