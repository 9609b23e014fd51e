/// Endless training pairs of a set of pictures: each picture in ever new sizes and places, with ever new sketches of
/// it. The arguments alone decide each pair.
package struct PicturePairs: PairedDataset {
  /// Which pictures of a set a dataset draws from.
  package enum Part: Sendable {
    /// Those to learn from; all of a small set.
    case training
    /// Every twentieth of a large set, never learnt from; all of a small one.
    case heldOut

    /// A set of at least this many pictures can spare some.
    private static let largeSet = 200

    /// The numbers of the pictures among so many that nothing is learnt from; none of a small set.
    package static func spared(of count: Int) -> [Int] { count < largeSet ? [] : heldOut.indices(of: count) }

    /// The numbers of this part's pictures among so many.
    func indices(of count: Int) -> [Int] {
      (0..<count).filter { count < Self.largeSet || ($0 % 20 == 9) == (self == .heldOut) }
    }
  }

  package let set: PictureSet
  package let style: PairStyle
  private let indices: [Int]

  /// Number of pictures that pairs are made of.
  package var count: Int { indices.count }

  /// Share of the pairs without any colour hint. Nobody can tell the colours of a picture from its lines, so it is
  /// smaller than for drawn domains.
  package static let shareWithoutHints = 0.1

  package init(_ set: PictureSet, style: PairStyle = PairStyle(), part: Part = .training) {
    self.set = set
    self.style = style
    indices = part.indices(of: set.count)
  }

  package func pair(seed: UInt64, step: Int, index: Int, size: Int) -> SketchedPicture {
    strokePair(seed: seed, step: step, index: index, size: size).rasterised()
  }

  /// The same pair with its sketch as strokes.
  package func strokePair(seed: UInt64, step: Int, index: Int, size: Int) -> TrainingPair {
    var random = SeededGenerator(seed: seed, step, index)
    let number = indices[Int(random.next() % UInt64(indices.count))]
    return pair(ofPicture: number, size: size, using: &random)
  }

  /// A pair of one picture of the set.
  ///
  /// - Parameter isMoved: lay the picture somewhere else than where it is.
  package func pair(ofPicture number: Int, size: Int, isMoved: Bool = true, using random: inout SeededGenerator)
    -> TrainingPair
  {
    let trace = set.trace(number)
    let warp = isMoved ? PictureWarp(mayShrink: set.isOnEvenGround(number), using: &random) : .identity
    let picture = warp.picture(of: set.image(number), size: size)
    let isHinted = style.hasHints && !random.chance(Self.shareWithoutHints)
    let places = isHinted ? Self.places(trace.patches, warp, using: &random) : nil
    return TrainingPair(
      picture: picture, outlines: trace.strokes.map(warp.canvas), hintPlaces: places, style: style, using: &random)
  }

  /// A place in the background and in two to four of the largest other patches, where they are on the canvas.
  static func places(_ patches: [[Point]], _ warp: PictureWarp, using random: inout SeededGenerator) -> [Point] {
    let wanted = 3 + Int(random.next() % 3)
    var places: [Point] = []
    for patch in patches where places.count < wanted && !patch.isEmpty {
      // A part of the patch may lie beyond the canvas.
      for _ in 0..<6 {
        let place = warp.canvas(patch[Int(random.next() % UInt64(patch.count))])
        guard (0.02...0.98).contains(place.x), (0.02...0.98).contains(place.y) else { continue }
        places.append(place)
        break
      }
    }
    return places
  }
}
