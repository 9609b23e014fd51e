import HTTPTypes
import Hummingbird

/// One thing that a server can be asked for.
package struct Endpoint<Service: WebService>: Sendable {
  package let method: HTTPRequest.Method
  /// As the API's description spells it: `/v1/domains/{domain}/sample`, with one variable part at most.
  package let path: String
  /// Whether it is answered without the token.
  package var isOpen = false
  let respond: @Sendable (Service, Exchange) async throws -> Response

  /// What every service here is asked for.
  ///
  /// - Parameters:
  ///   - page: the file that is the page at `/`.
  ///   - description: the file that describes the API.
  static func common(page: String, description: String) -> [Endpoint] {
    [
      Endpoint(method: .get, path: "/", isOpen: true) { service, _ in try service.base.page(page) },
      Endpoint(method: .get, path: "/web/{file}", isOpen: true) { service, exchange in
        try service.base.page(exchange.parameter)
      },
      Endpoint(method: .get, path: "/openapi.json", isOpen: true) { service, _ in try service.base.page(description) },
      Endpoint(method: .get, path: "/health/live", isOpen: true) { _, _ in JSONAnswer.response(["status": "live"]) },
      Endpoint(method: .get, path: "/health/ready", isOpen: true) { service, _ in try service.readiness() },
      Endpoint(method: .get, path: "/metrics") { service, _ in service.metricsText() },
    ]
  }

  /// The endpoints of an address, and what stands in the place of the variable part.
  static func at(_ path: String) -> (endpoints: [Endpoint], parameter: String)? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    var parameter = ""
    let found = Service.endpoints.filter { endpoint in
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
