import Foundation
import Generation
import Networks
import Pictures
import Support
import Testing
import Training

@Suite(.ownThread) struct CartoonScoresTests {
  /// Finds a face in every picture that is not all of one colour.
  private struct AnyStructure: FaceFinder {
    func faces(in picture: Image) throws -> [Face] {
      let isEven = picture.pixels.allSatisfy { abs(Int($0) - Int(picture.pixels[0])) < 3 }
      let marks = [Point](repeating: Point(1, 1), count: 5)
      return isEven ? [] : [Face(box: FaceBox(x: 0, y: 0, width: 2, height: 2), landmarks: marks, score: 1)]
    }
  }

  private func pictures(_ count: Int, seed: UInt64, smooth: Bool) -> [Image] {
    (0..<count).map { number in
      var random = SeededGenerator(seed: seed, number, 0)
      let side = smooth ? 6 : 64
      let small = Image(
        width: side, height: side,
        pixels: (0..<(side * side * 3)).map { _ in UInt8(random.uniform(0, 255)) })
      return small.resampled(width: PictureFigures.side, height: PictureFigures.side, by: .bicubic)
    }
  }

  private func artist(_ change: (ParameterArena) -> Void = { _ in }) throws -> CartoonArtist {
    let architecture = GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 3, width: 2, blocks: 1))
    let parameters = ParameterArena(architecture.graph)
    change(parameters)
    let card = ModelCard(
      architecture: architecture, inputLayout: .picture, nativeSize: nil, domain: "cartoon",
      titles: ModelCard.Titles(en: "Cartoon", ko: "만화"))
    return try CartoonArtist(GeneratorCheckpoint(card: card, parameters: parameters))
  }

  @Test func aNetworkThatMakesNothingKeepsNothing() throws {
    let trial = CartoonTrial(
      photographs: pictures(4, seed: 1, smooth: true), cartoons: pictures(6, seed: 2, smooth: false))
    #expect(trial.shadowed != trial.photographs)
    // Weights of nothing but zeros make grey pictures.
    let grey = try CartoonScores(artist(), trial, extractors: [RandomFeatures()], finder: AnyStructure())
    #expect(grey.photographs == 4 && grey.sharpness < 0.01 && grey.shadow < 0.01 && grey.faces == 0)
    #expect(grey.shape < 0.4 && grey.colour > 0.05)
    let busy = try CartoonScores(
      artist { parameters in
        var random = RandomValues(seed: 5)
        for index in 0..<parameters.count { parameters.values.values[index] = 0.3 * random.value() }
      }, trial, extractors: [RandomFeatures()], finder: AnyStructure())
    #expect(busy.sharpness > grey.sharpness && busy.shadow > 0.01 && busy.faces == 1)
    #expect(busy.distances.count == 1 && busy.distances[0].low <= busy.distances[0].high)
    #expect(busy.text.contains("sharpness") && busy.json.contains("\"shadow\""))
    #expect(try trial.sheet(artist(), count: 3).width > 1200)
  }

  @Test func photographsThatAreTheCartoonsAreNotFar() throws {
    let same = pictures(12, seed: 3, smooth: false)
    let near = try CartoonScores(
      artist(), CartoonTrial(photographs: same, cartoons: same), extractors: [RandomFeatures()], finder: AnyStructure())
    let far = try CartoonScores(
      artist(), CartoonTrial(photographs: pictures(12, seed: 4, smooth: true), cartoons: same),
      extractors: [RandomFeatures()], finder: AnyStructure())
    #expect(near.distances[0].photographs < 0.1 * far.distances[0].photographs)
  }

  @Test func smallSetsSpareNothing() throws {
    #expect(PicturePairs.Part.spared(of: 199).isEmpty && PicturePairs.Part.spared(of: 200).count == 10)
    let trial = CartoonTrial(photographs: [], cartoons: [])
    #expect(throws: TrainingError.self) {
      try CartoonScores(artist(), trial, extractors: [RandomFeatures()], finder: AnyStructure())
    }
  }
}
