import Foundation

/// A run's losses as comma-separated values, one line per step.
final class LossLog {
  private let handle: FileHandle
  private let path: String
  static let header = "step,discriminator,adversarial,l1,learning_rate\n"

  /// Opens or makes the file. Lines after `keepingSteps` are from a run that went on after its last save; they go, since
  /// those steps are taken again.
  init(_ path: String, keepingSteps steps: Int) throws {
    self.path = path
    let old = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let kept = old.split(separator: "\n").dropFirst().filter { line in
      line.split(separator: ",").first.flatMap { Int($0) }.map { $0 <= steps } ?? false
    }
    let text = Self.header + kept.map { $0 + "\n" }.joined()
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.seekToEnd()
    } catch {
      throw TrainingError("\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  deinit { try? handle.close() }

  func append(step: Int, losses: SketchToPictureTrainer.Losses, learningRate: Float) throws {
    let line = String(
      format: "%d,%.6f,%.6f,%.6f,%.8f\n", step, losses.discriminator, losses.adversarial, losses.l1, learningRate)
    do {
      try handle.write(contentsOf: Data(line.utf8))
    } catch {
      throw TrainingError("\(path) cannot be written: \(error.localizedDescription)")
    }
  }
}
