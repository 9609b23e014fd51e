import Generation
import Pictures
import Synchronization

/// Finds the lines of a user's picture: a network in the studio, something simpler in tests.
///
/// Called on a worker's thread.
package protocol PictureOutliner: Sendable {
  /// The lines of a picture file as strokes of a pencil on the canvas.
  ///
  /// - Parameter isCancelled: asked while the file is read and between layers.
  /// - Throws: `CancellationError`, or ``OwnPictureProblem``.
  func strokes(ofPictureAt path: String, isCancelled: @Sendable () -> Bool) throws -> [Stroke]

  /// The same of a picture that is at hand.
  func strokes(of picture: Image, isCancelled: @Sendable () -> Bool) throws -> [Stroke]
}

/// Why a user's picture gives no lines or no cartoon.
package enum OwnPictureProblem: Error, Hashable, Sendable, CaseIterable {
  /// The file has gone, or may not be read.
  case unreadable
  /// It is no picture, a damaged one, or of a kind that is not read, such as an animation.
  case noPicture
  /// It has more pixels than are taken into memory.
  case tooLarge
  /// Nothing in it is worth a line.
  case noLines
  /// It is a strip, of which no cartoon can be made.
  case tooNarrow

  package init(_ error: PictureError) {
    self =
      switch error {
      case .tooLarge: .tooLarge
      case .unreadable: .unreadable
      case .notAPicture, .unwritable, .tooFewPictures, .malformedDoodle: .noPicture
      }
  }
}

/// The network that draws the lines of pages to colour in, loaded when the first picture is chosen.
package final class LineArtOutliner: PictureOutliner {
  private let load: @Sendable () throws -> LineDrawing
  private let loaded = Mutex<LineDrawing?>(nil)

  /// Pictures are made this large while they are read; the network looks at less.
  private static let longSide = 1024

  /// - Parameter load: who finds the lines, and how many; see `LineDrawing`.
  package init(_ load: @escaping @Sendable () throws -> LineDrawing) {
    self.load = load
  }

  private func drawing() throws -> LineDrawing {
    try loaded.withLock { loaded in
      let drawing = try loaded ?? load()
      loaded = drawing
      return drawing
    }
  }

  package func strokes(ofPictureAt path: String, isCancelled: @Sendable () -> Bool) throws -> [Stroke] {
    let picture: Image
    do throws(PictureError) {
      picture = try Image(contentsOf: path, longSide: Self.longSide, shouldStop: isCancelled)
    } catch {
      if isCancelled() { throw CancellationError() }
      throw OwnPictureProblem(error)
    }
    return try strokes(of: picture, isCancelled: isCancelled)
  }

  package func strokes(of picture: Image, isCancelled: @Sendable () -> Bool) throws -> [Stroke] {
    let strokes = try drawing().strokes(of: picture, isCancelled: isCancelled)
    if isCancelled() { throw CancellationError() }
    guard !strokes.isEmpty else { throw OwnPictureProblem.noLines }
    return strokes
  }
}
