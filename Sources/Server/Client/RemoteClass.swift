import Foundation
import NIOHTTP1
import Studio

/// A class's server (`aicanvas class serve`), as a studio sees it.
package struct RemoteClass: Sendable {
  private let server: ServerAddress
  private let token: String?

  /// What came of asking for the rules.
  package enum Rules: Equatable, Sendable {
    /// A file as ``ClassRules/adopt(_:folder:)`` takes it.
    case document([UInt8])
    /// The server wants a word, or another one.
    case locked
    /// What answers is no class's server.
    case stranger
    /// Nobody answers.
    case silent
  }

  /// What came of sending a picture.
  enum Receipt: Equatable {
    /// The class has it, now or since before.
    case taken
    /// It may be taken later: the line is broken, the disk full, the server busy or locked.
    case later
    /// The server will never take it.
    case refused
  }

  /// No rules have more bytes.
  private static let mostRules = 1 << 20

  /// - Parameter token: the word that the server asks for.
  package init(_ server: ServerAddress, token: String?) {
    self.server = server
    self.token = token
  }

  /// A name for the folder with what is kept for this class: made of letters, digits, points and lines.
  package var folderName: String {
    server.authority.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "_" }
      .reduce("") { $0 + String($1) }
  }

  /// Asks for the rules, and waits so many milliseconds at most.
  package func rules(milliseconds: Int) -> Rules {
    let call = RemoteCall(server, .GET, "/v1/class", token: token, headers: [:])
    defer { call.cancel() }
    guard case .success(let answer)? = call.wait(milliseconds: milliseconds) else { return .silent }
    switch answer.status {
    case 200:
      let isLikely = answer.body.first == UInt8(ascii: "{") && answer.body.count <= Self.mostRules
      return isLikely ? .document(answer.body) : .stranger
    case 401: return .locked
    case 429, 503: return .silent
    default: return .stranger
    }
  }

  /// Begins to send a picture.
  func send(_ parcel: [UInt8], identity: String) -> RemoteCall {
    RemoteCall(
      server, .PUT, "/v1/pictures/" + identity, token: token, headers: ["Content-Type": "image/png"], body: parcel)
  }

  /// What the outcome of ``send(_:identity:)`` means.
  ///
  /// - Parameter outcome: nil for none in time.
  static func receipt(_ outcome: RemoteCall.Outcome?) -> Receipt {
    guard case .success(let answer)? = outcome else { return .later }
    switch answer.status {
    case 200, 201: return .taken
    // The picture itself is what these are about: it makes no sense there, or is too large.
    case 400, 413, 415: return .refused
    default: return .later
    }
  }
}
