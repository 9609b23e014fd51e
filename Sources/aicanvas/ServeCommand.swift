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
      \(ServingOptions.limitLines)

      EXAMPLES
        aicanvas serve
        aicanvas serve --domains panda,shoe --port 9000
        aicanvas serve --host 0.0.0.0 --token-file token --limit waiting=128
        curl --data-binary @cat.png -H 'Content-Type: image/png' \\
          'http://127.0.0.1:8080/v1/translate?domain=panda' > picture.png
      """)

  @Option(help: "The domains to serve, with commas between them; all unless given.")
  var domains: String?

  @OptionGroup var serving: ServingOptions

  @OptionGroup var precision: PrecisionOptions

  @OptionGroup var compute: ComputeOptions

  func run() throws {
    try compute.apply()
    let home = try ProgramHome.required()
    let service = try TranslationService(
      wantedSettings(), catalogue: DomainCatalogue.installed(), assets: home + "/Assets",
      checkpoints: home + "/Checkpoints", precision: precision.policy())
    try service.runToEnd { ServingOptions.announce(service.settings.host, $0) }
  }

  private func wantedSettings() throws -> ServerSettings {
    var wanted = try serving.wanted(usually: "server.json")
    if let domains { wanted.domains = domains.split(separator: ",").map(String.init) }
    return wanted
  }
}
