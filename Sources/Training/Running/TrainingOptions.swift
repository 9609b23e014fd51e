import Networks

/// Everything that decides what a training run does; stored with its state, so that a resumed run is the same run.
package struct TrainingOptions: Codable, Equatable, Sendable {
  /// Side of the training pictures in pixels.
  package var size: Int
  package var architecture: GeneratorArchitecture
  package var discriminatorWidth: Int
  /// Pairs per step.
  package var batch: Int
  package var schedule: LearningRateSchedule
  package var loss: AdversarialLoss
  package var l1Weight: Float
  package var seed: UInt64
  /// Steps that the starting weights had behind them.
  package var earlierSteps: Int
  /// The pairs, in words (see ``TrainingData/description``); nil in files of earlier versions.
  package var data: String?
  /// Steps between two saves.
  package var saveInterval: Int
  /// Steps between two sample sheets.
  package var sampleInterval: Int

  package init(
    size: Int = 128, architecture: GeneratorArchitecture = GeneratorArchitecture(), discriminatorWidth: Int = 32,
    batch: Int = 1, schedule: LearningRateSchedule, loss: AdversarialLoss = .leastSquares, l1Weight: Float = 10,
    seed: UInt64 = 1, earlierSteps: Int = 0, data: String? = nil, saveInterval: Int = 500, sampleInterval: Int = 500
  ) {
    self.size = size
    self.architecture = architecture
    self.discriminatorWidth = discriminatorWidth
    self.batch = batch
    self.schedule = schedule
    self.loss = loss
    self.l1Weight = l1Weight
    self.seed = seed
    self.earlierSteps = earlierSteps
    self.data = data
    self.saveInterval = saveInterval
    self.sampleInterval = sampleInterval
  }
}
