import Foundation
import Kernels
import Networks
import Pictures

/// A run at one moment: both networks, the average, both optimisers and the step, as one file.
///
/// The file is safetensors in F32 with the prefixes `generator.`, `discriminator.`, `average.` and, for the moments of
/// Adam, `generator.first.`, `generator.second.`, `discriminator.first.`, `discriminator.second.`.
package final class TrainingState {
  package let options: TrainingOptions
  package let trainer: SketchToPictureTrainer
  package let average: AveragedWeights
  /// Steps done.
  package internal(set) var step = 0

  static let metadataKey = "training"

  /// How far a run has come.
  package struct Progress: Codable, Sendable {
    package var options: TrainingOptions
    package var step: Int

    package var isFinished: Bool { step >= options.schedule.steps }
  }

  /// Fresh networks, initialised from the options' seed.
  package init(_ options: TrainingOptions) {
    self.options = options
    let channels = options.architecture.inputChannels
    trainer = SketchToPictureTrainer(
      generator: Network(options.architecture.layers),
      discriminator: Network(
        PatchDiscriminator.layers(inputs: channels + 3, width: options.discriminatorWidth)),
      loss: options.loss, l1Weight: options.l1Weight)
    var random = SeededGenerator(seed: options.seed)
    trainer.generator.initialize(using: &random)
    trainer.discriminator.initialize(using: &random)
    average = AveragedWeights(of: trainer.generator.parameters)
  }

  /// The state that ``save(to:)`` wrote.
  package convenience init(path: String) throws(CheckpointError) {
    let file = try SafetensorsFile(path: path)
    let progress = try Self.progress(of: file)
    self.init(progress.options)
    for (prefix, parameters, vector) in vectors {
      try parameters.read(into: vector, prefix: prefix, from: file)
    }
    step = progress.step
    average.step = progress.step
    trainer.generatorOptimizer.step = progress.step
    trainer.discriminatorOptimizer.step = progress.step
  }

  /// How far the run has come whose state a file holds; the weights stay on disk.
  package static func progress(path: String) throws(CheckpointError) -> Progress {
    try progress(of: SafetensorsFile(path: path))
  }

  private static func progress(of file: SafetensorsFile) throws(CheckpointError) -> Progress {
    guard let json = file.metadata[Self.metadataKey] else {
      throw CheckpointError(file.path, .card, "is not a training state; to start from a generator use --from")
    }
    guard let progress = try? JSONDecoder().decode(Progress.self, from: Data(json.utf8)), progress.step >= 0 else {
      throw CheckpointError(file.path, .card, "has training options that cannot be read; start the run again")
    }
    try Self.check(progress.options, path: file.path)
    return progress
  }

  /// Takes over weights from a training state (both networks) or from a generator's checkpoint (that alone).
  package func start(from path: String) throws(CheckpointError) {
    let file = try SafetensorsFile(path: path)
    let generator = trainer.generator.parameters
    if file.metadata[Self.metadataKey] != nil {
      try generator.read(into: generator.values, prefix: "average.", from: file)
      let discriminator = trainer.discriminator.parameters
      try discriminator.read(into: discriminator.values, prefix: "discriminator.", from: file)
    } else {
      try generator.read(into: generator.values, from: file)
    }
    average.values.copy(from: generator.values)
  }

  /// Training steps behind the weights of a training state or a generator's checkpoint.
  package static func steps(behind path: String) throws(CheckpointError) -> Int {
    let file = try SafetensorsFile(path: path)
    guard let json = file.metadata[metadataKey] else { return try GeneratorCheckpoint.card(path: path).steps }
    guard let progress = try? JSONDecoder().decode(Progress.self, from: Data(json.utf8)) else {
      throw CheckpointError(path, .card, "has training options that cannot be read")
    }
    return progress.options.earlierSteps + progress.step
  }

  /// Writes everything; a killed program leaves either the old file or the new one.
  package func save(to path: String) throws(CheckpointError) {
    var writer = SafetensorsWriter()
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let json = try? encoder.encode(Progress(options: options, step: step)) else {
      preconditionFailure("options hold only finite numbers")
    }
    writer.metadata[Self.metadataKey] = String(decoding: json, as: UTF8.self)
    for (prefix, parameters, vector) in vectors { parameters.write(vector, prefix: prefix, to: &writer) }
    try writer.write(to: path)
  }

  /// The averaged generator, for use.
  package func checkpoint(card: ModelCard) -> GeneratorCheckpoint {
    let parameters = ParameterArena(options.architecture.layers)
    parameters.values.copy(from: average.values)
    return GeneratorCheckpoint(card: card, parameters: parameters)
  }

  private var vectors: [(prefix: String, parameters: ParameterArena, vector: Tensor)] {
    let generator = trainer.generator.parameters
    let discriminator = trainer.discriminator.parameters
    return [
      ("generator.", generator, generator.values),
      ("average.", generator, average.values),
      ("generator.first.", generator, trainer.generatorOptimizer.firstMoment),
      ("generator.second.", generator, trainer.generatorOptimizer.secondMoment),
      ("discriminator.", discriminator, discriminator.values),
      ("discriminator.first.", discriminator, trainer.discriminatorOptimizer.firstMoment),
      ("discriminator.second.", discriminator, trainer.discriminatorOptimizer.secondMoment),
    ]
  }

  /// A state file is data like any other: absurd numbers must not reach the allocator.
  private static func check(_ options: TrainingOptions, path: String) throws(CheckpointError) {
    let ranges = [
      ("width", options.architecture.width, 1...512), ("blocks", options.architecture.blocks, 0...64),
      ("input channels", options.architecture.inputChannels, 1...64), ("size", options.size, 16...2048),
      ("batch", options.batch, 1...256), ("discriminator width", options.discriminatorWidth, 1...512),
    ]
    for (name, value, range) in ranges where !range.contains(value) {
      throw CheckpointError(path, .card, "has an impossible \(name) of \(value)")
    }
  }
}
