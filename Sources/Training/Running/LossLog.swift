import Files
import Foundation

/// A run's losses as comma-separated values, one line per step.
final class LossLog {
  private let handle: FileHandle
  private let path: String

  /// Opens or makes the file. Lines after `keepingSteps` are from a run that went on after its last save; they go, since
  /// those steps are taken again.
  ///
  /// - Parameter losses: their names, the columns between step and learning rate.
  init(_ path: String, losses: [String], keepingSteps steps: Int) throws {
    self.path = path
    // After a power cut there may be anything behind the last line that was synced.
    let old = (try? SystemFile.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let kept = old.split(separator: "\n").dropFirst().filter { line in
      line.split(separator: ",").first.flatMap { Int($0) }.map { $0 <= steps } ?? false
    }
    let header = (["step"] + losses + ["learning_rate"]).joined(separator: ",") + "\n"
    let text = header + kept.map { $0 + "\n" }.joined()
    do {
      try AtomicFile.write(Array(text.utf8), to: path)
      handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.seekToEnd()
    } catch {
      let reason = (error as? SystemFailure)?.reason ?? error.localizedDescription
      throw TrainingError("\(path) cannot be written: \(reason)")
    }
  }

  deinit { try? handle.close() }

  func append(step: Int, losses: [Double], learningRate: Float) throws {
    let columns = ["\(step)"] + losses.map { String(format: "%.6f", $0) } + [String(format: "%.8f", learningRate)]
    do {
      try handle.write(contentsOf: Data((columns.joined(separator: ",") + "\n").utf8))
    } catch {
      throw TrainingError("\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  /// Returns when all lines are on the disk.
  func sync() throws {
    do {
      try handle.synchronize()
    } catch {
      throw TrainingError("\(path) cannot be written: \(error.localizedDescription)")
    }
  }
}
