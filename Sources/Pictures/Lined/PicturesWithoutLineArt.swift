import Synchronization

/// Pictures whose lines nobody has drawn, with those that an earlier network finds: what a second one learns from, which
/// sees them damaged and shall find the same (self-training). The earlier one sees each as it is, once, when it is first
/// needed; its specks are left out, so that they are not learnt.
package final class PicturesWithoutLineArt: LinedPictures {
  private let set: PictureSet
  private let indices: [Int]
  private let drawer: LineDrawer
  /// Black on white, as the bytes of PNG files.
  private let lines: Mutex<[[UInt8]?]>

  /// Pieces of lines that reach over fewer pixels of 256 are specks.
  private static let speck = 8.0

  /// - Parameters:
  ///   - set: the pictures.
  ///   - drawer: the earlier network.
  ///   - part: the pictures to learn from, or those held out.
  package init(_ set: PictureSet, linesBy drawer: LineDrawer, part: PicturePairs.Part = .training) {
    self.set = set
    self.drawer = drawer
    indices = part.indices(of: set.count)
    lines = Mutex([[UInt8]?](repeating: nil, count: set.count))
  }

  package func linedPicture(seed: UInt64, step: Int, index: Int, size: Int) -> LinedPicture {
    var random = SeededGenerator(seed: seed, step, index)
    let number = indices[Int(random.next() % UInt64(indices.count))]
    let warp = PictureWarp(mayShrink: set.isOnEvenGround(number), using: &random)
    let picture = set.image(number)
    let drawn = warp.picture(of: lineArt(number, of: picture), size: size).luminance()
    return LinedPicture(
      picture: warp.picture(of: picture, size: size),
      lines: Plane(width: size, height: size, values: drawn.values.map { 1 - $0 }))
  }

  private func lineArt(_ number: Int, of picture: Image) -> Image {
    if let known = lines.withLock({ $0[number] }), let image = try? Image(data: known) { return image }
    let extent = max(2, Int((Self.speck * Double(picture.width) / 256).rounded()))
    let found = drawer.lines(of: picture).withoutSpecks(extent: extent)
    let image = Image(grey: found.bits.map { $0 ? -1 : 1 }, width: picture.width, height: picture.height)
    if let bytes = try? image.pngData() { lines.withLock { $0[number] = bytes } }
    return image
  }
}
