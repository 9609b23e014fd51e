import Foundation
import HTTPTypes
import Hummingbird

/// Why a request is not answered as asked, told as `application/problem+json` (RFC 9457).
package struct Problem: Error, Equatable {
  package let status: HTTPResponse.Status
  /// One sentence.
  let detail: String
  /// Seconds after which it is worth to ask again.
  package var retryAfter: Int?
  /// Methods that the address knows.
  var allowed: [HTTPRequest.Method] = []
  /// What the refusals in the metrics are told apart by.
  var reason: String

  init(
    _ status: HTTPResponse.Status, _ detail: String, reason: String = "request", retryAfter: Int? = nil,
    allowed: [HTTPRequest.Method] = []
  ) {
    self.status = status
    self.detail = detail
    self.reason = reason
    self.retryAfter = retryAfter
    self.allowed = allowed
  }

  static func badRequest(_ detail: String) -> Problem { Problem(.badRequest, detail) }

  static func tooLarge(_ detail: String) -> Problem { Problem(.contentTooLarge, detail, reason: "size") }

  private struct Document: Encodable {
    let type = "about:blank"
    let title: String
    let status: Int
    let detail: String
  }

  var document: [UInt8] {
    JSONAnswer.bytes(Document(title: status.reasonPhrase, status: status.code, detail: detail))
  }

  var response: Response {
    var headers = HTTPFields()
    headers[.contentType] = "application/problem+json"
    headers[.cacheControl] = "no-store"
    if let retryAfter { headers[.retryAfter] = String(retryAfter) }
    if !allowed.isEmpty { headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ") }
    if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: document)))
  }
}

/// Values as JSON.
enum JSONAnswer {
  /// - Parameter value: made of texts, finite numbers and lists of them, which can always be written.
  static func bytes(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { preconditionFailure("an answer holds only finite numbers") }
    return Array(data)
  }

  static func response(_ value: some Encodable) -> Response { response(bytes: bytes(value)) }

  /// - Parameter bytes: JSON.
  static func response(bytes: [UInt8]) -> Response {
    var headers = HTTPFields()
    headers[.contentType] = "application/json"
    headers[.cacheControl] = "no-store"
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
