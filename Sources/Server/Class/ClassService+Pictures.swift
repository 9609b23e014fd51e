import HTTPTypes
import Hummingbird
import Studio

extension ClassService {
  private struct Receipt: Encodable {
    let isNew: Bool
    let stars: Int
    let stickers: [String]
  }

  /// `PUT /v1/pictures/{identity}`: a kept picture as a PNG file with its note inside. It may be sent any number of
  /// times, and hangs once.
  func keep(_ exchange: Exchange) async throws -> Response {
    _ = try Query(exchange.request, names: [])
    let identity = exchange.parameter
    guard Creation.isIdentity(identity) else {
      throw Problem.badRequest("A picture's identity is 32 hexadecimal digits in small letters.")
    }
    let headers = exchange.request.headers
    let type = (headers[.contentType] ?? "").prefix { $0 != ";" }.filter { $0 != " " }
    guard try SketchBody(headers) == .picture, type.lowercased() == "image/png" else {
      throw Problem(.unsupportedMediaType, "Send a kept picture as image/png.")
    }
    let limits = settings.limits
    let receipt = try await withGallery(exchange, limit: (limits[.pictureBytes], "A picture")) { gallery, bytes in
      let picture = try SketchBody.image(bytes, [.png], limits)
      guard let note = Creation(parcel: bytes) else {
        throw Problem.badRequest("The picture has no note that makes sense; send a file as a gallery keeps it.")
      }
      guard note.identity == nil || note.identity == identity else {
        throw Problem.badRequest("The picture's note and its address name different identities.")
      }
      let (creation, isNew) = try gallery.receive(note, picture: picture, identity: identity)
      return Receipt(isNew: isNew, stars: creation.stars, stickers: creation.stickers.map(\.rawValue))
    }
    metrics.countKept(isNew: receipt.isNew)
    exchange.notes["new"] = "\(receipt.isNew)"
    var response = JSONAnswer.response(receipt)
    if receipt.isNew { response.status = .created }
    return response
  }

  /// How many pictures a wall has unless it asks for another number, and at most.
  private static let usualOnWall = 60
  private static let mostOnWall = 200

  package static let wallParameters = ["most"]

  private struct Wall: Encodable {
    struct Words: Encodable {
      let en: String
      let ko: String
    }
    struct Picture: Encodable {
      let number: Int64
      let domain: Words
      let artist: Words
    }
    let title: String?
    /// How many hang in all.
    let total: Int
    let pictures: [Picture]
  }

  /// `GET /v1/wall`: the newest pictures, newest first.
  func wall(_ exchange: Exchange) async throws -> Response {
    let query = try Query(exchange.request, names: Self.wallParameters)
    let most = try query.number("most", in: 1...Self.mostOnWall) ?? Self.usualOnWall
    let wall = try await withGallery(exchange) { [self] gallery, _ in
      Wall(
        title: ClassRules.read(folder: folder).rules.title, total: try gallery.count(),
        pictures: try gallery.creations(limit: most).map { creation in
          Wall.Picture(
            number: creation.id,
            domain: Wall.Words(en: english.domain(creation.domain), ko: korean.domain(creation.domain)),
            artist: Wall.Words(en: english.artist(creation.artist), ko: korean.artist(creation.artist)))
        })
    }
    return JSONAnswer.response(wall)
  }

  /// `GET /v1/wall/{number}`: a picture that hangs. Numbers are never used again, and a number's picture never changes.
  func picture(_ exchange: Exchange) async throws -> Response {
    _ = try Query(exchange.request, names: [])
    guard let number = Int64(exchange.parameter) else { throw Problem(GalleryError.unknownCreation(0)) }
    let bytes = try await withGallery(exchange) { gallery, _ in
      let creation = try gallery.creation(number)
      guard creation.trashed == nil else { throw GalleryError.unknownCreation(number) }
      return try gallery.pictureFile(of: creation)
    }
    var headers = HTTPFields()
    headers[.contentType] = "image/png"
    headers[.cacheControl] = "private, max-age=86400, immutable"
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
