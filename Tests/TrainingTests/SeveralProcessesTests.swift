import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

/// Examples of random values.
private struct Noise: Dataset {
  let parts: @Sendable (_ size: Int) -> [(TensorName, Shape)]

  func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    var random = SeededGenerator(seed: seed, step, index)
    return Example(
      Dictionary(
        uniqueKeysWithValues: parts(size).map { name, shape in
          (name, Example.Part(shape, (0..<shape.count).map { _ in Float(random.uniform(-1, 1)) }))
        }))
  }
}

/// Several processes, each with a share of every batch, train what one process with whole batches does.
@Suite(.ownThread) final class SeveralProcessesTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "processes-\(UUID())").path

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func options<Configuration: ModelConfiguration>(
    _ model: Configuration, size: Int, batch: Int, steps: Int = 3
  ) -> TrainingOptions<Configuration> {
    TrainingOptions(
      model: model, size: size, batch: batch, schedule: LearningRateSchedule(base: 1e-3, steps: steps, decaySteps: 1),
      seed: 5, saveInterval: 2, sampleInterval: 100)
  }

  private func weights(_ state: TrainingState<some TrainableModel>) -> [[Float]] {
    state.model.networks.map { $0.network.parameters.values.array } + [state.average.values.array]
  }

  private struct Outcome: @unchecked Sendable {
    var weights: [[Float]]
    var losses: [[Double]] = []
    var step = 0
  }

  private func train<Model: TrainableModel>(
    _ state: TrainingState<Model>, _ dataset: any Dataset, in group: any ProcessGroup, name: String = "run",
    stop: @escaping (Int) -> Bool = { _ in false }, after: (TrainingState<Model>) -> Void = { _ in }
  ) throws -> Outcome {
    var outcome = Outcome(weights: [])
    let run = TrainingRun(state, dataset: dataset, folder: "\(folder)/\(name)-\(group.rank)", group: group)
    try run.run(shouldStop: { stop(state.step) }) { step, losses, _ in
      outcome.losses.append(losses)
      after(state)
    }
    outcome.weights = weights(state)
    outcome.step = state.step
    return outcome
  }

  /// The gradients of all networks at fresh weights, over all processes.
  private func gradients<Model: TrainableModel>(
    _ options: TrainingOptions<Model.Configuration>, _ dataset: any Dataset, in group: any ProcessGroup,
    of _: Model.Type
  ) throws -> [[Float]] {
    let model = Model(options.model, seed: options.seed)
    let reducer = GradientReducer(model.networks, over: group, bucket: 100)
    let indices = (group.rank * options.batch)..<((group.rank + 1) * options.batch)
    let batch = Batch(
      indices.map { dataset.example(seed: 3, step: 0, index: $0, size: options.size) }, seed: 8,
      firstExample: indices.lowerBound)
    for phase in model.phases {
      let names = model.networks(changedBy: phase)
      for trained in model.networks where names.contains(trained.name) {
        trained.network.parameters.clearGradients()
      }
      _ = model.gradients(phase, batch)
      try reducer.reduce(model.networks.filter { names.contains($0.name) })
    }
    return model.networks.map { $0.network.parameters.gradients.array }
  }

  private func compareGradients<Model: TrainableModel>(
    _: Model.Type, _ configuration: Model.Configuration, _ dataset: any Dataset, size: Int, processes: Int, batch: Int
  ) throws {
    try configuration.validate(size: size)
    let shared = try SimulatedProcesses.run(processes) { [self] group in
      try gradients(options(configuration, size: size, batch: batch), dataset, in: group, of: Model.self)
    }
    let expected = try gradients(
      options(configuration, size: size, batch: processes * batch), dataset, in: SoleProcess(), of: Model.self)
    for (ours, theirs) in zip(shared.joined(), (0..<processes).flatMap { _ in expected }) {
      let error = relativeError(ours, theirs)
      #expect(error < 1e-5, "gradients of \(Model.name): \(error)")
    }
  }

  /// Trains with `processes` of `batch` examples each and with one of all, and compares: gradients closely; weights as
  /// far as Adam lets one, which takes as long a step along a gradient of nothing but rounding as along any other.
  private func compare<Model: TrainableModel>(
    _: Model.Type, _ configuration: Model.Configuration, _ dataset: any Dataset, size: Int, processes: Int, batch: Int,
    tolerance: Double = 1e-4
  ) throws {
    try compareGradients(
      Model.self, configuration, dataset, size: size, processes: processes, batch: batch)
    let several = try SimulatedProcesses.run(processes) { [self] group in
      try train(TrainingState<Model>(options(configuration, size: size, batch: batch)), dataset, in: group)
    }
    let whole = try train(
      TrainingState<Model>(options(configuration, size: size, batch: processes * batch)), dataset, in: SoleProcess(),
      name: "whole")
    for outcome in several {
      #expect(outcome.weights == several[0].weights, "all processes have the same weights")
      for (ours, theirs) in zip(outcome.weights, whole.weights) {
        let error = relativeError(ours, theirs)
        #expect(error < tolerance, "\(Model.name): \(error)")
      }
      for (ours, theirs) in zip(outcome.losses.joined(), whole.losses.joined()) {
        #expect(abs(ours - theirs) < 10 * tolerance * max(1, abs(theirs)), "\(Model.name)")
      }
    }
    let fresh = weights(TrainingState<Model>(options(configuration, size: size, batch: batch)))
    #expect(relativeError(fresh[0], whole.weights[0]) > 10 * tolerance, "the steps changed something")
    #expect(FileManager.default.fileExists(atPath: "\(folder)/run-0/losses.csv"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/run-1"), "the first process alone writes")
  }

  @Test(arguments: [(2, 1), (3, 2)]) func skipResNetWithSeveralDiscriminators(_ processes: Int, _ batch: Int) throws {
    try compare(
      Pix2Pix.self,
      Pix2Pix.Configuration(
        architecture: .skipResNet(
          SkipResNetGenerator(inputChannels: 1, width: 4, blocks: 1, coreWidth: 6, styleWidth: 3)),
        discriminatorWidth: 4, loss: .hinge, l1Weight: 5, featureWeight: 2, discriminatorScales: 2,
        discriminatorNorm: .spectral), Squares(), size: 64, processes: processes, batch: batch, tolerance: 1e-3)
  }

  /// Dropout belongs to an example, whichever process it falls to. Weights are not compared: the biases in front of norms
  /// have gradients of nothing but rounding.
  @Test func uNetWithDropout() throws {
    try compareGradients(
      Pix2Pix.self,
      Pix2Pix.Configuration(
        architecture: .uNet(
          UNetGenerator(inputChannels: 1, width: 2, downsamplings: 5, dropout: true, affineNorms: false)),
        discriminatorWidth: 4), Squares(), size: 64, processes: 3, batch: 1)
  }

  @Test func resNet() throws {
    try compare(
      Pix2Pix.self,
      Pix2Pix.Configuration(
        architecture: .resNet(ResNetGenerator(inputChannels: 1, width: 4, blocks: 1, affineNorms: true)),
        discriminatorWidth: 4), Squares(), size: 32, processes: 2, batch: 2, tolerance: 2e-3)
  }

  @Test func cartoons() throws {
    let dataset = Noise { size in
      [TensorName.input, .target, .cartoon, .edgeBlurred].map { ($0, Shape(1, size, size, 3)) }
    }
    try compare(
      CartoonGAN.self,
      CartoonGAN.Configuration(
        architecture: .resNet(ResNetGenerator(inputChannels: 3, width: 4, blocks: 1, affineNorms: true)),
        discriminatorWidth: 4, colourWeight: 2), dataset, size: 32, processes: 2, batch: 1)
  }

  private func faces(latent: Int, criticSteps: Int) -> Noise {
    Noise { size in
      var parts: [(TensorName, Shape)] = [
        (.latent(nil), .vector(latent)), (.fakeChange(nil), .vector(DifferentiableAugmentation.draws)),
      ]
      for critic in 0..<criticSteps {
        parts += [
          (.real(critic), Shape(1, size, size, 3)), (.latent(critic), .vector(latent)), (.mix(critic), .vector(1)),
          (.realChange(critic), .vector(DifferentiableAugmentation.draws)),
          (.fakeChange(critic), .vector(DifferentiableAugmentation.draws)),
        ]
      }
      return parts
    }
  }

  @Test func facesWithoutBatchNorms() throws {
    try compare(
      NoiseGAN.self,
      NoiseGAN.Configuration(
        variant: .vanilla, generator: .mlp(MLPGenerator(latent: 4, side: 8, width: 12)), discriminatorWidth: 6),
      faces(latent: 4, criticSteps: 1), size: 8, processes: 3, batch: 1)
  }

  /// Batch norms see each process's own pictures, so the weights are others than one process would make; but all
  /// processes have the same.
  @Test(arguments: [NoiseGAN.Variant.dcgan, .wganClip, .wganPenalty])
  func processesWithBatchNormsStayTogether(_ variant: NoiseGAN.Variant) throws {
    let configuration = NoiseGAN.Configuration(
      variant: variant, generator: .dcgan(DCGANGenerator(latent: 4, width: 3, doublings: 2)), discriminatorWidth: 3,
      criticSteps: 2)
    let outcomes = try SimulatedProcesses.run(2) { [self] group in
      try train(
        TrainingState<NoiseGAN>(options(configuration, size: 16, batch: 2)), faces(latent: 4, criticSteps: 2), in: group
      )
    }
    #expect(outcomes[0].weights == outcomes[1].weights && outcomes[0].losses == outcomes[1].losses)
    #expect(outcomes[0].step == 3 && outcomes[0].weights.joined().allSatisfy(\.isFinite))
  }

  @Test func upscaler() throws {
    let dataset = Noise { size in
      [(.input, Shape(1, size / 2, size / 2, 3)), (.target, Shape(1, size, size, 3))]
    }
    try compare(
      SuperResolution.self,
      SuperResolution.Configuration(architecture: .compact(CompactUpscaler(features: 6, convolutions: 2, scale: 2))),
      dataset, size: 16, processes: 3, batch: 1)
  }

  @Test func classifier() throws {
    let dataset = Noise { size in
      [(.input, Shape(1, size / 2, size / 2, FormChannels.count)), (.label, Shape(1, 1, 1, 3))]
    }
    try compare(
      Classifier.self,
      Classifier.Configuration(
        network: ClassifierNetwork(inputChannels: FormChannels.count, width: 4, classes: 3)), dataset, size: 32,
      processes: 2, batch: 2)
  }

  private static let squares = Pix2Pix.Configuration(
    architecture: .skipResNet(SkipResNetGenerator(inputChannels: 1, width: 4, blocks: 1, coreWidth: 6, styleWidth: 3)),
    discriminatorWidth: 4)

  /// One process is told to stop; all do, after the same step, and the state goes on with another number of processes.
  @Test func oneStopsAllAndOthersGoOn() throws {
    let begun = try SimulatedProcesses.run(3) { [self] group in
      try train(
        TrainingState<Pix2Pix>(options(Self.squares, size: 32, batch: 1, steps: 6)), Squares(), in: group,
        stop: { group.rank == 1 && $0 >= 3 })
    }
    #expect(begun.map(\.step) == [3, 3, 3])
    let path = TrainingFolder.state(in: "\(folder)/run-0")
    #expect(try weights(TrainingState<Pix2Pix>(path: path)) == begun[0].weights)
    // Two go on where three stopped.
    let further = try SimulatedProcesses.run(2) { [self] group in
      try train(TrainingState<Pix2Pix>(path: path), Squares(), in: group, name: "further")
    }
    #expect(further.map(\.step) == [6, 6] && further[0].weights == further[1].weights)
  }

  @Test func weightsThatDriftApartAreNoticed() throws {
    let error = #expect(throws: TrainingError.self) {
      _ = try SimulatedProcesses.run(2) { [self] group in
        try train(
          TrainingState<Pix2Pix>(options(Self.squares, size: 32, batch: 1)), Squares(), in: group,
          after: { if group.rank == 1 { $0.model.product.network.parameters.values.data[3] += 1e-6 } })
      }
    }
    #expect(error?.description.contains("no longer have the same weights after step 2") == true)
  }

  @Test func otherInstructionsAreNoticed() throws {
    let sets = InstructionSet.available
    guard sets.count > 1 else { return }
    let error = #expect(throws: TrainingError.self) {
      _ = try SimulatedProcesses.run(2) { [self] group in
        try InstructionSet.with(sets[group.rank]) {
          try train(TrainingState<Pix2Pix>(options(Self.squares, size: 32, batch: 1)), Squares(), in: group)
        }
      }
    }
    #expect(error?.description.contains("AICANVAS_KERNELS") == true)
  }

  // MARK: - Recipes

  private var recipe: Recipe {
    Recipe(
      name: "test", titles: ModelCard.Titles(en: "Test", ko: "시험"),
      architecture: .skipResNet(
        SkipResNetGenerator(inputChannels: 5, width: 4, blocks: 1, coreWidth: 6, styleWidth: 3)),
      discriminatorWidth: 4, sources: [Recipe.Source(drawn: "panda", share: 2), Recipe.Source(drawn: "shoe")],
      stages: [
        Recipe.Stage(size: 32, steps: 2, decaySteps: 0), Recipe.Stage(size: 32, steps: 2, decaySteps: 1),
      ])
  }

  private func run(
    _ recipe: Recipe, in group: any ProcessGroup, _ name: String, stopAfter: Int = .max
  ) throws -> Bool {
    let run = RecipeRun(
      recipe, data: try TrainingData(recipe, folder: folder), folder: "\(folder)/\(name)-\(group.rank)",
      startCheckpoint: nil, interval: 1, group: group)
    var steps = 0
    return try run.run(shouldStop: { steps >= stopAfter }) { _ in steps += 1 }
  }

  /// Stages, states and products lie with the first process; the others need nothing of them, not even to go on.
  @Test func recipesAreFollowedTogether() throws {
    func together(_ processes: Int, _ name: String, stopAfter: Int = .max) throws -> Set<Bool> {
      Set(try SimulatedProcesses.run(processes) { [self] in try run(recipe, in: $0, name, stopAfter: stopAfter) })
    }
    #expect(try together(2, "recipe", stopAfter: 3) == [false])
    #expect(try together(3, "recipe") == [true])
    #expect(try together(2, "recipe") == [true], "it is done already")
    #expect(try GeneratorCheckpoint.card(path: folder + "/recipe-0/test.safetensors").steps == 4)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["recipe-0"])
    // The number of processes is no part of a state: one that trained alone can be gone on with by two.
    let isDone = try run(recipe, in: SoleProcess(), "alone", stopAfter: 1)
    #expect(!isDone)
    #expect(try together(2, "alone") == [true])
  }

  @Test func otherPicturesAreRefused() throws {
    let error = #expect(throws: TrainingError.self) {
      _ = try SimulatedProcesses.run(2) { [self] group in
        var recipe = recipe
        if group.rank == 1 { recipe.sources[1].drawn = "handbag" }
        return try run(recipe, in: group, "recipe")
      }
    }
    #expect(error?.description.contains("does not see the same pictures as the first one") == true)
  }
}
