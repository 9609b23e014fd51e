import Foundation
import Generation
import Pictures

/// What makers of cartoons are tried on: photographs that nobody learnt from, with and without a hard shadow, and real
/// cartoons to compare with.
package struct CartoonTrial: Sendable {
  package let photographs: [Image]
  /// The same under a shadow.
  package let shadowed: [Image]
  package let cartoons: [Image]

  /// How many real cartoons are compared with.
  private static let realCartoons = 150

  /// - Parameter photographs: how many of the pictures that nobody learnt from; fewer where there are fewer.
  package init(_ data: CartoonData, photographs count: Int) {
    let side = PictureFigures.side
    self.init(
      photographs: data.heldOutPhotographs.prefix(count).map { $0.scaled(width: side, height: side) },
      cartoons: data.heldOutCartoons(Self.realCartoons, size: side))
  }

  /// - Parameters:
  ///   - photographs: squares of `PictureFigures.side`.
  ///   - cartoons: likewise.
  package init(photographs: [Image], cartoons: [Image]) {
    self.photographs = photographs
    self.cartoons = cartoons
    shadowed = photographs.enumerated().map { number, photograph in
      var random = SeededGenerator(seed: 0x5AD0, number, 0)
      return photograph.shadowed(using: &random)
    }
  }

  /// Photographs with their cartoons, and both again under a hard shadow; four pictures a photograph, two photographs a
  /// row.
  package func sheet(_ artist: CartoonArtist, count: Int = 10) throws -> Image {
    let groups = try zip(photographs, shadowed).prefix(count).map { plain, dark in
      try [plain, dark].flatMap { [$0, try CartoonScores.cartoon(of: $0, by: artist)] }
    }
    let rows = stride(from: 0, to: groups.count, by: 2).map { start in
      groups[start..<min(start + 2, groups.count)].flatMap { $0 }.map { ContactSheet.Cell($0, caption: "") }
    }
    return ContactSheet(rows: Array(rows), cellSize: 160).image()
  }
}

/// How like cartoons the pictures are that somebody makes of photographs, and what is left of the photographs.
package struct CartoonScores: Codable, Equatable, Sendable {
  /// Kernel distance to real cartoons in the features of one network; smaller is more like them.
  package struct Distance: Codable, Equatable, Sendable {
    /// The network's name.
    package let features: String
    package let cartoons: Double
    /// Where 95 % of the values lie when the pictures are drawn anew.
    package let low: Double
    package let high: Double
    /// Of the photographs themselves, to compare with.
    package let photographs: Double
  }

  package let photographs: Int
  package let distances: [Distance]
  /// SSIM of the brightness at 64 pixels a side between cartoon and photograph, whose light was evened.
  package let shape: Double
  /// Mean difference of colours between cartoon and photograph, whose light was evened, at 32 pixels a side; 0…1.
  package let colour: Double
  /// Steepness of the steepest 2 % of steps in brightness, relative to the photographs': below 1 is softer.
  package let sharpness: Double
  /// Share of what a hard shadow changes in photographs that it still changes in their cartoons.
  package let shadow: Double
  /// Share of the faces found in photographs that are found in their cartoons, under no shadow; nil where none is found.
  package let faces: Double?

  /// - Parameters:
  ///   - trial: at least two photographs, and two real cartoons.
  ///   - extractors: which networks describe the pictures.
  ///   - finder: who finds faces.
  package init(
    _ artist: CartoonArtist, _ trial: CartoonTrial, extractors: [any FeatureExtractor], finder: any FaceFinder
  ) throws {
    guard trial.photographs.count > 1, trial.cartoons.count > 1 else {
      throw TrainingError(
        "There are too few pictures that nothing was learnt from: sets of 200 pictures or more spare one in twenty.")
    }
    let cartoons = try trial.photographs.map { try Self.cartoon(of: $0, by: artist) }
    let dark = try trial.shadowed.map { try Self.cartoon(of: $0, by: artist) }
    let even = trial.photographs.map { $0.evenlyLit(strength: PictureCrops.evening) }
    photographs = cartoons.count
    distances = extractors.compactMap { extractor in
      func set(_ images: [Image]) -> FeatureSet {
        var set = FeatureSet(features: extractor.count)
        for image in images { set.append(extractor.values(image)) }
        return set
      }
      let real = set(trial.cartoons)
      func distance(_ images: [Image]) -> KernelDistance? {
        FeatureSet.standardized(set(images), by: real).map { KernelDistance($0.set, $0.reference) }
      }
      guard let made = distance(cartoons), let plain = distance(trial.photographs) else { return nil }
      return Distance(
        features: extractor.name, cartoons: made.value, low: made.low, high: made.high, photographs: plain.value)
    }
    let pairs = zip(cartoons, even)
    shape = Self.mean(pairs.map { Self.similarity($0, $1) })
    func small(_ image: Image) -> Image { image.scaled(width: 32, height: 32) }
    colour = Self.mean(pairs.map { Self.difference(small($0), small($1)) })
    sharpness = Self.mean(cartoons.map(Self.steepness)) / max(Self.mean(trial.photographs.map(Self.steepness)), 1e-9)
    shadow =
      Self.mean(zip(dark, cartoons).map(Self.difference))
      / max(Self.mean(zip(trial.shadowed, trial.photographs).map(Self.difference)), 1e-9)
    let found = try zip(trial.photographs, cartoons).compactMap { photograph, cartoon in
      try finder.faces(in: photograph).isEmpty ? nil : try !finder.faces(in: cartoon).isEmpty
    }
    faces = found.isEmpty ? nil : Double(found.count { $0 }) / Double(found.count)
  }

  static func cartoon(of photograph: Image, by artist: CartoonArtist) throws -> Image {
    try artist.cartoon(of: photograph, side: PictureFigures.side)
  }

  private static func mean(_ values: [Double]) -> Double { values.mean ?? 0 }

  /// Mean difference of colours, 0…1.
  private static func difference(_ a: Image, _ b: Image) -> Double {
    PixelDifference.meanAbsolute(a.unitValues(), b.unitValues())
  }

  private static func similarity(_ a: Image, _ b: Image) -> Double {
    func brightness(_ image: Image) -> [Float] {
      GreyPicture(image.scaled(width: 64, height: 64)).levels.map { Float($0) / 255 }
    }
    return StructuralSimilarity.value(brightness(a), brightness(b), width: 64, height: 64, channels: 1)
  }

  /// Mean of the steepest 2 % of the steps from one pixel to the next, right and down, in levels.
  private static func steepness(_ image: Image) -> Double {
    let grey = GreyPicture(image)
    var steps: [Double] = []
    for y in 0..<(grey.height - 1) {
      for x in 0..<(grey.width - 1) {
        let here = Int(grey.levels[y * grey.width + x])
        let right = Int(grey.levels[y * grey.width + x + 1]) - here
        let down = Int(grey.levels[(y + 1) * grey.width + x]) - here
        steps.append(Double(right * right + down * down).squareRoot())
      }
    }
    return mean(Array(steps.sorted(by: >).prefix(steps.count / 50)))
  }

  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// A table for people.
  package var text: String {
    let distances = distances.map { distance in
      "like cartoons".padded(to: 16)
        + String(
          format: "%.3f (%.3f to %.3f), the photographs themselves %.3f: kernel distance, \(distance.features)",
          distance.cartoons, distance.low, distance.high, distance.photographs)
    }
    let figures: [(String, Double?, String)] = [
      ("shape", shape, "SSIM of the brightness at 64 pixels to the photograph"),
      ("colour", colour, "mean difference of colours at 32 pixels, 0…1"),
      ("sharpness", sharpness, "the steepest edges, relative to the photographs'"),
      ("shadow", shadow, "share that is left of what a hard shadow changes"),
      ("faces", faces, "share of the faces that YuNet still finds"),
    ]
    return
      (["\(photographs) photographs never learnt from"] + distances
      + figures.compactMap { name, value, words in
        value.map { name.padded(to: 16) + String(format: "%.3f  ", $0) + words }
      }).joined(separator: "\n")
  }
}
