import Foundation
import Generation
import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

/// Recipes for faces from noise, followed, cut and gone on with.
@Suite(.ownThread) final class NoiseRunTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "noise-\(UUID())").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder + "/discs", withIntermediateDirectories: true)
    for number in 0..<6 {
      var picture = Image(width: 24, height: 24, red: UInt8(30 * number), green: 200, blue: 90)
      for pixel in 0..<(24 * 6) { picture.pixels[pixel * 3 + 1] = UInt8(40 * number) }
      try picture.write(to: "\(folder)/discs/\(number).png")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func recipe(_ variant: NoiseGAN.Variant, criticSteps: Int = 1) -> NoiseRecipe {
    NoiseRecipe(
      name: "face-test", variant: variant,
      generator: variant == .vanilla
        ? .mlp(MLPGenerator(latent: 4, side: 16, width: 6)) : .dcgan(DCGANGenerator(latent: 4, width: 3, doublings: 2)),
      discriminatorWidth: 3, criticSteps: criticSteps, augmentation: [.colour, .translation, .cutout], steps: 5,
      decaySteps: 2, batch: 3, learningRate: 1e-3, seed: 7,
      kinds: [
        NoiseRecipe.Kind(
          name: "disc", titles: ModelCard.Titles(en: "Discs", ko: "원"),
          sources: [NoiseRecipe.Source(pictures: "discs")], limitations: ["round"]),
        NoiseRecipe.Kind(
          name: "other", titles: ModelCard.Titles(en: "Others", ko: "다른"),
          sources: [NoiseRecipe.Source(pictures: "others")]),
      ])
  }

  private func run(_ recipe: NoiseRecipe, in name: String, stopAfter: Int? = nil) throws -> NoiseRun {
    let data = try NoiseData(recipe.kinds[0], side: recipe.size, folder: folder)
    let run = NoiseRun(recipe, data: data, folder: "\(folder)/\(name)", interval: 2)
    var done = 0
    let isDone = try run.run(shouldStop: { stopAfter.map { done >= $0 } ?? false }) { report in
      done = report.step
      #expect(report.values.allSatisfy(\.isFinite) && report.losses == NoiseGAN.losses)
    }
    #expect(isDone == (stopAfter == nil))
    return run
  }

  @Test(arguments: NoiseGAN.Variant.allCases) func aRunThatWasCutEndsWithTheSameBytes(_ variant: NoiseGAN.Variant)
    throws
  {
    let recipe = try recipe(variant, criticSteps: variant.isWasserstein ? 2 : 1).single(nil)
    let whole = try run(recipe, in: "whole")
    _ = try run(recipe, in: "parts", stopAfter: 3)
    _ = try run(recipe, in: "parts")
    for file in ["state.safetensors", "face-test.safetensors", "losses.csv", "samples-000004.png"] {
      func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)/\(file)"))
      }
      #expect(try bytes("whole") == bytes("parts"), "\(file)")
    }
    let checkpoint = try GeneratorCheckpoint(path: whole.checkpointPath)
    #expect(checkpoint.card.steps == 5 && checkpoint.card.titles.en == "Discs" && checkpoint.card.nativeSize == 16)
    #expect(checkpoint.card.limitations == ["round"] && checkpoint.card.data.map(\.name) == ["discs"])
    let generator = try SurpriseGenerator(checkpoint)
    #expect(try generator.picture(noise: generator.noise(seed: 1)).width == 16)
  }

  @Test func trainingOnOtherPicturesOrNumbersIsRefused() throws {
    let recipe = try recipe(.dcgan).single("disc")
    _ = try run(recipe, in: "run", stopAfter: 3)
    var wider = recipe
    wider.discriminatorWidth = 4
    #expect(throws: TrainingError.self) { try run(wider, in: "run") }
    try Image(width: 20, height: 20).write(to: folder + "/discs/more.png")
    let error = #expect(throws: TrainingError.self) { try run(recipe, in: "run") }
    #expect(error?.description.contains("other pictures") == true)
  }

  @Test func weightsOfAnotherRunAreTaken() throws {
    let recipe = try recipe(.dcgan).single("disc")
    let first = try run(recipe, in: "first")
    let data = try NoiseData(recipe.kinds[0], side: recipe.size, folder: folder)
    let second = NoiseRun(recipe, data: data, folder: folder + "/second")
    #expect(try second.run(from: folder + "/first/state.safetensors") { _ in })
    #expect(try GeneratorCheckpoint.card(path: second.checkpointPath).steps == 10)
    let third = NoiseRun(recipe, data: data, folder: folder + "/third")
    #expect(try third.run(from: first.checkpointPath) { _ in })
  }

  @Test func kindsHaveNamesOfTheirOwn() throws {
    let recipe = recipe(.dcgan)
    #expect(try recipe.fault == nil && recipe.single(nil).name == "face-test")
    #expect(try recipe.single("other").name == "face-test-other")
    let unknown = #expect(throws: TrainingError.self) { try recipe.single("cat") }
    #expect(unknown?.description.contains("cat; it has disc, other") == true)
    let missing = #expect(throws: TrainingError.self) {
      try NoiseData(try recipe.single("other").kinds[0], side: 16, folder: folder)
    }
    #expect(missing?.description.contains("\(folder)/others") == true)
  }

  @Test func faultsAreNamed() {
    let cases: [(String, (inout NoiseRecipe) -> Void)] = [
      ("mlp for vanilla", { $0.variant = .vanilla }), ("steps of the discriminator", { $0.criticSteps = 40 }),
      ("width", { $0.generator = .dcgan(DCGANGenerator(width: 0)) }), ("names of their own", { $0.kinds = [] }),
      ("names no source", { $0.kinds[0].sources = [] }),
      ("one of pictures and cutouts", { $0.kinds[0].sources[0].cutouts = "x" }),
      ("a share of", { $0.kinds[0].sources[0].share = -1 }),
      ("a crop", { $0.kinds[0].sources[0].crop = FaceSet.Crop(left: 0.5, top: 0, side: 0.6) }),
      ("0 steps", { $0.steps = 0 }), ("decay", { $0.decaySteps = 6 }), ("batch of 1", { $0.batch = 1 }),
      ("learning rate", { $0.learningRate = .infinity }),
    ]
    for (words, spoil) in cases {
      var recipe = recipe(.dcgan)
      spoil(&recipe)
      #expect(recipe.fault?.contains(words) == true, "\(words): \(recipe.fault ?? "no fault")")
    }
  }

  /// An example is a function of seed, step and index alone, and holds what a step of the model needs.
  @Test func examplesAreFunctionsOfTheirPlace() throws {
    let data = try NoiseData(recipe(.dcgan).kinds[0], side: 16, folder: folder)
    let dataset = NoiseDataset(data.faces, latent: 4, criticSteps: 3)
    func example(_ step: Int, _ index: Int) -> Example { dataset.example(seed: 5, step: step, index: index, size: 16) }
    let one = example(2, 1)
    #expect(one.names.count == 3 * 5 + 2 && one[.real(2)].shape == Shape(1, 16, 16, 3))
    #expect(one[.latent(nil)].values == example(2, 1)[.latent(nil)].values)
    #expect(one[.latent(nil)].values != example(2, 2)[.latent(nil)].values)
    #expect(one[.latent(0)].values != one[.latent(1)].values)
    #expect(one[.fakeChange(nil)].values.allSatisfy { (0..<1).contains($0) })
  }
}
