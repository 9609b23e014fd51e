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

  private static func path(_ name: String) -> String { "\(folder)/\(name).safetensors" }

  @Test func everyDrawnDomainIsThereWithAWholeCard() throws {
    for name in DrawnDomains.names {
      let card = try GeneratorCheckpoint.card(path: Self.path(name))
      #expect(
        card.domain == name && card.layout == .sketch && card.nativeSize == 128 && card.steps > 0,
        "\(name)")
      #expect(!card.data.isEmpty && !card.limitations.isEmpty, "\(name)")
      for figure in [ModelFigure.lineFollowing, .l1, .ssim, .hintError] {
        #expect(card.scores[figure.rawValue] != nil, "\(name) \(figure)")
      }
    }
  }

  @Test func theyAreSmallEnoughForEveryClone() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    let bytes = try files.map { name in
      try FileManager.default.attributesOfItem(atPath: "\(Self.folder)/\(name)")[.size] as? Int ?? 0
    }
    #expect(bytes.reduce(0, +) < 64 << 20)
  }

  @Test(arguments: DrawnDomains.names)
  func surprisesDifferAndRepeatsDoNot(name: String) throws {
    let generator = try PictureGenerator(
      try GeneratorCheckpoint(path: Self.path(name)),
      upscaler: try Upscaler(GeneratorCheckpoint(path: Self.path("upscaler"))))
    func picture(_ strokes: [Stroke], _ side: Int = 128) throws -> Image {
      try generator.picture(.strokes(strokes), side: side)
    }
    #expect(try picture(strokes, 256) == picture(strokes, 256))
    var random = SeededGenerator(seed: 4)
    var recent: [CrayonColour] = []
    let surprises = try (0..<5).map { _ in
      let surprise = try #require(SurpriseColours(for: strokes, after: recent, using: &random))
      recent.append(surprise.colour)
      return try picture(strokes + surprise.dabs)
    }
    for (index, one) in surprises.enumerated() {
      for other in surprises[..<index] {
        let difference = zip(one.pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        // Half the picture is background; a dab of another colour moves its surroundings by much more than noise does.
        #expect(Double(difference) / Double(one.pixels.count) > 3, "\(name)")
      }
    }
  }
}
