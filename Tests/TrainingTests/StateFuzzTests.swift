import Foundation
import Networks
import Support
import Testing
import Training

/// Training states and recipes whose numbers somebody changed.
@Suite(.ownThread) struct StateFuzzTests {
  private let path = FileManager.default.temporaryDirectory.path + "/fuzz-\(UUID().uuidString)"

  @Test func states() throws {
    try fuzz(
      Pix2Pix.self,
      Pix2Pix.Configuration(
        architecture: .uNet(UNetGenerator(inputChannels: 1, width: 1, downsamplings: 5)), discriminatorWidth: 1),
      "training-states")
  }

  @Test func statesFromNoise() throws {
    try fuzz(
      NoiseGAN.self,
      NoiseGAN.Configuration(
        variant: .wganClip, generator: .dcgan(DCGANGenerator(latent: 2, width: 1, doublings: 3)), discriminatorWidth: 1,
        criticSteps: 2, augmentation: [.colour]), "training-states-from-noise")
  }

  private func fuzz<Model: TrainableModel>(
    _ type: Model.Type, _ model: Model.Configuration, _ name: String
  ) throws {
    let options = TrainingOptions(
      model: model, size: 32, batch: 2, schedule: LearningRateSchedule(steps: 9, decaySteps: 4), seed: 11,
      data: "squares", saveInterval: 3, sampleInterval: 4)
    try TrainingState<Model>(options).save(to: path)
    let file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let length = Int(file[0]) | Int(file[1]) << 8 | Int(file[2]) << 16
    var fuzzer = Fuzzer(name, seeds: [Array(file[8..<(8 + length)])])
    let tried = fuzzer.run(500) { header in
      let count = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
      try Data(count + header + file[(8 + length)...]).write(to: URL(fileURLWithPath: path))
      defer { unlink(path) }
      _ = try? TrainingStateHeader.steps(behind: path)
      _ = try TrainingState<Model>(path: path)
    }
    #expect(tried >= 500)
  }

  /// More weights than the file holds are refused before there is room for them.
  @Test func aStateThatClaimsMoreThanItHoldsIsTold() throws {
    let options = TrainingOptions(
      model: Pix2Pix.Configuration(
        architecture: .resNet(ResNetGenerator(inputChannels: 1, width: 1, blocks: 0)), discriminatorWidth: 1),
      size: 32, schedule: LearningRateSchedule(steps: 9, decaySteps: 4))
    try TrainingState<Pix2Pix>(options).save(to: path)
    defer { unlink(path) }
    let file = try SafetensorsFile(path: path)
    var writer = SafetensorsWriter()
    writer.metadata = file.metadata.mapValues {
      $0.replacing("\"discriminatorWidth\":1", with: "\"discriminatorWidth\":512")
    }
    for (name, entry) in file.entries { writer.add(name, shape: entry.shape, try file.floats(name)) }
    try writer.write(to: path)
    let error = #expect(throws: CheckpointError.self) { _ = try TrainingState<Pix2Pix>(path: path) }
    #expect(error?.description.contains("but holds only") == true)
  }

  @Test func recipes() throws {
    let folder = Program.repository.appendingPathComponent("Assets/Recipes")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
    var fuzzer = Fuzzer(
      "recipes",
      seeds: try files.map { [UInt8](try Data(contentsOf: folder.appendingPathComponent($0))) })
    let tried = fuzzer.run(1000) { input in
      try Data(input).write(to: URL(fileURLWithPath: path + ".json"))
      defer { unlink(path + ".json") }
      _ = try? NoiseRecipe(path: path + ".json").fault
      _ = try Recipe(path: path + ".json").fault
    }
    #expect(tried >= 1000)
  }
}
