import Files
import Foundation
import Training

/// Whether there is room for a run's files.
enum FreeSpace {
  /// A state of the usual size and its copy while it is written, a generator, sheets: megabytes.
  private static let needed = 200

  /// Makes the folder; throws when it cannot be made or its disk is nearly full.
  static func check(folder: String) throws {
    do throws(SystemFailure) {
      try SystemFile.makeFolder(folder)
    } catch {
      throw TrainingError("\(folder) cannot be made: \(error.reason)")
    }
    let facts = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    guard let free = (facts?[.systemFreeSize] as? NSNumber)?.intValue else { return }
    guard free / 1_000_000 >= needed else {
      throw TrainingError(
        "A training needs \(needed) MB in \(folder), but only \(free / 1_000_000) MB are free there. Make room, or name "
          + "another folder with --out.")
    }
  }
}
