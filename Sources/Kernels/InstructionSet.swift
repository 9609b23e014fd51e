import CKernels

/// The inner loops for one instruction set.
///
/// The best set of this machine is used, or the one that the environment variable `AICANVAS_KERNELS` names (`amx`,
/// `avx512bf16`, `avx512`, `avx2` or `baseline`). Tests run each set the machine has with ``with(_:_:)``.
package struct InstructionSet: @unchecked Sendable {
  private let table: UnsafePointer<ak_table>

  package static var current: InstructionSet { InstructionSet(table: ak_current()) }

  /// Inner loops in use, for the engine's own calls.
  static var loops: ak_table { ak_current().pointee }

  package var name: String { String(cString: table.pointee.name) }

  /// Whether the processor has products of bfloat16; without them they are several instructions each.
  package var multipliesBFloat16: Bool { table.pointee.bfloat16Peak != nil }

  /// Whether those are products of whole matrices, many times as fast as others.
  package var multipliesMatrices: Bool { table.pointee.pairRun > 1 }

  /// Every set that this machine can run.
  package static var available: [InstructionSet] {
    let names: [String] = ["amx", "avx512bf16", "avx512", "avx2", "baseline"]
    return names.compactMap { name in ak_find(name).map { InstructionSet(table: $0) } }
  }

  /// Runs `body` with another set, on this thread and in the tasks that it starts. What was prepared outside (packed
  /// weights) must not be used inside.
  package static func with<Result>(_ set: InstructionSet, _ body: () throws -> Result) rethrows -> Result {
    let former = ak_choose(set.table)
    defer { _ = ak_choose(former) }
    return try body()
  }
}
