import ArgumentParser
import Foundation
import Generation
import Networks
import Pictures
import Training

/// `aicanvas evaluate face`: generators of faces from noise, beside each other and beside what they learnt from.
struct FaceEvaluationOptions: ParsableArguments {
  @Option(help: "For face: a generator's name or its checkpoint's file; may be given several times; all unless given.")
  var model: [String] = []

  @Option(help: "For face: how many faces of each to measure on.")
  var faces = 500

  @Option(
    help: "For face: write the training pictures that are nearest to ten faces of the first generator to this PNG file."
  )
  var nearest: String?

  @Flag(help: "For face: make the faces four times as large by the network of aicanvas upscale before they are scored.")
  var upscaled = false

  static let domain = "face"

  func validate() throws {
    guard (10...10_000).contains(faces) else { throw ValidationError("--faces must be 10 to 10000, not \(faces).") }
  }

  func checkAreNone() throws {
    if !model.isEmpty || nearest != nil || upscaled {
      throw ValidationError("--model, --nearest and --upscaled go with face.")
    }
  }

  /// Measures and writes the sheets.
  ///
  /// - Parameters:
  ///   - sheet: where 64 faces of each generator are shown.
  ///   - seed: decides the faces.
  ///   - judges: who looks at them.
  func run(data: String?, sheet: String?, seed: UInt64, json: Bool, judges: Judges) throws {
    var names = model
    if names.isEmpty { names = DomainCatalogue.installed().surprises.map(\.name) }
    // Without any the error says how to make one.
    let generators = try (names.isEmpty ? [nil] : names.map(Optional.some)).map(SurpriseModels.generator)
    let upscaler = upscaled ? try UpscaleCommand.upscaler(nil) : nil
    // By the kind of faces.
    var real: [String: RealFaces] = [:]
    var scores: [NoiseFaceScores] = []
    var rows: [[ContactSheet.Cell]] = []
    for (number, generator) in generators.enumerated() {
      let recipe = try ShippedRecipes.faces(trained: generator.card.domain)
      let known =
        try real[recipe.kinds[0].name]
        ?? RealFaces(DataOptions.open(recipe, data: data).faces, extractors: judges.extractors)
      real[recipe.kinds[0].name] = known
      let pictures = try (0..<faces).map {
        try generator.picture(noise: generator.noise(seed: SurpriseGenerator.seed(seed, number: $0)))
      }
      scores.append(
        NoiseFaceScores(
          name: generator.card.domain, try pictures.map { try upscaler?.upscaled($0, by: .four) ?? $0 }, real: known,
          extractors: judges.extractors,
          recogniser: judges.recogniser))
      rows += Self.rows(generator.card.domain, pictures)
      if number == 0, let nearest { try Self.sheet(pictures, known).write(to: nearest) }
    }
    if let sheet { try ContactSheet(rows: rows, cellSize: 64).image().write(to: sheet) }
    Console.say(json ? NoiseFaceScores.json(scores) : NoiseFaceScores.text(scores))
  }

  /// 64 faces, sixteen in a row; the first row has the generator's name.
  private static func rows(_ name: String, _ pictures: [Image]) -> [[ContactSheet.Cell]] {
    let shown = Array(pictures.prefix(64))
    return stride(from: 0, to: shown.count, by: 16).map { start in
      shown[start..<min(start + 16, shown.count)].enumerated().map { column, picture in
        ContactSheet.Cell(picture, caption: start == 0 && column == 0 ? name : "")
      }
    }
  }

  /// Ten faces, each with the five training pictures that are most like it.
  private static func sheet(_ pictures: [Image], _ real: RealFaces) -> Image {
    let rows = pictures.prefix(10).map { picture in
      [ContactSheet.Cell(picture, caption: "made")]
        + real.nearest(to: picture, count: 5).map {
          ContactSheet.Cell($0.picture, caption: String(format: "%.3f", $0.difference))
        }
    }
    return ContactSheet(rows: Array(rows), cellSize: 96).image()
  }
}
