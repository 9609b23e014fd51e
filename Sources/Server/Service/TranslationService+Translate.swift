import Foundation
import Generation
import HTTPTypes
import Hummingbird
import Pictures

/// A picture that a worker has made, and what is told of it.
struct MadePicture: Sendable {
  let domain: String
  let image: Image
  let png: [UInt8]
  let palette: Palette?
  /// Share of the ink that the picture follows; nil where nobody asked, or there is no ink.
  let lineFollowing: Double?
  /// Seconds without a worker, and with one.
  let waiting: Double
  let computing: Double

  private struct Document: Encodable {
    let domain: String
    let side: Int
    let waitedMilliseconds: Double
    let milliseconds: Double
    let lineFollowing: Double?
    let palette: [String]?
    let picture: String
  }

  /// The figures, and the PNG file in base 64.
  var document: some Encodable {
    Document(
      domain: domain, side: image.width, waitedMilliseconds: Self.rounded(waiting * 1000),
      milliseconds: Self.rounded(computing * 1000), lineFollowing: lineFollowing, palette: palette?.hex,
      picture: Data(png).base64EncodedString())
  }

  /// To a tenth.
  private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}

extension TranslationService {
  /// What a request for a picture wants, checked as far as it can be before its body is read.
  struct Commission: Sendable {
    let domain: ServedDomain
    /// Nil for what suits the sketch.
    let side: Int?
    let palette: PaletteChoice
    let body: SketchBody
    let limits: ServerLimits

    /// How much there will be to do: pixels.
    var work: Double {
      let side = side ?? domain.usualSide
      return Double(side * side)
    }

    func input(_ bytes: [UInt8]) throws(Problem) -> GenerationInput {
      try body.input(bytes, palette: palette, limits: limits)
    }

    /// Makes a picture; for workers.
    ///
    /// - Parameters:
    ///   - side: in pixels.
    ///   - isDraft: whether it only stands until a better one is there.
    ///   - start: when the request came in.
    func picture(
      _ input: GenerationInput, side: Int, isDraft: Bool = false, withFigures: Bool,
      since start: ContinuousClock.Instant, isCancelled: () -> Bool
    ) throws -> MadePicture {
      let begin = ContinuousClock.now
      let image = try domain.generator.picture(input, side: side, isDraft: isDraft, isCancelled: isCancelled)
      let png = try image.pngData(compression: 4)
      var share: Double?
      if withFigures {
        let ink =
          switch input {
          case .strokes(let strokes, _): SketchRaster.ink(strokes, size: image.width)
          case .picture(let sketch, _): SketchRaster.ink(from: sketch, size: image.width)
          case .noise: Plane(width: image.width, height: image.height)
          }
        share = LineFollowing.share(ink: ink, picture: image)
      }
      return MadePicture(
        domain: domain.info.name, image: image, png: png, palette: domain.generator.palette(for: input),
        lineFollowing: share, waiting: (begin - start) / .seconds(1),
        computing: (ContinuousClock.now - begin) / .seconds(1))
    }

    /// The side of the picture for an input.
    func side(for input: GenerationInput) -> Int {
      if let side { return side }
      guard case .picture(let sketch, _) = input else { return domain.usualSide }
      return domain.generator.usualSide(for: sketch)
    }
  }

  func commission(_ exchange: Exchange, _ query: Query) throws(Problem) -> Commission {
    let order = try TranslationOrder(query)
    let domain = try domain(order.domain)
    if let side = order.side {
      do throws(GenerationError) {
        try domain.generator.check(side: side, most: settings.limits[.side])
      } catch {
        throw .badRequest("\(error)")
      }
    }
    return Commission(
      domain: domain, side: order.side, palette: order.palette, body: try SketchBody(exchange.request.headers),
      limits: settings.limits)
  }

  /// `POST /v1/translate`
  func translate(_ exchange: Exchange) async throws -> Response {
    let commission = try commission(exchange, Query(exchange.request, names: TranslationOrder.parameters))
    let form = try AnswerForm(accept: exchange.request.headers[.accept])
    let made = try await worked(exchange, work: commission.work, limit: commission.body.limit(settings.limits)) {
      [start = exchange.start] bytes, isCancelled in
      let input = try commission.input(bytes)
      return try commission.picture(
        input, side: commission.side(for: input), withFigures: form == .json, since: start, isCancelled: isCancelled)
    }
    count(made, exchange)
    var headers = HTTPFields()
    headers[.contentType] = form == .png ? "image/png" : "application/json"
    headers[.cacheControl] = "no-store"
    headers[.vary] = "Accept"
    headers[.serverTiming] = String(
      format: "wait;dur=%.1f, picture;dur=%.1f", made.waiting * 1000, made.computing * 1000)
    let body = form == .png ? made.png : JSONAnswer.bytes(made.document)
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }

  func count(_ made: MadePicture, _ exchange: Exchange) {
    metrics.countPicture(
      domain: made.domain, total: exchange.seconds, waiting: made.waiting, computing: made.computing)
    exchange.notes["domain"] = "\(made.domain)"
    exchange.notes["side"] = "\(made.image.width)"
    exchange.notes["waited_ms"] = "\(Int((made.waiting * 1000).rounded()))"
    exchange.notes["picture_ms"] = "\(Int((made.computing * 1000).rounded()))"
  }
}

extension HTTPField.Name {
  static let serverTiming = HTTPField.Name("Server-Timing")!
  static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
  static let crossOriginResourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
  static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
}
