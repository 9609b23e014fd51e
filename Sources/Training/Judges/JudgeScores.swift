import Foundation
import Generation
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

  /// One for each word that has pictures.
  package let words: [Figures]
  /// The mean over the words.
  package let all: Figures?
  /// Real pictures, where they are cut out.
  package let reference: Figures?
  /// One for each extractor; empty without real pictures.
  package let distances: [SetDistances]
  /// One for each word, and the mean over those that have a class; empty without a recogniser.
  package let recognition: [Recognition]
  package let allRecognition: Recognition.Mean?

  enum CodingKeys: String, CodingKey {
    case words, all, reference, distances, recognition
    case allRecognition = "all_recognition"
  }

  /// - Parameters:
  ///   - reference: nil for the figures alone; else made with the same `extractors`.
  ///   - recogniser: nil for none.
  package init(
    _ doodles: DoodleScores, reference: JudgeReference?, extractors: [any FeatureExtractor],
    recogniser: PictureRecogniser?
  ) {
    words = doodles.groups.compactMap { group in
      Figures(name: group.name, group.results.compactMap(Self.figures))
    }
    all = Figures(meanOf: words)
    self.reference = reference.flatMap { Figures(name: "real pictures", $0.figures) }
    recognition = doodles.groups.compactMap { group in
      recogniser.map {
        Recognition(
          word: group.name, pictures: group.results.map(\.picture), doodles: group.results.map(\.doodle), by: $0)
      }
    }
    allRecognition = Recognition.Mean(recognition)
    guard let reference, doodles.results.count > 1 else {
      distances = []
      return
    }
    precondition(reference.features.count == extractors.count, "the reference was described by other extractors")
    distances = zip(extractors, reference.features).map { extractor, real in
      var made = FeatureSet(features: extractor.count)
      for result in doodles.results { made.append(extractor.values(Self.judged(result.picture))) }
      return SetDistances(extractor.name, made, real: real)
    }
  }

  private static func figures(_ result: DoodleScores.Result) -> PictureFigures? {
    let ink = BinaryMask(result.ink, from: 0.5)
    return PictureFigures(judged(result.picture), ink: ink, figure: ink.drawnFigure)
  }

  private static func judged(_ picture: Image) -> Image {
    picture.scaled(width: PictureFigures.side, height: PictureFigures.side)
  }
}
