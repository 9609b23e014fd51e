import Foundation
import Generation
import NIOHTTP1
import Pictures
import Studio
import Synchronization

/// Has a server make the pictures, and this machine where the server does not.
///
/// A server that has not answered in 300 ms gets no more time alone: this machine begins as well, and whoever is first
/// gives the picture. One that did not answer, or lost such a race, is left alone for a while, so that a server that is
/// gone costs the child a third of a second once and not with every stroke.
package final class RemoteTranslator: Translator {
  private let server: ServerAddress
  private let token: String?
  private let local: any Translator
  private let patience: Int
  private let state = Mutex(State())

  private struct State {
    var restsUntil: ContinuousClock.Instant?
    var isElsewhere = false
  }

  private static let rest = Duration.seconds(5)

  /// - Parameters:
  ///   - token: the word that the server asks for.
  ///   - local: this machine's own.
  ///   - patience: milliseconds after which this machine begins as well.
  package init(_ server: ServerAddress, token: String?, local: any Translator, patience: Int = 300) {
    self.server = server
    self.token = token
    self.local = local
    self.patience = patience
  }

  /// The first line of a token's file.
  package static func token(path: String) throws(ServerError) -> String { try AccessToken(path: path).word }

  package var isElsewhere: Bool { state.withLock { $0.isElsewhere } }

  package func picture(
    domain: String, _ input: GenerationInput, size: Int, isDraft: Bool, isCancelled: () -> Bool,
    progress: (Double) -> Void
  ) throws -> Image {
    let mayAsk = state.withLock { state in
      state.isElsewhere = false
      return state.restsUntil.map { $0 < .now } ?? true
    }
    guard mayAsk, let call = call(domain, input, size) else {
      return try local.picture(
        domain: domain, input, size: size, isDraft: isDraft, isCancelled: isCancelled, progress: progress)
    }
    defer { call.cancel() }
    let deadline = ContinuousClock.now + .milliseconds(patience)
    while call.outcome == nil, ContinuousClock.now < deadline {
      if isCancelled() { throw CancellationError() }
      _ = call.wait(milliseconds: 5)
    }
    if let image = image(call.outcome) { return took(image) }
    state.withLock { $0.restsUntil = .now + Self.rest }
    do {
      return try local.picture(
        domain: domain, input, size: size, isDraft: isDraft,
        isCancelled: { isCancelled() || Self.hasAnswered(call) }, progress: progress)
    } catch is CancellationError where !isCancelled() {
      if let image = image(call.outcome) { return took(image) }
      return try local.picture(
        domain: domain, input, size: size, isDraft: isDraft, isCancelled: isCancelled, progress: progress)
    }
  }

  private func took(_ image: Image) -> Image {
    state.withLock { state in
      state.isElsewhere = true
      state.restsUntil = nil
    }
    return image
  }

  private static func hasAnswered(_ call: RemoteCall) -> Bool {
    if case .success(let answer)? = call.outcome { answer.status == 200 } else { false }
  }

  private func image(_ outcome: RemoteCall.Outcome?) -> Image? {
    guard case .success(let answer)? = outcome, answer.status == 200 else { return nil }
    return try? Image(data: answer.body, formats: [.png])
  }

  /// Asks the server; nil for what it cannot be asked.
  private func call(_ domain: String, _ input: GenerationInput, _ size: Int) -> RemoteCall? {
    guard case .strokes(let strokes, let choice) = input else { return nil }
    var query = URLComponents()
    query.queryItems = [URLQueryItem(name: "domain", value: domain), URLQueryItem(name: "size", value: String(size))]
    switch choice {
    case .own:
      // Strokes may choose a surprise; over the wire the address does.
      if let seed = strokes.lastPalette { query.queryItems?.append(URLQueryItem(name: "seed", value: String(seed))) }
    case .surprise(let seed): query.queryItems?.append(URLQueryItem(name: "seed", value: String(seed)))
    case .colours(let palette):
      let colours = palette.hex.map { String($0.dropFirst()) }.joined(separator: ",")
      query.queryItems?.append(URLQueryItem(name: "palette", value: colours))
    }
    guard let words = query.percentEncodedQuery else { return nil }
    return RemoteCall(
      server, .POST, "/v1/translate?" + words, token: token,
      headers: ["Accept": "image/png", "Content-Type": "application/json"], body: StrokesDocument.bytes(strokes))
  }
}
