import Files
import Foundation
import Studio

/// How a server runs: from its settings file, then from the command line.
package struct ServerSettings: Equatable, Sendable {
  /// `"host"`: the address to listen on.
  package var host = "127.0.0.1"
  /// `"port"`: 0 for any that is free.
  package var port = 8080
  /// `"domains"`: the names of those that are served; all where empty.
  package var domains: [String] = []
  /// `"tokenFile"`: a file with the word that clients must know; everybody may ask where nil.
  package var tokenFile: String?
  /// `"proxies"`: addresses whose `X-Forwarded-For` is believed.
  package var proxies: [String] = []
  package var limits = ServerLimits()

  package init() {}

  /// Reads a file; what it does not tell is as usual, and a file that is missing tells nothing.
  ///
  /// - Parameter usualPort: where the file names none.
  /// - Throws: ``ServerError`` about everything in it that makes no sense: a server with other limits than its file says
  ///   would be worse than none.
  package init(path: String, usualPort: Int = 8080) throws(ServerError) {
    var reader = SettingsReader(path: path)
    port = usualPort
    host = reader.text("host", "an address") { $0.isEmpty ? nil : $0 } ?? host
    port = reader.number("port", in: 0...65_535) ?? port
    domains = reader.texts("domains") ?? []
    tokenFile = reader.text("tokenFile", "a file's full path") { $0.hasPrefix("/") ? $0 : nil }
    proxies = reader.texts("proxies") ?? []
    for name in ServerLimits.Name.allCases {
      if let value = reader.number(name.rawValue, in: name.range) { limits[name] = value }
    }
    if let refusal = reader.refusal { throw ServerError(refusal) }
  }

  /// Whether only this machine can reach the address.
  package var isLoopback: Bool {
    host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.split(separator: ".").count == 4)
  }
}

/// Why a server does not start, in one sentence for people.
package struct ServerError: Error, Equatable, CustomStringConvertible, LocalizedError {
  package let description: String

  package init(_ description: String) { self.description = description }

  package var errorDescription: String? { description }
}
