import ArgumentParser
import Foundation
import Generation
import Server
import Studio

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Make pictures for other programs and machines, over HTTP, with a page to draw on.",
    discussion: """
      The page is at http://127.0.0.1:8080/, the description of everything else at /openapi.json. Only this machine is \
      answered unless --host says otherwise, and then a token is needed: the first line of a file. SIGTERM and Ctrl-C \
      finish what was taken, then end the server.

      Everything can be settled for good in server.json, in aicanvas in your configuration folder. It is JSON, comments \
      are allowed, everything may be left out:

        { "host": "0.0.0.0", "port": 8080, "domains": ["panda"], "tokenFile": "/etc/aicanvas/token",
          "proxies": ["10.0.0.1"], "waiting": 64 }

      LIMITS (in server.json, or as --limit NAME=NUMBER)
      \(limitLines)

      EXAMPLES
        aicanvas serve
        aicanvas serve --domains panda,shoe --port 9000
        aicanvas serve --host 0.0.0.0 --token-file token --limit waiting=128
        curl --data-binary @cat.png -H 'Content-Type: image/png' \\
          'http://127.0.0.1:8080/v1/translate?domain=panda' > picture.png
      """)

  private static var limitLines: String {
    ServerLimits.Name.allCases.map { name in
      "  \(name.rawValue.padding(toLength: 17, withPad: " ", startingAt: 0)) \(name.meaning); \(name.usual)"
    }.joined(separator: "\n")
  }

  @Option(help: "The address to listen on; 127.0.0.1 unless given.")
  var host: String?

  @Option(help: "The port to listen on, 0 for any that is free; 8080 unless given.")
  var port: Int?

  @Option(help: "The domains to serve, with commas between them; all unless given.")
  var domains: String?

  @Option(
    help: ArgumentHelp("A file whose first line clients must send as their bearer token.", valueName: "file"),
    completion: .file())
  var tokenFile: String?

  @Option(help: "The address of a proxy in front, whose X-Forwarded-For is believed; may be given several times.")
  var proxy: [String] = []

  @Option(help: ArgumentHelp("A limit, such as waiting=128; may be given several times.", valueName: "name=number"))
  var limit: [String] = []

  @Option(help: ArgumentHelp("Another file than server.json.", valueName: "file"), completion: .file())
  var settings: String?

  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    if let port, !(0...65_535).contains(port) { throw ValidationError("--port must be 0 to 65535, not \(port).") }
    _ = try limits()
  }

  func run() throws {
    try compute.apply()
    let home = try ProgramHome.required()
    let service = try TranslationService(
      wantedSettings(), catalogue: DomainCatalogue.installed(), assets: home + "/Assets",
      checkpoints: home + "/Checkpoints")
    let host = service.settings.host
    try service.runToEnd { port in
      Console.say("Listening on http://\(host.contains(":") ? "[\(host)]" : host):\(port)/")
      // Whoever started the server waits for this line.
      fflush(nil)
    }
  }

  private func wantedSettings() throws -> ServerSettings {
    if let settings, !FileManager.default.fileExists(atPath: settings) {
      throw ValidationError("There is no file \(settings).")
    }
    var wanted = try ServerSettings(path: settings ?? StoragePaths().configuration + "/server.json")
    if let host { wanted.host = host }
    if let port { wanted.port = port }
    if let domains { wanted.domains = domains.split(separator: ",").map(String.init) }
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
