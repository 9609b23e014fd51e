import Foundation

/// Where a server answers: `http://studio.local:8080`.
package struct ServerAddress: Equatable, Sendable {
  package let host: String
  package let port: Int

  /// - Throws: ``ServerError`` for anything else than `http`, a host, and perhaps a port.
  package init(_ text: String) throws(ServerError) {
    guard let parts = URLComponents(string: text), parts.scheme?.lowercased() == "http", let host = parts.host,
      !host.isEmpty, ["", "/"].contains(parts.path), parts.query == nil, parts.user == nil,
      (1...65_535).contains(parts.port ?? 80)
    else { throw ServerError("A server's address is such as http://studio.local:8080, without anything behind it.") }
    // URLs write IPv6 addresses in brackets.
    self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    port = parts.port ?? 80
  }

  /// For the `Host` header.
  var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}
