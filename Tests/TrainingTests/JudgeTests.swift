import Foundation
import Networks
import Pictures
import Support
import Testing
import Training

/// The figures of pictures whose colours are known, and of pictures made by formula that scikit-image has measured.
@Suite(.ownThread) struct PictureFiguresTests {
  private static let side = PictureFigures.side

  private func picture(_ colour: (_ x: Int, _ y: Int) -> (Int, Int, Int)) -> Image {
    var image = Image(width: Self.side, height: Self.side)
    for pixel in 0..<(Self.side * Self.side) {
      let (red, green, blue) = colour(pixel % Self.side, pixel / Self.side)
      image.pixels[pixel * 3] = UInt8(red)
      image.pixels[pixel * 3 + 1] = UInt8(green)
      image.pixels[pixel * 3 + 2] = UInt8(blue)
    }
    return image
  }

  private func mask(_ isSet: (_ x: Int, _ y: Int) -> Bool) -> BinaryMask {
    var mask = BinaryMask(width: Self.side, height: Self.side)
    for index in mask.bits.indices { mask.bits[index] = isSet(index % Self.side, index / Self.side) }
    return mask
  }

  /// A ring that is open in 2 · `gap` − 1 rows at its right, and a line across its left half.
  private func ring(gap: Int) -> BinaryMask {
    mask { x, y in
      let square = (x - 128) * (x - 128) + (y - 128) * (y - 128)
      let isRing = square >= 6400 && square <= 6889 && !(x > 128 && abs(y - 128) < gap)
      return isRing || (126...128).contains(y) && (50...128).contains(x)
    }
  }

  private var ink: BinaryMask { ring(gap: 1) }

  private var whole: BinaryMask { mask { _, _ in true } }

  @Test func coloursOfTheStandard() {
    // CIELAB of sRGB's red, blue and grey 128 under D65 (Lindbloom's calculator, two digits).
    let cases: [((Int, Int, Int), (Double, Double, Double))] = [
      ((255, 0, 0), (53.24, 80.09, 67.20)), ((0, 0, 255), (32.30, 79.20, -107.86)), ((128, 128, 128), (53.59, 0, 0)),
      ((255, 255, 255), (100, 0, 0)), ((0, 0, 0), (0, 0, 0)),
    ]
    for (rgb, lab) in cases {
      let found = LabPicture(picture { _, _ in rgb })
      let distances = [found.lightness[0] - lab.0, found.a[0] - lab.1, found.b[0] - lab.2]
      #expect(distances.allSatisfy { abs($0) < 0.02 }, "\(rgb)")
    }
  }

  @Test func oneColourIsEvenAndHasNoDetail() throws {
    let red = try #require(PictureFigures(picture { _, _ in (255, 0, 0) }, ink: ink, figure: ink.drawnFigure))
    #expect(abs(red.chroma - 104.55) < 0.02 && red.mainHue == 1 && red.mud == 0)
    #expect(red.detail < 1e-9 && (red.spread ?? 1) < 1e-6)
    let grey = try #require(PictureFigures(picture { _, _ in (128, 128, 128) }, ink: nil, figure: whole))
    #expect(grey.mud == 1 && grey.chroma < 0.01 && grey.spread == nil)
    #expect(PictureFigures(picture { _, _ in (255, 0, 0) }, ink: nil, figure: mask { _, _ in false }) == nil)
  }

  @Test(arguments: [2, 4]) func stripesOfTwoAndFourPixelsAreWeave(period: Int) throws {
    func noise(_ x: Int, _ y: Int) -> Int { (x &* 7919 &+ y &* 104_729 &+ x &* y &* 31) % 13 }
    let plain = picture { x, y in (120 + noise(x, y), 120 + noise(y, x), 120) }
    let woven = picture { x, y in
      let stripe = x % period < period / 2 ? 12 : 0
      return (120 + noise(x, y) + stripe, 120 + noise(y, x) + stripe, 120 + stripe)
    }
    let without = try #require(PictureFigures(plain, ink: nil, figure: whole))
    let with = try #require(PictureFigures(woven, ink: nil, figure: whole))
    #expect(with.weave > 10 * without.weave)
    let across = picture { x, y in
      let pixel = (x * PictureFigures.side + y) * 3
      return (Int(woven.pixels[pixel]), Int(woven.pixels[pixel + 1]), Int(woven.pixels[pixel + 2]))
    }
    let turned = try #require(PictureFigures(across, ink: nil, figure: whole))
    #expect(abs(turned.weave - with.weave) < 1e-6 * with.weave)
  }

  @Test func theFigureIsWhatIsEnclosed() {
    let figure = ink.drawnFigure
    #expect(figure.bits[128 * Self.side + 128] && figure.bits[60 * Self.side + 128])
    #expect(!figure.bits[5 * Self.side + 5])
    #expect(ink.area == 1793 && figure.area == 21627)
    // A gap that is wider than the line stays open, and the figure is little more than the ink.
    #expect(ring(gap: 6).area == 1763 && ring(gap: 6).drawnFigure.area == 1912)
  }

  /// What scikit-image 0.26 and SciPy say of the same pictures, by the definitions that Assets/Docs/judges.md cites.
  /// A square in ink whose picture is red on its left and green on its right.
  private struct Halves: Dataset {
    func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
      var (input, target) = ([Float](), [Float]())
      for pixel in 0..<(size * size) {
        let (x, y) = (pixel % size, pixel / size)
        let edge = size / 2 - max(abs(x - size / 2), abs(y - size / 2))
        // Another channel comes first: where the ink lies is for the layout to say.
        input += [1, (30..<33).contains(edge) ? 1 : 0]
        target += x < size / 2 ? [1, -1, -1] : [-1, 1, -1]
      }
      return Example(input: input, target: target, size: size)
    }
  }

  @Test func whatTrainingShowsIsJudgedInItsOwnInk() throws {
    let layout = InputLayout([.height, .ink])
    let figures = try #require(ExampleFigures.judge(Halves(), name: "halves", layout: layout, seed: 1, count: 2))
    #expect(figures.name == "halves" && figures.pictures == 2 && figures.mud == 0 && figures.hues == 1)
    // Half of it is 80.1, 67.2 and half is −86.2, 83.2: the deviation is half the distance.
    #expect(abs((figures.spread ?? 0) - 0.5 * (166.27 * 166.27 + 15.98 * 15.98).squareRoot()) < 0.5)
    #expect(abs(figures.chroma - (104.55 + 119.78) / 2) < 0.5)
    let inkless = InputLayout([.height, .height])
    #expect(ExampleFigures.judge(Halves(), name: "", layout: inkless, seed: 1, count: 1) == nil)
  }

  @Test func scikitImageAgrees() throws {
    let patterned = picture { x, y in (80 + (x * 5 + y * 3) % 97, (x * y / 64) % 256, 200 - ((x ^ y) & 31)) }
    let greyish = picture { x, y in (100 + x / 8 + (x & 3), 110 + y / 8 + (y & 1), 120 + (x + y) % 7) }
    let open = ring(gap: 6)
    let cases: [(Image, BinaryMask?, BinaryMask, [Double])] = [
      (
        patterned, ink, ink.drawnFigure,
        [44.7019117901158, 10, 0.03590853590853591, 3.3737840058393944, 1.4989321379979845, 44.26913536592363]
      ),
      (
        greyish, ink, ink.drawnFigure,
        [4.977556193322823, 5, 0.9982794782994782, 0.5195970588800212, 87.3558580084076, 4.119005215979896]
      ),
      (
        patterned, open, open.drawnFigure,
        [51.80143965275208, 10, 0.02510460251046025, 3.572634190640972, 0.6843607989195307, -1]
      ),
      (
        patterned, nil, mask { x, y in x > 20 && y < 200 },
        [56.0781557306701, 10, 0.027127659574468086, 3.2672105040325525, 0.9672474615138333, -1]
      ),
    ]
    for (image, ink, figure, wanted) in cases {
      let found = try #require(PictureFigures(image, ink: ink, figure: figure))
      let values = [found.chroma, Double(found.mainHue), found.mud, found.detail, found.weave, found.spread ?? -1]
      for (value, wanted) in zip(values, wanted) { #expect(abs(value - wanted) <= 1e-6 * max(1, abs(wanted))) }
    }
  }
}

/// Distances between sets of pictures.
@Suite(.ownThread) struct JudgeDistanceTests {
  private func normal(_ rows: Int, mean: Double = 0, deviation: Double = 1, seed: UInt64) -> FeatureSet {
    var random = SeededGenerator(seed: seed)
    var values: [Double] = []
    for _ in 0..<(rows * 4) { values.append(mean + deviation * random.normal()) }
    return FeatureSet(features: 4, values: values)
  }

  @Test func kernelDistanceIsThatOfItsDefinition() {
    let a = normal(7, mean: 0.3, seed: 1)
    let b = normal(5, deviation: 1.5, seed: 2)
    func kernel(_ x: FeatureSet, _ i: Int, _ y: FeatureSet, _ j: Int) -> Double {
      var product = 0.0
      for feature in 0..<4 { product += x.values[i * 4 + feature] * y.values[j * 4 + feature] }
      return pow(product / 4 + 1, 3)
    }
    var wanted = 0.0
    for i in 0..<7 { for j in 0..<7 where i != j { wanted += kernel(a, i, a, j) / 42 } }
    for i in 0..<5 { for j in 0..<5 where i != j { wanted += kernel(b, i, b, j) / 20 } }
    for i in 0..<7 { for j in 0..<5 { wanted -= 2 * kernel(a, i, b, j) / 35 } }
    let found = KernelDistance(a, b)
    #expect(abs(found.value - wanted) < 1e-9)
    #expect(KernelDistance(a, b) == found)
    #expect(KernelDistance(a, b, seed: 2) != found)
  }

  @Test func theIntervalTellsSetsApart() {
    let some = normal(60, seed: 3)
    let alike = KernelDistance(some, normal(60, seed: 4))
    #expect(alike.low < 0 && alike.high > 0 && alike.low < alike.high)
    let other = KernelDistance(some, normal(60, mean: 0.7, seed: 5))
    #expect(other.low > 0 && other.value > other.low && other.value < other.high)
  }

  @Test func densityAndCoverageOfKnownSets() {
    // Real pictures at 0, 1, 2, … on a line: with two neighbours each inner one reaches 1 to both sides, the outer 2.
    let real = FeatureSet(features: 1, values: (0..<10).map(Double.init))
    let middle = DensityCoverage(FeatureSet(features: 1, values: [4.5, 4.5]), real: real, neighbours: 2)
    #expect(middle == DensityCoverage(FeatureSet(features: 1, values: [4.5]), real: real, neighbours: 2))
    #expect(middle.density == 1 && middle.coverage == 0.2)
    let far = DensityCoverage(FeatureSet(features: 1, values: [100]), real: real, neighbours: 2)
    #expect(far.density == 0 && far.coverage == 0)
    let same = DensityCoverage(real, real: real, neighbours: 2)
    #expect(same.coverage == 1 && same.density > 1)
  }

  @Test func standardizingGivesEveryFeatureTheSameSay() throws {
    let reference = FeatureSet(features: 3, values: [0, 5, 100, 2, 5, 300])
    let (set, standard) = try #require(
      FeatureSet.standardized(FeatureSet(features: 3, values: [4, 9, 200]), by: reference))
    #expect(standard == FeatureSet(features: 2, values: [-1, -1, 1, 1]))
    #expect(set == FeatureSet(features: 2, values: [3, 0]))
    let alike = FeatureSet(features: 1, values: [2, 2, 2])
    #expect(FeatureSet.standardized(alike, by: alike) == nil)
  }

  @Test func randomFeaturesSeeWhatIsShown() {
    let extractor = RandomFeatures()
    let blank = Image(width: 256, height: 256)
    let stroke = SketchRaster.picture([Stroke(width: 0.1, points: [Point(0.2, 0.3), Point(0.8, 0.6)])], size: 256)
    let first = extractor.values(stroke)
    #expect(first.count == extractor.count && first.allSatisfy(\.isFinite))
    #expect(first == RandomFeatures().values(stroke))
    #expect(first != extractor.values(blank))
    // Nothing explodes from layer to layer, and most channels answer.
    #expect(first.allSatisfy { $0 < 20 })
    #expect(first.count { $0 > 1e-3 } > extractor.count / 2)
  }
}
