import Dispatch
import Foundation
import Synchronization

/// Work for a few threads of its own: bounded in all and for each client, clients taking turns.
///
/// Nothing of it runs on Swift's shared pool, which has to answer health checks and refusals while all workers compute.
/// Two bounds hold: of requests that were taken and not yet answered, and of those of one client. A client with many of
/// them does not hold up one with few: clients are served in turns.
package final class WorkQueue: Sendable {
  /// A place in the queue, from before a request's body is read until its answer is made.
  package struct Place: Sendable {
    fileprivate let number: UInt64
    fileprivate let client: String
    fileprivate let work: Double
  }

  /// How full the queue is.
  package struct Depth: Equatable {
    /// Requests that were taken and not yet answered.
    package var taken: Int
    /// Those whose work has not begun.
    package var waiting: Int
    package var running: Int

    package init(taken: Int, waiting: Int, running: Int) {
      self.taken = taken
      self.waiting = waiting
      self.running = running
    }
  }

  private struct Job: Sendable {
    let place: Place
    /// Returns whether the work was done to its end.
    let perform: @Sendable () -> Bool
  }

  private struct Books {
    var places: [UInt64: Place] = [:]
    var ofClient: [String: Int] = [:]
    var nextNumber: UInt64 = 0
    /// Jobs of each client, in the order of the clients' turns.
    var lines: [(client: String, jobs: [Job])] = []
    var running = 0
    /// A worker's seconds for a unit of work, averaged; nil before the first job.
    var secondsPerWork: Double?
    var isDraining = false
  }

  private let most: Int
  private let mostPerClient: Int
  private let workers: Int
  private let books = Mutex(Books())
  private let jobsWaiting = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - most: requests taken and not yet answered.
  ///   - mostPerClient: the same for one client.
  ///   - workers: threads that work.
  package init(most: Int, mostPerClient: Int, workers: Int) {
    precondition(most > 0 && mostPerClient > 0 && workers > 0, "a queue needs room and workers")
    self.most = most
    self.mostPerClient = mostPerClient
    self.workers = workers
    for number in 0..<workers {
      Thread.detachNewThread { [weak self, jobsWaiting] in
        Thread.current.name = "work \(number)"
        while true {
          jobsWaiting.wait()
          guard let self else { return }
          self.performNext()
        }
      }
    }
  }

  deinit {
    // Workers notice that nobody holds the queue any more.
    for _ in 0..<workers { jobsWaiting.signal() }
  }

  package var depth: Depth {
    books.withLock { books in
      Depth(
        taken: books.places.count, waiting: books.lines.reduce(0) { $0 + $1.jobs.count }, running: books.running)
    }
  }

  var isDraining: Bool { books.withLock { $0.isDraining } }

  /// Takes no more; what was taken is finished.
  func drain() { books.withLock { $0.isDraining = true } }

  /// Takes a place, to be given back by ``leave(_:)``.
  ///
  /// - Parameters:
  ///   - client: tells clients apart.
  ///   - work: how much there will be to do, in any unit.
  /// - Throws: a ``Problem`` where there is no room: 429 with the seconds until what was taken before will be done at
  ///   the present pace, or 503 while the server drains.
  package func enter(client: String, work: Double) throws(Problem) -> Place {
    let outcome = books.withLock { books -> Result<Place, Problem> in
      if books.isDraining {
        return .failure(
          Problem(
            .serviceUnavailable, "This server is about to stop; ask another one, or ask again in a moment.",
            reason: "draining", retryAfter: 1))
      }
      let own = books.ofClient[client, default: 0]
      guard books.places.count < most, own < mostPerClient else {
        let isOwn = own >= mostPerClient
        return .failure(
          Problem(
            .tooManyRequests,
            isOwn
              ? "\(own) requests of yours wait for their answers already; ask again in a moment."
              : "Too many requests wait for their answers; ask again in a moment.",
            reason: isOwn ? "client" : "queue", retryAfter: secondsUntilDone(books)))
      }
      books.nextNumber += 1
      let place = Place(number: books.nextNumber, client: client, work: work)
      books.places[place.number] = place
      books.ofClient[client] = own + 1
      return .success(place)
    }
    return try outcome.get()
  }

  /// Gives a place back, and forgets its work if that has not begun; a second time does nothing.
  package func leave(_ place: Place) {
    books.withLock { books in
      guard books.places.removeValue(forKey: place.number) != nil else { return }
      let left = books.ofClient[place.client, default: 1] - 1
      books.ofClient[place.client] = left > 0 ? left : nil
      guard let line = books.lines.firstIndex(where: { $0.client == place.client }) else { return }
      books.lines[line].jobs.removeAll { $0.place.number == place.number }
      if books.lines[line].jobs.isEmpty { books.lines.remove(at: line) }
    }
  }

  /// Has a worker settle an answer, unless somebody else has settled it before its turn.
  ///
  /// - Parameter body: told by its argument whether anybody still waits.
  package func run<Value>(
    _ place: Place, _ answer: Answer<Value>, _ body: @escaping @Sendable (_ isCancelled: () -> Bool) throws -> Value
  ) {
    let job = Job(place: place) {
      guard !answer.isSettled else { return false }
      let result = Result { try body { answer.isSettled } }
      defer { answer.settle(result) }
      return !answer.isSettled
    }
    books.withLock { books in
      if let line = books.lines.firstIndex(where: { $0.client == place.client }) {
        books.lines[line].jobs.append(job)
      } else {
        books.lines.append((place.client, [job]))
      }
    }
    jobsWaiting.signal()
  }

  /// Does the next client's next job, if there is any left.
  private func performNext() {
    let next = books.withLock { books -> Job? in
      guard !books.lines.isEmpty else { return nil }
      var line = books.lines.removeFirst()
      let job = line.jobs.removeFirst()
      if !line.jobs.isEmpty { books.lines.append(line) }
      books.running += 1
      return job
    }
    guard let job = next else { return }
    let start = ContinuousClock.now
    let isDone = job.perform()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    books.withLock { books in
      books.running -= 1
      guard isDone else { return }
      let pace = seconds / max(job.place.work, 1)
      books.secondsPerWork = books.secondsPerWork.map { $0 * 0.9 + pace * 0.1 } ?? pace
    }
  }

  private func secondsUntilDone(_ books: Books) -> Int {
    let work = books.places.values.reduce(0) { $0 + $1.work }
    let seconds = work * (books.secondsPerWork ?? 0) / Double(workers)
    return Int(min(max(seconds.rounded(.up), 1), 3600))
  }
}
