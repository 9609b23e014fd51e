import Foundation
import Kernels

/// Processes that train one model together, each on its own share of every batch. They run the same program with the same
/// options, on one machine or several, and call the methods below in the same order.
package protocol ProcessGroup: AnyObject, Sendable {
  /// Number of processes.
  var size: Int { get }
  /// This process's number, 0..<`size`. The first one writes all files.
  var rank: Int { get }

  /// Begins to replace values by their sums over all processes, and returns at once; nobody may touch them before
  /// ``finishSums()`` has returned. Every process gets the same bits.
  func beginSum(_ values: UnsafeMutableBufferPointer<Float>)

  /// Returns when all sums that were begun are done.
  ///
  /// - Throws: when they cannot be, since another process is gone or does not answer.
  func finishSums() throws(TrainingError)

  /// The sums of a few values over all processes. No other sums may be under way.
  func sum(_ values: [Double]) throws(TrainingError) -> [Double]

  /// Replaces bytes by those of the first process. No sums may be under way.
  func broadcast(_ bytes: UnsafeMutableRawBufferPointer) throws(TrainingError)

  /// Leaves the group at the end of all work.
  func leave()

  /// Ends all processes of the group, this one too.
  ///
  /// - Parameter status: what they exit with.
  func end(status: Int32) -> Never
}

extension ProcessGroup {
  package var isFirst: Bool { rank == 0 }

  /// The means of a few values over all processes.
  func mean(_ values: [Double]) throws(TrainingError) -> [Double] {
    size == 1 ? values : try sum(values).map { $0 / Double(size) }
  }

  /// Whether a flag is raised in any process.
  func any(_ flag: Bool) throws(TrainingError) -> Bool {
    size == 1 ? flag : try sum([flag ? 1 : 0])[0] > 0
  }

  /// Whether all processes have the same number.
  func areEqual(_ number: UInt64) throws(TrainingError) -> Bool {
    // Halves, since a Double holds sums of them exactly.
    let halves = [Double(number >> 32), Double(number & 0xFFFF_FFFF)]
    return try !any(mean(halves) != halves)
  }

  /// Replaces a tensor's values by those of the first process.
  func broadcast(_ tensor: Tensor) throws(TrainingError) {
    try broadcast(
      UnsafeMutableRawBufferPointer(start: tensor.data, count: tensor.count * MemoryLayout<Float>.stride))
  }

  /// What the first process has, in all of them.
  ///
  /// - Parameter bytes: of no account in the others.
  func broadcast(_ bytes: [UInt8]) throws(TrainingError) -> [UInt8] {
    let count = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
    defer { count.deallocate() }
    count.pointee = UInt64(bytes.count)
    try broadcast(UnsafeMutableRawBufferPointer(start: count, count: MemoryLayout<UInt64>.size))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(count.pointee), alignment: 64)
    defer { buffer.deallocate() }
    if isFirst { buffer.copyBytes(from: bytes) }
    try broadcast(buffer)
    return Array(buffer)
  }
}

/// A process that trains alone.
package final class SoleProcess: ProcessGroup {
  package let size = 1
  package let rank = 0

  package init() {}

  package func beginSum(_ values: UnsafeMutableBufferPointer<Float>) {}
  package func finishSums() {}
  package func sum(_ values: [Double]) -> [Double] { values }
  package func broadcast(_ bytes: UnsafeMutableRawBufferPointer) {}
  package func leave() {}
  package func end(status: Int32) -> Never { exit(status) }
}
