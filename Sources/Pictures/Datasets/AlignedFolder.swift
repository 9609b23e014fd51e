/// Training pairs that somebody made: files with the sketch on the left and the picture on the right (A|B), as pix2pix
/// has them, or two folders `trainA` and `trainB` with the same names.
package struct AlignedFolder: PairedDataset {
  /// Files that are not usable pairs, with the reason.
  package let skipped: [PictureError]
  package var count: Int { pairs.count }

  private let pairs: [PreparedPair]
  private let style: PairStyle

  /// Reads a folder, on all processors.
  ///
  /// - Parameters:
  ///   - isSwapped: the picture is on the left, or in `trainA`.
  ///   - limit: read at most so many of the pairs, evenly spread over the folder.
  ///   - progress: called from any thread, with the number of pairs read and of all pairs.
  /// - Throws: ``PictureError`` when the folder cannot be read or holds too few usable pairs.
  package init(
    folder: String, isSwapped: Bool = false, style: PairStyle = PairStyle(), limit: Int? = nil,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(PictureError) {
    let (places, lonely) = try PairPlace.all(in: folder)
    var pairs: [PreparedPair] = []
    var skipped = lonely
    let results = ParallelReading.results(of: ParallelReading.thinned(places, to: limit), progress: progress) {
      place throws(PictureError) in
      try PreparedPair(place, isSwapped: isSwapped)
    }
    for result in results {
      switch result {
      case .success(let pair): pairs.append(pair)
      case .failure(let error): skipped.append(error)
      }
    }
    guard pairs.count >= PictureSet.fewest else {
      throw .tooFewPictures(
        path: folder, found: pairs.count, needed: PictureSet.fewest, unreadable: skipped.count)
    }
    self.pairs = pairs
    self.skipped = skipped
    self.style = style
  }

  package func pair(seed: UInt64, step: Int, index: Int, size: Int) -> SketchedPicture {
    var random = SeededGenerator(seed: seed, step, index)
    let prepared = pairs[Int(random.next() % UInt64(pairs.count))]
    let warp = PictureWarp(mayShrink: prepared.isOnEvenGround, using: &random)
    let (sketch, whole) = prepared.images
    var picture = warp.picture(of: whole, size: size)
    let drawn = warp.picture(of: sketch, size: size)
    var ink = Plane(
      width: size, height: size, values: (0..<(size * size)).map { 1 - Float(drawn.pixels[$0 * 3]) / 255 })
    var hints = ColourHints()
    if style.hasHints && !random.chance(PicturePairs.shareWithoutHints) {
      let places = PicturePairs.places(prepared.patches, warp, using: &random)
      hints = ColourHints.random(for: picture, covering: places, using: &random)
    }
    if random.chance(style.distractors) {
      let extra = SketchRaster.ink(DistractorStrokes.doodles(width: Stroke.pencilWidth, using: &random), size: size)
      picture = picture.keeping(extra)
      for pixel in ink.values.indices { ink.values[pixel] = max(ink.values[pixel], extra.values[pixel]) }
    }
    return SketchedPicture(ink: ink, hints: hints, picture: picture)
  }
}
