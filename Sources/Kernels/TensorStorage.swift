import Foundation
import Synchronization

/// Blocks of memory for tensors, reused by size.
///
/// A training step takes and gives back the same few hundred sizes again and again. Fresh pages from the system cost
/// more than many of the operations that fill them, so freed blocks are kept. All memory asks the system for huge
/// pages: the transformed tiles of one convolution alone are read from 36 places at once, more than the first
/// translation buffer holds in small pages, and touching new memory takes a third of the time.
enum TensorStorage {
  /// Bytes of freed large blocks kept for reuse.
  static let limit = 3 << 30

  /// Blocks from here on have memory of their own; smaller ones are cut from slabs and never leave them.
  private static let large = 8 << 20
  private static let slabBytes = 32 << 20
  private static let hugePage = 2 << 20

  private struct Shelf {
    var blocks: [Int: [UInt]] = [:]
    var bytes = 0
    var slab: UInt = 0
    var slabRest = 0
    /// Large blocks made so far.
    var made = 0
  }

  private static let shelf = Mutex(Shelf())

  /// Bytes of the block that holds `count` floats: whole cache lines, and at most eight sizes between two powers of
  /// two, so that blocks of nearly equal size serve each other.
  private static func roundedBytes(_ count: Int) -> Int {
    let bytes = max(64, (count * MemoryLayout<Float>.stride + 63) & ~63)
    let power = Int.bitWidth - 1 - bytes.leadingZeroBitCount
    let unit = max(64, bytes >= large ? hugePage : 1 << max(0, power - 3))
    return (bytes + unit - 1) / unit * unit
  }

  /// Bytes by which blocks are moved against each other: at equal distances from a large power of two, the same pixel
  /// of two tensors would fight for the same few places in each cache.
  private static let shift = 67 * 64

  /// - Parameter rest: further bytes, in small pages.
  private static func systemMemory(_ bytes: Int, rest: Int = 0) -> UnsafeMutableRawPointer {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes + rest, alignment: hugePage)
    #if os(Linux)
      // Only a wish: where the system does not grant it, small pages do.
      _ = madvise(memory, bytes, MADV_HUGEPAGE)
    #endif
    return memory
  }

  static func take(count: Int) -> UnsafeMutablePointer<Float> {
    let bytes = roundedBytes(count)
    let address = shelf.withLock { shelf -> UInt in
      if let address = shelf.blocks[bytes]?.popLast() {
        shelf.bytes -= bytes
        return address
      }
      guard bytes < large else {
        shelf.made += 1
        // What the block is moved by reaches into a page that nothing else would use.
        return UInt(bitPattern: systemMemory(bytes, rest: 64 * shift)) + UInt(shelf.made % 64 * shift)
      }
      let taken = bytes < 16 * shift ? bytes : bytes + shift
      if shelf.slabRest < taken {
        shelf.slab = UInt(bitPattern: systemMemory(slabBytes))
        shelf.slabRest = slabBytes
      }
      defer {
        shelf.slab += UInt(taken)
        shelf.slabRest -= taken
      }
      return shelf.slab
    }
    guard let pointer = UnsafeMutableRawPointer(bitPattern: address) else { preconditionFailure("no memory") }
    return pointer.assumingMemoryBound(to: Float.self)
  }

  static func giveBack(_ data: UnsafeMutablePointer<Float>, count: Int) {
    let bytes = roundedBytes(count)
    let address = UInt(bitPattern: data)
    let kept = shelf.withLock { shelf -> Bool in
      guard bytes < large || shelf.bytes + bytes <= limit else { return false }
      shelf.blocks[bytes, default: []].append(address)
      shelf.bytes += bytes
      return true
    }
    if !kept { UnsafeMutableRawPointer(bitPattern: address & ~UInt(hugePage - 1))?.deallocate() }
  }
}
