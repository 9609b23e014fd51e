import Glibc

/// Endless training pairs of photographs of people: each in ever new sizes, places and lights, with sketches of every
/// degree of care, from the photograph's own edges to the face that a child draws. The arguments alone decide each
/// pair.
package struct PortraitPairs: PairedDataset {
  /// How carefully the photograph is drawn.
  package enum Care: String, Sendable, CaseIterable {
    /// Its edges as they are.
    case edges
    /// Somebody traces what is to be seen.
    case traced
    /// Hair and shoulders are traced, the face is drawn from memory.
    case mixed
    /// All from memory, with parts that stray.
    case child
  }

  package let set: PortraitSet
  package let style: PairStyle
  private let indices: [Int]
  private let care: Care?

  /// Number of photographs that pairs are made of.
  package var count: Int { indices.count }

  private static let careShares = [0.12, 0.33, 0.25, 0.3]
  private static let shareWithoutHints = 0.4

  /// - Parameter care: of all sketches; nil for every degree.
  package init(
    _ set: PortraitSet, style: PairStyle = PairStyle(), part: PicturePairs.Part = .training, care: Care? = nil
  ) {
    self.set = set
    var style = style
    // Photographs have no ink in them.
    style.look = .toy
    self.style = style
    self.care = care
    indices = part.indices(of: set.count)
  }

  package func pair(seed: UInt64, step: Int, index: Int, size: Int) -> SketchedPicture {
    strokePair(seed: seed, step: step, index: index, size: size).rasterised()
  }

  /// The same pair with its sketch as strokes.
  package func strokePair(seed: UInt64, step: Int, index: Int, size: Int) -> TrainingPair {
    var random = SeededGenerator(seed: seed, step, index)
    let number = indices[Int(random.next() % UInt64(indices.count))]
    return pair(ofPortrait: number, size: size, using: &random)
  }

  private func pair(
    ofPortrait number: Int, size: Int, using random: inout SeededGenerator
  ) -> TrainingPair {
    let trace = set.trace(number)
    let warp = PictureWarp(mayShrink: false, using: &random)
    let picture = warp.picture(of: set.image(number), size: size).relit(using: &random)
    let care = care ?? Care.allCases[random.index(weights: Self.careShares)]
    let marks = set.marks(number).mapped(warp.canvas)
    let traced = trace.strokes.map(warp.canvas)
    var style = style
    let outlines: [SemanticStroke]
    switch care {
    case .edges:
      style.lines = .edges
      outlines = traced.filter { $0.role != .background }
    case .traced: outlines = traced
    case .mixed:
      outlines =
        Self.aroundFace(traced, marks)
        + FaceOutlines.strokes(marks, reach: random.uniform(0.02, 0.15), hasHead: false, using: &random)
    case .child:
      outlines = FaceOutlines.strokes(marks, reach: random.uniform(0.05, 0.3), hasHead: true, using: &random)
    }
    let isHinted = style.hasHints && !random.chance(Self.shareWithoutHints)
    let places = isHinted ? PicturePairs.places(trace.patches, warp, using: &random) : nil
    return TrainingPair(
      picture: picture, outlines: outlines, keeping: care == .child ? [.eye] : [], hintPlaces: places, style: style,
      using: &random)
  }

  /// The longer lines that are not within the face.
  private static func aroundFace(_ strokes: [SemanticStroke], _ marks: FaceMarks) -> [SemanticStroke] {
    let middle = (marks.low + marks.high) * 0.5
    let half = Point(marks.size.x * 0.4, marks.size.y * 0.42)
    return strokes.filter { stroke in
      guard stroke.role == .silhouette || stroke.role == .feature else { return false }
      let inside = stroke.points.count { abs($0.x - middle.x) < half.x && abs($0.y - middle.y) < half.y }
      return inside * 3 < stroke.points.count
    }
  }
}

extension Image {
  /// The same scene a little lighter or darker, harder or softer, warmer or colder.
  fileprivate func relit(using random: inout SeededGenerator) -> Image {
    let gamma = exp(random.normal() * 0.12)
    let gain = exp(random.normal() * 0.06)
    let warmth = random.normal() * 0.03
    let tables = [gain * (1 + warmth), gain, gain * (1 - warmth)].map { factor in
      (0...255).map { level in UInt8(min(max(pow(Double(level) / 255, gamma) * factor, 0), 1) * 255 + 0.5) }
    }
    var image = self
    image.pixels.withUnsafeMutableBufferPointer { pixels in
      for index in pixels.indices { pixels[index] = tables[index % 3][Int(pixels[index])] }
    }
    return image
  }
}
