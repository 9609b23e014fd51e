import Files
import Foundation

/// The folder that holds what came with the program: `Checkpoints` and `Assets`.
package enum ProgramHome {
  /// Looks, in this order, at `AICANVAS_HOME`, at each folder above the executable, and at `share/aicanvas` beside each
  /// of those (an installed program in `PREFIX/bin`).
  ///
  /// - Parameters:
  ///   - environment: the process's own unless a test says otherwise.
  ///   - executable: the program's file; nil where the system does not tell.
  /// - Returns: nil where there is no such folder.
  package static func find(
    environment: [String: String] = ProcessInfo.processInfo.environment, executable: String? = ownExecutable
  ) -> String? {
    if let home = environment["AICANVAS_HOME"], SystemFile.isFolder(home + "/Checkpoints") { return home }
    guard let executable else { return nil }
    var folder = executable
    while let slash = folder.lastIndex(of: "/") {
      folder = String(folder[..<slash])
      for candidate in [folder, folder + "/share/aicanvas"]
      where SystemFile.isFolder(candidate + "/Checkpoints") && SystemFile.isFolder(candidate + "/Assets") {
        return candidate
      }
    }
    return nil
  }

  /// The running program's file, symbolic links resolved.
  package static var ownExecutable: String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }
}
