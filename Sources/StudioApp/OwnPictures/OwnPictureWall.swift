import Pictures
import Studio
import Terminal

/// The user's picture files in rows that scroll: what of them has been read, what is seen, and which one is marked.
///
/// Names come all at once, pictures one at a time: what is seen first, then what is next to it. Those further away are
/// forgotten again, so that thousands of files take no more memory than some dozens.
package struct OwnPictureWall: Equatable, Sendable {
  package let folder: String
  /// Nil until the folder has been listed.
  package private(set) var album: PictureAlbum?
  /// By place; one without an image cannot be read.
  package private(set) var thumbnails: [Int: ReadThumbnail.Answer] = [:]
  /// The one that is being read.
  private var awaited: ReadThumbnail?
  package private(set) var selected = 0
  /// First row of the wall that can be seen.
  package private(set) var top = 0

  package init(folder: String) {
    self.folder = folder
  }

  package var count: Int { album?.files.count ?? 0 }
  package var selectedFile: PictureAlbum.File? { file(selected) }

  package func file(_ index: Int) -> PictureAlbum.File? {
    guard let album, album.files.indices.contains(index) else { return nil }
    return album.files[index]
  }

  package func layout(_ capabilities: Capabilities) -> GalleryLayout {
    GalleryLayout(capabilities, total: album?.files.count)
  }

  // MARK: - Reading

  mutating func listed(_ album: PictureAlbum, _ capabilities: Capabilities) -> Outcome {
    guard album.folder == folder, self.album == nil else { return [] }
    self.album = album
    settle(capabilities)
    return readNext(capabilities)
  }

  mutating func read(_ answer: ReadThumbnail.Answer, _ capabilities: Capabilities) -> Outcome {
    guard let awaited, awaited.path == answer.path, awaited.side == answer.side else { return [] }
    self.awaited = nil
    let wanted = wanted(capabilities)
    if let place = wanted.first(where: { file($0)?.path == answer.path }) { thumbnails[place] = answer }
    return readNext(capabilities)
  }

  /// Places of the pictures that are seen, then of those a wall further down and up.
  private func wanted(_ capabilities: Capabilities) -> [Int] {
    let layout = layout(capabilities)
    let first = top * layout.perRow
    let shown = layout.tiles.count
    let seen = first..<(first + shown)
    let near = [seen, seen.upperBound..<(seen.upperBound + shown), (first - shown)..<first]
    return near.flatMap { $0.filter { (0..<count).contains($0) } }
  }

  /// Asks for the next picture that is missing, or was read for a smaller frame; one at a time.
  private mutating func readNext(_ capabilities: Capabilities) -> Outcome {
    guard let tile = layout(capabilities).tiles.first else { return [] }
    let inner = tile.inset()
    let cell = capabilities.cell
    let side = max(inner.columns * cell.width, inner.rows * cell.height)
    let wanted = wanted(capabilities)
    // Somebody who scrolls back a little finds the pictures still there.
    if thumbnails.count > 2 * wanted.count {
      let kept = Set(wanted)
      thumbnails = thumbnails.filter { kept.contains($0.key) }
    }
    guard awaited == nil else { return [] }
    let missing = wanted.first { (thumbnails[$0]?.side ?? 0) * 5 < side * 4 }
    guard let missing, let file = file(missing) else { return [] }
    let job = ReadThumbnail(path: file.path, side: side)
    awaited = job
    return [.run(AnyJob(job))]
  }

  // MARK: - Moving

  /// The window has a new size, and a row perhaps another number of pictures.
  mutating func resized(_ capabilities: Capabilities) -> Outcome {
    settle(capabilities)
    return readNext(capabilities)
  }

  /// Marks a picture and scrolls until it can be seen.
  mutating func choose(_ index: Int, _ capabilities: Capabilities) -> Outcome {
    guard (0..<count).contains(index) else { return [] }
    selected = index
    settle(capabilities)
    return readNext(capabilities)
  }

  /// Moves the wall by so many rows; the mark stays among what can be seen.
  mutating func scroll(_ rows: Int, _ capabilities: Capabilities) -> Outcome {
    let layout = layout(capabilities)
    let top = min(max(self.top + rows, 0), lastTop(layout))
    guard top != self.top, count > 0 else { return [] }
    self.top = top
    let row = selected / layout.perRow
    let near = min(max(row, top), top + layout.shownRows - 1)
    selected = min(selected + (near - row) * layout.perRow, count - 1)
    return readNext(capabilities)
  }

  /// The last row that can be at the top of the wall.
  func lastTop(_ layout: GalleryLayout) -> Int {
    max((count + layout.perRow - 1) / layout.perRow - layout.shownRows, 0)
  }

  /// Keeps mark and wall within what there is, and the mark within sight.
  private mutating func settle(_ capabilities: Capabilities) {
    let layout = layout(capabilities)
    selected = min(max(selected, 0), max(count - 1, 0))
    let row = selected / layout.perRow
    let top = min(max(self.top, row - layout.shownRows + 1), row)
    self.top = min(max(top, 0), lastTop(layout))
  }
}
