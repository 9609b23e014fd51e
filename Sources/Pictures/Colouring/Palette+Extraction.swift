extension Palette {
  /// Colours are counted on a picture of at most this side.
  private static let side = 64
  private static let clusters = 6
  private static let rounds = 10

  /// The palette of the thing in a picture: k-means in CIE L*a*b* (MacQueen 1967) from a fixed start, so that the same
  /// picture always gives the same palette.
  ///
  /// - Parameters:
  ///   - image: square.
  ///   - figure: how much of each pixel belongs to the thing, 0…1, of the picture's size; where nearly nothing does, the
  ///     whole picture counts.
  package init(of image: Image, figure: Plane) {
    precondition(figure.width == image.width && figure.height == image.height, "the figure has another size")
    let step = max(1, (image.width + Self.side - 1) / Self.side)
    var samples: [Sample] = []
    func gather(_ weight: (Int) -> Float) {
      for y in stride(from: step / 2, to: image.height, by: step) {
        for x in stride(from: step / 2, to: image.width, by: step) {
          let pixel = y * image.width + x
          guard weight(pixel) > 0.5 else { continue }
          let rgb = (0..<3).map { Double(image.pixels[pixel * 3 + $0]) / 255 }
          let colour = Colour(rgb[0], rgb[1], rgb[2])
          samples.append(Sample(colour: colour, lab: LabColour(colour), weight: Double(weight(pixel))))
        }
      }
    }
    gather { figure.values[$0] }
    if samples.count < 8 {
      samples = []
      gather { _ in 1 }
    }
    self.init(Self.groups(of: samples))
  }

  /// Main is the largest group; second and accent are large or colourful, and unlike those before.
  private init(_ groups: [Group]) {
    let main = groups.max { $0.weight < $1.weight } ?? Group(colour: .white, lab: LabColour(.white), weight: 1)
    let second =
      groups.max {
        $0.weight.squareRoot() * $0.lab.difference(main.lab) < $1.weight.squareRoot() * $1.lab.difference(main.lab)
      } ?? main
    func prominence(_ group: Group) -> Double {
      let distance = min(group.lab.difference(main.lab), group.lab.difference(second.lab))
      return group.weight.squareRoot().squareRoot() * distance * (20 + group.lab.chroma)
    }
    let accent = groups.max { prominence($0) < prominence($1) } ?? second
    self.init(main: main.colour, second: second.colour, accent: prominence(accent) > 0 ? accent.colour : second.colour)
  }

  private struct Sample {
    let colour: Colour
    let lab: LabColour
    let weight: Double
  }

  /// A cluster: its mean colour and its share of all.
  private struct Group {
    var colour: Colour
    var lab: LabColour
    var weight: Double
  }

  private static func groups(of samples: [Sample]) -> [Group] {
    var centres = start(samples)
    var groups: [Group] = []
    for _ in 0..<rounds {
      var sums = [(colour: Colour, lab: LabColour, weight: Double)](
        repeating: (.black, LabColour(lightness: 0, a: 0, b: 0), 0), count: centres.count)
      for sample in samples {
        var (nearest, least) = (0, Double.infinity)
        for (index, centre) in centres.enumerated() {
          let difference = centre.difference(sample.lab)
          if difference < least { (nearest, least) = (index, difference) }
        }
        let w = sample.weight
        sums[nearest].weight += w
        sums[nearest].colour.red += w * sample.colour.red
        sums[nearest].colour.green += w * sample.colour.green
        sums[nearest].colour.blue += w * sample.colour.blue
        sums[nearest].lab.lightness += w * sample.lab.lightness
        sums[nearest].lab.a += w * sample.lab.a
        sums[nearest].lab.b += w * sample.lab.b
      }
      groups = sums.filter { $0.weight > 0 }.map { sum in
        let w = sum.weight
        return Group(
          colour: Colour(sum.colour.red / w, sum.colour.green / w, sum.colour.blue / w),
          lab: LabColour(lightness: sum.lab.lightness / w, a: sum.lab.a / w, b: sum.lab.b / w), weight: w)
      }
      let next = groups.map(\.lab)
      if next == centres { break }
      centres = next
    }
    let total = groups.reduce(0) { $0 + $1.weight }
    return groups.map { Group(colour: $0.colour, lab: $0.lab, weight: $0.weight / total) }
  }

  /// The mean, then again and again the colour that is farthest from all so far (Gonzalez 1985), without the few odd
  /// pixels at the very end.
  private static func start(_ samples: [Sample]) -> [LabColour] {
    let total = samples.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return [] }
    var centres = [
      LabColour(
        lightness: samples.reduce(0) { $0 + $1.weight * $1.lab.lightness } / total,
        a: samples.reduce(0) { $0 + $1.weight * $1.lab.a } / total,
        b: samples.reduce(0) { $0 + $1.weight * $1.lab.b } / total)
    ]
    while centres.count < clusters {
      let ranked = samples.map { sample in (centres.map { $0.difference(sample.lab) }.min() ?? 0, sample.lab) }
        .sorted { $0.0 < $1.0 }
      let (distance, colour) = ranked[ranked.count - 1 - ranked.count / 50]
      guard distance > 4 else { break }
      centres.append(colour)
    }
    return centres
  }
}
