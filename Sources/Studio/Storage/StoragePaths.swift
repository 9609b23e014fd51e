import Foundation

/// Where the program keeps things, by the XDG base directory specification 0.8.
package struct StoragePaths: Hashable, Sendable {
  /// Pictures and users' own checkpoints: `$XDG_DATA_HOME/aicanvas`.
  package let data: String
  /// The journal: `$XDG_STATE_HOME/aicanvas`.
  package let state: String
  /// Settings: `$XDG_CONFIG_HOME/aicanvas`.
  package let configuration: String
  /// What can be made again: `$XDG_CACHE_HOME/aicanvas`.
  package let cache: String

  package var gallery: String { data + "/gallery" }
  /// A folder for each class's server: what was kept for it.
  package var classes: String { data + "/classes" }
  package var checkpoints: String { data + "/checkpoints" }
  package var settings: String { configuration + "/settings.json" }
  /// A teacher's list of the children's names.
  package var names: String { configuration + "/names.txt" }
  package var journal: String { state + "/journal" }

  /// - Parameter environment: the process's own unless a test says otherwise. A relative path in it is ignored, as the
  ///   specification asks.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
    func folder(_ variable: String, _ usual: String) -> String {
      var base = environment[variable] ?? ""
      if !base.hasPrefix("/") { base = home + "/" + usual }
      while base.count > 1 && base.hasSuffix("/") { base.removeLast() }
      return base + "/aicanvas"
    }
    data = folder("XDG_DATA_HOME", ".local/share")
    state = folder("XDG_STATE_HOME", ".local/state")
    configuration = folder("XDG_CONFIG_HOME", ".config")
    cache = folder("XDG_CACHE_HOME", ".cache")
  }
}
