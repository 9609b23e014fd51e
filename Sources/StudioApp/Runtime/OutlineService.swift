import Pictures
import Studio
import Synchronization

/// Finds the lines of pictures on a worker; a new request, or nobody waiting any more, ends the one before.
final class OutlineService: Sendable {
  private let outliner: (any PictureOutliner)?
  private let worker: Worker
  private let wanted = Mutex<Int>(0)

  /// - Parameter outliner: nil where nothing can find lines; nobody asks for any then.
  init(_ outliner: (any PictureOutliner)?, _ inbox: Inbox) {
    self.outliner = outliner
    worker = Worker("outlines", inbox, qos: .utility)
  }

  func find(_ request: OutlineRequest) {
    guard let outliner else { return }
    let ticket = next()
    worker.run { [self] in
      let isCancelled: @Sendable () -> Bool = { [self] in wanted.withLock { $0 != ticket } }
      guard !isCancelled() else { return [] }
      let result: Result<[Stroke], OwnPictureProblem>
      do {
        switch request.source {
        case .file(let path): result = .success(try outliner.strokes(ofPictureAt: path, isCancelled: isCancelled))
        case .picture(let picture): result = .success(try outliner.strokes(of: picture, isCancelled: isCancelled))
        }
      } catch is CancellationError {
        return []
      } catch {
        // Without a reason of its own it is the network's file that could not be read.
        result = .failure(error as? OwnPictureProblem ?? .unreadable)
      }
      return isCancelled() ? [] : [.answer(.job(AnyAnswer(OutlineAnswer(request, result))))]
    }
  }

  func cancel() { _ = next() }

  private func next() -> Int {
    wanted.withLock { wanted in
      wanted += 1
      return wanted
    }
  }
}
