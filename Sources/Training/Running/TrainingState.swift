import Foundation
import Kernels
import Networks

/// A run at one moment: the model's networks, the product's average, the optimisers and the step, as one file.
///
/// The file is safetensors in F32. Of each network it holds the weights with the prefix `NETWORK.` and what its optimiser
/// remembers, Adam's moments with `NETWORK.first.` and `NETWORK.second.`; the average has the prefix `average.`.
package final class TrainingState<Model: TrainableModel> {
  package let options: TrainingOptions<Model.Configuration>
  package let model: Model
  /// Of the model's product.
  package let average: ExponentialMovingAverage
  /// Steps done.
  package internal(set) var step = 0

  /// Fresh networks, initialised from the options' seed.
  package init(_ options: TrainingOptions<Model.Configuration>) {
    self.options = options
    model = Model(options.model, seed: options.seed)
    average = ExponentialMovingAverage(of: model.product.network.parameters)
  }

  /// The state that ``save(to:)`` wrote.
  package convenience init(path: String) throws(CheckpointError) {
    let file = try SafetensorsFile(path: path)
    let header = try TrainingStateHeader(file)
    guard header.model ?? Pix2Pix.name == Model.name else {
      throw CheckpointError(path, .card, "belongs to a run of \(header.model ?? Pix2Pix.name), not of \(Model.name)")
    }
    let options: TrainingOptions<Model.Configuration> = try header.options(path: path)
    let values = file.entries.values.reduce(0) { $0 + $1.count }
    guard values >= options.model.fewestParameters else {
      throw CheckpointError(
        path, .card, "claims a model of \(options.model.fewestParameters) weights, but holds only \(values)")
    }
    self.init(options)
    for (prefix, parameters, vector) in vectors {
      try parameters.read(into: vector, prefix: prefix, from: file)
    }
    goOn(after: header.step)
  }

  /// The state that the group's first process has; for the others.
  convenience init(from group: any ProcessGroup) throws {
    let header = try TrainingStateHeader(json: group.broadcast([]), path: "the first process's state")
    self.init(try header.options(path: "the first process's state"))
    for (_, _, vector) in vectors { try group.broadcast(vector) }
    goOn(after: header.step)
  }

  /// Gives the state to the group's other processes, which wait for it in ``init(from:)``.
  func share(with group: any ProcessGroup) throws(TrainingError) {
    guard group.size > 1 else { return }
    _ = try group.broadcast(
      Array(TrainingStateHeader.json(model: Model.name, options: options, step: step).utf8))
    for (_, _, vector) in vectors { try group.broadcast(vector) }
  }

  /// A number by which states of other weights are told apart.
  var fingerprint: UInt64 {
    model.networks.reduce(UInt64(step)) { hash, trained in
      let values = trained.network.parameters.values
      // FNV-1a, a value at a time.
      return values.values.reduce(hash ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1.bitPattern)) &* 0x100_0000_01B3 }
    }
  }

  private func goOn(after step: Int) {
    self.step = step
    average.step = step
    for trained in model.networks {
      // A critic takes several steps in one of the run's.
      let updates = model.phases.count { model.networks(changedBy: $0).contains(trained.name) }
      trained.optimizer.step = step * updates
    }
  }

  package var isFinished: Bool { step >= options.schedule.steps }

  /// Takes over weights: from a training state those of all networks, the product's averaged; from a checkpoint the
  /// product's alone.
  ///
  /// - Parameter domain: of a checkpoint that makes several domains, the one to start from.
  package func start(from path: String, domain: String? = nil) throws(CheckpointError) {
    let file = try SafetensorsFile(path: path)
    let product = model.product.network.parameters
    if TrainingStateHeader.isPresent(in: file) {
      for trained in model.networks {
        let parameters = trained.network.parameters
        let prefix = trained === model.product ? Self.averagePrefix : trained.name + "."
        try parameters.read(into: parameters.values, prefix: prefix, from: file)
      }
    } else {
      // A network for several domains goes on as one, or gives one of them.
      let whole = try GeneratorCheckpoint(path: path)
      let fits = whole.parameters.descriptions == product.descriptions
      let checkpoint = fits ? whole : try GeneratorCheckpoint(path: path, domain: domain)
      guard checkpoint.parameters.descriptions == product.descriptions else {
        throw CheckpointError(
          path, .architecture,
          "holds a \(checkpoint.card.architecture.summary), which is another network than the one to be trained")
      }
      product.values.copy(from: checkpoint.parameters.values)
    }
    average.values.copy(from: product.values)
  }

  /// Writes everything; a killed program leaves either the old file or the new one.
  package func save(to path: String) throws(CheckpointError) {
    var writer = SafetensorsWriter()
    writer.metadata[TrainingStateHeader.key] = TrainingStateHeader.json(model: Model.name, options: options, step: step)
    for (prefix, parameters, vector) in vectors { parameters.write(vector, prefix: prefix, to: &writer) }
    try writer.write(to: path)
  }

  private static var averagePrefix: String { "average." }

  private var vectors: [(prefix: String, parameters: ParameterArena, vector: Tensor)] {
    model.networks.flatMap { trained -> [(prefix: String, parameters: ParameterArena, vector: Tensor)] in
      let parameters = trained.network.parameters
      let averaged =
        trained === model.product
        ? [(prefix: Self.averagePrefix, parameters: parameters, vector: average.values)] : []
      let moments = trained.optimizer.moments.map {
        (prefix: "\(trained.name).\($0.name).", parameters: parameters, vector: $0.values)
      }
      return [(prefix: "\(trained.name).", parameters: parameters, vector: parameters.values)] + averaged + moments
    }
  }
}

/// What a state's file says of itself, in its metadata.
package struct TrainingStateHeader {
  static let key = "training"

  /// The model's name; nil in files from when there was only pix2pix.
  let model: String?
  let step: Int
  /// Of all runs that led to these weights.
  package let totalSteps: Int
  private let json: Data

  /// Reads a file's head; the weights stay on disk.
  init(_ file: SafetensorsFile) throws(CheckpointError) {
    guard let text = file.metadata[Self.key] else {
      throw CheckpointError(file.path, .card, "is not a training state; to start from a generator use --from")
    }
    try self.init(json: Array(text.utf8), path: file.path)
  }

  /// - Parameter path: of the file, for errors.
  init(json: [UInt8], path: String) throws(CheckpointError) {
    self.json = Data(json)
    guard let summary = try? JSONDecoder().decode(Summary.self, from: self.json), summary.step >= 0,
      max(summary.step, summary.options.earlierSteps) <= 1_000_000_000_000, summary.options.earlierSteps >= 0
    else {
      throw CheckpointError(path, .card, "has training options that cannot be read; start the run again")
    }
    model = summary.model
    step = summary.step
    totalSteps = summary.options.earlierSteps + summary.step
  }

  static func isPresent(in file: SafetensorsFile) -> Bool { file.metadata[key] != nil }

  /// Training steps behind the weights of a training state or a generator's checkpoint.
  package static func steps(behind path: String) throws(CheckpointError) -> Int {
    let file = try SafetensorsFile(path: path)
    return try isPresent(in: file)
      ? TrainingStateHeader(file).totalSteps : GeneratorCheckpoint.card(path: path).steps
  }

  func options<Configuration: ModelConfiguration>(
    path: String
  ) throws(CheckpointError) -> TrainingOptions<Configuration> {
    guard let content = try? JSONDecoder().decode(Content<Configuration>.self, from: json) else {
      throw CheckpointError(path, .card, "has training options that cannot be read; start the run again")
    }
    do {
      try content.options.validate()
    } catch {
      throw CheckpointError(path, .card, "has impossible training options: \(error)")
    }
    return content.options
  }

  static func json<Configuration: ModelConfiguration>(
    model: String, options: TrainingOptions<Configuration>, step: Int
  ) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let json = try? encoder.encode(Content(model: model, options: options, step: step)) else {
      preconditionFailure("options hold only finite numbers")
    }
    return String(decoding: json, as: UTF8.self)
  }

  private struct Content<Configuration: ModelConfiguration>: Codable {
    var model: String?
    var options: TrainingOptions<Configuration>
    var step: Int
  }

  private struct Summary: Decodable {
    struct Options: Decodable { var earlierSteps: Int }

    var model: String?
    var options: Options
    var step: Int
  }
}
