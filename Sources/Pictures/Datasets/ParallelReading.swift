import Dispatch
import Synchronization

/// Reads many files on all processors.
enum ParallelReading {
  /// What `read` makes of each item, in order.
  ///
  /// - Parameter progress: called from any thread, with the number of items done and of all items.
  static func results<Item: Sendable, Output: Sendable>(
    of items: [Item], progress: @escaping @Sendable (Int, Int) -> Void,
    read: @escaping @Sendable (Item) throws(PictureError) -> Output
  ) -> [Result<Output, PictureError>] {
    let results = Mutex([Result<Output, PictureError>?](repeating: nil, count: items.count))
    let done = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: items.count) { index in
      let result = Result<Output, PictureError> { () throws(PictureError) in try read(items[index]) }
      results.withLock { $0[index] = result }
      progress(done.add(1, ordering: .relaxed).newValue, items.count)
    }
    return results.withLock { $0 }.compactMap { $0 }
  }

  /// At most `limit` of the items, evenly spread over them.
  static func thinned<Item>(_ items: [Item], to limit: Int?) -> [Item] {
    guard let limit, limit < items.count else { return items }
    return (0..<max(0, limit)).map { items[$0 * items.count / limit] }
  }
}
