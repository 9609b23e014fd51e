import CKernels

/// The kind of numbers that a layer multiplies. Sums, norms and what lies between layers are floats with every kind.
package enum Precision: String, Sendable, CaseIterable {
  case float32
  /// Eight significant binary digits. Processors that have instructions for them multiply twice as many at a time; on
  /// others the same results take longer than with ``float32``.
  case bfloat16
}
