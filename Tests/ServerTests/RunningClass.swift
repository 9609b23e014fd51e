import Foundation
import Generation
import Logging
import Pictures
import Server
import Studio
import Support

/// A class's server on a free port of this machine, and a studio's gallery to send from.
final class RunningClass: ServerUnderTest, Sendable {
  let log: CapturedLog
  let studio: StudioGallery
  private let home: String
  private let running: RunningServer<ClassService>

  var port: Int { running.port }
  var service: ClassService { running.service }
  /// The class's folder.
  var folder: String { home + "/class" }

  /// - Parameters:
  ///   - token: what clients must know.
  ///   - rules: the class's `class.json`.
  ///   - prepare: gets the class's folder before the server does.
  ///   - change: changes the settings.
  init(
    token: String? = nil, rules: String = "{}", prepare: (_ folder: String) throws -> Void = { _ in },
    change: (inout ServerSettings) -> Void = { _ in }
  ) throws {
    home = FileManager.default.temporaryDirectory.path + "/aicanvas-class-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: home + "/class", withIntermediateDirectories: true)
    try Data(rules.utf8).write(to: URL(fileURLWithPath: home + "/class/class.json"))
    try prepare(home + "/class")
    studio = try StudioGallery(home + "/studio")
    var settings = ServerSettings()
    settings.port = 0
    if let token {
      try Data((token + "\n").utf8).write(to: URL(fileURLWithPath: home + "/token"))
      settings.tokenFile = home + "/token"
    }
    change(&settings)
    let log = CapturedLog()
    self.log = log
    running = RunningServer(
      try ClassService(
        settings, folder: home + "/class",
        catalogue: DomainCatalogue(builtIn: Program.repository.path + "/Checkpoints", own: nil),
        assets: Program.repository.path + "/Assets", logger: Logger(label: "test") { _ in log }))
  }

  deinit {
    stop()
    try? FileManager.default.removeItem(atPath: home)
  }

  func stop() { running.stop() }

  /// The class's folder as a studio on it sees it.
  func gallery() throws -> Gallery { try Gallery(path: folder) }

  /// Sends one of the studio's pictures, under its own identity.
  func send(_ creation: Creation, _ headers: [String: String] = [:]) throws -> HTTPReply? {
    try request(
      "PUT", "/v1/pictures/" + (creation.identity ?? ""), ["Content-Type": "image/png"].merging(headers) { $1 },
      body: studio.parcel(for: creation))
  }
}

/// A studio's own gallery, with pictures that are told apart by their colour.
struct StudioGallery: Sendable {
  let gallery: Gallery

  init(_ path: String) throws { gallery = try Gallery(path: path) }

  /// Keeps a picture; the number decides its colour and its moment.
  @discardableResult
  func keep(_ number: Int = 0, domain: String = "panda", artist: Artist = Artist(.fox, .orange)) throws -> Creation {
    try gallery.keep(
      Drawing(strokes: Self.strokes), picture: Self.picture(number), domain: domain, artist: artist,
      translateMilliseconds: 812.5, checkpointDigest: "00ff", story: PageStory(seconds: 61, tools: ["bucket"]),
      date: Date(timeIntervalSince1970: 1_760_000_000 + Double(number)))
  }

  func parcel(for creation: Creation) throws -> [UInt8] { try gallery.parcel(for: creation) }

  static let strokes = [
    Stroke(points: [Point(0.2, 0.1), Point(0.2, 0.9)]),
    Stroke(.crayon(.green), width: 0.05, points: [Point(0.5, 0.5)]),
  ]

  static func picture(_ number: Int) -> Image {
    Image(
      width: 64, height: 64, red: UInt8(truncatingIfNeeded: number), green: UInt8(truncatingIfNeeded: number >> 8),
      blue: 90)
  }
}
