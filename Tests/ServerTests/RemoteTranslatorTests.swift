import Foundation
import Generation
import Pictures
import Server
import Studio
import Support
import Synchronization
import Testing

/// A studio that has a server make its pictures, and what becomes of them when it does not.
@Suite(.ownThread) struct RemoteTranslatorTests {
  /// Makes pictures of one colour, and counts them.
  private final class OwnMachine: Translator {
    let made = Mutex(0)
    let gate: DispatchSemaphore?

    init(gate: DispatchSemaphore? = nil) { self.gate = gate }

    var count: Int { made.withLock { $0 } }

    func picture(
      domain: String, _ input: GenerationInput, size: Int, isDraft: Bool, isCancelled: () -> Bool,
      progress: (Double) -> Void
    ) throws -> Image {
      made.withLock { $0 += 1 }
      for _ in 0..<12_000 {
        guard let gate, gate.wait(timeout: .now() + 0.005) == .timedOut else { break }
        if isCancelled() { throw CancellationError() }
      }
      return Image(width: size, height: size, red: 1, green: 2, blue: 3)
    }
  }

  private let strokes = [
    Stroke(points: [Point(0.1, 0.3), Point(0.7, 0.123456789)]),
    Stroke(.crayon(.green), width: 0.05, points: [Point(1.0 / 3, 0.4)]),
    Stroke(.eraser, width: 0.03, points: [Point(0.4, 0.2), Point(0.5, 0.3)]),
  ]

  private func address(_ port: Int) throws -> ServerAddress { try ServerAddress("http://127.0.0.1:\(port)") }

  private func picture(
    _ translator: RemoteTranslator, _ strokes: [Stroke], domain: String = "colourful",
    isCancelled: () -> Bool = { false }
  ) throws -> Image {
    try translator.picture(
      domain: domain, .strokes(strokes), size: 64, isDraft: false, isCancelled: isCancelled, progress: { _ in })
  }

  @Test func theServersPictureIsTheOneThatWouldHaveBeenMadeHere() throws {
    let word = "correct-horse-battery-staple"
    let server = try RunningService(token: word)
    let here = OwnMachine()
    // As long as the test takes, so that only the server's answer counts.
    let translator = RemoteTranslator(try address(server.port), token: word, local: here, patience: 60_000)
    let generator = try PictureGenerator(
      RunningService.generator("colourful", [.ink, .hints, .palette]), upscaler: nil)
    for further in [[], [Stroke.palette(3)], [Stroke.palette(3), Stroke.palette(4)]] {
      let picture = try picture(translator, strokes + further)
      let isSame = try picture == generator.picture(.strokes(strokes + further), side: 64)
      #expect(isSame && translator.isElsewhere)
    }
    #expect(here.count == 0)
    // What the server does not have, this machine makes.
    #expect(try picture(translator, strokes, domain: "unicorn").pixels.prefix(3) == [1, 2, 3])
    #expect(!translator.isElsewhere && here.count == 1)
  }

  @Test func whereNobodyAnswersThisMachineDoes() throws {
    let server = try RunningService(token: "correct-horse-battery-staple")
    // Nobody listens; somebody listens and says nothing; somebody asks for a word that is not known.
    let silent = try SilentPort()
    for port in [1, silent.port, server.port] {
      let here = OwnMachine()
      let translator = RemoteTranslator(try address(port), token: nil, local: here)
      for _ in 0..<3 { #expect(try picture(translator, strokes).pixels.prefix(3) == [1, 2, 3]) }
      #expect(here.count == 3 && !translator.isElsewhere)
    }
    // It was asked once and then left alone.
    #expect(silent.connections == 1)
  }

  @Test func whoeverIsFirstGivesThePicture() throws {
    let server = try RunningService()
    let gate = try server.holdWorker()
    let here = OwnMachine(gate: DispatchSemaphore(value: 0))
    let translator = RemoteTranslator(try address(server.port), token: nil, local: here, patience: 1)
    Thread.detachNewThread {
      // This machine has begun, and is slower.
      while here.count == 0 { usleep(1000) }
      gate.signal()
    }
    #expect(try picture(translator, strokes).pixels.prefix(3) != [1, 2, 3])
    #expect(translator.isElsewhere && here.count == 1)
  }

  @Test func aCancelledTranslationEndsTheServersWork() throws {
    let server = try RunningService()
    let gate = try server.holdWorker()
    let translator = RemoteTranslator(try address(server.port), token: nil, local: OwnMachine(), patience: 60_000)
    #expect(throws: CancellationError.self) {
      try picture(translator, strokes, isCancelled: { server.service.queue.depth.taken == 2 })
    }
    #expect(RunningService.waits { server.service.queue.depth.taken == 1 })
    gate.signal()
  }

  @Test func addressesAreHTTPAndNothingElse() throws {
    for (text, host, port) in [
      ("http://a.example", "a.example", 80), ("http://127.0.0.1:8080/", "127.0.0.1", 8080),
      ("HTTP://[::1]:9", "::1", 9),
    ] {
      let address = try ServerAddress(text)
      #expect(address.host == host && address.port == port, "\(text)")
    }
    for text in [
      "", "a.example", "https://a.example", "http://", "http://a/b", "http://a?b", "http://u:p@a", "http://a:0",
      "ftp://a", "http://a:99999", "http://a b",
    ] {
      #expect(throws: ServerError.self, "\(text)") { _ = try ServerAddress(text) }
    }
  }

  /// Takes connections and never says anything.
  private final class SilentPort {
    private let socket: Int32
    let port: Int

    init() throws {
      socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let socket = socket
      let isBound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
        }
      }
      try #require(isBound && listen(socket, 16) == 0)
      port = Int(UInt16(bigEndian: address.sin_port))
    }

    /// How many have come since the last time this was asked.
    var connections: Int {
      var count = 0
      while case let taken = accept(socket, nil, nil), taken >= 0 {
        count += 1
        close(taken)
      }
      return count
    }

    deinit { close(socket) }
  }
}
