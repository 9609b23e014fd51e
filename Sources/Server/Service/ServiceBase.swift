import Files
import Hummingbird
import Logging

/// What all requests to a service share, whatever it is asked for.
package final class ServiceBase: Sendable {
  let settings: ServerSettings
  let token: AccessToken?
  let queue: WorkQueue
  let metrics = Metrics()
  let logger: Logger
  private let pages: [String: WebFile]

  /// - Parameter assets: the folder `Assets`.
  /// - Throws: ``ServerError`` where other machines could ask and need not know any word.
  init(_ settings: ServerSettings, assets: String, logger: Logger) throws(ServerError) {
    token = try settings.tokenFile.map { path throws(ServerError) in try AccessToken(path: path) }
    guard token != nil || settings.isLoopback else {
      throw ServerError(
        "\(settings.host.shown(atMost: 100)) can be reached from other machines; give a file with a word that clients "
          + "must know (--token-file), or listen on 127.0.0.1.")
    }
    self.settings = settings
    self.logger = logger
    pages = WebFile.all(in: assets + "/Web")
    queue = WorkQueue(
      most: settings.limits[.waiting], mostPerClient: settings.limits[.waitingPerClient],
      workers: settings.limits[.workers])
  }

  /// A file of the service's pages.
  func page(_ name: String) throws(Problem) -> Response {
    guard let file = pages[name] else { throw Problem(.notFound, "There is nothing at this address.") }
    return file.response
  }
}

extension Logger {
  /// A line a request on standard error.
  package static var standardError: Logger { Logger(label: "aicanvas") { StreamLogHandler.standardError(label: $0) } }
}
