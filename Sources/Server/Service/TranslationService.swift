import Files
import Foundation
import Generation
import HTTPTypes
import Hummingbird
import Logging
import Pictures
import Studio
import Synchronization

/// The generators as a service: what all requests share.
package final class TranslationService: Sendable {
  package let settings: ServerSettings
  let token: AccessToken?
  package let queue: WorkQueue
  package let metrics = Metrics()
  let canvases = LiveCanvases()
  let logger: Logger
  private let catalogue: DomainCatalogue
  private let checkpoints: String?
  private let names: [String]
  private let pages: [String: WebFile]
  private let samples: [String: [UInt8]]
  /// Domains by name, and whoever works on pictures; nil until all are in memory.
  private let served = Mutex<(domains: [String: ServedDomain], artists: PictureArtists)?>(nil)

  /// - Parameters:
  ///   - assets: the folder `Assets`.
  ///   - checkpoints: the folder `Checkpoints`, for what finds faces; nil where nothing shall.
  ///   - logger: gets a line for each request; standard error unless told otherwise.
  /// - Throws: ``ServerError`` where the settings make no sense.
  package init(
    _ settings: ServerSettings, catalogue: DomainCatalogue, assets: String, checkpoints: String?,
    logger: Logger = Logger(label: "aicanvas") { StreamLogHandler.standardError(label: $0) }
  ) throws(ServerError) {
    token = try settings.tokenFile.map { path throws(ServerError) in try AccessToken(path: path) }
    guard token != nil || settings.isLoopback else {
      throw ServerError(
        "\(settings.host.shown(atMost: 100)) can be reached from other machines; give a file with a word that clients "
          + "must know (--token-file), or listen on 127.0.0.1.")
    }
    names = settings.domains.isEmpty ? catalogue.domains.filter { $0.problem == nil }.map(\.name) : settings.domains
    guard !names.isEmpty else { throw ServerError("There is no domain to serve; `aicanvas domains` lists them.") }
    for name in names {
      guard let info = catalogue[name] else {
        throw ServerError("There is no domain called \(name.shown(atMost: 100)); `aicanvas domains` lists them.")
      }
      if let problem = info.problem { throw ServerError("\(problem)") }
    }
    self.settings = settings
    self.catalogue = catalogue
    self.checkpoints = checkpoints
    self.logger = logger
    pages = WebFile.all(in: assets + "/Web")
    var samples: [String: [UInt8]] = [:]
    for name in names { samples[name] = try? SystemFile.read("\(assets)/Samples/\(name).png", limit: 1 << 20) }
    self.samples = samples
    queue = WorkQueue(
      most: settings.limits[.waiting], mostPerClient: settings.limits[.waitingPerClient],
      workers: settings.limits[.workers])
  }

  /// Whether requests are served: all generators are in memory, and the server does not drain.
  package var isReady: Bool { served.withLock { $0 != nil } && !queue.isDraining }

  /// Reads all generators, and makes a picture with each so that no request is the first. Takes seconds; not for a thread
  /// of Swift's pool.
  func load() throws {
    let library = GeneratorLibrary(catalogue, keeping: names.count)
    var domains: [String: ServedDomain] = [:]
    for name in names {
      guard let info = catalogue[name] else { continue }
      let domain = ServedDomain(info: info, generator: try library.generator(name))
      _ = try domain.generator.picture(.strokes([]), side: domain.usualSide)
      domains[name] = domain
    }
    let artists = try PictureArtists(catalogue, checkpoints: checkpoints)
    served.withLock { [domains] in $0 = (domains, artists) }
  }

  func domain(_ name: String) throws(Problem) -> ServedDomain {
    guard let domain = try loaded().domains[name] else {
      throw Problem(.notFound, "There is no domain of that name here; /v1/domains lists them.")
    }
    return domain
  }

  /// Whoever works on pictures.
  func artists() throws(Problem) -> PictureArtists { try loaded().artists }

  private func loaded() throws(Problem) -> (domains: [String: ServedDomain], artists: PictureArtists) {
    guard let loaded = served.withLock({ $0 }) else {
      throw Problem(
        .serviceUnavailable, "The generators are still being read; ask again in a moment.", reason: "loading",
        retryAfter: 2)
    }
    return loaded
  }

  func page(_ name: String) throws(Problem) -> Response {
    guard let file = pages[name] else { throw Problem(.notFound, "There is nothing at this address.") }
    return file.response
  }

  func readiness() throws(Problem) -> Response {
    guard isReady else {
      throw Problem(
        .serviceUnavailable,
        queue.isDraining ? "This server is about to stop." : "The generators are still being read.",
        reason: queue.isDraining ? "draining" : "loading", retryAfter: 1)
    }
    return JSONAnswer.response(["status": "ready"])
  }

  func metricsText() -> Response {
    var headers = HTTPFields()
    headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
    let text = metrics.text(depth: queue.depth, isReady: isReady)
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  private struct DomainList: Encodable {
    struct Crayon: Encodable {
      let name: String
      let colour: String
    }
    struct Limits: Encodable {
      let strokes: Int
      let points: Int
      let strokesBytes: Int
      let pictureBytes: Int
      let pixels: Int
    }
    let domains: [ServedDomain.Description]
    let crayons: [Crayon]
    let limits: Limits
  }

  func domains(_ exchange: Exchange) throws(Problem) -> Response {
    _ = try Query(exchange.request, names: [])
    let limits = settings.limits
    var list: [ServedDomain.Description] = []
    for name in names {
      list.append(try domain(name).description(hasSample: samples[name] != nil, largestSide: limits[.side]))
    }
    return JSONAnswer.response(
      DomainList(
        domains: list,
        crayons: CrayonColour.allCases.map { crayon in
          let colour = Colour(crayon)
          return DomainList.Crayon(
            name: "\(crayon)", colour: Palette(main: colour, second: colour, accent: colour).hex[0])
        },
        limits: DomainList.Limits(
          strokes: limits[.strokes], points: limits[.points], strokesBytes: limits[.strokesBytes],
          pictureBytes: limits[.pictureBytes], pixels: limits[.pixels])))
  }

  func sample(_ name: String) throws(Problem) -> Response {
    guard let png = samples[name] else { throw Problem(.notFound, "There is no sample of that name.") }
    var headers = HTTPFields()
    headers[.contentType] = "image/png"
    headers[.cacheControl] = "max-age=3600"
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: png)))
  }
}
