import Files
import Generation
import HTTPTypes
import Hummingbird
import Logging
import Studio
import Synchronization

/// A class's folder as a service: studios send it the pictures they have kept, and a page shows them on a wall.
///
/// A picture is answered for once it hangs in the folder as one that a studio there has kept: both files and the index
/// are on the disk. Its identity comes with it, so that whatever became of the answer it may be sent again.
package final class ClassService: WebService {
  package static let endpoints: [Endpoint<ClassService>] =
    Endpoint.common(page: "wall.html", description: "openapi-class.json") + [
      Endpoint(method: .get, path: "/v1/class") { service, exchange in try await service.rules(exchange) },
      Endpoint(method: .put, path: "/v1/pictures/{identity}") { service, exchange in
        try await service.keep(exchange)
      },
      Endpoint(method: .get, path: "/v1/wall") { service, exchange in try await service.wall(exchange) },
      Endpoint(method: .get, path: "/v1/wall/{number}") { service, exchange in try await service.picture(exchange) },
    ]

  package let base: ServiceBase
  let folder: String
  let english: ExportTexts
  let korean: ExportTexts
  private let opened = Mutex<Gallery?>(nil)

  /// - Parameters:
  ///   - folder: the class's.
  ///   - catalogue: knows what domains are called.
  ///   - assets: the folder `Assets`.
  ///   - logger: gets a line for each request; standard error unless told otherwise.
  /// - Throws: an error whose description is one sentence, where the settings make no sense or `assets` lacks texts.
  package init(
    _ settings: ServerSettings, folder: String, catalogue: DomainCatalogue, assets: String,
    logger: Logger = .standardError
  ) throws {
    base = try ServiceBase(settings, assets: assets, logger: logger)
    self.folder = folder
    english = try ExportTexts(.english, folder: assets + "/Texts", titles: catalogue.titles(of:))
    korean = try ExportTexts(.korean, folder: assets + "/Texts", titles: catalogue.titles(of:))
  }

  /// Whether the folder is open.
  package var isLoaded: Bool { opened.withLock { $0 != nil } }

  /// Opens the folder, and lists what a killed server had stored and not listed: whoever sent it sends it again.
  package func load() throws {
    let gallery = try Gallery(path: folder, mostPictures: ClassRules.read(folder: folder).rules.mostPictures)
    guard !gallery.isReadOnly else { throw GalleryError.readOnly(path: gallery.path) }
    for warning in gallery.warnings { logger.warning("\(warning.shown(atMost: 300))") }
    for problem in try gallery.tidy() { logger.warning("\(problem.description.shown(atMost: 300))") }
    opened.withLock { $0 = gallery }
  }

  func gallery() throws(Problem) -> Gallery {
    guard let gallery = opened.withLock({ $0 }) else { throw .loading }
    return gallery
  }

  /// Has a worker do something with the folder.
  ///
  /// - Parameter limit: bytes of the request's body, and what it is; nil for a request that has none.
  func withGallery<Value: Sendable>(
    _ exchange: Exchange, limit: (bytes: Int, kind: String)? = nil,
    _ body: @escaping @Sendable (_ gallery: Gallery, _ bytes: [UInt8]) throws -> Value
  ) async throws -> Value {
    let gallery = try gallery()
    return try await worked(exchange, work: 1, limit: limit) { [logger] bytes, _ in
      do {
        return try body(gallery, bytes)
      } catch let error as GalleryError {
        let problem = Problem(error)
        // That a number is unknown is nothing that whoever has the folder could do anything about.
        if problem.status != .notFound {
          logger.error("the folder refuses", metadata: ["reason": "\(error.description.shown(atMost: 300))"])
        }
        throw problem
      }
    }
  }

  /// `GET /v1/class`
  func rules(_ exchange: Exchange) async throws -> Response {
    _ = try Query(exchange.request, names: [])
    let document = try await withGallery(exchange) { [folder] _, _ in ClassRules.read(folder: folder).rules.document() }
    return JSONAnswer.response(bytes: document)
  }
}

extension Problem {
  /// What a folder's failure means to a client, which still has what it sent. Paths are for the log alone.
  init(_ error: GalleryError) {
    switch error {
    case .diskFull:
      self.init(
        .insufficientStorage, "The class's disk is full; the picture was not taken, send it again later.",
        reason: "disk", retryAfter: 60)
    case .full(let most):
      self.init(
        .insufficientStorage,
        "As many pictures hang in the class as may, \(most); the picture was not taken, send it again later.",
        reason: "full", retryAfter: 60)
    case .busy:
      self.init(
        .serviceUnavailable, "Somebody else is at work in the class's folder; ask again in a moment.",
        reason: "busy", retryAfter: 2)
    case .unknownCreation, .fileUnreadable:
      self.init(.notFound, "There is no picture of that number on the wall.")
    case .folderUnusable, .readOnly, .fileUnwritable, .index:
      self.init(
        .serviceUnavailable, "The class's folder cannot be used at the moment; the server's log tells why.",
        reason: "folder", retryAfter: 60)
    }
  }
}

extension HTTPResponse.Status {
  /// RFC 4918, section 11.5.
  static let insufficientStorage = HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
}
