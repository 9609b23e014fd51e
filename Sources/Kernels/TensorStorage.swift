import Foundation
import Synchronization

/// Blocks of memory for tensors, reused by size.
///
/// A training step takes and gives back the same few hundred sizes again and again. Fresh pages from the system cost
/// more than many of the operations that fill them, so freed blocks are kept, up to ``limit`` bytes.
enum TensorStorage {
  /// Bytes of freed blocks kept for reuse.
  static let limit = 3 << 30

  private struct Shelf {
    var blocks: [Int: [UInt]] = [:]
    var bytes = 0
  }

  private static let shelf = Mutex(Shelf())

  /// Sizes are rounded up to whole cache lines.
  private static func roundedBytes(_ count: Int) -> Int {
    max(64, (count * MemoryLayout<Float>.stride + 63) & ~63)
  }

  static func take(count: Int) -> UnsafeMutablePointer<Float> {
    let bytes = roundedBytes(count)
    let reused = shelf.withLock { shelf -> UInt? in
      guard let address = shelf.blocks[bytes]?.popLast() else { return nil }
      shelf.bytes -= bytes
      return address
    }
    if let reused, let pointer = UnsafeMutableRawPointer(bitPattern: reused) {
      return pointer.assumingMemoryBound(to: Float.self)
    }
    return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).assumingMemoryBound(to: Float.self)
  }

  static func giveBack(_ data: UnsafeMutablePointer<Float>, count: Int) {
    let bytes = roundedBytes(count)
    let address = UInt(bitPattern: data)
    let kept = shelf.withLock { shelf -> Bool in
      guard shelf.bytes + bytes <= limit else { return false }
      shelf.blocks[bytes, default: []].append(address)
      shelf.bytes += bytes
      return true
    }
    if !kept { UnsafeMutableRawPointer(data).deallocate() }
  }

  /// Returns every kept block to the system.
  static func release() {
    let blocks = shelf.withLock { shelf in
      defer { shelf = Shelf() }
      return shelf.blocks.values.flatMap { $0 }
    }
    for address in blocks { UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }
  }
}
