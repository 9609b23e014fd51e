import Foundation
import Synchronization

/// Training pairs from a folder of pictures: each picture and a sketch made of its edges.
///
/// A picture's outlines are found when it is first drawn and then kept; the pictures themselves stay on disk.
package final class PicturePairs: Sendable {
  package let files: [String]
  /// Whether a sketcher draws the edges again as a person would; otherwise they stay as they were found.
  package let isSketched: Bool

  private let outlines = Mutex<[Int: [SemanticStroke]]>([:])
  /// The side at which outlines are found.
  private static let tracedSize = 256
  /// Share of the pairs without any colour hint: small, since nobody can guess the colours of found pictures.
  private static let shareWithoutHints = 0.1

  /// - Parameter folder: pictures in any format, also in folders within.
  /// - Throws: if the folder cannot be listed or holds no pictures.
  package init(folder: String, isSketched: Bool = true) throws(PictureError) {
    let endings: Set<String> = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "svg"]
    guard let walk = FileManager.default.enumerator(atPath: folder) else {
      throw .unreadable(path: folder, reason: "the folder cannot be listed")
    }
    var found: [String] = []
    for case let name as String in walk
    where endings.contains((name as NSString).pathExtension.lowercased()) && !name.hasPrefix(".") {
      found.append(folder.hasSuffix("/") ? folder + name : folder + "/" + name)
    }
    guard !found.isEmpty else { throw .unreadable(path: folder, reason: "there are no pictures in it") }
    files = found.sorted()
    self.isSketched = isSketched
  }

  /// Input (size · size · 5, ink and hints) and target (size · size · 3, −1…1), both NHWC with one picture.
  package func sample(seed: UInt64, step: Int, index: Int, size: Int) -> (input: [Float], target: [Float]) {
    let pair = pair(seed: seed, step: step, index: index, size: size)
    return (pair.input(), pair.picture.activations())
  }

  /// The same pair before it becomes numbers. A file that is no picture any more counts as white paper.
  package func pair(seed: UInt64, step: Int, index: Int, size: Int) -> TrainingPair {
    var random = SeededGenerator(seed: seed, step, index)
    let file = Int(random.next() % UInt64(files.count))
    let original = Self.square(files[file])
    let placement = Placement(using: &random)
    let strokes = strokes(of: file, original).map { stroke in
      var moved = stroke
      moved.points = stroke.points.map { placement($0) }
      if placement.isFlipped { moved.points.reverse() }
      return moved
    }
    let picture = placement.image(original, size: size)
    let sketch =
      isSketched
      ? Sketcher().sketch(strokes, using: &random)
      : strokes.map {
        Stroke(.pencil, width: 2.0 / 256, points: $0.isClosed ? $0.points + $0.points.prefix(1) : $0.points)
      }
    let isHinted = !random.chance(Self.shareWithoutHints)
    let places = [
      Point(random.uniform(0.02, 0.12), random.uniform(0.02, 0.98)), Self.inner(&random), Self.inner(&random),
    ]
    let hints = isHinted ? ColourHints.random(for: picture, covering: places, using: &random) : ColourHints()
    return TrainingPair(
      picture: picture.keeping(SketchRaster.ink(sketch, size: size)), sketch: sketch, hints: hints,
      hasHardInk: random.chance(0.15))
  }

  private static func inner(_ random: inout SeededGenerator) -> Point {
    Point(random.uniform(0.25, 0.75), random.uniform(0.2, 0.8))
  }

  private static func square(_ path: String) -> Image {
    guard let picture = try? Image(contentsOf: path) else { return Image(width: tracedSize, height: tracedSize) }
    if picture.width == picture.height { return picture }
    return picture.letterboxed(side: max(picture.width, picture.height))
  }

  private func strokes(of file: Int, _ picture: Image) -> [SemanticStroke] {
    if let known = outlines.withLock({ $0[file] }) { return known }
    let found = PictureOutlines.strokes(of: picture.scaled(width: Self.tracedSize, height: Self.tracedSize))
    outlines.withLock { $0[file] = found }
    return found
  }
}
