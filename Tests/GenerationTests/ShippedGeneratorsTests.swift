import Foundation
import Generation
import Networks
import Pictures
import Support
import Testing

/// The generators that come with the program.
@Suite(.ownThread) struct ShippedGeneratorsTests {
  private static let folder = Program.repository.appendingPathComponent("Checkpoints").path

  /// A house with a face, which no domain was trained on.
  private let strokes = [
    Stroke(points: [
      Point(0.2, 0.8), Point(0.2, 0.4), Point(0.5, 0.15), Point(0.8, 0.4), Point(0.8, 0.8), Point(0.2, 0.8),
    ]
    ),
    Stroke(points: [Point(0.35, 0.5), Point(0.42, 0.5)]), Stroke(points: [Point(0.58, 0.5), Point(0.65, 0.5)]),
    Stroke(points: [Point(0.35, 0.65), Point(0.5, 0.7), Point(0.65, 0.65)]),
  ]

  /// The network that the studio has of a domain: of its own, or of the one for all.
  private static func checkpoint(_ name: String) throws -> GeneratorCheckpoint {
    let info = try #require(DomainCatalogue(builtIn: folder, own: nil)[name])
    return try GeneratorCheckpoint(path: info.path, domain: info.name)
  }

  private static let names = ["anything"] + DrawnDomains.names

  @Test(arguments: names) func everyDomainIsThereWithAWholeCard(name: String) throws {
    let card = try Self.checkpoint(name).card
    #expect(card.domain == name && card.nativeSize == 256 && card.steps > 0)
    #expect(card.layout == InputLayout([.ink, .hints, .palette, .insideMask, .height]))
    #expect(!card.data.isEmpty && !card.limitations.isEmpty && (card.palettes?.count ?? 0) > 40)
    for figure in [ModelFigure.lineFollowing, .l1, .ssim, .hintError] {
      #expect(card.scores[figure.rawValue] != nil, "\(figure)")
    }
  }

  @Test func theArtistOfLinesIsThere() throws {
    let artist = try #require(try DomainCatalogue(builtIn: Self.folder, own: nil).loadLineArtist())
    #expect(artist.card.domain == "colouring-page" && !artist.card.data.isEmpty)
    // A blue square on white without an outline.
    var picture = Image(width: 128, height: 128)
    for y in 32..<96 {
      for x in 32..<96 { (picture.pixels[(y * 128 + x) * 3], picture.pixels[(y * 128 + x) * 3 + 1]) = (20, 60) }
    }
    let lines = try artist.lines(of: picture)
    #expect(lines.values[64 * 128 + 64] < 0.3 && lines.values[5 * 128 + 5] < 0.3)
    #expect((28..<37).contains { lines.values[64 * 128 + $0] > 0.7 })
  }

  @Test func portraitsAndCartoonsAreThere() throws {
    let catalogue = DomainCatalogue(builtIn: Self.folder, own: nil)
    let portrait = try #require(catalogue["portrait"])
    let card = try GeneratorCheckpoint.card(path: portrait.path)
    #expect(portrait.problem == nil && !card.data.isEmpty && !card.limitations.isEmpty)
    // First pictures have a skin that people have; surprises need not.
    let own = try #require(card.ownPalettes)
    let palettes = (card.palettes ?? []).compactMap { Palette(hex: $0) }
    #expect(own > 20 && own < palettes.count && palettes.prefix(own).allSatisfy(\.main.isOfSkin))
    let artist = try #require(try catalogue.loadCartoonArtist())
    #expect(artist.card.domain == "cartoon" && !artist.card.data.isEmpty && !artist.card.limitations.isEmpty)
    // A cartoon keeps what is bright and what is dark.
    var picture = Image(width: 96, height: 64, red: 230, green: 220, blue: 190)
    for y in 16..<48 {
      for x in 32..<64 { for channel in 0..<3 { picture.pixels[(y * 96 + x) * 3 + channel] = 50 } }
    }
    let cartoon = try artist.cartoon(of: picture, side: 192)
    #expect(cartoon.width == 192 && cartoon.height == 128)
    #expect(cartoon.pixels[(64 * 192 + 96) * 3] < 110 && cartoon.pixels[(10 * 192 + 10) * 3] > 140)
  }

  /// Pictures that this program draws, which the upscaler never learnt from: nearer to the truth than by Lanczos's window.
  @Test(arguments: PictureUpscaler.Factor.allCases)
  func theUpscalerBeatsAFilter(factor: PictureUpscaler.Factor) throws {
    let catalogue = DomainCatalogue(builtIn: Self.folder, own: nil)
    let upscaler = try #require(try catalogue.loadPictureUpscaler())
    #expect(upscaler.card.domain == "super-resolution" && !upscaler.card.data.isEmpty)
    #expect(!upscaler.card.limitations.isEmpty && upscaler.canEnlarge(by: .four))
    func error(_ a: Image, _ b: Image) -> Double {
      zip(a.pixels, b.pixels).reduce(0.0) { $0 + Double((Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1))) }
    }
    for isDamaged in [false, true] {
      var (ours, filtered) = (0.0, 0.0)
      for (step, domain) in DrawnDomains.all.enumerated() {
        let sharp = SyntheticPairs(domain.init()).strokePair(seed: 5, step: step, index: 0, size: 160).picture
        var damage = PictureDegradation()
        if isDamaged { (damage.blur, damage.grain, damage.quality) = (0.3 * Double(factor.rawValue), 6, 70) }
        let small = damage.applied(to: sharp, factor: factor.rawValue)
        ours += error(try upscaler.upscaled(small, by: factor), sharp)
        filtered += error(small.resampled(width: 160, height: 160, by: .lanczos), sharp)
      }
      // A decibel.
      #expect(ours < 0.79 * filtered, "×\(factor.rawValue), damaged: \(isDamaged): \(ours / filtered)")
    }
  }

  @Test func theyAreSmallEnoughForEveryClone() throws {
    func bytes(_ files: [String]) throws -> Int {
      try files.map { try FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int ?? 0 }.reduce(0, +)
    }
    let domains = DomainCatalogue(builtIn: Self.folder, own: nil).domains.map(\.path)
    #expect(try bytes(Array(Set(domains + ["\(Self.folder)/trunk.safetensors"]))) < 90_000_000)
    let all = try FileManager.default.contentsOfDirectory(atPath: Self.folder).map { "\(Self.folder)/\($0)" }
    #expect(try bytes(all) < 100_000_000)
  }

  @Test(arguments: names) func palettesDifferAndRepeatsDoNot(name: String) throws {
    let generator = try PictureGenerator(try Self.checkpoint(name), upscaler: nil)
    func picture(_ strokes: [Stroke]) throws -> Image { try generator.picture(.strokes(strokes), side: 128) }
    #expect(try picture(strokes) == picture(strokes))
    let surprises = try (1...5).map { try picture(strokes + [.palette(UInt64($0))]) }
    for (index, one) in surprises.enumerated() {
      for other in surprises[..<index] {
        let difference = zip(one.pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        // Half the picture is background; another palette moves its things by much more than noise does.
        #expect(Double(difference) / Double(one.pixels.count) > 3)
      }
    }
  }

  /// Other weights need `aicanvas evaluate DOMAIN --doodles … --precision bfloat16 --record`, or they stay in float32.
  @Test func whatBFloat16ChangesWasMeasuredOfTheseWeights() throws {
    let records = PrecisionRecords(path: Program.repository.appending(path: "Assets/Precision.json").path)
    for domain in DomainCatalogue(builtIn: Self.folder, own: nil).domains {
      let checkpoint = try GeneratorCheckpoint(path: domain.path, domain: domain.name)
      let figures = try #require(records.figures(of: checkpoint), "\(domain.name)")
      #expect(figures.isFaithful, "\(domain.name)")
    }
  }

  /// Where only eyes and a mouth are drawn, the place between them is a face and not what lies around it.
  @Test func eyesAndAMouthBecomeAFace() throws {
    let checkpoint = try Self.checkpoint("cartoon-face")
    #expect(checkpoint.card.makesFaces == true)
    let generator = try PictureGenerator(checkpoint, upscaler: nil)
    let picture = try generator.picture(.strokes(Array(strokes.dropFirst())), side: 128)
    func colour(_ x: Int, _ y: Int) -> LabColour {
      let pixel = picture.pixels[((y * 128 + x) * 3)..<((y * 128 + x) * 3 + 3)].map { Double($0) / 255 }
      return LabColour(Colour(pixel[0], pixel[1], pixel[2]))
    }
    #expect(colour(64, 72).difference(colour(4, 4)) > 20)
  }

  @Test func dabsRuleWhereTheyAre() throws {
    let generator = try PictureGenerator(try Self.checkpoint("anything"), upscaler: nil)
    let dab = Stroke(.crayon(.red), width: Stroke.crayonWidth, points: [Point(0.45, 0.57), Point(0.55, 0.58)])
    let picture = try generator.picture(.strokes(strokes + [dab]), side: 256)
    let pixel = (147 * 256 + 128) * 3
    #expect(Int(picture.pixels[pixel]) > Int(picture.pixels[pixel + 1]) + 40)
    #expect(Int(picture.pixels[pixel]) > Int(picture.pixels[pixel + 2]) + 40)
  }
}
