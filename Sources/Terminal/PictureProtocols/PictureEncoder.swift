import Dispatch
import Pictures
import Synchronization

/// Prepares pictures for the terminal in the background, newest requests first, and caches the latest results.
final class PictureEncoder: Sendable {
  /// A picture and the size that it has on the screen.
  struct Request: Equatable, Sendable {
    let image: Image
    let pixels: Capabilities.PixelSize
    /// The whole cells that it covers, in pixels.
    let sheet: Capabilities.PixelSize
    /// What fills the cells around the picture; black if nil.
    let background: TerminalColour
    let quality: PicturePlacement.Quality
    /// A few of the pixels: most unequal pictures differ here already, so the rest need not be read.
    private let sample: [UInt8]

    init(
      image: Image, pixels: Capabilities.PixelSize, sheet: Capabilities.PixelSize, background: TerminalColour,
      quality: PicturePlacement.Quality
    ) {
      self.image = image
      self.pixels = pixels
      self.sheet = sheet
      self.background = background
      self.quality = quality
      sample = stride(from: 0, to: image.pixels.count, by: image.pixels.count / 61 + 1).map { image.pixels[$0] }
    }

    static func == (left: Request, right: Request) -> Bool {
      left.pixels == right.pixels && left.sheet == right.sheet && left.quality == right.quality
        && left.background == right.background && left.sample == right.sample && left.image == right.image
    }

    /// Every pixel of the cells: the picture scaled, in the middle of its background.
    func picture() -> Image {
      let scaled = image.scaled(width: pixels.width, height: pixels.height)
      guard sheet != pixels else { return scaled }
      var colour: (red: UInt8, green: UInt8, blue: UInt8) = (0, 0, 0)
      if case .rgb(let red, let green, let blue) = background { colour = TerminalPalette.shown(red, green, blue) }
      var padded = Image(
        width: sheet.width, height: sheet.height, red: colour.red, green: colour.green, blue: colour.blue)
      padded.paste(scaled, x: (sheet.width - pixels.width) / 2, y: (sheet.height - pixels.height) / 2)
      return padded
    }
  }

  /// A picture that is ready.
  struct Encoded: Sendable {
    /// Every pixel of its cells, to cut pieces from.
    let picture: Image
    let bytes: [UInt8]
  }

  private struct State {
    /// What the screen shows now and `finished` lacks.
    var wanted: [Request] = []
    /// The most recently used last.
    var finished: [(request: Request, encoded: Encoded)] = []
    var isRunning = false
    /// Whether a picture has got ready since ``takeNews()`` was called.
    var hasNews = false
  }

  /// More than a screen has places for; older ones are dropped.
  private static let capacity = 32

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "pictures", qos: .userInitiated)
  private let pictures: any PictureProtocol
  private let whenFinished: @Sendable () -> Void

  /// - Parameter whenFinished: called on another thread after each picture.
  init(_ pictures: any PictureProtocol, whenFinished: @escaping @Sendable () -> Void) {
    self.pictures = pictures
    self.whenFinished = whenFinished
  }

  /// The encoded form of each picture, nil where it is not ready yet. Missing ones are started; earlier requests are
  /// dropped. Drawings under a pen are made at once.
  func encoded(_ requests: [Request]) -> [Encoded?] {
    let (results, start) = state.withLock { state -> ([Encoded?], Bool) in
      let results = requests.map { request -> Encoded? in
        // Its pieces are encoded one by one when they are sent.
        if request.quality == .live { return Encoded(picture: request.picture(), bytes: []) }
        guard let index = state.finished.lastIndex(where: { $0.request == request }) else { return nil }
        let entry = state.finished.remove(at: index)
        state.finished.append(entry)
        return entry.encoded
      }
      state.wanted = zip(requests, results).filter { $0.1 == nil }.map(\.0)
      let start = !state.isRunning && !state.wanted.isEmpty
      if start { state.isRunning = true }
      return (results, start)
    }
    if start { queue.async { self.work() } }
    return results
  }

  /// Whether a picture has got ready since this was called last.
  func takeNews() -> Bool {
    state.withLock { state in
      defer { state.hasNews = false }
      return state.hasNews
    }
  }

  private func work() {
    while let request = next() {
      let picture = request.picture()
      // When there is no memory, show nothing rather than retry for ever.
      let encoded = Encoded(picture: picture, bytes: pictures.encode(picture, quality: request.quality))
      state.withLock { state in
        state.hasNews = true
        state.finished.append((request, encoded))
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
