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
package final class TranslationService: WebService {
  package static let endpoints: [Endpoint<TranslationService>] =
    Endpoint.common(page: "index.html", description: "openapi.json") + [
      Endpoint(method: .get, path: "/v1/domains") { service, exchange in try service.domains(exchange) },
      Endpoint(method: .get, path: "/v1/domains/{domain}/sample", isOpen: true) { service, exchange in
        try service.sample(exchange.parameter)
      },
      Endpoint(method: .post, path: "/v1/translate") { service, exchange in try await service.translate(exchange) },
      Endpoint(method: .post, path: "/v1/live") { service, exchange in try await service.live(exchange) },
      Endpoint(method: .post, path: "/v1/colouring-page") { service, exchange in
        try await service.colouringPage(exchange)
      },
      Endpoint(method: .post, path: "/v1/cartoon") { service, exchange in try await service.cartoon(exchange) },
      Endpoint(method: .post, path: "/v1/upscale") { service, exchange in try await service.upscale(exchange) },
      Endpoint(method: .post, path: "/v1/faces") { service, exchange in try await service.faces(exchange) },
    ]

  package let base: ServiceBase
  let canvases = LiveCanvases()
  private let catalogue: DomainCatalogue
  private let checkpoints: String?
  private let precision: PrecisionPolicy
  private let names: [String]
  private let samples: [String: [UInt8]]
  /// Domains by name, and whoever works on pictures; nil until all are in memory.
  private let served = Mutex<(domains: [String: ServedDomain], artists: PictureArtists)?>(nil)

  /// - Parameters:
  ///   - assets: the folder `Assets`.
  ///   - checkpoints: the folder `Checkpoints`, for what finds faces; nil where nothing shall.
  ///   - precision: decides what the generators of drawings multiply.
  ///   - logger: gets a line for each request; standard error unless told otherwise.
  /// - Throws: ``ServerError`` where the settings make no sense.
  package init(
    _ settings: ServerSettings, catalogue: DomainCatalogue, assets: String, checkpoints: String?,
    precision: PrecisionPolicy = .float32, logger: Logger = .standardError
  ) throws(ServerError) {
    base = try ServiceBase(settings, assets: assets, logger: logger)
    names = settings.domains.isEmpty ? catalogue.domains.filter { $0.problem == nil }.map(\.name) : settings.domains
    guard !names.isEmpty else { throw ServerError("There is no domain to serve; `aicanvas domains` lists them.") }
    for name in names {
      guard let info = catalogue[name] else {
        throw ServerError("There is no domain called \(name.shown(atMost: 100)); `aicanvas domains` lists them.")
      }
      if let problem = info.problem { throw ServerError("\(problem)") }
    }
    self.catalogue = catalogue
    self.checkpoints = checkpoints
    self.precision = precision
    var samples: [String: [UInt8]] = [:]
    for name in names { samples[name] = try? SystemFile.read("\(assets)/Samples/\(name).png", limit: 1 << 20) }
    self.samples = samples
  }

  /// Whether all generators are in memory.
  package var isLoaded: Bool { served.withLock { $0 != nil } }

  /// Reads all generators, and makes a picture with each so that no request is the first.
  package func load() throws {
    let library = GeneratorLibrary(catalogue, keeping: names.count, precision: precision)
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
    guard let loaded = served.withLock({ $0 }) else { throw .loading }
    return loaded
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
