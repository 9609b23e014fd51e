import Foundation

/// Pictures whose exact line art somebody has drawn: the folders `picture` and `line` with files of the same names.
package struct LinedFolder: LinedPictures {
  /// Which look the outlines have.
  package enum Look: String, Sendable, CaseIterable {
    /// As they are: dark outlines.
    case outlined
    /// The outlines painted over.
    case flat
  }

  /// Files that are not usable, with the reason.
  package let skipped: [PictureError]
  package var count: Int { pairs.count }

  private let pairs: [(picture: [UInt8], lines: [UInt8])]

  /// Share of the examples without outlines.
  private static let shareFlat = 0.65
  private static let shareOnGround = 0.5
  /// Every twelfth pair is held out.
  private static let heldOutEach = 12

  /// Reads a folder, on all processors.
  ///
  /// - Parameters:
  ///   - part: the pairs to learn from, or those held out.
  ///   - limit: read at most so many, evenly spread.
  ///   - progress: called from any thread, with the number of pairs read and of all pairs.
  /// - Throws: ``PictureError`` when the folder cannot be read or holds too few usable pairs.
  package init(
    folder: String, part: PicturePairs.Part = .training, limit: Int? = nil,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(PictureError) {
    let names = try PictureFolder.files(in: folder + "/picture").map(PictureFolder.name).enumerated()
      .filter { ($0.offset % Self.heldOutEach == 5) == (part == .heldOut) }.map(\.element)
    let results = ParallelReading.results(of: ParallelReading.thinned(names, to: limit), progress: progress) {
      name throws(PictureError) in
      let picture = try Image(contentsOf: "\(folder)/picture/\(name)")
      let lines = try Image(contentsOf: "\(folder)/line/\(name)")
      guard picture.width == lines.width, picture.height == lines.height, picture.width == picture.height else {
        throw PictureError.notAPicture(name: name, reason: "picture and line art must be squares of one size")
      }
      return (picture: try picture.pngData(), lines: try lines.pngData())
    }
    var pairs: [(picture: [UInt8], lines: [UInt8])] = []
    var skipped: [PictureError] = []
    for result in results {
      switch result {
      case .success(let pair): pairs.append(pair)
      case .failure(let error): skipped.append(error)
      }
    }
    guard pairs.count >= PictureSet.fewest else {
      throw .tooFewPictures(path: folder, found: pairs.count, needed: PictureSet.fewest, unreadable: skipped.count)
    }
    self.pairs = pairs
    self.skipped = skipped
  }

  package func linedPicture(seed: UInt64, step: Int, index: Int, size: Int) -> LinedPicture {
    var random = SeededGenerator(seed: seed, step, index)
    let number = Int(random.next() % UInt64(pairs.count))
    let warp = PictureWarp(mayShrink: true, using: &random)
    let (picture, lines) = images(number)
    var lined = Self.lined(warp.picture(of: picture, size: size), warp.picture(of: lines, size: size))
    if random.chance(Self.shareOnGround) { lined = lined.onGround(using: &random) }
    return random.chance(Self.shareFlat) ? lined.paintedOver() : lined
  }

  /// One of the pairs as it is.
  package func linedPicture(_ number: Int, look: Look) -> LinedPicture {
    let (picture, lines) = images(number)
    let lined = Self.lined(picture, lines)
    return look == .flat ? lined.paintedOver() : lined
  }

  private func images(_ number: Int) -> (picture: Image, lines: Image) {
    guard let picture = try? Image(data: pairs[number].picture), let lines = try? Image(data: pairs[number].lines)
    else { preconditionFailure("a picture that could be read cannot be read") }
    return (picture, lines)
  }

  /// Line art may have pale shadows; what is darker than the middle is line.
  private static func lined(_ picture: Image, _ lines: Image) -> LinedPicture {
    var darkness = lines.luminance()
    for index in darkness.values.indices {
      darkness.values[index] = min(max((0.75 - darkness.values[index]) * 2, 0), 1)
    }
    return LinedPicture(picture: picture, lines: darkness)
  }
}
