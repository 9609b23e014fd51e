import Foundation
import Training

/// Processes that train together, as threads of the tests: each sees a `ProcessGroup`, and nothing of the others.
///
/// A sum is carried out by whoever comes last, in whatever the others are doing meanwhile: a process that changes values
/// after it has given them away ends with other ones than the rest.
final class SimulatedProcesses: @unchecked Sendable {
  private enum Part {
    case floats(UnsafeMutableBufferPointer<Float>)
    case doubles(UnsafeMutableBufferPointer<Double>)
    case bytes(UnsafeMutableRawBufferPointer)
  }

  private let size: Int
  /// Guards what follows.
  private let condition = NSCondition()
  /// By their numbers, what the processes have come with so far.
  private var calls: [Int: [Int: Part]] = [:]
  private var done: Set<Int> = []
  private var isBroken = false

  private init(size: Int) { self.size = size }

  /// What `body` gives in each of `size` processes, in their order; an error of one ends all and is thrown.
  static func run<Result>(_ size: Int, _ body: @escaping (any ProcessGroup) throws -> Result) throws -> [Result] {
    let processes = SimulatedProcesses(size: size)
    var results = [Swift.Result<Result, any Error>?](repeating: nil, count: size)
    results.withUnsafeMutableBufferPointer { results in
      let work = Work(body: body, results: results)
      let threads = DispatchGroup()
      for rank in 0..<size {
        threads.enter()
        let thread = Thread {
          work.run(in: Member(processes, rank: rank))
          threads.leave()
        }
        thread.stackSize = 8 << 20
        thread.start()
      }
      threads.wait()
    }
    // What the others say of a process that is gone is of no account.
    for case .failure(let error)? in results where (error as? TrainingError) != gone { throw error }
    return try results.compactMap { try $0?.get() }
  }

  private static let gone = TrainingError("another process is gone")

  /// Each thread writes a place of its own.
  private struct Work<Output>: @unchecked Sendable {
    let body: (any ProcessGroup) throws -> Output
    let results: UnsafeMutableBufferPointer<Swift.Result<Output, any Error>?>

    func run(in member: Member) {
      let result = Swift.Result { try body(member) }
      if case .failure = result { member.breakDown() }
      results[member.rank] = result
    }
  }

  private func take(_ part: Part, call: Int, rank: Int) {
    condition.lock()
    defer { condition.unlock() }
    // The memory of a process that has failed may be gone.
    guard !isBroken else { return }
    calls[call, default: [:]][rank] = part
    guard let parts = calls[call], parts.count == size else { return }
    carryOut((0..<size).compactMap { parts[$0] })
    calls[call] = nil
    done.insert(call)
    condition.broadcast()
  }

  private func carryOut(_ parts: [Part]) {
    switch parts[0] {
    case .floats(let first):
      let others = parts.dropFirst().map { part -> UnsafeMutableBufferPointer<Float> in
        guard case .floats(let values) = part, values.count == first.count else {
          fatalError("sums of different values")
        }
        return values
      }
      for index in first.indices {
        for other in others { first[index] += other[index] }
        for other in others { other[index] = first[index] }
      }
    case .doubles(let first):
      let others = parts.dropFirst().map { part -> UnsafeMutableBufferPointer<Double> in
        guard case .doubles(let values) = part, values.count == first.count else {
          fatalError("sums of different values")
        }
        return values
      }
      for index in first.indices {
        for other in others { first[index] += other[index] }
        for other in others { other[index] = first[index] }
      }
    case .bytes(let first):
      for part in parts.dropFirst() {
        guard case .bytes(let bytes) = part, bytes.count == first.count else { fatalError("other bytes are expected") }
        bytes.copyMemory(from: UnsafeRawBufferPointer(first))
      }
    }
  }

  private func wait(for call: Int) throws(TrainingError) {
    condition.lock()
    defer { condition.unlock() }
    while !done.contains(call) {
      if isBroken { throw Self.gone }
      condition.wait()
    }
  }

  private final class Member: ProcessGroup, @unchecked Sendable {
    private let processes: SimulatedProcesses
    let rank: Int
    /// Calls so far.
    private var calls = 0
    private var pending: [Int] = []

    init(_ processes: SimulatedProcesses, rank: Int) {
      self.processes = processes
      self.rank = rank
    }

    var size: Int { processes.size }

    private func begin(_ part: Part) {
      pending.append(calls)
      processes.take(part, call: calls, rank: rank)
      calls += 1
    }

    func beginSum(_ values: UnsafeMutableBufferPointer<Float>) { begin(.floats(values)) }

    func finishSums() throws(TrainingError) {
      for call in pending { try processes.wait(for: call) }
      pending = []
    }

    func sum(_ values: [Double]) throws(TrainingError) -> [Double] {
      let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: values.count)
      defer { buffer.deallocate() }
      _ = buffer.initialize(from: values)
      begin(.doubles(buffer))
      try finishSums()
      return Array(buffer)
    }

    func broadcast(_ bytes: UnsafeMutableRawBufferPointer) throws(TrainingError) {
      begin(.bytes(bytes))
      try finishSums()
    }

    func leave() {}

    func end(status: Int32) -> Never { fatalError("nobody ends the tests") }

    func breakDown() {
      processes.condition.lock()
      processes.isBroken = true
      processes.condition.broadcast()
      processes.condition.unlock()
    }
  }
}
