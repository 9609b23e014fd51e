import CKernels

/// The inner loops for one instruction set.
///
/// ``current`` is chosen once: the best set of this machine, or the one that the environment variable
/// `AICANVAS_KERNELS` names (`avx512`, `avx2` or `baseline`). Tests may run each set the machine has with ``with(_:_:)``.
package struct InstructionSet: @unchecked Sendable {
  let table: UnsafePointer<ak_table>

  /// The set in use. Written only by tests, between operations.
  private nonisolated(unsafe) static var chosen = InstructionSet(table: ak_find(nil))

  package static var current: InstructionSet { chosen }

  /// Inner loops in use, for the engine's own calls.
  static var loops: ak_table { chosen.table.pointee }

  package var name: String { String(cString: table.pointee.name) }

  /// Every set that this machine can run.
  package static var available: [InstructionSet] {
    let names: [String] = ["avx512", "avx2", "baseline"]
    return names.compactMap { name in ak_find(name).map { InstructionSet(table: $0) } }
  }

  /// Runs `body` with another set. No other thread may compute meanwhile, and what was prepared before (packed
  /// weights) must not be used inside.
  package static func with<Result>(_ set: InstructionSet, _ body: () throws -> Result) rethrows -> Result {
    let former = chosen
    chosen = set
    defer { chosen = former }
    return try body()
  }
}
