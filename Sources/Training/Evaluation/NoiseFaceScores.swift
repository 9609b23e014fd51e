import Foundation
import Generation
import Kernels
import Pictures

/// What the faces of one generator are worth beside real ones, each figure by the features of a named network.
package struct NoiseFaceScores: Encodable, Equatable, Sendable {
  /// How two sets of pictures lie to each other in the features of one network.
  package struct Distance: Encodable, Equatable, Sendable {
    /// The network's name.
    package let features: String
    /// Fréchet distance of the raw features.
    package let frechet: Double
    /// Kernel distance in units of the real features' deviations.
    package let kernel: Double

    /// - Returns: nil where the real pictures are all alike, or either side has fewer than two.
    init?(_ name: String, _ made: FeatureSet, real: FeatureSet) {
      guard made.rows > 1, real.rows > 1, let standardized = FeatureSet.standardized(made, by: real) else { return nil }
      features = name
      frechet = FrechetDistance.value(
        made.values.map(Float.init), real.values.map(Float.init), features: made.features)
      kernel = KernelDistance(standardized.set, standardized.reference, draws: 1).value
    }
  }

  /// The generator's name.
  package let name: String
  /// Number of faces looked at.
  package let faces: Int
  /// By the classes of the classifier; nil without one.
  package let inceptionScore: Double?
  package let distances: [Distance]
  /// Mean over the faces of the root mean square difference of colours to the nearest training picture, 0…1: near 0
  /// they are copies.
  package let nearest: Double

  enum CodingKeys: String, CodingKey {
    case name, faces, distances
    case inceptionScore = "inception_score"
    case nearest = "nearest_training_picture"
  }

  /// - Parameters:
  ///   - pictures: the generator's.
  ///   - real: what it learnt from.
  ///   - extractors: which networks describe the pictures.
  ///   - recogniser: whose classes the inception score is taken over; nil for none.
  package init(
    name: String, _ pictures: [Image], real: RealFaces, extractors: [any FeatureExtractor],
    recogniser: PictureRecogniser?
  ) {
    self.name = name
    faces = pictures.count
    let large = pictures.map(RealFaces.judged)
    inceptionScore = recogniser.map { recogniser in
      // Logarithms of the shares are logits.
      let logits = large.flatMap { recogniser.look($0).shares.map { Float(log(max($0, 1e-30))) } }
      return InceptionScore.value(logits: logits, classes: recogniser.card.classes.count)
    }
    distances = zip(extractors, real.features).compactMap { extractor, features in
      var made = FeatureSet(features: extractor.count)
      for picture in large { made.append(extractor.values(picture)) }
      return Distance(extractor.name, made, real: features)
    }
    let differences = pictures.map { real.nearest(to: $0, count: 1)[0].difference }
    nearest = differences.reduce(0, +) / Double(max(1, differences.count))
  }
}

/// The faces that a generator learnt from, described as its own are.
package struct RealFaces {
  package let faces: [(name: String, picture: Image)]
  /// One set for each extractor.
  let features: [FeatureSet]
  /// Small pictures, to be compared value by value, and their mirror images.
  private let small: [[Float]]
  private let mirrored: [[Float]]

  /// Pictures are compared at this side in pixels: what is finer no generator copies.
  private static let comparedSide = 32

  /// - Parameter extractors: which networks describe the pictures.
  package init(_ pictures: FacePictures, extractors: [any FeatureExtractor]) {
    faces = pictures.all
    let large = faces.map { Self.judged($0.picture) }
    features = extractors.map { extractor in
      var set = FeatureSet(features: extractor.count)
      for picture in large { set.append(extractor.values(picture)) }
      return set
    }
    small = faces.map { Self.small($0.picture) }
    mirrored = faces.map { Self.small($0.picture.flippedHorizontally) }
  }

  /// As the judges see pictures: enlarged to their side.
  static func judged(_ picture: Image) -> Image {
    let side = PictureFigures.side
    return picture.width < side
      ? picture.resampled(width: side, height: side, by: .lanczos) : picture.scaled(width: side, height: side)
  }

  /// The training pictures that are most like a face, as they are or mirrored, with the root mean square difference of
  /// their colours, 0…1; the nearest first.
  package func nearest(to picture: Image, count: Int) -> [(picture: Image, difference: Double)] {
    let values = Self.small(picture)
    let distances = faces.indices.map { index in
      (index, min(Self.difference(values, small[index]), Self.difference(values, mirrored[index])))
    }
    return distances.sorted { $0.1 < $1.1 }.prefix(count).map { (faces[$0.0].picture, $0.1) }
  }

  private static func small(_ picture: Image) -> [Float] {
    picture.scaled(width: comparedSide, height: comparedSide).pixels.map { Float($0) / 255 }
  }

  private static func difference(_ a: [Float], _ b: [Float]) -> Double {
    var sum: Float = 0
    for index in a.indices {
      let difference = a[index] - b[index]
      sum += difference * difference
    }
    return Double(sum / Float(a.count)).squareRoot()
  }
}

extension NoiseFaceScores {
  /// A table for people.
  package static func text(_ scores: [NoiseFaceScores]) -> String {
    guard let first = scores.first else { return "" }
    var lines = [
      "generator".padded(to: 24) + "faces  " + (first.inceptionScore == nil ? "" : "inception  ")
        + "nearest  Fréchet and kernel distance"
    ]
    for row in scores {
      var line = row.name.padded(to: 24) + String(format: "%5d  ", row.faces)
      if let score = row.inceptionScore { line += String(format: "%9.2f  ", score) }
      line += String(format: "%7.3f  ", row.nearest)
      line += row.distances.map { String(format: "%.3f and %.4f (\($0.features))", $0.frechet, $0.kernel) }
        .joined(separator: "  ")
      lines.append(line)
    }
    if first.inceptionScore != nil {
      lines.append("inception: the inception score over our classifier's classes, not those of Inception v3")
    }
    lines.append("nearest: mean difference of colours to the most similar training picture, 0…1")
    return lines.joined(separator: "\n")
  }

  package static func json(_ scores: [NoiseFaceScores]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(scores) else { preconditionFailure("the figures are finite numbers") }
    return String(decoding: data, as: UTF8.self)
  }
}
