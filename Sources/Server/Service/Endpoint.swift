import HTTPTypes
import Hummingbird

/// One thing that a server can be asked for.
package struct Endpoint: Sendable {
  package let method: HTTPRequest.Method
  /// As the API's description spells it: `/v1/domains/{domain}/sample`, with one variable part at most.
  package let path: String
  /// Whether it is answered without the token.
  package var isOpen = false
  let respond: @Sendable (TranslationService, Exchange) async throws -> Response

  package static let all: [Endpoint] = [
    Endpoint(method: .get, path: "/", isOpen: true) { service, _ in try service.page("index.html") },
    Endpoint(method: .get, path: "/web/{file}", isOpen: true) { service, exchange in
      try service.page(exchange.parameter)
    },
    Endpoint(method: .get, path: "/openapi.json", isOpen: true) { service, _ in try service.page("openapi.json") },
    Endpoint(method: .get, path: "/health/live", isOpen: true) { _, _ in JSONAnswer.response(["status": "live"]) },
    Endpoint(method: .get, path: "/health/ready", isOpen: true) { service, _ in try service.readiness() },
    Endpoint(method: .get, path: "/metrics") { service, _ in service.metricsText() },
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

  /// The endpoints of an address, and what stands in the place of the variable part.
  static func at(_ path: String) -> (endpoints: [Endpoint], parameter: String)? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    var parameter = ""
    let found = all.filter { endpoint in
      let pattern = endpoint.path.split(separator: "/", omittingEmptySubsequences: false)
      guard pattern.count == parts.count else { return false }
      var value = ""
      for (wanted, part) in zip(pattern, parts) where wanted != part {
        guard wanted.hasPrefix("{"), !part.isEmpty else { return false }
        value = String(part)
      }
      parameter = value
      return true
    }
    return found.isEmpty ? nil : (found, parameter)
  }
}
