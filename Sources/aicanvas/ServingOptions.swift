import ArgumentParser
import Foundation
import Server
import Studio

/// How a server listens, and what it takes on: the same for `serve` and `class serve`.
struct ServingOptions: ParsableArguments {
  @Option(help: "The address to listen on; 127.0.0.1 unless given.")
  var host: String?

  @Option(help: "The port to listen on, 0 for any that is free; 8080 for `serve`, 8090 for `class serve` unless given.")
  var port: Int?

  @Option(
    help: ArgumentHelp("A file whose first line clients must send as their bearer token.", valueName: "file"),
    completion: .file())
  var tokenFile: String?

  @Option(help: "The address of a proxy in front, whose X-Forwarded-For is believed; may be given several times.")
  var proxy: [String] = []

  @Option(help: ArgumentHelp("A limit, such as waiting=128; may be given several times.", valueName: "name=number"))
  var limit: [String] = []

  @Option(
    help: ArgumentHelp("Another file than server.json, or class-server.json.", valueName: "file"), completion: .file())
  var settings: String?

  func validate() throws {
    if let port, !(0...65_535).contains(port) { throw ValidationError("--port must be 0 to 65535, not \(port).") }
    _ = try limits()
  }

  /// The limits for a command's help, a line each.
  static var limitLines: String {
    ServerLimits.Name.allCases.map { name in
      "  \(name.rawValue.padding(toLength: 17, withPad: " ", startingAt: 0)) \(name.meaning); \(name.usual)"
    }.joined(separator: "\n")
  }

  /// Tells whoever started the server, and waits for this line, where it listens.
  static func announce(_ host: String, _ port: Int) {
    Console.say("Listening on http://\(host.contains(":") ? "[\(host)]" : host):\(port)/")
    fflush(nil)
  }

  /// What the settings file says, and the options before it.
  ///
  /// - Parameters:
  ///   - file: the settings file's usual name.
  ///   - usualPort: where neither names one.
  func wanted(usually file: String, usualPort: Int = 8080) throws -> ServerSettings {
    if let settings, !FileManager.default.fileExists(atPath: settings) {
      throw ValidationError("There is no file \(settings).")
    }
    var wanted = try ServerSettings(path: settings ?? StoragePaths().configuration + "/" + file, usualPort: usualPort)
    if let host { wanted.host = host }
    if let port { wanted.port = port }
    if let tokenFile { wanted.tokenFile = tokenFile }
    if !proxy.isEmpty { wanted.proxies = proxy }
    for (name, value) in try limits() { wanted.limits[name] = value }
    return wanted
  }

  private func limits() throws -> [(ServerLimits.Name, Int)] {
    try limit.map { word in
      let pair = word.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, let name = ServerLimits.Name(rawValue: String(pair[0])) else {
        throw ValidationError(
          "--limit \(word): limits are \(ServerLimits.Name.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      guard let value = Int(pair[1]), name.range.contains(value) else {
        throw ValidationError(
          "--limit \(name.rawValue) must be \(name.range.lowerBound) to \(name.range.upperBound), not \(pair[1]).")
      }
      return (name, value)
    }
  }
}
