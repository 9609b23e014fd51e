import Foundation

/// The folders that power cuts leave: one for each moment of a recording, and for each way in which what was not synced
/// may be there.
///
/// `AICANVAS_POWER_CUTS=20` in the environment tries twenty mixtures at each moment instead of one.
package struct PowerCuts {
  package struct Cut {
    /// How many operations had been done.
    package let moment: Int
    package let tree: FileTree
    /// For messages.
    package let description: String
  }

  private let before: FileTree
  private let operations: [FileOperation]
  /// Moments at which something had been promised.
  private let promises: [Int]

  /// Cuts of a recording that began with `before`.
  package init(before: FileTree, _ operations: [FileOperation], promises: [Int]) {
    self.before = before
    self.operations = operations
    self.promises = promises
  }

  /// What is there at the end if no power is cut: the same as on the real disk, or the recording lacks something.
  package var end: FileTree {
    var disk = VolatileDisk(before)
    for operation in operations { disk.apply(operation) }
    return disk.tree
  }

  private static let mixtures =
    ProcessInfo.processInfo.environment["AICANVAS_POWER_CUTS"].flatMap { Int($0) } ?? 1

  /// Calls `body` with each cut whose folder and promises were not the same before; returns how many there were.
  @discardableResult
  package func forEach(_ body: (Cut) throws -> Void) rethrows -> Int {
    struct Situation: Hashable {
      let tree: FileTree
      let kept: Int
      let isAtPromise: Bool
    }
    var seen: Set<Int> = []
    var count = 0
    var disk = VolatileDisk(before)
    for moment in 0...operations.count {
      if moment > 0 { disk.apply(operations[moment - 1]) }
      var cuts = VolatileDisk.Remains.allCases.map { (disk.left($0), "\($0)") }
      for number in 0..<Self.mixtures {
        var random = Mixer(state: UInt64(moment) << 32 | UInt64(number))
        cuts.append((disk.left(mixedBy: &random), "mixture \(number)"))
      }
      for (tree, remains) in cuts {
        let situation = Situation(
          tree: tree, kept: promises.count { $0 <= moment }, isAtPromise: promises.contains(moment))
        guard seen.insert(situation.hashValue).inserted else { continue }
        count += 1
        let last = moment > 0 ? Self.words(operations[moment - 1]) : "the beginning"
        try body(Cut(moment: moment, tree: tree, description: "cut \(moment), after \(last), left: \(remains)"))
      }
    }
    return count
  }

  private static func words(_ operation: FileOperation) -> String {
    if case .write(let path, let offset, let bytes) = operation {
      return "write(\(path), \(bytes.count) bytes at \(offset))"
    }
    return "\(operation)"
  }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  private struct Mixer: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }
  }
}
