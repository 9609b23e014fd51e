import Dispatch
import Pictures
import Synchronization

/// Encodes sixel pictures in the background, newest requests first, and caches the latest results.
final class PictureEncoder: Sendable {
  /// A picture at the size it has on the screen.
  struct Request: Equatable, Sendable {
    let image: Image
    let pixels: Capabilities.PixelSize
    let quality: PicturePlacement.Quality
    let colours: Int
    /// A few of the pixels: most unequal pictures differ here already, so the rest need not be read.
    private let sample: [UInt8]

    init(image: Image, pixels: Capabilities.PixelSize, quality: PicturePlacement.Quality, colours: Int) {
      self.image = image
      self.pixels = pixels
      self.quality = quality
      self.colours = colours
      sample = stride(from: 0, to: image.pixels.count, by: image.pixels.count / 61 + 1).map { image.pixels[$0] }
    }

    static func == (left: Request, right: Request) -> Bool {
      left.pixels == right.pixels && left.quality == right.quality && left.colours == right.colours
        && left.sample == right.sample && left.image == right.image
    }
  }

  private struct State {
    /// What the screen shows now and `finished` lacks.
    var wanted: [Request] = []
    /// The most recently used last.
    var finished: [(request: Request, bytes: [UInt8])] = []
    var isRunning = false
  }

  /// More than a screen has places for; older ones are dropped.
  private static let capacity = 32

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "sixel", qos: .userInitiated)
  private let whenFinished: @Sendable () -> Void

  /// - Parameter whenFinished: called on another thread after each picture.
  init(whenFinished: @escaping @Sendable () -> Void) {
    self.whenFinished = whenFinished
  }

  /// The encoded form of each picture, nil where it is not ready yet. Missing ones are started; earlier requests are
  /// dropped.
  func bytes(for requests: [Request]) -> [[UInt8]?] {
    let (results, start) = state.withLock { state -> ([[UInt8]?], Bool) in
      let results = requests.map { request -> [UInt8]? in
        guard let index = state.finished.lastIndex(where: { $0.request == request }) else { return nil }
        let entry = state.finished.remove(at: index)
        state.finished.append(entry)
        return entry.bytes
      }
      state.wanted = zip(requests, results).filter { $0.1 == nil }.map(\.0)
      let start = !state.isRunning && !state.wanted.isEmpty
      if start { state.isRunning = true }
      return (results, start)
    }
    if start { queue.async { self.work() } }
    return results
  }

  private func work() {
    while let request = next() {
      let scaled = request.image.scaled(width: request.pixels.width, height: request.pixels.height)
      // When libsixel is out of memory, show nothing rather than retry for ever.
      let bytes = SixelEncoder.encode(scaled, quality: request.quality, colours: request.colours) ?? []
      state.withLock { state in
        state.finished.append((request, bytes))
        if state.finished.count > Self.capacity { state.finished.removeFirst() }
        state.wanted.removeAll { $0 == request }
      }
      whenFinished()
    }
  }

  private func next() -> Request? {
    state.withLock { state in
      if state.wanted.isEmpty { state.isRunning = false }
      return state.wanted.first
    }
  }
}
