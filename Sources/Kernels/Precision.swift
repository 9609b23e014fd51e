import CKernels

/// The kind of numbers that a layer multiplies. Sums, norms and what lies between layers are floats with every kind.
package enum Precision: String, Sendable, CaseIterable {
  case float32
  /// Eight significant binary digits. Processors that have instructions for them multiply twice as many at a time; on
  /// others the same results take longer than with ``float32``.
  case bfloat16

  /// Places of a float that `count` neighbouring values take: bfloat16 numbers lie in pairs.
  func places(_ count: Int) -> Int {
    switch self {
    case .float32: count
    case .bfloat16: (count + 1) / 2
    }
  }

  /// Values that `count` neighbouring ones are filled up to with zeros.
  func filled(_ count: Int) -> Int {
    switch self {
    case .float32: count
    case .bfloat16: (count + 1) / 2 * 2
    }
  }
}
