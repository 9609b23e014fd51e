import Foundation
import Generation
import HTTPTypes
import Hummingbird
import Pictures

extension TranslationService {
  /// A file that a worker has made of a picture.
  private struct MadeFile: Sendable {
    let mediaType: String
    let bytes: [UInt8]
    /// Seconds without a worker, and with one.
    let waiting: Double
    let computing: Double
  }

  /// `POST /v1/colouring-page`
  func colouringPage(_ exchange: Exchange) async throws -> Response {
    let query = try Query(exchange.request, names: PictureOrder.colouringPageParameters)
    return try await file(exchange, try .colouringPage(query, mostSide: settings.limits[.side]))
  }

  /// `POST /v1/cartoon`
  func cartoon(_ exchange: Exchange) async throws -> Response {
    let query = try Query(exchange.request, names: PictureOrder.cartoonParameters)
    return try await file(exchange, try .cartoon(query, mostSide: settings.limits[.side]))
  }

  /// `POST /v1/upscale`
  func upscale(_ exchange: Exchange) async throws -> Response {
    let query = try Query(exchange.request, names: PictureOrder.upscaleParameters)
    return try await file(exchange, try .upscale(query, mostSide: settings.limits[.side]))
  }

  /// `POST /v1/faces`
  func faces(_ exchange: Exchange) async throws -> Response {
    _ = try Query(exchange.request, names: [])
    return try await file(exchange, .faces)
  }

  /// Takes a picture and answers with what is made of it, under the same bounds as a drawing.
  private func file(_ exchange: Exchange, _ order: PictureOrder) async throws -> Response {
    let artists = try artists()
    try artists.check(order)
    let body = try SketchBody(exchange.request.headers)
    guard body != .strokes else {
      throw Problem(
        .unsupportedMediaType, "Send a picture as image/png, image/jpeg, image/webp or multipart/form-data.")
    }
    let made = try await worked(exchange, work: order.work, limit: body.limit(settings.limits)) {
      [start = exchange.start, limits = settings.limits] bytes, isCancelled in
      let begin = ContinuousClock.now
      guard case .picture(let picture, _) = try body.input(bytes, palette: .own, limits: limits) else {
        preconditionFailure("bodies of strokes were refused")
      }
      let (mediaType, file) = try artists.file(order, of: picture, isCancelled: isCancelled)
      return MadeFile(
        mediaType: mediaType, bytes: file, waiting: (begin - start) / .seconds(1),
        computing: (ContinuousClock.now - begin) / .seconds(1))
    }
    metrics.countPicture(
      domain: order.name, total: exchange.seconds, waiting: made.waiting, computing: made.computing)
    exchange.notes["domain"] = "\(order.name)"
    exchange.notes["waited_ms"] = "\(Int((made.waiting * 1000).rounded()))"
    exchange.notes["picture_ms"] = "\(Int((made.computing * 1000).rounded()))"
    var headers = HTTPFields()
    headers[.contentType] = made.mediaType
    headers[.cacheControl] = "no-store"
    headers[.serverTiming] = String(
      format: "wait;dur=%.1f, picture;dur=%.1f", made.waiting * 1000, made.computing * 1000)
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: made.bytes)))
  }
}
