import Networks

/// Everything that decides what a training run does; stored with its state, so that a resumed run is the same run.
package struct TrainingOptions<Configuration: ModelConfiguration>: Equatable, Sendable {
  /// What is trained.
  package var model: Configuration
  /// Side of the training pictures in pixels.
  package var size: Int
  /// Examples per step.
  package var batch: Int
  package var schedule: LearningRateSchedule
  package var seed: UInt64
  /// Steps that the starting weights had behind them.
  package var earlierSteps: Int
  /// The examples, in words (see ``TrainingData/description``); nil in files of earlier versions.
  package var data: String?
  /// Steps between two saves.
  package var saveInterval: Int
  /// Steps between two sample sheets.
  package var sampleInterval: Int

  package init(
    model: Configuration, size: Int = 128, batch: Int = 1, schedule: LearningRateSchedule, seed: UInt64 = 1,
    earlierSteps: Int = 0, data: String? = nil, saveInterval: Int = 500, sampleInterval: Int = 500
  ) {
    self.model = model
    self.size = size
    self.batch = batch
    self.schedule = schedule
    self.seed = seed
    self.earlierSteps = earlierSteps
    self.data = data
    self.saveInterval = saveInterval
    self.sampleInterval = sampleInterval
  }

  /// A state file is data like any other: absurd numbers must reach neither the allocator nor a precondition.
  func validate() throws(ArchitectureError) {
    try ArchitectureError.check("pixels a side", size, in: 16...2048)
    try ArchitectureError.check("examples a step", batch, in: 1...256)
    try ArchitectureError.check("earlier steps", earlierSteps, in: 0...1_000_000_000_000)
    try ArchitectureError.check("steps between two saves", saveInterval, in: 1...Int.max)
    try ArchitectureError.check("steps between two sample sheets", sampleInterval, in: 1...Int.max)
    try schedule.validate()
    try model.validate(size: size)
  }
}

/// In files the run's and the model's options are one flat object.
extension TrainingOptions: Codable {
  private enum CodingKeys: String, CodingKey {
    case size, batch, schedule, seed, earlierSteps, data, saveInterval, sampleInterval
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    model = try Configuration(from: decoder)
    size = try container.decode(Int.self, forKey: .size)
    batch = try container.decode(Int.self, forKey: .batch)
    schedule = try container.decode(LearningRateSchedule.self, forKey: .schedule)
    seed = try container.decode(UInt64.self, forKey: .seed)
    earlierSteps = try container.decode(Int.self, forKey: .earlierSteps)
    data = try container.decodeIfPresent(String.self, forKey: .data)
    saveInterval = try container.decode(Int.self, forKey: .saveInterval)
    sampleInterval = try container.decode(Int.self, forKey: .sampleInterval)
  }

  package func encode(to encoder: any Encoder) throws {
    try model.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(size, forKey: .size)
    try container.encode(batch, forKey: .batch)
    try container.encode(schedule, forKey: .schedule)
    try container.encode(seed, forKey: .seed)
    try container.encode(earlierSteps, forKey: .earlierSteps)
    try container.encodeIfPresent(data, forKey: .data)
    try container.encode(saveInterval, forKey: .saveInterval)
    try container.encode(sampleInterval, forKey: .sampleInterval)
  }
}
