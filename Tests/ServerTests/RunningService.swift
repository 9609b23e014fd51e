import Dispatch
import Foundation
import Generation
import Logging
import Networks
import Pictures
import Server
import Support
import Synchronization

/// A service of two small generators with random weights, listening on a free port of this machine.
final class RunningService: ServerUnderTest, Sendable {
  let log: CapturedLog
  private let folder: String
  private let running: RunningServer<TranslationService>

  var port: Int { running.port }
  var service: TranslationService { running.service }

  /// - Parameters:
  ///   - token: what clients must know.
  ///   - hasArtists: whether there are networks that make something of pictures.
  ///   - change: changes the settings.
  init(token: String? = nil, hasArtists: Bool = true, _ change: (inout ServerSettings) -> Void = { _ in }) throws {
    folder = FileManager.default.temporaryDirectory.path + "/aicanvas-server-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Self.generator("outline", [.ink]).write(to: folder + "/outline.safetensors", half: false)
    try Self.generator("colourful", [.ink, .hints, .palette]).write(to: folder + "/colourful.safetensors", half: false)
    if hasArtists { try Self.addArtists(to: folder) }
    var settings = ServerSettings()
    settings.port = 0
    if let token {
      try Data((token + "\n").utf8).write(to: URL(fileURLWithPath: folder + "/token"))
      settings.tokenFile = folder + "/token"
    }
    change(&settings)
    let log = CapturedLog()
    self.log = log
    running = RunningServer(
      try TranslationService(
        settings, catalogue: DomainCatalogue(builtIn: folder, own: nil), assets: Program.repository.path + "/Assets",
        checkpoints: hasArtists ? Program.repository.path + "/Checkpoints" : nil,
        logger: Logger(label: "test") { _ in log }))
  }

  deinit {
    running.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  static func generator(_ name: String, _ parts: [InputLayout.Part]) -> GeneratorCheckpoint {
    let layout = InputLayout(parts)
    let architecture = GeneratorArchitecture.resNet(
      ResNetGenerator(inputChannels: layout.channels, width: 4, blocks: 1))
    let network = Network(architecture.graph)
    var random = SeededGenerator(seed: 9)
    network.initialize(using: &random)
    return GeneratorCheckpoint(
      card: ModelCard(
        architecture: architecture, inputLayout: layout, nativeSize: 64, domain: name,
        titles: ModelCard.Titles(en: "Some \(name)", ko: "시험"),
        palettes: layout.contains(.palette)
          ? [["#ff0000", "#00ff00", "#0000ff"], ["#101010", "#808080", "#f0f0f0"]] : nil
      ),
      parameters: network.parameters)
  }

  /// A network that draws lines, one that draws cartoons, and one that enlarges pictures.
  private static func addArtists(to folder: String) throws {
    let lines = GeneratorArchitecture.uNet(
      UNetGenerator(inputChannels: 3, outputChannels: 1, width: 2, downsamplings: 5))
    let cartoons = GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 3, width: 2, blocks: 1))
    let upscaler = GeneratorArchitecture.compact(CompactUpscaler(features: 4, convolutions: 1))
    for (name, architecture) in [("lines", lines), ("cartoon", cartoons), ("larger", upscaler)] {
      let network = Network(architecture.graph)
      var random = SeededGenerator(seed: 5)
      network.initialize(using: &random)
      try GeneratorCheckpoint(
        card: ModelCard(
          architecture: architecture, inputLayout: architecture.scale > 1 ? .unitPicture : .picture, nativeSize: 64,
          domain: name, titles: ModelCard.Titles(en: name, ko: name)), parameters: network.parameters
      ).write(to: "\(folder)/\(name).safetensors", half: false)
    }
  }

  func translate(
    _ query: String = "domain=outline", _ headers: [String: String] = [:], body: [UInt8] = RunningService.drawing
  ) throws -> HTTPReply? {
    try request("POST", "/v1/translate?" + query, Self.json.merging(headers) { $1 }, body: body)
  }

  static let json = ["Content-Type": "application/json"]
  static let drawing = Array(
    #"{"strokes":[{"points":[[0.2,0.2],[0.8,0.3],[0.5,0.9],[0.2,0.2]]},{"tool":"crayon","colour":"red","width":0.05,"points":[[0.5,0.5]]}]}"#
      .utf8)

  /// Keeps the only worker busy until the semaphore is signalled.
  func holdWorker() throws -> DispatchSemaphore {
    let gate = DispatchSemaphore(value: 0)
    let place = try service.queue.enter(client: "holder", work: 1)
    service.queue.run(place, Answer<Void>()) { [queue = service.queue] _ in
      gate.wait()
      queue.leave(place)
    }
    while service.queue.depth.running == 0 { usleep(1000) }
    return gate
  }

  /// Waits until something holds; false where it does not within a minute.
  static func waits(until holds: () -> Bool) -> Bool {
    for _ in 0..<6000 {
      if holds() { return true }
      usleep(10_000)
    }
    return false
  }
}

/// Keeps what is logged.
final class CapturedLog: LogHandler, Sendable {
  private let kept = Mutex<[Logger.Metadata]>([])

  var lines: [Logger.Metadata] { kept.withLock { $0 } }
  /// Of requests alone.
  var requests: [Logger.Metadata] { lines.filter { $0["route"] != nil } }

  var logLevel: Logger.Level {
    get { .info }
    set {}
  }
  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  subscript(metadataKey _: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) { kept.withLock { $0.append(event.metadata ?? [:]) } }
}
