import Foundation
import Pictures

/// What the judges say of a generator's pictures of doodles. None of them had a part in its training.
package struct JudgeScores: Encodable, Equatable, Sendable {
  /// The figures of several pictures: those of one word, or real ones.
  package struct Figures: Encodable, Equatable, Sendable {
    package let name: String
    /// Number of pictures with a figure in them.
    package let pictures: Int
    /// The means of ``PictureFigures``.
    package let chroma: Double
    package let mud: Double
    package let detail: Double
    package let weave: Double
    /// Nil where no picture has a closed region.
    package let spread: Double?
    /// How many of ``PictureFigures/hueBins`` hues are the main one of at least one picture; a mean over several words.
    package let hues: Double

    /// - Returns: nil for no pictures.
    package init?(name: String, _ figures: [PictureFigures]) {
      guard let chroma = figures.map(\.chroma).mean, let mud = figures.map(\.mud).mean,
        let detail = figures.map(\.detail).mean, let weave = figures.map(\.weave).mean
      else { return nil }
      self.init(
        name: name, pictures: figures.count, chroma: chroma, mud: mud, detail: detail, weave: weave,
        spread: figures.compactMap(\.spread).mean, hues: Double(Set(figures.map(\.mainHue)).count))
    }

    /// The mean over words, each of which counts the same.
    ///
    /// - Returns: nil for no words.
    init?(meanOf words: [Figures]) {
      guard let chroma = words.map(\.chroma).mean, let mud = words.map(\.mud).mean,
        let detail = words.map(\.detail).mean, let weave = words.map(\.weave).mean, let hues = words.map(\.hues).mean
      else { return nil }
      self.init(
        name: "all", pictures: words.reduce(0) { $0 + $1.pictures }, chroma: chroma, mud: mud, detail: detail,
        weave: weave, spread: words.compactMap(\.spread).mean, hues: hues)
    }

    private init(
      name: String, pictures: Int, chroma: Double, mud: Double, detail: Double, weave: Double, spread: Double?,
      hues: Double
    ) {
      self.name = name
      self.pictures = pictures
      self.chroma = chroma
      self.mud = mud
      self.detail = detail
      self.weave = weave
      self.spread = spread
      self.hues = hues
    }
  }

  /// How a set of pictures lies to real ones, by ``RandomFeatures``.
  package struct Distances: Encodable, Equatable, Sendable {
    package let kernelDistance: Double
    package let kernelDistanceLow: Double
    package let kernelDistanceHigh: Double
    package let density: Double
    package let coverage: Double
    /// Number of pictures that were compared.
    package let pictures: Int

    enum CodingKeys: String, CodingKey {
      case density, coverage, pictures
      case kernelDistance = "kernel_distance"
      case kernelDistanceLow = "kernel_distance_low"
      case kernelDistanceHigh = "kernel_distance_high"
    }

    /// - Returns: nil where the real pictures are all alike.
    package init?(_ made: FeatureSet, real: FeatureSet) {
      guard let (made, real) = FeatureSet.standardized(made, by: real) else { return nil }
      let distance = KernelDistance(made, real)
      let neighbours = DensityCoverage(made, real: real)
      kernelDistance = distance.value
      kernelDistanceLow = distance.low
      kernelDistanceHigh = distance.high
      density = neighbours.density
      coverage = neighbours.coverage
      pictures = made.rows
    }
  }

  /// One for each word that has pictures.
  package let words: [Figures]
  /// The mean over the words.
  package let all: Figures?
  /// Real pictures, where they are cut out.
  package let reference: Figures?
  package let distances: Distances?
  /// What the distances are for as many real pictures, set against the other real ones: what no generator beats.
  package let referenceDistances: Distances?

  enum CodingKeys: String, CodingKey {
    case words, all, reference, distances
    case referenceDistances = "reference_distances"
  }

  /// - Parameter reference: nil for the figures alone.
  package init(_ doodles: DoodleScores, reference: JudgeReference?) {
    words = doodles.groups.compactMap { group in
      Figures(name: group.name, group.results.compactMap(Self.figures))
    }
    all = Figures(meanOf: words)
    self.reference = reference.flatMap { Figures(name: "real pictures", $0.figures) }
    guard let reference, doodles.results.count > 1 else {
      distances = nil
      referenceDistances = nil
      return
    }
    let extractor = RandomFeatures()
    var made = FeatureSet(features: RandomFeatures.count)
    for result in doodles.results { made.append(extractor.values(Self.judged(result.picture))) }
    distances = Distances(made, real: reference.features)
    referenceDistances = Self.distancesAmong(reference.features, count: made.rows)
  }

  private static func figures(_ result: DoodleScores.Result) -> PictureFigures? {
    let ink = BinaryMask(result.ink, from: 0.5)
    return PictureFigures(judged(result.picture), ink: ink, figure: ink.drawnFigure)
  }

  private static func judged(_ picture: Image) -> Image {
    picture.scaled(width: PictureFigures.side, height: PictureFigures.side)
  }

  /// Some real pictures, drawn by chance, against the others.
  private static func distancesAmong(_ real: FeatureSet, count: Int) -> Distances? {
    var random = SeededGenerator(seed: 0x5EA1)
    let order = (0..<real.rows).shuffled(using: &random)
    let some = min(count, real.rows / 2)
    return Distances(real.picking(Array(order.prefix(some))), real: real.picking(Array(order.dropFirst(some))))
  }
}

extension JudgeScores {
  /// A table for people, one line a word, and how the pictures lie to real ones.
  package var text: String {
    var lines = ["judged".padded(to: 24) + "pictures  chroma  hues   mud  detail  weave  spread"]
    for row in words + (words.count > 1 ? [all] : []).compactMap({ $0 }) + [reference].compactMap({ $0 }) {
      let spread = row.spread.map { String(format: "%6.1f", $0) } ?? "     –"
      lines.append(
        row.name.padded(to: 24)
          + String(
            format: "%8d  %6.1f  %4.1f  %4.2f  %6.2f  %5.2f  ", row.pictures, row.chroma, row.hues, row.mud, row.detail,
            row.weave) + spread)
    }
    for (name, distances) in [("made pictures", distances), ("real pictures", referenceDistances)] {
      guard let distances else { continue }
      lines.append(
        name.padded(to: 24)
          + String(
            format: "kernel distance %.4f (%.4f to %.4f)  density %.2f  coverage %.2f  (%d, random features)",
            distances.kernelDistance, distances.kernelDistanceLow, distances.kernelDistanceHigh, distances.density,
            distances.coverage, distances.pictures))
    }
    return lines.joined(separator: "\n")
  }
}
