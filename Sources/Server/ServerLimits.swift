/// What one server takes on. Everything that a stranger can make it do is bounded by one of these.
package struct ServerLimits: Equatable, Sendable {
  /// A limit's name in the settings file and after `--limit`.
  package enum Name: String, CaseIterable, Sendable {
    case waiting, waitingPerClient, connections, workers
    case requestSeconds, clientSeconds, drainSeconds
    case strokesBytes, pictureBytes, pixels, strokes, points, side

    package var usual: Int { facts.usual }
    package var range: ClosedRange<Int> { facts.range }
    /// A line for people.
    package var meaning: String { facts.meaning }

    private var facts: (usual: Int, range: ClosedRange<Int>, meaning: String) {
      switch self {
      case .waiting: (64, 1...10_000, "requests taken and not yet answered, in all")
      case .waitingPerClient: (8, 1...10_000, "the same for one client's address")
      case .connections: (256, 1...65_536, "open connections")
      case .workers: (1, 1...256, "pictures made at the same time; they share the processors")
      case .requestSeconds: (30, 1...3600, "seconds from a request to its answer")
      case .clientSeconds: (20, 1...3600, "seconds a client has to send a request, or to take an answer")
      case .drainSeconds: (20, 1...3600, "seconds from SIGTERM to the end, at most")
      case .strokesBytes: (1 << 20, 1 << 10...64 << 20, "bytes of a drawing as JSON")
      case .pictureBytes: (4 << 20, 1 << 10...64 << 20, "bytes of a sketch as a picture")
      case .pixels: (16_000_000, 1024...64_000_000, "pixels of a sketch as a picture")
      case .strokes: (2000, 1...100_000, "strokes of a drawing")
      case .points: (50_000, 1...500_000, "points of a drawing, over all strokes")
      case .side: (1024, 32...2048, "side of a picture that is made, in pixels")
      }
    }
  }

  private var values: [Name: Int] = [:]

  package init() {}

  /// Trap for numbers outside ``Name/range``, which whoever reads them from outside has checked.
  package subscript(name: Name) -> Int {
    get { values[name] ?? name.usual }
    set {
      precondition(name.range.contains(newValue), "\(name) \(newValue)")
      values[name] = newValue
    }
  }
}
